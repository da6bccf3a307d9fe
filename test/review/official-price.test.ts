import { describe, expect, it } from 'vitest'
import { officialPrice } from '../../src/review/official-price.ts'
import { aListing, aWatch } from '../builders.ts'

const watch = aWatch({
  products: [
    { name: 'Halvard Trail Runner', prices: [{ amount: '129.00', currency: 'USD' }], models: ['TR-200'] },
    {
      name: 'Halvard Rain Jacket',
      prices: [
        { amount: '240.00', currency: 'USD' },
        { amount: '219.00', currency: 'EUR' },
      ],
      models: [],
    },
    { name: 'Halvard Cap', prices: [], models: [] },
  ],
})
const of = (title: string, currency = 'USD') =>
  officialPrice(watch, aListing({ title, price: { amount: '9.99', currency } }))

describe('the official price on a card', () => {
  it.each([
    ['halvard rain jacket blue', 'Halvard Rain Jacket', '240.00'],
    ['HALVARD TRAIL RUNNER', 'Halvard Trail Runner', '129.00'],
    ['rain cover, fits TR-200', 'Halvard Trail Runner', '129.00'],
    ['something else', 'Halvard Trail Runner', '129.00'],
    ['Ｈａｌｖａｒｄ Ｒａｉｎ Ｊａｃｋｅｔ', 'Halvard Rain Jacket', '240.00'],
  ])('for “%s” is that of %s', (title, product, amount) => {
    expect(of(title)).toMatchObject({ product, price: { amount }, sameCurrency: true })
  })

  it('is in the listing’s currency where there is one', () => {
    expect(of('rain jacket', 'EUR')).toMatchObject({ price: { amount: '219.00' }, sameCurrency: true })
  })

  it('is not compared across currencies', () => {
    expect(of('rain jacket', 'JPY')).toMatchObject({ price: { currency: 'USD' }, sameCurrency: false })
  })

  it.each([
    ['rain jacket', {}, true],
    ['rain jacket', { per: 'piece' }, true],
    ['rain jacket', { moq: 1 }, true],
    ['rain jacket', { per: 'lot of 10' }, false],
    ['rain jacket', { moq: 2 }, false],
    ['rain jacket, bundle of 3', {}, false],
    ['rain jacket, bundle of 3', { per: 'piece' }, true],
  ])('“%s” at a price with %j: for one piece %s', (title, more, forOnePiece) => {
    const listing = aListing({ title, price: { amount: '9.99', currency: 'USD', ...more } })
    expect(officialPrice(watch, listing)).toMatchObject({ forOnePiece })
  })

  it('is of the product that has one', () => {
    expect(of('halvard cap')?.product).not.toBe('Halvard Cap')
    expect(officialPrice(aWatch({ products: [] }), aListing())).toBeNull()
  })
})
