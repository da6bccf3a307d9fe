import type { Marketplace } from '../../model/marketplace.ts'
import { territory } from '../requests.ts'

export const home = 'https://www.dhgate.com'

export const dhgateSite: Pick<Marketplace, 'id' | 'territories' | 'sorts'> = {
  id: 'dhgate',
  territories: [territory('us', home, 'USD', 'en-US')],
  sorts: {},
}

/** The listing's number in its address. */
export const idOfUrl = (url: string): string | undefined => /\/product\/[^/]{0,300}\/(\d{6,12})\.html/.exec(url)?.[1]
