import { describe, expect, it } from 'vitest'
import { seen } from '../matched.ts'

const of = (amount: string, priceText: string, more: object = {}) => ({
  price: { amount, currency: 'USD', ...more },
  priceText,
})

describe('allow.lot-price, lowers: the price of one piece is low because it is of a lot', () => {
  it('says what one piece comes to', () => {
    const finding = seen('allow.lot-price', {
      title: 'Halvard shoes used, lot of 20',
      ...of('180.00', '$180.00'),
    })[0]
    expect(finding).toMatchObject({
      text: 'A lot: 180.00 USD is for 20 pieces, 9.00 USD each.',
      span: { field: 'price', start: 0, end: 7 },
    })
    expect(finding!.weight).toBeLessThan(0)
  })

  it.each([
    ['650 Kč za 2 kg', 'goods by weight'],
    ['$12.00 / lb', 'goods by weight'],
    ['800円/100g', 'goods by weight'],
  ])('%s: seen (%s)', (priceText) => {
    expect(seen('allow.lot-price', of('12.00', priceText))[0]?.text).toContain('by weight')
  })

  it.each<[string, object, string]>([
    ['Halvard shoes lot of 20', {}, 'many new pieces of the watched goods are bulk'],
    ['Halvard hologram stickers and labels, 500 pcs', {}, 'packaging in bulk is a sign of its own'],
    ['Halvard shoes used, lot of 3', {}, 'a few are a pack'],
    ['Halvard shoes used', { moq: 20 }, 'a least quantity is no lot'],
    ['Halvard shoes used 900 g', {}, 'a weight that is not what the price is for'],
  ])('%s %o: nothing (%s)', (title, more) => {
    expect(seen('allow.lot-price', { title, ...of('12.00', '$12.00', more) })).toEqual([])
  })
})
