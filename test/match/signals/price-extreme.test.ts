import { describe, expect, it } from 'vitest'
import { marketOf, unpriced } from '../market.ts'
import { halvard, scoreOf, seen } from '../matched.ts'

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

describe('price.extreme where the watch has no official price: against what the market asks', () => {
  const shops = marketOf([79, 85, 89, 92, 95, 99, 99, 105, 109, 110, 115, 119, 125])

  it('says whose middle it is, and keeps it', () => {
    const finding = seen('price.extreme', at('19.00'), { watch: unpriced, points: shops })[0]!
    // The listing itself is among those that the middle is of.
    expect(finding.text).toBe(
      '19.00 USD is 19 % of 99.00 USD, the middle of what 14 such listings ask; there is no official price.',
    )
    expect(finding.basis).toMatchObject({ kind: 'market-price', median: '99.00', listings: 14, of: 'all' })
  })

  it('is held so too where a listing could be of several products, whatever they cost', () => {
    const [shoe] = halvard().products
    const boot = { name: 'Halvard Fell Boot', prices: [{ amount: '900.00', currency: 'USD' }], models: ['FB2'] }
    const watch = halvard({ products: [shoe!, { ...boot, category: 'footwear' }] })
    const points = shops.map((point) => ({ ...point, product: null }))
    const [finding] = seen('price.extreme', at('19.00'), { watch, points })
    expect(finding?.text).toBe(
      '19.00 USD is 19 % of 99.00 USD, the middle of what 14 such listings ask; which product it is does not show.',
    )
    expect(seen('rule.price-unclear', at('19.00'), { watch, points })).toEqual([])
    expect(seen('rule.price-unclear', at('19.00'), { watch })).toHaveLength(1)
    expect(
      seen('price.extreme', { title: 'Halvard FB2 boots', ...at('190.00') }, { watch, points })[0]?.text,
    ).toContain('official 900.00 USD')
  })

  it('says when prices stand in two groups, and holds against the dearer', () => {
    const copies = marketOf([15, 16, 17, 18, 19, 19, 20, 21], { from: 'c' })
    const finding = seen('price.extreme', at('19.00'), { watch: unpriced, points: [...shops, ...copies] })[0]
    expect(finding?.text).toContain('of 99.00 USD, the middle of the 13 dearer ones of 22 such listings')
  })

  it('takes what authorised sellers ask before that', () => {
    const authorised = marketOf([129, 129, 129, 135], { from: 'a', isAuthorised: true })
    const finding = seen('price.extreme', at('19.00'), { watch: unpriced, points: [...shops, ...authorised] })[0]
    expect(finding?.text).toContain('15 % of 129.00 USD, the middle of what 4 listings of authorised sellers ask')
  })

  it('weighs less than an official price', () => {
    const market = seen('price.extreme', at('12.00'), { watch: unpriced, points: shops })[0]!
    expect(market.weight).toBeLessThan(seen('price.extreme', at('12.00'))[0]!.weight)
    expect(market.weight).toBeGreaterThan(0)
  })

  it('is medium: alone it makes no hit', () => {
    expect(scoreOf(at('12.00'), { watch: unpriced, points: shops }).isHit).toBe(false)
  })

  it('says nothing of eleven listings, of other goods, or in another currency', () => {
    expect(seen('price.extreme', at('19.00'), { watch: unpriced, points: shops.slice(0, 10) })).toEqual([])
    const book = { title: 'Halvard book', ...at('19.00') }
    expect(seen('price.extreme', book, { watch: unpriced, points: shops })).toEqual([])
    const euros = { price: { amount: '19.00', currency: 'EUR' } }
    expect(seen('price.extreme', euros, { watch: unpriced, points: shops })).toEqual([])
  })

  it('is the same in any batch that the same is known of', () => {
    const one = scoreOf(at('19.00'), { watch: unpriced, points: shops })
    expect(scoreOf(at('19.00'), { watch: unpriced, points: shops.toReversed() })).toEqual(one)
  })

  it('holds a piece of a year against the price of that year, and one from before the product against none', () => {
    const watch = halvard(
      {},
      { released: '2015-03', priceHistory: [{ until: '2018', prices: [{ amount: '40.00', currency: 'USD' }] }] },
    )
    const of = (title: string) => seen('price.extreme', { title, price: { amount: '9', currency: 'USD' } }, { watch })
    expect(of('Halvard trail shoes 2017')[0]?.text).toBe('9 USD is 23 % of the official 40.00 USD of 2017.')
    expect(of('Halvard trail shoes 2012')).toEqual([])
    const today = [
      'Halvard trail shoes',
      'Halvard trail shoes 2021',
      'Halvard shoes 2012 2017',
      'Halvard shoes 2016/17',
    ]
    for (const title of today) expect(of(title)[0]?.text).toBe('9 USD is 7 % of the official 129.00 USD.')
  })

  it('says half as much of a product that is no longer sold, and since when', () => {
    const price = { amount: '9', currency: 'USD' }
    const [still] = seen('price.extreme', { price })
    const [gone] = seen('price.extreme', { price }, { watch: halvard({}, { discontinued: '2021' }) })
    expect(gone!.weight).toBeCloseTo(still!.weight / 2, 2)
    expect(gone!.text).toContain('no longer sold since 2021')
  })
})
