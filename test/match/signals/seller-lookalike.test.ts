import { describe, expect, it } from 'vitest'
import { seen } from '../matched.ts'

describe('seller.lookalike, strong: a name made to be taken for an authorised one', () => {
  it.each([
    ['Halvard 5tore', 10],
    ['Halvard-Stоre', 10],
    ['Northgearr', 10],
    ['N0rthgear', 10],
    ['Halvard Store Deals', 3],
    ['Halvard Official Outlet', 3],
    ['halvard_off1cial', 3],
  ])('%s with %d ratings: seen', (name, sellerRatings) => {
    expect(seen('seller.lookalike', { seller: { name }, sellerRatings })).toHaveLength(1)
  })

  it.each([
    ['Halvard Store', 3, 'the authorised seller'],
    ['HALVARD STORE ', 3, 'the same but for case and space'],
    ['Ｈａｌｖａｒｄ Store', 3, 'the same in compatibility form'],
    ['Corner Shop', 3, 'another name'],
    ['Halvard Store Reading', 5_000, 'a longer name of an old seller'],
  ])('%s with %d ratings: nothing (%s)', (name, sellerRatings) => {
    expect(seen('seller.lookalike', { seller: { name }, sellerRatings })).toEqual([])
  })
})
