import { describe, expect, it } from 'vitest'
import { seen } from '../matched.ts'

describe('origin.source-market, weak: it ships from China, Hong Kong or Turkey', () => {
  it.each([['CN'], ['China'], ['Guangzhou, China'], ['中国'], ['Hong Kong'], ['HK'], ['Türkiye'], ['Китай']])(
    'from %s: seen',
    (shipsFrom) => {
      expect(seen('origin.source-market', { shipsFrom })).toHaveLength(1)
    },
  )

  it.each([['DE'], ['Japan'], ['Chinatown Road, London']])('from %s: nothing', (shipsFrom) => {
    expect(seen('origin.source-market', { shipsFrom })).toEqual([])
  })

  it('is the seller’s country where nothing is said of shipping', () => {
    expect(seen('origin.source-market', { seller: { name: 'x', country: 'CN' } })).toHaveLength(1)
  })
})
