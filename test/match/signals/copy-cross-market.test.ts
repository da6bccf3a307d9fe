import { describe, expect, it } from 'vitest'
import type { Copy } from '../../../src/model/seen-before.ts'
import { scoreOf, seen } from '../matched.ts'

const aCopy = (given: Partial<Copy> = {}): Copy => ({
  ...{ kind: 'copy', by: 'picture', similarity: 0.98, marketplace: 'alibaba', id: '1600123' },
  ...{ price: { amount: '4.20', currency: 'USD' } },
  ...given,
})
const retail = { marketplace: 'ebay' }
const of = (copies: Copy[], listing: object = retail) => seen('copy.cross-market', listing, { copies })

describe('copy.cross-market, medium: the same picture or text on a wholesale and a retail market', () => {
  it('names the other listing and its price', () => {
    const finding = of([aCopy()])[0]
    expect(finding?.text).toBe('The same picture is at alibaba 1600123 for 4.20 USD, a wholesale market (98 % alike).')
    expect(finding?.basis).toEqual(aCopy())
  })

  it('names a retail listing on a wholesale one, and weighs less', () => {
    const [there, here] = [of([aCopy({ marketplace: 'ebay' })], { marketplace: 'alibaba' })[0], of([aCopy()])[0]]
    expect(there?.text).toContain('at ebay 1600123 for 4.20 USD, a retail market')
    expect(there!.weight).toBeLessThan(here!.weight)
  })

  it('takes the surest of several: picture, description, title', () => {
    const copies = (['title', 'description', 'picture'] as const).map((by) => aCopy({ by }))
    expect(of(copies)[0]?.basis).toMatchObject({ by: 'picture' })
    expect(of(copies.slice(0, 2))[0]?.basis).toMatchObject({ by: 'description' })
  })

  it('points at the text that is the same', () => {
    const title = 'Halvard trail shoes'
    expect(of([aCopy({ by: 'title' })], { ...retail, title })[0]?.span).toEqual({ field: 'title', start: 0, end: 19 })
  })

  it('says nothing of official photos, which everybody has, and of authorised sellers', () => {
    const given = { copies: [aCopy()], picture: { officialSimilarity: 0.97 } }
    expect(seen('copy.cross-market', retail, given)).toEqual([])
    expect(of([aCopy()], { ...retail, seller: { name: 'Northgear' } })).toEqual([])
    expect(of([])).toEqual([])
  })

  it('is medium: alone it makes no hit, with a price that is extreme it does', () => {
    expect(scoreOf(retail, { copies: [aCopy()] }).isHit).toBe(false)
    const price = { amount: '12.00', currency: 'USD' }
    expect(scoreOf({ ...retail, price }, { copies: [aCopy()] }).isHit).toBe(true)
  })
})
