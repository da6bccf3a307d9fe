import { describe, expect, it } from 'vitest'
import { noticeReasonsOf } from '../../../src/model/notice-reason.ts'
import { halvard, scoreOf, seen } from '../matched.ts'

const watch = halvard({}, { models: ['HalvPods'], category: 'earphones', prices: [{ amount: '200', currency: 'USD' }] })
const at = (amount: string) => ({ price: { amount, currency: 'USD' } })
const advert = { marketplace: 'kijiji', title: 'Halvard HalvPods', ...at('10') }
const of = (listing: object, given: object = { watch }) => seen('circumstance.below-used', listing, given)
const weightOf = (listing: object) => of(listing)[0]?.weight ?? 0

describe('circumstance.below-used: cheaper than a used piece in working order', () => {
  it('is a hit in a private advertisement, says that it is a circumstance, and is reason for a test purchase only', () => {
    const { isHit, score } = scoreOf(advert, { watch })
    expect(isHit).toBe(true)
    expect(of(advert)[0]?.text).toBe(
      'At 5 % of the price of a new one, below the 14 % or so that used ones in working order are offered for: a circumstance, no sign of a copy; a test purchase would show.',
    )
    expect(noticeReasonsOf(score.findings)).toEqual(['test-buy'])
  })

  it('says the more the less is asked, and half where the listing says that it was used', () => {
    const weights = ['27', '22', '16', '10'].map((amount) => weightOf({ ...advert, ...at(amount) }))
    expect(weights).toEqual(weights.toSorted((a, b) => a - b))
    expect(new Set(weights).size).toBe(4)
    expect(weightOf({ ...advert, title: 'Halvard HalvPods, good condition' })).toBeLessThanOrEqual(weightOf(advert) / 2)
  })

  it.each<[string, object]>([
    ['what used ones are sold for', at('40')],
    ['a part', { title: 'Halvard HalvPods, left earbud only' }],
    ['an accessory', { title: 'Case for Halvard HalvPods' }],
    ['one side of a pair', { title: 'Halvard HalvPods kanan' }],
    ['a case', { title: 'Boîtier Halvard HalvPods' }],
    ['a defect', { title: 'Halvard HalvPods, broken, for parts' }],
    ['a market for used goods', { marketplace: 'vinted' }],
    ['a shop', { marketplace: 'shop.example' }],
    ['an authorised seller', { seller: { name: 'Northgear' } }],
    ['no brand', { title: 'earphones' }],
  ])('says nothing of %s', (_, given) => {
    expect(weightOf({ ...advert, ...given })).toBe(0)
  })

  it('knows what comes along from what is sold alone', () => {
    expect(weightOf({ ...advert, title: 'Halvard HalvPods avec boîtier' })).toBe(weightOf(advert))
  })

  it('does not outweigh another maker beside the name', () => {
    expect(scoreOf({ ...advert, title: 'Joyroom HalvPods earphones' }, { watch }).isHit).toBe(false)
  })

  it('says nothing of kinds of goods that are given away or age fast', () => {
    const shoes = { marketplace: 'kijiji', title: 'Halvard trail shoes', ...at('3') }
    expect(of(shoes, {})).toEqual([])
    const phones = halvard({}, { models: [], category: 'smartphones' })
    expect(of({ ...shoes, title: 'Halvard smartphone' }, { watch: phones })).toEqual([])
  })
})
