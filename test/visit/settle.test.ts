import { describe, expect, it } from 'vitest'
import { settleVisit } from '../../src/visit/settle.ts'
import { aListing } from '../builders.ts'

const listing = aListing()

describe('what a listing’s own page means for its visit', () => {
  it('is its detail, with what it says in two ways beside it', () => {
    expect(settleVisit('l1', { kind: 'listing', listing })).toEqual({
      ...{ end: { state: 'visited' }, detail: listing, breaker: null },
    })
    const warnings = ['two prices', 'x'.repeat(2_000)]
    const { end } = settleVisit('l1', { kind: 'listing', listing, warnings })
    expect(end).toEqual({ state: 'visited', why: `two prices; ${'x'.repeat(988)}` })
  })

  it('is that it is gone, where it shows another or says so', () => {
    const gone = (why: string) => ({ end: { state: 'gone', why }, detail: null, breaker: null })
    expect(settleVisit('l2', { kind: 'listing', listing })).toEqual(gone('the page shows listing l1 in place of l2'))
    expect(settleVisit('l1', { kind: 'gone', said: 'ended' })).toEqual(gone('ended'))
  })

  it('is a block that its whole lane learns of; an odd page is only its own', () => {
    expect(settleVisit('l1', { kind: 'blocked', by: 'slider', said: 'slide it' })).toEqual({
      ...{ end: { state: 'blocked', why: 'slider: slide it' }, detail: null },
      breaker: { by: 'slider', why: 'slide it' },
    })
    expect(settleVisit('l1', { kind: 'changed', why: 'no title' })).toEqual({
      ...{ end: { state: 'changed', why: 'no title' }, detail: null, breaker: null },
    })
  })
})
