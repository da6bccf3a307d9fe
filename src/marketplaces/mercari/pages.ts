import type { Marketplace } from '../../model/marketplace.ts'
import { territory } from '../requests.ts'

export const home = 'https://jp.mercari.com'
/** America's Mercari has other pages and other sellers: its saved pages are read, and it is not asked. */
export const usHome = 'https://www.mercari.com'

export const mercariSite: Pick<Marketplace, 'id' | 'territories' | 'sorts'> & { pageOrigins: readonly string[] } = {
  id: 'mercari',
  territories: [territory('jp', home, 'JPY', 'ja-JP')],
  pageOrigins: [usHome],
  sorts: {
    newest: 'sort=created_time&order=desc',
    'price-low': 'sort=price&order=asc',
    'price-high': 'sort=price&order=desc',
  },
}

/** The listing that an address in a page is of: a person's, a shop's, or America's. `null` for any other address. */
export function pageOf(href: string): { id: string; url: string } | null {
  const us = /^(?:https:\/\/www\.mercari\.com)?\/us\/item\/(m\d{8,})/.exec(href)?.[1]
  if (us !== undefined) return { id: us, url: `${usHome}/us/item/${us}/` }
  const item = /\/item\/(m\d{8,})/.exec(href)?.[1]
  if (item !== undefined) return { id: item, url: `${home}/item/${item}` }
  const product = /\/shops\/product\/([\w-]{1,60})/.exec(href)?.[1]
  return product === undefined ? null : { id: product, url: `${home}/shops/product/${product}` }
}
