import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('origin.mismatch, medium: it says it ships from at home, and ships from a source market', () => {
  it('is a claim in the text', () => {
    const listing = { description: 'Ships from UK in two days', shipsFrom: 'China' }
    expect(wordsSeen('origin.mismatch', listing)).toBe('Ships from UK')
  })

  it('weighs less when only the seller’s country differs', () => {
    const listing = { shipsFrom: 'CN', seller: { name: 'x', country: 'US' } }
    const claimed = seen('origin.mismatch', { description: 'ships from uk', shipsFrom: 'CN' })[0]!.weight
    expect(seen('origin.mismatch', listing)[0]!.weight).toBeLessThan(claimed)
  })

  it('is not there when it ships from where it says', () => {
    expect(seen('origin.mismatch', { description: 'Ships from UK', shipsFrom: 'GB' })).toEqual([])
    expect(seen('origin.mismatch', { shipsFrom: 'CN', seller: { name: 'x', country: 'CN' } })).toEqual([])
  })
})
