import { describe, expect, it } from 'vitest'
import type { Verdict } from '../../src/model/hit.ts'
import { qualityOf as qualityBy } from '../../src/review/quality.ts'
import { asksSecondLook, secondLookShare } from '../../src/review/second-look.ts'
import type { QualityFacts } from '../../src/store/learning/quality-store.ts'
import { aStandard } from '../builders.ts'

const facts = (given: Partial<QualityFacts> = {}): QualityFacts => ({
  ...{ pairs: [], waiting: { second: 0, third: 0 }, decided: {}, open: 0, below: 0 },
  ...{ expected: { above: 0, below: 0 }, ownLine: null, picked: null },
  samples: { drawn: 0, decided: {} },
  ...given,
})
const qualityOf = (given: QualityFacts) => qualityBy(given, aStandard)
const pair = (first: Verdict, second: Verdict, count: number, third: Verdict | null = null) => ({
  ...{ first, second, third, count },
})

describe('the agreement of reviewers', () => {
  it("is Cohen's kappa of the textbook", () => {
    // Fleiss, Levin, Paik, Statistical Methods for Rates and Proportions: po .70, pe .50 → .40.
    const pairs = [
      pair('counterfeit', 'counterfeit', 20),
      pair('counterfeit', 'allowed', 5),
      pair('allowed', 'counterfeit', 10),
      pair('allowed', 'allowed', 15),
    ]
    const { agreement } = qualityOf(facts({ pairs }))
    expect(agreement.agreed).toMatchObject({ part: 35, whole: 50, share: 0.7 })
    expect(agreement.kappa?.value).toBeCloseTo(0.4, 10)
    expect(agreement.kappa?.interval.low).toBeCloseTo(0.4 - 1.96 * Math.sqrt(0.21 / (50 * 0.25)), 10)
  })

  it('is no more than chance when they say the same by chance, and nothing when all say one thing', () => {
    const byChance = (['counterfeit', 'allowed'] as const).flatMap((first) =>
      (['counterfeit', 'allowed'] as const).map((second) => pair(first, second, 25)),
    )
    expect(qualityOf(facts({ pairs: byChance })).agreement.kappa?.value).toBeCloseTo(0, 10)
    expect(qualityOf(facts({ pairs: [pair('allowed', 'allowed', 30)] })).agreement.kappa).toBeNull()
    expect(qualityOf(facts()).agreement).toMatchObject({ pairs: 0, agreed: null, kappa: null })
  })

  it('counts how often a third says what the first said', () => {
    const pairs = [pair('counterfeit', 'allowed', 3, 'counterfeit'), pair('counterfeit', 'allowed', 1, 'allowed')]
    expect(qualityOf(facts({ pairs })).agreement.firstUpheld).toMatchObject({ part: 3, whole: 4 })
  })
})

describe('recall at the line', () => {
  it('is not known until a sample has been decided', () => {
    const quality = qualityOf(facts({ decided: { counterfeit: 40, allowed: 10 }, below: 400 }))
    expect(quality.precision).toMatchObject({ part: 40, whole: 50 })
    expect(quality.misses).toMatchObject({ below: 400, decided: 0, misses: null, recall: null })
  })

  it('is estimated from the counterfeits among the samples, with the interval of their share', () => {
    const { misses } = qualityOf(
      facts({
        ...{ decided: { counterfeit: 90, allowed: 10 }, below: 1_000 },
        samples: { drawn: 110, decided: { counterfeit: 1, allowed: 60, 'not-our-product': 39, unsure: 2 } },
      }),
    )
    expect(misses).toMatchObject({ drawn: 110, decided: 100, misses: { estimate: 10 } })
    expect(misses.recall?.estimate).toBeCloseTo(0.9, 10)
    expect(misses.recall!.interval.low).toBeLessThan(0.7)
    expect(misses.recall!.interval.high).toBeGreaterThan(0.97)
  })

  it('is not known where nothing was found, whatever the samples say', () => {
    const samples = { drawn: 10, decided: { counterfeit: 1, allowed: 9 } }
    expect(qualityOf(facts({ below: 100, samples })).misses).toMatchObject({ misses: { estimate: 10 }, recall: null })
  })

  it('counts open hits by how often hits are right', () => {
    const { misses } = qualityOf(
      facts({
        ...{ decided: { counterfeit: 10, allowed: 10 }, open: 20, below: 100 },
        samples: { drawn: 10, decided: { counterfeit: 1, allowed: 9 } },
      }),
    )
    expect(misses.recall?.estimate).toBeCloseTo(20 / 30, 10)
  })

  it('holds the truth nine times of ten or more, over many drawn samples', () => {
    let state = 5
    const dice = () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
      return state / 2 ** 32
    }
    const [below, missed, found, drawn] = [2_000, 100, 300, 120]
    let held = 0
    for (let time = 0; time < 400; time++) {
      const counterfeit = Array.from({ length: drawn }, dice).filter((value) => value < missed / below).length
      const samples = { drawn, decided: { counterfeit, allowed: drawn - counterfeit } }
      const { recall } = qualityOf(facts({ decided: { counterfeit: found }, below, samples })).misses
      const truth = found / (found + missed)
      if (recall && recall.interval.low <= truth && truth <= recall.interval.high) held++
    }
    expect(held / 400).toBeGreaterThan(0.9)
  })
})

