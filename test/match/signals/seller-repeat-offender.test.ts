import { describe, expect, it } from 'vitest'
import type { SellerRecord } from '../../../src/model/seen-before.ts'
import { scoreOf, seen } from '../matched.ts'

const aRecord = (given: Partial<SellerRecord> = {}): SellerRecord => ({
  ...{ kind: 'seller-record', counterfeit: 3, allowed: 0, since: '2026-09-02', by: 'id' },
  ...given,
})
const of = (given: Partial<SellerRecord>, listing: object = {}) =>
  seen('seller.repeat-offender', listing, { record: aRecord(given) })
const weightOf = (given: Partial<SellerRecord>) => of(given)[0]!.weight

describe('seller.repeat-offender, medium: other listings of the seller were decided counterfeit', () => {
  it.each<[Partial<SellerRecord>, string]>([
    [{}, '3 listings of this seller were decided counterfeit since 2026-09-02.'],
    [{ counterfeit: 1 }, '1 listing of this seller was decided counterfeit since 2026-09-02.'],
    [{ allowed: 2 }, '3 listings of this seller were decided counterfeit since 2026-09-02; 2 allowed.'],
    [
      { by: 'name' },
      '3 listings of this seller were decided counterfeit since 2026-09-02. The seller is known by name alone.',
    ],
  ])('says how many and since when: %o', (record, text) => {
    expect(of(record)[0]?.text).toBe(text)
  })

  it('keeps what it stands on, and points at the seller', () => {
    expect(of({})[0]).toMatchObject({ basis: aRecord(), span: { field: 'seller', start: 0, end: 11 } })
  })

  it('weighs more the more there were, less by what was allowed, and less by name alone', () => {
    const counts = [1, 2, 3].map((counterfeit) => weightOf({ counterfeit }))
    expect(counts).toEqual([...new Set(counts)].sort((a, b) => a - b))
    expect(weightOf({ allowed: 3 })).toBeLessThan(weightOf({}))
    expect(weightOf({ by: 'name' })).toBeLessThan(weightOf({}))
  })

  it('says nothing without a record, and nothing of an authorised seller', () => {
    expect(seen('seller.repeat-offender', {})).toEqual([])
    expect(of({}, { seller: { name: 'Northgear' } })).toEqual([])
  })

  it.each<[object, boolean, string]>([
    [{}, false, 'alone'],
    [{ shipsFrom: 'CN', description: 'ships from USA' }, false, 'with origin'],
    [
      { shipsFrom: 'CN', description: 'ships from USA', sellerRatings: 1, marketplace: 'amazon' },
      false,
      'with all of it',
    ],
    [{ price: { amount: '12.00', currency: 'USD' } }, true, 'with a price that is extreme'],
  ])('%o is a hit: %s (%s)', (listing, isHit) => {
    expect(scoreOf(listing, { record: aRecord({ counterfeit: 40 }) }).isHit).toBe(isHit)
  })

  it('is not enough beside a low price when as many were allowed', () => {
    const price = { amount: '12.00', currency: 'USD' }
    expect(scoreOf({ price }, { record: aRecord({ allowed: 12 }) }).isHit).toBe(false)
  })
})
