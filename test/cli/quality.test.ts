import { describe, expect, it } from 'vitest'
import { qualityLines } from '../../src/cli/quality.ts'
import { qualityOf } from '../../src/review/quality.ts'
import type { QualityFacts } from '../../src/store/learning/quality-store.ts'
import { aStandard } from '../builders.ts'

const nothing: QualityFacts = {
  ...{ pairs: [], waiting: { second: 0, third: 0 }, decided: {}, open: 3, below: 400 },
  ...{ expected: { above: 0, below: 0 }, ownLine: null, picked: null },
  samples: { drawn: 4, decided: {} },
}
const said = (facts: QualityFacts) => qualityLines(qualityOf(facts, aStandard)).join('\n')

describe('morgiana quality', () => {
  it('says what is not known yet, and why', () => {
    expect(said(nothing)).toContain('no hit has been decided yet')
    expect(said(nothing)).toContain('nobody has looked a second time yet')
    expect(said(nothing)).toContain(
      'not known: no sample has been decided yet (4 drawn of 400 listings below the line)',
    )
  })

  it('says what to expect at the line, and from what it is known', () => {
    const text = said({
      ...nothing,
      expected: { above: 98, below: 902 },
      picked: { line: 0.5, reviewsADay: 10, listingsADay: 41.5, since: '2026-11-30' },
    })
    expect(text).toContain('line          0.5, since 2026-11-30, from 10 reviews a day of 41.5 new listings a day')
    expect(text).toMatch(/^expected {6}81\.6 % \(.* %\) of hits right, by 1500 labelled listings, not of this watch$/m)
    expect(text).toMatch(/^ {14}80\.0 % \(76\.\d % to 83\.\d %\) of copies found, by 500 labelled listings/m)
    expect(text).toMatch(/^ {14}about 20 \(\d+ to \d+\) of the scored listings missed$/m)
    expect(text).toMatch(
      /^base rate {5}10\.0 % \(.*\) of listings are copies, by the share of hits among 1000 scored listings$/m,
    )
    expect(text).toContain('measured      2026-12-01, 2026-12-01.1+2026-12-01.1: listings of nobody')
    expect(said(nothing)).toMatch(
      /^base rate {5}5\.0 % of listings are copies, assumed: nothing of it has been scored yet$/m,
    )
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
