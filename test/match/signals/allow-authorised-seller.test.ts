import { describe, expect, it } from 'vitest'
import { scoreOf, seen } from '../matched.ts'

describe('allow.authorised-seller: on the watch’s list, exactly', () => {
  it.each([['Halvard Store'], ['halvard store'], ['  Halvard  Store '], ['Ｈａｌｖａｒｄ Store'], ['Northgear']])(
    '“%s” is',
    (name) => {
      expect(seen('allow.authorised-seller', { seller: { name } })).toHaveLength(1)
    },
  )

  it.each([['Halvard Store 2'], ['Halvard-Store'], ['Halvаrd Store'], ['Northgeаr']])('“%s” is not', (name) => {
    expect(seen('allow.authorised-seller', { seller: { name } })).toEqual([])
  })

  it('keeps a listing below the line whatever else is seen', () => {
    const listing = {
      title: 'H4lvard replica 1:1 mirror quality message for logo hidden link',
      price: { amount: '1', currency: 'USD' },
      seller: { name: 'Northgear' },
    }
    const { isHit, score } = scoreOf(listing)
    expect(isHit).toBe(false)
    expect(score.findings.map(({ signal }) => signal)).toContain('rule.authorised-seller')
  })
})
