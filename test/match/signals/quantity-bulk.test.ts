import { describe, expect, it } from 'vitest'
import type { Listing } from '../../../src/model/listing.ts'
import { seen } from '../matched.ts'

const price = { amount: '20.00', currency: 'USD' }

describe('quantity.bulk, medium: more pieces than a private or retail seller has', () => {
  it.each<[Partial<Listing>, string]>([
    [{ price: { ...price, moq: 20 } }, 'a least quantity'],
    [{ price: { ...price, per: 'lot of 10' } }, 'a lot'],
    [{ title: 'Halvard shoes wholesale' }, 'wholesale'],
    [{ title: 'Halvard 运动鞋 批发' }, 'wholesale in Chinese'],
    [{ title: 'Кроссовки Halvard оптом' }, 'wholesale in Russian'],
  ])('%o: seen (%s)', (listing) => {
    expect(seen('quantity.bulk', listing)).toHaveLength(1)
  })

  it('says little of a lot that a person may own', () => {
    const weightOf = (per: string) => seen('quantity.bulk', { price: { ...price, per } })[0]?.weight ?? 0
    expect(weightOf('lot of 6')).toBeLessThan(weightOf('lot of 10') / 2)
  })

  it.each<[Partial<Listing>, string]>([
    [{ title: 'Halvard shoes' }, 'one pair'],
    [{ price: { ...price, per: 'lot of 2' } }, 'two'],
    [{ title: 'Halvard shoes wholesale', seller: { name: 'Halvard Store' } }, 'an authorised seller'],
  ])('%o: nothing (%s)', (listing) => {
    expect(seen('quantity.bulk', listing)).toEqual([])
  })
})
