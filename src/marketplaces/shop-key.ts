import type { Listing } from '../model/listing.ts'
import type { Marketplace } from '../model/marketplace.ts'

/** Hosts that are the same shop for another screen. */
const screens = /^(?:www|m|mobile|amp|app|touch)\./
/** Parameters of an address that say which product it is, where its path does not. */
const idNames = /^(?:id|pid|p|product|product_?id|prod(?:id)?|item(?:_?id)?|sku|artikel|art|goods_?id|variant_?id)$/i
const idMax = 200

/**
 * A reader of many shops whose listings have one key a shop and offer: two shops number their goods from 1. The key is where the
 * product stands, since a results page often leaves out the number that the product's own page has; a further offer of the same
 * page keeps its "~seller". Marketplaces that are one site stay as they are.
 */
export function withShopKeys(market: Marketplace): Marketplace {
  if (!market.manyShops) return market
  const keyed = (listing: Listing): Listing => withShopKey(market, listing)
  return {
    ...market,
    readSearch(page) {
      const outcome = market.readSearch(page)
      return outcome.kind === 'results' ? { ...outcome, listings: outcome.listings.map(keyed) } : outcome
    },
    readListing(page) {
      const outcome = market.readListing(page)
      return outcome.kind === 'listing' ? { ...outcome, listing: keyed(outcome.listing) } : outcome
    },
  }
}

/** One listing under its shop's key, which is the same whatever shows it: a page, or a row of a table that only has its address. */
export function withShopKey({ manyShops }: Pick<Marketplace, 'manyShops'>, listing: Listing): Listing {
  if (!manyShops || manyShops.isUnique(listing.id)) return listing
  const id = keyIn(listing)
  return id === listing.id ? listing : { ...listing, id }
}

function keyIn({ id, url }: Listing): string {
  if (!URL.canParse(url)) return id
  const { host, pathname, searchParams } = new URL(url)
  const shop = host.toLowerCase().replace(screens, '')
  if (id.startsWith(`${shop}/`)) return id
  const path = pathname.replace(/\/(?:amp|index\.\w{2,5})?\/?$/i, '').replace(/^\/amp(?=\/)/i, '')
  const named = [...searchParams].filter(([name]) => idNames.test(name)).sort(([a], [b]) => (a < b ? -1 : 1))
  const further = /~[^~\s]{1,60}$/u.exec(id)?.[0] ?? ''
  const query = named.length > 0 ? `?${new URLSearchParams(named).toString()}` : ''
  // A page that is only the shop's front says nothing: there the product's own number does.
  const key = `${shop}${path === '' && query === '' ? `/${id}` : `${path}${query}${further}`}`
  return key.length <= idMax ? key : `${shop}/${id}`.slice(0, idMax)
}
