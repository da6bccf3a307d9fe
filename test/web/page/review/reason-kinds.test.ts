import { describe, expect, it } from 'vitest'
import { byKind } from '../../../../src/web/page/review/reason-kinds.ts'

const kindsOf = (...signals: string[]) =>
  byKind(signals.map((signal, place) => ({ signal, weight: 9 - place, text: '' }))).map(({ kind }) => kind)

describe('reasons by what they are about', () => {
  it.each([
    ['wording.replica', 'says'],
    ['brand.obfuscated', 'says'],
    ['allow.bundle', 'says'],
    ['price.extreme', 'price'],
    ['circumstance.cheap-new', 'price'],
    ['allow.lot-price', 'price'],
    ['seller.new', 'seller'],
    ['rule.authorised-seller', 'seller'],
    ['allow.authorised-seller', 'seller'],
    ['image.official-copy', 'picture'],
    ['brand.image-only', 'picture'],
    ['of-tomorrow', 'says'],
  ])('%s is about %s', (signal, kind) => {
    expect(kindsOf(signal)).toEqual([kind])
  })

  it('come by their heaviest reason, and within a kind by weight, with the place that marks refer to', () => {
    const weights = { 'price.low': 1, 'wording.grade': 0.4, 'allow.bundle': -2, 'image.shared': 0.1 }
    const findings = Object.entries(weights).map(([signal, weight]) => ({ signal, weight, text: '' }))
    expect(byKind(findings).map(({ kind, reasons }) => [kind, reasons.map(({ place }) => place)])).toEqual([
      ['says', [2, 1]],
      ['price', [0]],
      ['picture', [3]],
    ])
  })
})
