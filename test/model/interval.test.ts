import { describe, expect, it } from 'vitest'
import { wilson } from '../../src/model/interval.ts'

describe("Wilson's interval", () => {
  // Newcombe 1998, table I.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is %f to %f', (part, whole, low, high) => {
    const interval = wilson(part, whole)!
    expect(interval.low).toBeCloseTo(low, 3)
    expect(interval.high).toBeCloseTo(high, 3)
  })

  it('of all is up to 1, and of no case there is none', () => {
    expect(wilson(5, 5)).toMatchObject({ high: 1 })
    expect(wilson(0, 0)).toBeNull()
  })
})
