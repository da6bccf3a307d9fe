import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judge } from '../../src/marketplaces/judge.ts'
import { leftOutCount } from '../../src/model/left-out.ts'
import { aListing } from '../builders.ts'

const some = (count: number) => Array.from({ length: count }, (_, at) => aListing({ id: `l${at}` }))
const nothing = { listings: [], cards: 0, linked: 0, next: false }

describe('a page with cards', () => {
  it('accounts for each: what was seen is what was read and what is told as left out', () => {
    const counts = fc.nat(40)
    fc.assert(
      fc.property(counts, counts, counts, counts, fc.boolean(), (read, unread, shelf, waiting, says) => {
        const outcome = judge({
          listings: some(read),
          cards: read + unread,
          leftOut: { shelf, 'not-filled': waiting },
          linked: 0,
          next: false,
          emptySaid: says ? 'no results' : undefined,
        })
        if (outcome.kind === 'results') {
          expect(outcome.cards).toBe(outcome.listings.length + leftOutCount(outcome.leftOut))
          expect(outcome.cards).toBe(read + unread + shelf + waiting)
          expect(outcome.leftOut.unread ?? 0).toBe(unread)
        } else if (read + unread + waiting > 0) {
          expect(outcome.kind).toBe('changed')
          if (outcome.kind === 'changed') expect(outcome.cards).toBe(read + unread + shelf + waiting)
        }
      }),
    )
  })

  it('is never empty, whatever it says', () => {
    expect(judge({ ...nothing, cards: 3, emptySaid: 'No results' })).toMatchObject({ kind: 'changed', cards: 3 })
    expect(judge({ ...nothing, leftOut: { 'not-filled': 4 }, emptySaid: 'No results' }).kind).toBe('changed')
  })

  it('of a shelf alone is empty where the page says so, and no result otherwise', () => {
    expect(judge({ ...nothing, leftOut: { shelf: 4 }, emptySaid: 'No results' }).kind).toBe('empty')
    expect(judge({ ...nothing, leftOut: { shelf: 4 } })).toMatchObject({ kind: 'changed', cards: 4 })
  })

  it.each([1e30, 10_000_000_001, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'that claims %d results is read all the same, and the claim is told and not kept',
    (claimed) => {
      const outcome = judge({ ...nothing, listings: some(2), cards: 2, claimed })
      expect(outcome).toMatchObject({ kind: 'results', cards: 2 })
      expect(outcome).not.toHaveProperty('claimed')
      if (outcome.kind === 'results')
        expect(outcome.warnings).toEqual([expect.stringContaining('which is not believed')])
    },
  )

  it('one of which is left out says so', () => {
    expect(judge({ ...nothing, listings: some(2), cards: 3 })).toMatchObject({
      cards: 3,
      leftOut: { unread: 1 },
      warnings: ['1 of 3 cards have no id or title'],
    })
  })
})

describe('words for nothing that stand anywhere in a page', () => {
  it('empty a page that links to no listing', () => {
    expect(judge({ ...nothing, emptyWords: 'No products found' })).toEqual({ kind: 'empty', said: 'No products found' })
  })

  it('empty none that does: they may be a cart’s or a closed box’s', () => {
    expect(judge({ ...nothing, linked: 5, emptyWords: 'No products found' }).kind).toBe('changed')
  })
})
