import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explain } from '../../src/match/explain.ts'
import { marketOf, unpriced } from './market.ts'
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

  it('keeps what a finding stood on, so that the score can be made again years later', () => {
    const points = marketOf([79, 85, 89, 92, 95, 99, 99, 105, 109, 110, 115, 119, 125])
    const listing = { price: { amount: '12.00', currency: 'USD' } }
    const { score } = scoreOf(listing, { watch: unpriced, points })
    const kept = JSON.parse(JSON.stringify(score))
    const step = explain(kept.score, kept.findings).steps.find(({ signal }) => signal === 'price.extreme')
    expect(step?.basis).toEqual({
      ...{ kind: 'market-price', currency: 'USD', median: '99.00', listings: 14, all: 14, of: 'all', spread: 0.157 },
    })
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
