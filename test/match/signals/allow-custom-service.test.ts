import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('allow.custom-service: work on the buyer’s own piece or with the buyer’s own mark', () => {
  it.each([
    ['Embroidery with your logo on Halvard shoes', 'your logo'],
    ['Halvard Schuhe Reparaturservice', 'Reparaturservice'],
    ['定制logo 鞋 Halvard', '定制logo'],
  ])('%s: sees “%s”, which lowers', (title, words) => {
    expect(wordsSeen('allow.custom-service', { title })).toBe(words)
    expect(seen('allow.custom-service', { title })[0]!.weight).toBeLessThan(0)
  })

  it.each([['Halvard shoes with logo', 'their logo']])('%s: nothing (%s)', (title) => {
    expect(seen('allow.custom-service', { title })).toEqual([])
  })
})
