import { describe, expect, it } from 'vitest'
import { accounted, leftOutCount, leftOutSum, shownBy } from '../../src/model/left-out.ts'
import { aListing } from '../builders.ts'

describe('what a page shows and is no listing of its search', () => {
  it('is counted by why, and together', () => {
    expect(leftOutCount({})).toBe(0)
    expect(leftOutCount({ shelf: 2, unread: 1 })).toBe(3)
    expect(leftOutSum({ shelf: 2 }, { shelf: 1, unread: 3 })).toEqual({ shelf: 3, unread: 3 })
    expect(leftOutSum({ shelf: 0 }, { unread: 1 })).toEqual({ unread: 1 })
  })

  it.each([
    ['all of it', 5, 3, { shelf: 2 }, { cards: 5, leftOut: { shelf: 2 } }],
    ['more than was read', 9, 3, { shelf: 2 }, { cards: 9, leftOut: { shelf: 2, unread: 4 } }],
    ['fewer than were read', 1, 3, { shelf: 2 }, { cards: 5, leftOut: { shelf: 2 } }],
    ['none', 0, 0, {}, { cards: 0, leftOut: {} }],
  ])('and what was read are %s of the cards that were seen', (_, cards, listings, leftOut, expected) => {
    expect(accounted(cards, listings, leftOut)).toEqual(expected)
  })

  it('is no matter of how many listings have a price, a seller, a place', () => {
    const bare = aListing({ price: null, seller: null })
    expect(shownBy([aListing({ location: 'Berlin' }), aListing(), bare])).toEqual({
      listings: 3,
      price: 2,
      seller: 2,
      place: 1,
    })
  })
})
