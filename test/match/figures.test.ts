import { describe, expect, it } from 'vitest'
import { figuresOf } from '../../src/match/figures.ts'
import { caseOf, labelledRecord, type Scored } from '../../src/match/labelled.ts'

const record = (id: string, suspect: boolean, more: object = {}) =>
  labelledRecord.parse({
    id,
    watch: { brand: 'Halvard' },
    listing: { title: 'x', language: suspect ? 'de' : 'en' },
    label: { verdict: suspect ? 'counterfeit-suspect' : 'allowed', ...more },
  })
const scored = (score: number, suspect: boolean, more: object = {}): Scored => ({
  one: caseOf(record(`${score}-${suspect}`, suspect, more)),
  score,
  isHit: score >= 0.5,
  findings: [{ signal: 'brand.exact', weight: 1, text: 'x' }],
})

describe('figures of a matcher', () => {
  it('count hits and misses by hand', () => {
    const figures = figuresOf([
      scored(0.9, true),
      scored(0.8, false),
      scored(0.7, true),
      scored(0.2, true),
      scored(0.1, false),
    ])
    expect(figures).toMatchObject({
      n: 5,
      suspects: 3,
      precision: 0.6667,
      recall: 0.6667,
      f1: 0.6667,
      false_positive_rate: 0.5,
    })
    // 1/3·1 + 1/3·2/3 + 1/3·3/4
    expect(figures.average_precision).toBe(0.8056)
  })

  it('tell whether goods are taken for used or new where the label says which', () => {
    const used = [{ signal: 'allow.second-hand', weight: -1.8, text: 'Second-hand: “worn”.' }]
    const maybe = [{ signal: 'allow.second-hand', weight: -0.7, text: 'May be second-hand: on a market.' }]
    const figures = figuresOf([
      { ...scored(0.1, false, { kind: 'second-hand' }), findings: used },
      { ...scored(0.1, false, { kind: 'second-hand' }), findings: maybe },
      { ...scored(0.1, false, { kind: 'genuine-retail' }), findings: maybe },
      { ...scored(0.1, false, { kind: 'genuine-retail', used: true }), findings: used },
      { ...scored(0.1, false, { kind: 'classified-phone' }), findings: used },
    ])
    expect(figures.used_or_new).toEqual({ n: 4, used: 3, right: 0.75 })
  })

  it('do not depend on the order of equal scores', () => {
    const some = [scored(0.5, true), scored(0.5, false), scored(0.5, false), scored(0.5, true)]
    expect(figuresOf(some).average_precision).toBe(0.5)
    expect(figuresOf(some.toReversed()).average_precision).toBe(0.5)
  })

  it('give the precision of the first fifty, and recall where one in twenty of the innocent is a hit', () => {
    const many = [
      ...Array.from({ length: 50 }, (_, at) => scored(0.9 + at / 1000, at !== 0)),
      ...Array.from({ length: 40 }, (_, at) => scored(0.1 + at / 1000, false)),
    ]
    expect(figuresOf(many).precision_at_50).toBe(0.98)
    expect(figuresOf(many).recall_at_fpr_05).toBe(1)
  })

  it('are null where there is nothing to divide by', () => {
    expect(figuresOf([])).toMatchObject({
      n: 0,
      precision: null,
      recall: null,
      average_precision: null,
      precision_at_50: null,
    })
  })

  it('are given by language and by signal', () => {
    const figures = figuresOf([scored(0.9, true, { reasons: ['brand.exact', 'price.low'] }), scored(0.1, false)])
    expect(figures.by_language).toMatchObject({ de: { n: 1, recall: 1 }, en: { n: 1, false_positive_rate: 0 } })
    expect(figures.by_signal).toMatchObject({
      'brand.exact': { labelled: 1, found: 1, recall: 1, seen: 2, suspects_when_seen: 0.5 },
      'price.low': { labelled: 1, found: 0, recall: 0 },
    })
  })
})

describe('a labelled record', () => {
  it('takes the price from its text, with the lot that the text states', () => {
    const { listing } = caseOf(
      labelledRecord.parse({
        id: '1',
        watch: { brand: 'Halvard', official_price: { amount: 129, currency: 'EUR' } },
        listing: { title: 'x', price_text: '1.290,00 € (10er Pack)', currency: 'EUR', language: 'de' },
        label: { verdict: 'allowed' },
      }),
    )
    expect(listing.price).toEqual({ amount: '1290.00', currency: 'EUR', per: 'lot of 10' })
  })

  it('takes nothing of the label into the listing', () => {
    const given = record('1', true, { reasons: ['wording.replica'], kind: 'wording.replica' })
    const turned = { ...given, label: { ...given.label, verdict: 'allowed', reasons: [] } }
    expect(caseOf(given).listing).toEqual(caseOf(turned).listing)
  })
})
