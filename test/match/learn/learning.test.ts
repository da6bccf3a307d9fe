import { describe, expect, it } from 'vitest'
import { changesOf } from '../../../src/match/learn/changes.ts'
import { type Example, examplesOf, weightsVersionOf } from '../../../src/match/learn/examples.ts'
import { fitWeights } from '../../../src/match/learn/fit.ts'
import { completed, propose, verdictsMin } from '../../../src/match/learn/proposal.ts'
import type { Weights } from '../../../src/model/weights.ts'
import { decisionsBy, diceOf, drawnFindings, shippedWeights, weightsOf } from './simulated.ts'

const shipped = shippedWeights
const examples = (...given: Parameters<typeof decisionsBy>): Example[] =>
  examplesOf(decisionsBy(...given), weightsOf).examples
const proposed = (all: readonly Example[]) => {
  const outcome = propose(shipped, all, 0)
  if (outcome.kind !== 'proposal') throw new Error(outcome.why)
  return outcome
}
const weight = (weights: Weights, id: string) => weights.signals[id]?.weight ?? Number.NaN

/** People here do not mind grades, and go by second-hand and price much more than the matcher does. */
const otherMinds = {
  weights: { 'wording.grade': 0.6, 'price.low': 2.6, 'allow.second-hand': -4 },
  prior: -1.5,
}

describe('weights fitted to verdicts', () => {
  it('move towards what people go by', () => {
    const { weights } = proposed(examples(otherMinds, { count: 900, seed: 1 }))
    expect(weight(weights, 'wording.grade')).toBeLessThan(weight(shipped, 'wording.grade') - 1)
    expect(weight(weights, 'price.low')).toBeGreaterThan(weight(shipped, 'price.low') + 0.4)
    expect(weight(weights, 'allow.second-hand')).toBeLessThan(weight(shipped, 'allow.second-hand') - 0.6)
  })

  it('stay near where they were when people decide as the matcher does', () => {
    const { weights, fittedOn } = proposed(examples({}, { count: 900, seed: 2 }))
    const own = fittedOn.brands!
    expect(Math.abs(own.new.averagePrecision! - own.old.averagePrecision!)).toBeLessThan(0.02)
    for (const id of Object.keys(shipped.signals))
      expect(Math.abs(weight(weights, id) - weight(shipped, id)), id).toBeLessThan(1.2)
  })

  it('never turn round: what lowers goes on lowering, whatever the verdicts say', () => {
    const upsideDown = { weights: { 'allow.second-hand': 3, 'allow.compatible-for': 3, 'price.low': -3 }, prior: -2 }
    const { weights } = proposed(examples(upsideDown, { count: 900, seed: 3 }))
    expect(weight(weights, 'allow.second-hand')).toBeLessThan(0)
    expect(weight(weights, 'allow.compatible-for')).toBeLessThan(0)
    expect(weight(weights, 'price.low')).toBeGreaterThan(0)
  })

  it('leave a signal alone that no verdict shows', () => {
    const fitted = fitWeights(shipped, examples(otherMinds, { count: 400, seed: 4 }), 0.5)
    expect(weight(fitted, 'image.official-copy')).toBe(weight(shipped, 'image.official-copy'))
  })

  it('move less where they are held more', () => {
    const all = examples(otherMinds, { count: 400, seed: 5 })
    const moved = (spread: number) => Math.abs(weight(fitWeights(shipped, all, spread), 'wording.grade') - 3.6)
    expect(moved(0.1)).toBeLessThan(moved(0.5))
    expect(moved(0.5)).toBeLessThan(moved(2))
  })

  it('do not go by what a rule decides', () => {
    const ruled = examples(otherMinds, { count: 300, seed: 6 }).map((one) => ({ ...one, isRuled: true }))
    expect(fitWeights(shipped, ruled, 1)).toEqual(shipped)
  })
})

