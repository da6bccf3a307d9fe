import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explain, noticeReasonsOf } from '../../src/match/explain.ts'
import { files, scoreOf } from './matched.ts'

const weights = files.ok ? files.weights : null

describe('the explanation of a score', () => {
  it('starts at the prior and ends at the score', () => {
    const { score } = scoreOf({ title: 'Halvard shoes replica 1:1', price: { amount: '19', currency: 'USD' } })
    const explanation = explain(score.score, score.findings)
    expect(explanation.start).toBeCloseTo(weights!.prior, 3)
    expect(explanation.steps.at(-1)!.sum).toBe(explanation.sum)
    expect(explanation.score).toBeCloseTo(score.score, 3)
  })

  it('shows the rule that took a score below the line as a step of its own', () => {
    const { score } = scoreOf({ title: 'Shoes replica 1:1' })
    const step = explain(score.score, score.findings).steps.find(({ signal }) => signal === 'rule.no-brand-link')
    expect(step!.weight).toBeLessThan(0)
  })

  it('adds up for any findings', () => {
    const finding = fc.record({
      signal: fc.constant('x'),
      weight: fc.integer({ min: -3000, max: 3000 }),
      text: fc.constant('x'),
    })
    fc.assert(
      fc.property(
        fc.array(finding, { maxLength: 8 }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (given, score) => {
          const findings = given.map((one) => ({ ...one, weight: one.weight / 1000 }))
          expect(explain(score, findings).score).toBeCloseTo(score, 3)
        },
      ),
    )
  })
})

describe('what a notice could rest on', () => {
  it.each([
    [['price.extreme'], ['test-buy'], 'a low price alone is no reason'],
    [['price.extreme', 'seller.new', 'origin.source-market'], ['test-buy'], 'nor with seller and origin'],
    [['price.extreme', 'wording.replica'], ['counterfeit-features', 'test-buy'], 'wording is'],
    [['brand.obfuscated'], ['mark-misused'], 'a disguise is'],
    [['image.official-copy'], ['pictures-copied'], 'a copied picture is'],
    [['image.known-fake'], ['test-buy'], 'a picture of a fake asks for a test purchase'],
    [['brand.exact', 'allow.second-hand'], [], 'naming the brand is none'],
  ])('%o: %o (%s)', (signals, reasons) => {
    expect(noticeReasonsOf(signals.map((signal) => ({ signal, weight: 1 })))).toEqual(reasons)
  })

  it('is not what lowered the score', () => {
    expect(noticeReasonsOf([{ signal: 'wording.replica', weight: -1 }])).toEqual([])
  })
})
