import { describe, expect, it } from 'vitest'
import { unpriced } from './market.ts'
import { halvard, scoreOf } from './matched.ts'

const price = { amount: '119.00', currency: 'USD' }
const pointOf = (listing: object, watch = unpriced) => scoreOf({ price, ...listing }, { watch }).pricePoint ?? null

describe('what a listing tells of the price of goods without an official one', () => {
  it('is what it asks for one piece', () => {
    expect(pointOf({ id: 'l7', title: 'Halvard Trail Runner shoes 2 pairs', marketplace: 'ebay' })).toEqual({
      ...{ marketplace: 'ebay', id: 'l7', product: 'Halvard Trail Runner', currency: 'USD', perPiece: 59.5 },
      ...{ isAuthorised: false },
    })
  })

  it('tells of an authorised seller that it is one', () => {
    expect(pointOf({ seller: { name: 'Northgear' } })).toMatchObject({ isAuthorised: true })
  })

  it('names no product where several could be meant', () => {
    const products = [...unpriced.products, { ...unpriced.products[0]!, name: 'Halvard Fell Boot', models: ['FB2'] }]
    const watch = { ...unpriced, products }
    expect(pointOf({}, watch)).toMatchObject({ product: null })
    expect(pointOf({ title: 'Halvard FB2 shoes' }, watch)).toMatchObject({ product: 'Halvard Fell Boot' })
  })

  it.each<[object, string]>([
    [{ title: 'Halvard trail shoes replica' }, 'it says that it is a copy'],
    [{ title: 'H4lv4rd trail shoes' }, 'the brand is disguised'],
    [{ title: 'Halvard trail shoes used' }, 'used goods'],
    [{ title: 'Halvard book' }, 'other goods'],
    [{ title: 'trail shoes' }, 'no link to the brand'],
    [{ marketplace: 'alibaba' }, 'a wholesale market'],
    [{ price: { ...price, moq: 10 } }, 'a least quantity'],
    [{ price: null }, 'no price'],
    [{ seller: { name: 'Northgeer' } }, 'a seller who poses as an authorised one'],
  ])('is nothing: %o (%s)', (listing) => {
    expect(pointOf(listing)).toBeNull()
  })

  it('is not kept where there is an official price', () => {
    expect(pointOf({}, halvard())).toBeNull()
  })
})