describe('a proposal', () => {
  const all = examples(otherMinds, { count: 900, seed: 7 })
  const made = proposed(all)

  it('is better on brands and on weeks that it did not see, and says by how much', () => {
    const { fittedOn } = made
    for (const held of [fittedOn.brands!, fittedOn.time!]) {
      expect(held.new.logLoss).toBeLessThan(held.old.logLoss!)
      expect(held.new.averagePrecision).toBeGreaterThan(held.old.averagePrecision!)
      expect(held.new.calibrationError).toBeLessThan(held.old.calibrationError!)
      expect(held.old.listings).toBe(held.new.listings)
    }
    expect(fittedOn.brands!.old.listings).toBe(900)
    expect(fittedOn.advice).toBe('better')
  })

  it('is calibrated on what it did not see: scores come true as often as they say', () => {
    expect(made.fittedOn.brands!.new.calibrationError).toBeLessThan(0.06)
  })

  it('is not recommended when people have come round to the present weights since', () => {
    const late = examples({}, { count: 900, seed: 7 }).slice(650)
    const { fittedOn } = proposed([...all.slice(0, 650), ...late])
    expect(fittedOn.time!.new.logLoss).toBeGreaterThan(fittedOn.time!.old.logLoss!)
    expect(fittedOn.advice).toBe('no-better')
  })

  it('says what it was fitted on', () => {
    const { weights, fittedOn } = made
    expect(fittedOn).toMatchObject({
      ...{ parent: shipped.version, verdicts: 900, samples: 0, ruled: 0, unreadable: 0 },
      ...{ watches: ['halvard', 'norrfell', 'quillon'], oldest: '2026-09-01T00:00:00.000Z' },
    })
    expect(fittedOn.counterfeit + fittedOn.other).toBe(900)
    expect(weights.source).toContain('900 verdicts')
    expect(weights).toMatchObject({ line: shipped.line, caps: shipped.caps, date: '2026-09-07' })
  })

  it('of the same verdicts is the same version, and of others another one', () => {
    expect(proposed([...all]).weights).toEqual(made.weights)
    expect(made.weights.version).toMatch(/^2026-09-07-learned-[0-9a-f]{8}$/)
    expect(proposed(all.slice(0, 899)).weights.version).not.toBe(made.weights.version)
  })

  it('of one watch has no other brand to be tried on', () => {
    const one = proposed(examples(otherMinds, { count: 400, seed: 8, watches: ['halvard'] }))
    expect(one.fittedOn.brands).toBeNull()
    expect(one.fittedOn.time).not.toBeNull()
  })

  it('is not made of too few verdicts, or of one kind alone', () => {
    expect(propose(shipped, all.slice(0, verdictsMin - 1), 0)).toMatchObject({
      kind: 'too-few',
      have: { verdicts: 199 },
    })
    const oneKind = all.map((one, at) => ({ ...one, isCounterfeit: at >= 29 }))
    expect(propose(shipped, oneKind, 0)).toMatchObject({ kind: 'too-few', have: { other: 29 } })
    expect(
      propose(
        shipped,
        all.map((one, at) => ({ ...one, isCounterfeit: at >= 30 })),
        0,
      ).kind,
    ).toBe('proposal')
  })
})

describe('verdicts as examples', () => {
  const [one] = decisionsBy({}, { count: 1, seed: 9 })

  it('from below the line stand for those that were not drawn', () => {
    const weights = [null, 0.5, 0.05, 0.001].map((sampledAt) => {
      return examplesOf([{ ...one!, sampledAt }], weightsOf).examples[0]!.weight
    })
    expect(weights).toEqual([1, 2, 20, 20])
  })

  it('that cannot be read are counted, not guessed', () => {
    const all = [{ ...one!, findings: null }, { ...one!, matcher: null }, one!]
    expect(examplesOf(all, weightsOf)).toMatchObject({ unreadable: 2, examples: [{ watch: 'halvard' }] })
    expect(examplesOf([one!], () => null).unreadable).toBe(1)
  })

  it('are read with the weights of their own version', () => {
    expect(weightsVersionOf('2026-11-24.1+2026-11-20')).toBe('2026-11-24.1')
  })
})

describe('what new weights would change', () => {
  const dice = diceOf(10)
  const rows = Array.from({ length: 300 }, (_, at) => ({
    ...{ hit: `hit-${at}`, watch: 'halvard', marketplace: 'bazaar', listing: `l${at}`, title: `listing ${at}` },
    ...{ findings: drawnFindings(dice, shipped), matcher: `${shipped.version}+lexicon` },
  }))

  it('is nothing with the same weights', () => {
    expect(changesOf(rows, shipped, weightsOf, 5)).toMatchObject({
      ...{ lookedAt: 300, unreadable: 0, becomeHits: { count: 0 }, fallBelow: { count: 0 } },
    })
  })

  it('is told for each side, furthest moved first, with a limit', () => {
    const { weights } = proposed(examples(otherMinds, { count: 900, seed: 1 }))
    const { fallBelow, becomeHits } = changesOf(rows, weights, weightsOf, 5)
    expect(fallBelow.count).toBeGreaterThan(5)
    expect(fallBelow.first).toHaveLength(5)
    for (const { before, after } of fallBelow.first)
      expect([before >= shipped.line, after < shipped.line]).toEqual([true, true])
    for (const { before, after } of becomeHits.first) expect(after).toBeGreaterThan(before)
    const moves = fallBelow.first.map(({ before, after }) => before - after)
    expect(moves).toEqual([...moves].sort((a, b) => b - a))
  })

  it('leaves out what was scored with weights that are gone, and says so', () => {
    expect(changesOf(rows, shipped, () => null, 5)).toMatchObject({ lookedAt: 0, unreadable: 300 })
  })
})

describe('learned weights after a release with new signals', () => {
  it('take those from what ships, under a name of their own', () => {
    const { 'price.low': _, ...signals } = shipped.signals
    const learned = { ...shipped, version: 'old', signals }
    expect(completed(learned, shipped)).toMatchObject({
      version: `old~${shipped.version}`,
      signals: { 'price.low': shipped.signals['price.low'] },
    })
    expect(completed({ ...learned, signals: shipped.signals }, shipped).version).toBe('old')
  })
})
