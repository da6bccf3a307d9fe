import { describe, expect, it } from 'vitest'
import { season, sizeRun } from '../../../src/match/trade-writing.ts'
import { scoreOf, seen } from '../matched.ts'

const of = (listing: object) => seen('supply.trade-title', listing)
const wordsOf = (listing: { title: string }) =>
  of(listing).map(({ span }) => listing.title.slice(span?.start, span?.end))

describe('the season in a title', () => {
  it.each([
    ['Halvard 24SS shirt', '24SS'],
    ['FW25 Halvard jacket', 'FW25'],
    ['Halvard SS 2024', 'SS 2024'],
    ['Halvard 2025ss tee', '2025ss'],
    ['Halvard 25秋冬 外套', '25秋冬'],
    ['Halvard 秋冬新款 外套', '秋冬新款'],
  ])('of %s is %s', (title, text) => {
    expect(season(title)).toEqual({ text, start: title.indexOf(text), end: title.indexOf(text) + text.length })
  })

  it.each(['Halvard SS', 'Halvard 925 silver', 'Halvard 24 assorted', 'SSX 24 game', 'Halvard 2024'])(
    'is not in %s',
    (title) => {
      expect(season(title)).toBeNull()
    },
  )
})

describe('a run of sizes in a title', () => {
  it.each([
    ['Halvard TR900 36-45', '36-45'],
    ['Halvard shirt S-XXL', 'S-XXL'],
    ['Halvard 39--44码', '39--44码'],
    ['Halvard M – 3XL tee', 'M – 3XL'],
    ['Halvard shoes size 40 41 42 43', '40 41 42 43'],
    ['Кросівки Halvard 41,42,43,44', '41,42,43,44'],
    ['Halvard tee S/M/L/XL', 'S/M/L/XL'],
    ['Halvard du 36 au 45', '36 au 45'],
    ['Кроссовки Halvard от 36 до 45', '36 до 45'],
  ])('of %s is %s', (title, text) => {
    expect(sizeRun(title)?.text).toBe(text)
  })

  it.each([
    'Halvard 42',
    'Halvard 40-41',
    'Halvard 1.36-45',
    'Halvard TR 900',
    'Halvard M',
    'Halvard tee M-L',
    'Halvard 2019-24',
    'Halvard 42 EU 8.5 US',
  ])('is not in %s', (title) => {
    expect(sizeRun(title)).toBeNull()
  })
})

describe('supply.trade-title', () => {
  it('is seen in private advertisements with a run of sizes, and says why', () => {
    const advert = { marketplace: 'olx-ua', title: 'Кросівки Halvard 36-45' }
    expect(wordsOf(advert)).toEqual(['36-45'])
    expect(of(advert)[0]?.text).toBe('A run of sizes, where private persons sell one piece: “36-45”.')
  })

  it('is seen of goods from a source market with the season, more with sizes', () => {
    const [alone] = of({ title: 'Halvard 25FW shoes', shipsFrom: 'CN' })
    const [both] = of({ title: 'Halvard 25FW shoes 36-45', shipsFrom: 'CN' })
    expect(both?.weight).toBeGreaterThan(alone?.weight ?? 1)
  })

  it('never suffices, and is not seen in shops elsewhere, without the brand, or of authorised sellers', () => {
    expect(scoreOf({ title: 'Halvard 25FW shoes 36-45', shipsFrom: 'CN' }).isHit).toBe(false)
    expect(of({ title: 'Halvard 25FW shoes 36-45' })).toEqual([])
    expect(of({ title: 'shoes 36-45', marketplace: 'olx' })).toEqual([])
    expect(of({ title: 'Halvard 36-45', marketplace: 'olx', seller: { name: 'Northgear' } })).toEqual([])
  })

  it('makes a new piece of what a market for private advertisements would let be used', () => {
    const advert = { marketplace: 'olx', price: { amount: '20', currency: 'USD' } }
    const usedBy = (title: string) => seen('allow.second-hand', { ...advert, title }).length
    expect([usedBy('Halvard trail shoes'), usedBy('Halvard trail shoes 36-45')]).toEqual([1, 0])
  })
})
