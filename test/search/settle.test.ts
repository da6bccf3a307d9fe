import { describe, expect, it } from 'vitest'
import { canaryOf } from '../../src/model/planned-search.ts'
import { settle } from '../../src/search/settle.ts'
import { aListing, aSearch } from '../builders.ts'

const search = aSearch()
const empty = { kind: 'empty', said: 'nothing was found' } as const
const results = {
  kind: 'results' as const,
  listings: [aListing()],
  cards: 1,
  leftOut: {},
  claimed: 1_000,
  next: true,
  warnings: [] as string[],
}

describe('a page that says it is empty', () => {
  it('plans the canary of its marketplace, the same one for every search of the run there', () => {
    const { next } = settle(search, empty, 3, 'shoes')
    expect(next).toMatchObject({ canary: true, keyword: 'shoes', page: 1, territory: 'us' })
    expect(settle(aSearch({ keyword: 'other' }), empty, 3, 'shoes').next).toEqual(next)
    expect(settle(aSearch({ territory: 'de' }), empty, 3, 'shoes').next?.id).not.toBe(next?.id)
  })

  it('plans nothing where there is no canary, or when it is the canary itself', () => {
    expect(settle(search, empty, 3).next).toBeNull()
    expect(settle(canaryOf(search, 'shoes'), empty, 3, 'shoes').next).toBeNull()
  })
})

describe('a page that was asked for in an order of prices', () => {
  const listings = [9, 3, 8, 1, 7, 4, 6, 2].map((price, index) =>
    aListing({ id: `l${index}`, price: { amount: `${price}.00`, currency: 'USD' } }),
  )

  it('and comes in another one is covered, with a doubt', () => {
    const { end } = settle({ ...search, sort: 'price-low' }, { ...results, listings }, 3)
    expect(end).toMatchObject({ state: 'searched', listings: 8 })
    expect(end.warnings).toEqual([
      expect.stringMatching(/^asked for price-low, but the prices do not come in that order/),
    ])
  })

  it('and comes in it gives no doubt', () => {
    const sorted = listings.toSorted((a, b) => Number(a.price?.amount) - Number(b.price?.amount))
    expect(settle({ ...search, sort: 'price-low' }, { ...results, listings: sorted }, 3).end.warnings).toEqual([])
  })
})

describe('a canary', () => {
  it('counts what came, keeps none of it, and asks no further page', () => {
    const settled = settle(canaryOf(search, 'shoes'), { ...results, listings: [aListing()] }, 3, 'shoes')
    expect(settled).toMatchObject({ end: { state: 'searched', listings: 1, claimed: 1_000 }, listings: [], next: null })
  })

  it('is another search than that of a watch with the same keyword', () => {
    expect(canaryOf(aSearch({ keyword: 'shoes' }), 'shoes').id).not.toBe(aSearch({ keyword: 'shoes' }).id)
  })
})
