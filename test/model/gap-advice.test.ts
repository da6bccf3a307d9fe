import { describe, expect, it } from 'vitest'
import { coverageStates } from '../../src/model/coverage.ts'
import { gapAdvice } from '../../src/model/gap-advice.ts'
import { blockKinds } from '../../src/model/outcome.ts'

describe('what to do about a page that was not seen', () => {
  it.each(coverageStates)('is said where it ended as %s', (state) => {
    expect(gapAdvice({ state })).toMatch(/^\S.*\.$/)
  })

  it.each(blockKinds)('is said where it was blocked by %s', (blockedBy) => {
    expect(gapAdvice({ state: 'blocked', blockedBy })).toMatch(/^\S.*\.$/)
  })

  it('is to slow down only where that may help', () => {
    expect(gapAdvice({ state: 'blocked', blockedBy: 'rate-limited' })).toContain('MORGIANA_RATES')
    expect(gapAdvice({ state: 'blocked', blockedBy: 'forbidden' })).not.toContain('MORGIANA_RATES')
    expect(gapAdvice({ state: 'blocked', blockedBy: 'login-wall' })).not.toContain('MORGIANA_RATES')
  })
})
