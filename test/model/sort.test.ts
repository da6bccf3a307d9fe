import { describe, expect, it } from 'vitest'
import { canSort, comesSorted, type Sort, sortWord } from '../../src/model/sort.ts'
import { aListing } from '../builders.ts'

const market = { id: 'shop', sorts: { newest: 'sort=new' } }

describe('an order of results', () => {
  it.each<[Sort, boolean]>([
    ['best-match', true],
    ['newest', true],
    ['price-low', false],
  ])('%s can be asked for: %s', (sort, expected) => {
    expect(canSort(market.sorts, sort)).toBe(expected)
  })

  it('is asked for in the words of the marketplace, and not at all when it comes unasked', () => {
    expect(sortWord(market, 'newest')).toBe('sort=new')
    expect(sortWord(market, 'best-match')).toBe('')
    expect(sortWord(market)).toBe('')
  })

  it('that the marketplace has no word for is no silent best match', () => {
    expect(() => sortWord(market, 'price-low')).toThrow(new RangeError('shop cannot sort by price-low'))
  })
})

const priced = (...amounts: string[]) => amounts.map((amount) => aListing({ price: { amount, currency: 'USD' } }))
const rising = priced('1', '2', '3', '4', '5', '6', '7', '8', '9')

describe('a page that was asked for in an order of prices', () => {
  it.each<[string, ReturnType<typeof priced>, Sort, boolean | null]>([
    ['comes so', rising, 'price-low', true],
    ['comes so, with equal prices', priced('3', '3', '3', '3', '3', '3', '3', '9'), 'price-low', true],
    ['comes the other way round', rising, 'price-high', false],
    [
      'comes by price and shipping: a few are out of place',
      priced('1', '2', '4', '3', '5', '7', '6', '8', '9'),
      'price-low',
      true,
    ],
    ['comes in an order of its own', priced('7', '2', '9', '3', '8', '1', '6', '5', '4'), 'price-low', false],
    ['has too few prices to tell', rising.slice(0, 7).reverse(), 'price-low', null],
    ['was asked for the newest, which prices do not tell', rising, 'newest', null],
  ])('%s', (_, listings, sort, expected) => {
    expect(comesSorted(listings, sort)).toBe(expected)
  })

  it('is not judged by what somebody paid for, has no price, or costs another currency', () => {
    const others = [
      aListing({ sponsored: true, price: { amount: '99', currency: 'USD' } }),
      aListing({ price: null }),
      aListing({ price: { amount: '0.01', currency: 'EUR' } }),
    ]
    expect(
      comesSorted(
        rising.flatMap((listing) => [listing, ...others]),
        'price-low',
      ),
    ).toBe(true)
  })
})
