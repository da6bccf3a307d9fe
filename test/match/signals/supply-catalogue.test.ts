import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('supply.catalogue, medium: one listing for many colours or styles', () => {
  it.each([
    ['Halvard trail shoes (40 colorways)', '40 colorways'],
    ['Halvard shoes 27+ colours', '27+ colours'],
    ['Halvard belts 30 styles', '30 styles'],
    ['Halvard Schuhe, 12 Farben', '12 Farben'],
    ['Halvard кроссовки 15 цветов', '15 цветов'],
    ['Halvard 运动鞋 18色', '18色'],
  ])('%s: sees %s', (title, words) => {
    expect(wordsSeen('supply.catalogue', { title })).toBe(words)
  })

  it('says more the more there are', () => {
    const weights = [5, 9, 14].map(
      (count) => seen('supply.catalogue', { title: `Halvard ${count} colours` })[0]!.weight,
    )
    expect(weights).toEqual(weights.toSorted((a, b) => a - b))
  })

  it.each(['Halvard shoes in 3 colours', 'Halvard shoes 2025 colours', 'Halvard shoes size 40', 'Halvard 12色号'])(
    '%s: sees nothing',
    (title) => {
      expect(seen('supply.catalogue', { title })).toEqual([])
    },
  )
})
