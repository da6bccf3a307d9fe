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

  it.each([
    { shipsFrom: 'Los Angeles, California, Hong Kong' },
    { shipsFrom: 'United States, China' },
    { shipsFrom: 'Shenzhen, Germany' },
    { shipsFrom: 'CN', location: 'Berlin, Deutschland' },
  ])('is a place that contradicts itself: %o', (places) => {
    const claimed = seen('origin.mismatch', { description: 'ships from uk', shipsFrom: 'CN' })[0]!.weight
    const [finding] = seen('origin.mismatch', places)
    expect(finding?.text).toContain('contradicts itself')
    expect(finding?.weight).toBeGreaterThan(0)
    expect(finding?.weight).toBeLessThan(claimed)
  })

  it.each(['Guangdong, China', 'Hong Kong, China', 'Istanbul, Turkey', 'New York, US', 'San Marino de la Paz, CN'])(
    'is no place like %s',
    (shipsFrom) => {
      expect(seen('origin.mismatch', { shipsFrom })).toEqual([])
    },
  )

  it('is not there when it ships from where it says', () => {
    expect(seen('origin.mismatch', { description: 'Ships from UK', shipsFrom: 'GB' })).toEqual([])
    expect(seen('origin.mismatch', { shipsFrom: 'CN', seller: { name: 'x', country: 'CN' } })).toEqual([])
  })
})
