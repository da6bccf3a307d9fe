import { createHash } from 'node:crypto'
import { cleanUrl } from '../marketplaces/listing-urls.ts'
import { marketplaceIds, marketplaces } from '../marketplaces/registry.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import type { Marketplace } from '../model/marketplace.ts'
import { listingIdIn } from './listing-ids.ts'
import { marketplaceOfHost } from './market-hosts.ts'

const urlUnitsMax = 2_000

/** An address as it is kept: http or https, without tracking parameters; `null` for anything else. */
export const webAddress = (text: string): string | null =>
  text.length <= urlUnitsMax && /^https?:\/\//i.test(text) ? cleanUrl(text, 'https://nowhere.invalid') : null

/**
 * Whether it may name a marketplace: one that morgiana reads, or another one that listings are imported from. A slip of
 * the keyboard is none: "ebya" is nearly "ebay".
 */
export const isMarketplaceName = (name: string): boolean =>
  marketplaceIds.includes(name) || (/^[a-z0-9][a-z0-9-]{1,39}$/.test(name) && didYouMean(name, marketplaceIds) === null)

/** The marketplace that has this origin; `null` when none has. Sub-domains of its territories count. */
export function marketplaceOfUrl(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { hostname, port } = new URL(url)
  const at = port === '' ? hostname : `${hostname}:${port}`
  const own = marketplaces.find((each) => hostsOf(each).some((host) => at === host || at.endsWith(`.${host}`)))
  return own?.id ?? marketplaceOfHost(at)
}

const hosts = new Map<string, readonly string[]>()

function hostsOf(marketplace: Marketplace): readonly string[] {
  const known = hosts.get(marketplace.id)
  if (known) return known
  const origins = [...marketplace.territories.map((each) => each.origin), ...(marketplace.pageOrigins ?? [])]
  // The site itself, for "www." names its parent: m.ebay.de is a page of www.ebay.de.
  const found = origins.map((origin) => new URL(origin).host.replace(/^www\./, ''))
  hosts.set(marketplace.id, found)
  return found
}

/** Shops of their own, whose addresses say that a page is a product's, but whose ids stand elsewhere. */
const productPaths: Readonly<Record<string, RegExp>> = { shopify: /\/products\/[^/?#]+/ }

/** Whether an address is that of one listing. */
export const isListingAddress = (marketplace: string, url: string): boolean =>
  productPaths[marketplace]?.test(url) ?? listingIdIn(marketplace, url) !== null

/**
 * The id of a listing that is only known by its address: the marketplace's own, else 24 hex digits made from the address.
 * @param url as it is kept
 * @param written as it was given, with what is not kept
 */
export function listingIdOf(marketplace: string, url: string, written = url): string {
  return listingIdIn(marketplace, written) ?? createHash('sha256').update(url).digest('hex').slice(0, 24)
}
