import pLimit from 'p-limit'
import { describe, expect, it } from 'vitest'
import { type Case, expectOutcome, outcomeOf } from './hostile-case.ts'
import { broken, tooMuch, tooSlow } from './hostile-cases.ts'

describe.each([
  ['sends too much', tooMuch],
  ['is too slow', tooSlow],
  ['breaks off or lies', broken],
])('a server that %s', (_, cases) => {
  it.each(cases)('is left with the right outcome: $name', expectOutcome)
})

describe('a worker that meets all of them at once, with the size limits of a real one', () => {
  const atOnce = 8
  const rounds = 3
  /** Far above what was seen (docs/security.md), far below what one of them without a limit would take. */
  const peakBytesMax = 600_000_000
  const unlimited = ({ limits: { bodyBytesMax: _, packedBytesMax: __, ...times } = {}, ...each }: Case): Case => ({
    ...each,
    limits: times,
  })

  it(`stays below ${peakBytesMax / 1e6} MB`, { timeout: 120_000 }, async () => {
    const turn = pLimit(atOnce)
    const cases = Array.from({ length: rounds }, () => [...tooMuch, ...tooSlow, ...broken].map(unlimited)).flat()
    await Promise.all(cases.map((each) => turn(() => outcomeOf(each))))
    const peakBytes = process.resourceUsage().maxRSS * 1024
    expect(peakBytes).toBeLessThan(peakBytesMax)
  })
})
