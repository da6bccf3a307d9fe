import { describe, expect, it } from 'vitest'
import { halvard, seen } from '../matched.ts'

const at = (amount: string, more: object = {}) => ({ price: { amount, currency: 'USD', ...more } })

describe('price.extreme, medium: below a quarter of the official price', () => {
  it('says the share', () => {
    expect(seen('price.extreme', at('12.90'))[0]?.text).toBe('12.90 USD is 10 % of the official 129.00 USD.')
  })

  it.each([
    ['32.24', 1],
    ['32.25', 0],
    ['60.00', 0],
  ])('at %s of 129.00: seen %d times', (amount, times) => {
    expect(seen('price.extreme', at(amount))).toHaveLength(times)
  })

  it('takes the upper end of a range', () => {
    expect(seen('price.extreme', at('9.00', { max: '99.00' }))).toEqual([])
  })

  it('takes the price of one piece', () => {
    expect(seen('price.extreme', at('100.00', { per: 'lot of 10' }))[0]?.text).toContain('for 10 pieces')
    expect(seen('price.extreme', { title: 'Halvard shoes lot of 10', ...at('100.00') })).toHaveLength(1)
  })

  it('converts at dated rates and says which', () => {
    const price = { amount: '99', currency: 'CNY' }
    expect(seen('price.extreme', { price })[0]?.text).toMatch(/at the rates of \d{4}-\d{2}-\d{2}/)
  })

  it.each([
    ['used Halvard shoes', 'second-hand'],
    ['Halvard shoes for parts', 'parts'],
    ['Halvard book', 'other goods'],
    ['Case compatible with Halvard shoes', 'goods for it'],
  ])('%s: nothing (%s)', (title) => {
    expect(seen('price.extreme', { title, ...at('5.00') })).toEqual([])
  })

  it('says nothing of an authorised seller', () => {
    expect(seen('price.extreme', { ...at('5.00'), seller: { name: 'Northgear' } })).toEqual([])
  })

  it('says nothing without an official price, a price, or a rate', () => {
    expect(seen('price.extreme', at('5.00'), { watch: halvard({}, { prices: [] }) })).toEqual([])
    expect(seen('price.extreme', { price: null })).toEqual([])
    expect(seen('price.extreme', { price: { amount: '5', currency: 'XXX' } })).toEqual([])
  })
})
