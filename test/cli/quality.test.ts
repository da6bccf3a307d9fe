import { describe, expect, it } from 'vitest'
import { qualityLines } from '../../src/cli/quality.ts'
import { qualityOf } from '../../src/review/quality.ts'
import type { QualityFacts } from '../../src/store/learning/quality-store.ts'

const nothing: QualityFacts = {
  ...{ pairs: [], waiting: { second: 0, third: 0 }, decided: {}, open: 3, below: 400 },
  ...{ expected: { above: 0, below: 0, sumAbove: 0, sumBelow: 0 }, picked: null },
  samples: { drawn: 4, decided: {} },
}
const said = (facts: QualityFacts) => qualityLines(qualityOf(facts)).join('\n')

describe('morgiana quality', () => {
  it('says what is not known yet, and why', () => {
    expect(said(nothing)).toContain('no hit has been decided yet')
    expect(said(nothing)).toContain('nobody has looked a second time yet')
    expect(said(nothing)).toContain(
      'not known: no sample has been decided yet (4 drawn of 400 listings below the line)',
    )
  })

  it('says what the scores alone let expect, and which line the budget of reviews has picked', () => {
    const text = said({
      ...nothing,
      expected: { above: 20, below: 380, sumAbove: 16, sumBelow: 9.5 },
      picked: { line: 0.62, reviewsADay: 10, listingsADay: 41.5, since: '2026-11-30' },
    })
    expect(text).toContain('line          0.62, since 2026-11-30: 10 reviews a day, of 41.5 new listings a day')
    expect(text).toMatch(
      /expected +80\.0 % \(58\.\d % to 91\.\d %\) of 20 hits right, about 10 \(\d+ to \d+\) missed, by the scores alone; base rate 6\.4 % \(/,
    )
    expect(said(nothing)).not.toMatch(/^(expected|line) /m)
  })

  it('says each figure with its interval and its source', () => {
    const text = said({
      ...nothing,
      decided: { counterfeit: 45, allowed: 5 },
      pairs: [
        { first: 'counterfeit', second: 'counterfeit', third: null, count: 18 },
        { first: 'allowed', second: 'allowed', third: null, count: 6 },
        { first: 'counterfeit', second: 'allowed', third: 'allowed', count: 1 },
      ],
      waiting: { second: 2, third: 0 },
      samples: { drawn: 60, decided: { counterfeit: 1, allowed: 49 } },
    })
    expect(text).toMatch(/precision +90\.0 % \(78\.6 % to 95\.7 %\): 45 of 50/)
    expect(text).toMatch(/agreement +96\.0 % .*: 24 of 25 second looks agree; kappa 0\.9/)
    expect(text).toMatch(/0 of 1 differences went to the first/)
    expect(text).toMatch(/misses +about 8 \(\d+ to \d+\): 2\.0 %/)
    expect(text).toMatch(/recall +\d+\.\d % \(\d+\.\d % to \d+\.\d %\) at the line/)
    expect(text).toContain("Wilson's 95 % interval")
  })
})
