import { marketplaceOf } from '../../../src/marketplaces/registry.ts'
import type { ListingOutcome, SearchOutcome } from '../../../src/model/outcome.ts'
import type { Page } from '../../../src/model/page.ts'

const address = 'https://shop.example/p/halvard-trail-runner'

export const pageOf = (body: string, url = address): Page => ({
  ...{ url, status: 200, headers: {}, body },
  fetchedAt: new Date('2026-11-30T00:00:00Z'),
})

/** A shop's page with data in its head and this drawn. */
export const shopPage = (data: string, drawn = '<h1>Halvard Trail Runner</h1>', lang = 'en'): string =>
  `<!doctype html><html lang="${lang}"><head><link rel="canonical" href="${address}">${data}</head><body>${drawn}</body></html>`

export const ld = (...values: unknown[]): string =>
  values
    .map(
      (each) => `<script type="application/ld+json">${typeof each === 'string' ? each : JSON.stringify(each)}</script>`,
    )
    .join('')

/** A Product with these offers, and what else it says. */
export const product = (offers: unknown, more: object = {}): object => ({
  ...{ '@context': 'https://schema.org', '@type': 'Product', name: 'Halvard Trail Runner', sku: 'HTR-1', offers },
  ...more,
})
export const offer = (price: unknown, more: object = {}): object => ({
  '@type': 'Offer',
  price,
  priceCurrency: 'EUR',
  ...more,
})

export const readListing = (body: string, url?: string): ListingOutcome =>
  marketplaceOf('generic-jsonld').readListing(pageOf(body, url))
export const readSearch = (body: string, id = 'generic-jsonld'): SearchOutcome =>
  marketplaceOf(id).readSearch(pageOf(body, 'https://shop.example/search?q=halvard'))

/** "129.00–139.00 EUR", the text in brackets where there is no price, or what the outcome says. */
export function priceIn(body: string): string {
  const outcome = readListing(body)
  if (outcome.kind !== 'listing') return outcome.kind === 'changed' ? outcome.why : outcome.kind
  const { price, priceText } = outcome.listing
  if (price === null) return `(${priceText ?? ''})`
  return `${price.amount}${price.max === undefined ? '' : `–${price.max}`} ${price.currency}`
}
