import { describe, expect, it } from 'vitest'
import { marketplaceOf, marketplaces } from '../../src/marketplaces/registry.ts'
import type { MarketplaceApi } from '../../src/model/marketplace-api.ts'
import { canSort, type Sort, sorts } from '../../src/model/sort.ts'

const apiOf = (id: string): MarketplaceApi => {
  const { api } = marketplaceOf(id)
  if (!api) throw new Error(`${id} has no API`)
  return api
}

/** The parameters of a search in an order. `session`: by who has a dropshipper's key. */
function askedBy(id: string, sort: Sort, session?: string): Record<string, string> {
  const { origin, territories, searchRequest } = apiOf(id)
  const query = { keyword: 'parka', page: 1, territory: territories[0] ?? '', sort, origin }
  const access = { credentials: session ? { session } : {}, token: 'a-token', now: new Date('2026-11-24T10:00:00Z') }
  return Object.fromEntries(new URL(searchRequest(query, access).url).searchParams)
}

describe('the search of an official API', () => {
  it.each<[string, Sort, Record<string, string>, string?]>([
    ['ebay', 'newest', { sort: 'newlyListed' }],
    ['ebay', 'price-low', { sort: 'price' }],
    ['ebay', 'price-high', { sort: '-price' }],
    ['etsy', 'best-match', { sort_on: 'score' }],
    ['etsy', 'newest', { sort_on: 'created', sort_order: 'desc' }],
    ['etsy', 'price-low', { sort_on: 'price', sort_order: 'asc' }],
    ['etsy', 'price-high', { sort_on: 'price', sort_order: 'desc' }],
    ['rakuten', 'newest', { sort: '-updateTimestamp' }],
    ['rakuten', 'price-low', { sort: '+itemPrice' }],
    ['rakuten', 'price-high', { sort: '-itemPrice' }],
    ['aliexpress', 'price-low', { sort: 'SALE_PRICE_ASC' }],
    ['aliexpress', 'price-high', { sort: 'SALE_PRICE_DESC' }],
    ['aliexpress', 'price-low', { sortBy: 'min_price,asc' }, 'a-session'],
    ['aliexpress', 'price-high', { sortBy: 'min_price,desc' }, 'a-session'],
  ])('of %s, by %s, says %o', (id, sort, said, session) => {
    expect(askedBy(id, sort, session)).toMatchObject(said)
  })

  it.each(marketplaces.flatMap(({ id, api }) => (api ? [id] : [])))(
    'of %s is refused for an order that it has not',
    (id) => {
      for (const sort of sorts) {
        const ask = () => askedBy(id, sort)
        if (canSort(apiOf(id).sorts, sort)) expect(ask).not.toThrow()
        else expect(ask).toThrow(RangeError)
      }
    },
  )
})
