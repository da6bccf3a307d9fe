import type { Marketplace } from '../model/marketplace.ts'
import { market1688 } from './1688/index.ts'
import { alibaba } from './alibaba/index.ts'
import { aliexpress } from './aliexpress/index.ts'
import { amazon } from './amazon/index.ts'
import { bazaar } from './bazaar/index.ts'
import { dhgate } from './dhgate/index.ts'
import { ebay } from './ebay/index.ts'
import { etsy } from './etsy/index.ts'
import { genericJsonld } from './generic-jsonld/index.ts'
import { lazada } from './lazada/index.ts'
import { mercadoLibre } from './mercado-libre/index.ts'
import { mercari } from './mercari/index.ts'
import { rakuten } from './rakuten/index.ts'
import { shopee } from './shopee/index.ts'
import { shopify } from './shopify/index.ts'
import { taobao } from './taobao/index.ts'
import { temu } from './temu/index.ts'
import { walmart } from './walmart/index.ts'

/** Every marketplace, in the order that lists show them. A new one is its folder and a line here. */
export const marketplaces: readonly Marketplace[] = [
  amazon,
  ebay,
  aliexpress,
  alibaba,
  market1688,
  taobao,
  mercadoLibre,
  walmart,
  etsy,
  rakuten,
  lazada,
  shopee,
  shopify,
  mercari,
  temu,
  dhgate,
  genericJsonld,
  bazaar,
]

/** The marketplaces' ids, in the same order. */
export const marketplaceIds: readonly string[] = marketplaces.map((each) => each.id)

/** The marketplace with that id. @throws RangeError for an id that nobody has, naming those that are there */
export function marketplaceOf(id: string): Marketplace {
  const found = marketplaces.find((each) => each.id === id)
  if (found) return found
  throw new RangeError(`no marketplace "${id}"; there are ${marketplaceIds.join(', ')}`)
}
