import { describe, expect, it } from 'vitest'
import { snapshotOf } from '../../../src/model/hit.ts'
import { needsVisit, nextState, type StandingHit } from '../../../src/store/hits/hit-transition.ts'
import { aListing } from '../../builders.ts'

const asDecided = snapshotOf(aListing())
const changed = snapshotOf(aListing({ price: { amount: '5.00', currency: 'USD' } }))
const inEuro = snapshotOf(aListing({ price: { amount: '8.00', currency: 'EUR' } }))
const [now, before] = [new Date('2026-11-02'), new Date('2026-11-01')]

const hit = (given: Partial<StandingHit>): StandingHit => ({
  state: 'open',
  verdict: null,
  decidedOn: null,
  reopenedAt: null,
  ...given,
})
const open = hit({})
const withdrawn = hit({ state: 'withdrawn' })
const decided = hit({ state: 'decided', verdict: 'counterfeit', decidedOn: asDecided })
const reopened = hit({ ...decided, state: 'open', reopenedAt: before })

describe('a hit after its listing was scored', () => {
  it.each([
    ['there is none, and it is a hit', null, true, asDecided, { state: 'open', reopenedAt: null }],
    ['there is none, and it is no hit', null, false, asDecided, null],
    ['it is open and still a hit', open, true, changed, { state: 'open', reopenedAt: null }],
    ['it is open and no longer a hit', open, false, asDecided, { state: 'withdrawn', reopenedAt: null }],
    ['it was withdrawn and is a hit again', withdrawn, true, asDecided, { state: 'open', reopenedAt: null }],
    ['it was withdrawn and is no hit', withdrawn, false, asDecided, { state: 'withdrawn', reopenedAt: null }],
    ['it is decided and unchanged', decided, true, asDecided, { state: 'decided', reopenedAt: null }],
    ['it is decided and seen in another currency', decided, true, inEuro, { state: 'decided', reopenedAt: null }],
    ['it is decided and changed', decided, true, changed, { state: 'open', reopenedAt: now }],
    ['it is decided, changed, and no longer a hit', decided, false, changed, { state: 'decided', reopenedAt: null }],
    ['it came back and is still changed', reopened, true, changed, { state: 'open', reopenedAt: before }],
    ['it came back and the change was taken back', reopened, true, asDecided, { state: 'decided', reopenedAt: null }],
    ['it came back and is no longer a hit', reopened, false, changed, { state: 'decided', reopenedAt: null }],
  ])('when %s', (_when, known, isHit, current, expected) => {
    expect(nextState(known, isHit, current, now)).toEqual(expected)
  })
})

describe('a listing worth a closer look', () => {
  const unread = { hasDetail: false, detailOn: null, isGone: false }
  const read = { hasDetail: true, detailOn: asDecided, isGone: false }
  it.each([
    ['visited when its own page was never read', unread, null, asDecided, true],
    ['not visited when it was read and shows the same', read, open, asDecided, false],
    ['visited when it shows something else than when it was read', read, open, changed, true],
    ['not visited for a price in another currency', read, open, inEuro, false],
    ['visited when it was gone and is shown again', { ...read, isGone: true }, open, asDecided, true],
    ['not visited for a decided hit that did not change', unread, decided, asDecided, false],
    ['visited for a decided hit that changed', read, decided, changed, true],
  ])('is %s', (_what, listing, known, current, expected) => {
    const next = nextState(known, true, current, now)
    expect(needsVisit(listing, known, next, current)).toBe(expected)
  })
})
