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

describe('a page with results', () => {
  it('is covered, with what it showed, and followed by the next until the watch has enough', () => {
    const settled = settle(
      { ...search, page: 2 },
      { ...results, cards: 3, leftOut: { shelf: 1 }, warnings: ['odd'] },
      3,
    )
    expect(settled).toMatchObject({
      end: {
        state: 'searched',
        listings: 1,
        cards: 3,
        leftOut: { shelf: 1, unread: 1 },
        claimed: 1_000,
        warnings: ['odd'],
      },
      ...{ listings: results.listings, next: { page: 3, keyword: search.keyword }, breaker: { kind: 'close' } },
    })
    expect(settle({ ...search, page: 3 }, results, 3).next).toBeNull()
    expect(settle({ ...search, page: 2 }, { ...results, next: false }, 3).next).toBeNull()
  })

  it('claims nothing where the site does not, and is doubted where it shows less than usual', () => {
    const { claimed: _, ...silent } = results
    const listings = Array.from({ length: 12 }, (_, place) => aListing({ id: `l${place}`, price: null }))
    const usual = { listings: 100, price: 100, seller: 100, place: 0 }
    const { end } = settle(search, { ...silent, listings, warnings: ['odd'] }, 3, undefined, usual)
    expect(end).not.toHaveProperty('claimed')
    expect(end.warnings).toEqual(['odd', expect.stringContaining('0 % of the listings have a price')])
  })
})

describe('a page in place of results', () => {
  it('is a block, or a change, that its lane learns of: nothing is kept, and nothing follows', () => {
    const nothing = { listings: [], next: null }
    expect(settle(search, { kind: 'blocked', by: 'slider', said: 'slide it' }, 3, 'shoes')).toEqual({
      ...{ ...nothing, breaker: { kind: 'open', by: 'slider', why: 'slide it' } },
      end: { state: 'blocked', blockedBy: 'slider', why: 'slide it', listings: 0, warnings: [] },
    })
    expect(settle(search, { kind: 'changed', why: 'no cards', cards: 4 }, 3, 'shoes')).toEqual({
      ...{ ...nothing, breaker: { kind: 'open', by: null, why: 'no cards' } },
      end: { state: 'changed', why: 'no cards', cards: 4, leftOut: { unread: 4 }, listings: 0, warnings: [] },
    })
    expect(settle(search, { kind: 'changed', why: 'no cards' }, 3).end).toMatchObject({ cards: 0, leftOut: {} })
  })
})

describe('a page that says it is empty', () => {
  it('plans the canary of its marketplace, the same one for every search of the run there', () => {
    const { next } = settle(search, empty, 3, 'shoes')
    expect(settle(search, empty, 3, 'shoes')).toMatchObject({
      end: { state: 'empty', why: 'nothing was found', cards: 0, leftOut: {}, listings: 0, warnings: [] },
      ...{ listings: [], breaker: { kind: 'close' } },
    })
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