describe('what to expect at the line', () => {
  const expectedOf = (given: Partial<QualityFacts>) => qualityOf(facts(given)).expected

  it('is what was measured, at an assumed base rate, while nothing is known', () => {
    const { line, precision, recall, baseRate, missed } = expectedOf({})
    expect(line).toEqual({ from: 0.5, by: 'weights' })
    expect(recall).toMatchObject({ estimate: 0.8, by: 'evaluation', of: 500 })
    expect(baseRate).toMatchObject({ estimate: 0.05, by: 'assumed' })
    // .05 · .8 of all listings are found, .95 · .02 are wrong.
    expect(precision.estimate).toBeCloseTo(0.04 / (0.04 + 0.019), 10)
    expect(precision).toMatchObject({ by: 'evaluation', of: 1_500 })
    expect(missed).toBeNull()
  })

  it('goes by the line that the watch says, between two measured ones', () => {
    const picked = { line: 0.75, reviewsADay: 10, listingsADay: 40, since: '2026-11-30' }
    expect(expectedOf({ picked })).toMatchObject({
      line: { from: 0.75, by: 'reviews-a-day' },
      recall: { estimate: 0.6 },
    })
    expect(expectedOf({ picked, ownLine: 0.625 })).toMatchObject({
      ...{ line: { from: 0.625, by: 'watch' }, recall: { estimate: 0.7 } },
    })
    expect(expectedOf({ ownLine: 0.1 }).recall.estimate).toBe(0.9)
    expect(expectedOf({ ownLine: 0.9 }).recall.estimate).toBe(0.6)
  })

  it('takes the base rate from the share of hits, less what is wrong there', () => {
    // Rogan and Gladen: (.098 − .02) / (.8 − .02) = .1.
    const { baseRate, missed, precision } = expectedOf({ expected: { above: 98, below: 902 } })
    expect(baseRate).toMatchObject({ by: 'hits', of: 1_000 })
    expect(baseRate.estimate).toBeCloseTo(0.1, 10)
    expect(missed?.estimate).toBeCloseTo(20, 10)
    expect(precision.estimate).toBeCloseTo(0.08 / 0.098, 10)
    expect(precision.interval.low).toBeLessThan(precision.estimate)
    expect(precision.interval.high).toBeGreaterThan(precision.estimate)
    expect(expectedOf({ expected: { above: 10, below: 990 } }).baseRate).toMatchObject({
      estimate: 0,
      interval: { low: 0 },
    })
  })

  it('is by verdicts, and by samples, from ten on', () => {
    const given = { expected: { above: 100, below: 900 }, below: 900 }
    expect(expectedOf({ ...given, decided: { counterfeit: 5, allowed: 4 } }).precision.by).toBe('evaluation')
    const decided = expectedOf({ ...given, decided: { counterfeit: 40, allowed: 10 } })
    expect(decided).toMatchObject({ precision: { estimate: 0.8, by: 'decided', of: 50 }, recall: { by: 'evaluation' } })
    // Eight of a hundred are found copies, which are four of five.
    expect(decided.baseRate).toMatchObject({ by: 'decided' })
    expect(decided.baseRate.estimate).toBeCloseTo(0.1, 10)
    const samples = { drawn: 30, decided: { counterfeit: 1, allowed: 29 } }
    const sampled = expectedOf({ ...given, decided: { counterfeit: 40, allowed: 10 }, open: 50, samples })
    expect(sampled).toMatchObject({ recall: { by: 'samples', of: 30 }, missed: { estimate: 30 } })
    expect(sampled.recall.estimate).toBeCloseTo(80 / 110, 10)
  })
})

describe('which decisions get a second look', () => {
  const asked = (verdict: Verdict, share: number) =>
    Array.from({ length: 4_000 }, (_, at) => asksSecondLook(`hit-${at}`, `decision-${at}`, verdict, share))

  it('are about five of a hundred, the same ones each time', () => {
    const first = asked('counterfeit', secondLookShare)
    expect(first).toEqual(asked('allowed', secondLookShare))
    const share = first.filter(Boolean).length / first.length
    expect(share).toBeGreaterThan(0.04)
    expect(share).toBeLessThan(0.06)
  })

  it('are the same ones in every version: who was asked before is asked still', () => {
    const first = asked('allowed', secondLookShare).slice(0, 100)
    expect(first.flatMap((isAsked, at) => (isAsked ? [at] : []))).toEqual([14, 16, 32, 71, 97])
  })

  it('are none of those that decide nothing, and none when nobody is to be asked', () => {
    expect(asked('unsure', 1)).not.toContain(true)
    expect(asked('watch', 1)).not.toContain(true)
    expect(asked('allowed', 0)).not.toContain(true)
    expect(asked('not-our-product', 1)).not.toContain(false)
  })
})
