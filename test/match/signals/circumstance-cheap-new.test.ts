import { describe, expect, it } from 'vitest'
import { noticeReasonsOf } from '../../../src/model/notice-reason.ts'
import type { SellerRecord } from '../../../src/model/seen-before.ts'
import { halvard, scoreOf, seen } from '../matched.ts'

const at = (amount: string) => ({ price: { amount, currency: 'USD' } })
const fromChina = { ...at('9'), shipsFrom: 'CN' }
const of = (listing: object, given = {}) => seen('circumstance.cheap-new', listing, given)
const weightOf = (listing: object) => of(listing)[0]?.weight ?? 0

describe('circumstance.cheap-new: new goods far below the price of their kind, and nothing that explains it', () => {
  it('is a hit alone, says that it is a circumstance, and is reason for a test purchase only', () => {
    const { isHit, score } = scoreOf(fromChina)
    expect(isHit).toBe(true)
    expect(of(fromChina)[0]?.text).toBe(
      'At 7 % of the price of its kind, from CN, and nothing it says explains it: a circumstance, no sign of a copy; a test purchase would show.',
    )
    expect(noticeReasonsOf(score.findings)).toEqual(['test-buy'])
  })

  it('says more the less is asked, and more from a source market than at a trader, and least in advertisements', () => {
    const prices = ['35', '28', '20', '12'].map((amount) => weightOf({ ...at(amount), shipsFrom: 'CN' }))
    expect(prices).toEqual(prices.toSorted((a, b) => a - b))
    expect(new Set(prices).size).toBe(4)
    const trades = ['facebook-marketplace', 'shop.example'].map((marketplace) => weightOf({ ...at('9'), marketplace }))
    expect([...trades, weightOf(fromChina)]).toEqual([...trades, weightOf(fromChina)].toSorted((a, b) => a - b))
  })

  it.each<[string, object]>([
    ['half the price', { ...fromChina, ...at('60') }],
    ['a used piece', { ...fromChina, title: 'Halvard trail shoes, worn twice' }],
    ['a used piece by its condition', { ...fromChina, condition: '非全新' }],
    ['a market for used goods', { ...fromChina, marketplace: 'vinted' }],
    ['a part', { ...fromChina, title: 'Halvard trail shoes insoles' }],
    ['a sample', { ...fromChina, title: 'Halvard trail shoes, fabric sample' }],
    ['another kind of goods', { ...fromChina, title: 'Halvard key ring' }],
    ['packaging', { ...fromChina, title: 'Halvard shoe box' }],
    ['an authorised seller', { ...fromChina, seller: { name: 'Northgear' } }],
    ['no brand', { ...fromChina, title: 'trail shoes' }],
  ])('says nothing of %s', (_, listing) => {
    expect(scoreOf(listing).isHit).toBe(false)
    expect(weightOf(listing)).toBeLessThan(weightOf(fromChina) / 5)
  })

  it('does not suffice in the house of retail of a source market, least where no model is named', () => {
    const house = { ...fromChina, marketplace: 'jd' }
    const watch = halvard({}, { models: ['TR900'] })
    const [named] = of({ ...house, title: 'Halvard TR900 trail shoes' }, { watch })
    const [unnamed] = of(house, { watch })
    expect(named?.weight).toBeLessThan(weightOf(fromChina) / 2)
    expect(unnamed?.weight).toBeLessThan(named?.weight ?? 0)
    expect(scoreOf(house, { watch }).isHit).toBe(false)
  })

  it.each(['Halvard wired earphones 3.5mm', 'халвард проводные наушники', 'ハルヴァード イヤホン 有線'])(
    'says a fifth of a cheaper line of the goods, which does not suffice, and half where no line is that cheap: %s',
    (title) => {
      const watch = halvard({}, { models: [], category: 'earphones' })
      const cheap = of({ ...fromChina, title }, { watch })[0]?.weight ?? 0
      const plain = of({ ...fromChina, title: 'Halvard earphones' }, { watch })[0]?.weight ?? 0
      expect(cheap).toBeCloseTo(plain / 5, 3)
      expect(scoreOf({ ...fromChina, title }, { watch }).isHit).toBe(false)
      expect(of({ ...fromChina, ...at('4'), title }, { watch })[0]?.weight).toBeCloseTo(plain / 2, 3)
    },
  )

  it('does not suffice where the shelf alone says what it is, and does where the title or the description names it', () => {
    const shelved = { ...fromChina, category: 'footwear' }
    expect(scoreOf({ ...shelved, title: 'Halvard comfort pad' }).isHit).toBe(false)
    expect(scoreOf({ ...shelved, title: 'Halvard comfort', description: 'running shoes' }).isHit).toBe(true)
    expect(scoreOf({ ...shelved, title: 'Halvard TR900' }).isHit).toBe(true)
  })

  it('says less of a seller whose listings were allowed, or who has many ratings, and in a sale', () => {
    const record: SellerRecord = { kind: 'seller-record', counterfeit: 1, allowed: 9, since: '2026-09-02', by: 'id' }
    expect(of(at('9'), { record })[0]?.weight).toBeLessThan(weightOf(at('9')))
    expect(weightOf({ ...at('9'), sellerRatings: 4_000 })).toBeLessThan(weightOf(at('9')))
    expect(weightOf({ ...at('9'), description: 'Clearance' })).toBeLessThan(weightOf(at('9')))
  })

  it('says nothing where nothing tells which product of the watch it is', () => {
    const watch = halvard()
    const [shoe] = watch.products
    const cable = { name: 'Halvard Cable', prices: [{ amount: '9.00', currency: 'USD' }], models: [] }
    const headphones = { name: 'Halvard Quiet', prices: [{ amount: '350.00', currency: 'USD' }], models: [] }
    const several = halvard({ products: [shoe!, cable, headphones] })
    const unclear = { ...fromChina, title: 'Halvard pouch', ...at('2') }
    expect(scoreOf(unclear, { watch: several }).score.findings.map(({ signal }) => signal)).not.toContain(
      'price.extreme',
    )
    expect(of({ ...fromChina, title: 'Halvard Quiet' }, { watch: several })[0]?.text).toContain('3 %')
  })
})
