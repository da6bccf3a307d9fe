import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('wording.evasion, strong: the mark is shown, named or agreed on elsewhere', () => {
  it.each([
    ['Halvard shoes, message for logo', 'message for logo'],
    ['Halvard shoes logo on actual item', 'logo on actual item'],
    ['Trail shoes Halvard, logo by dm please', 'logo by dm'],
    ['Halvard Schuhe, Marke per PN', 'Marke per PN'],
    ['Halvard обувь логотип скрыт', 'логотип скрыт'],
    ['Halvard 鞋 实物有标', '实物有标'],
    ['Halvard 靴 値段でご判断ください', '値段でご判断ください'],
    ['Halvard 신발 로고 가림', '로고 가림'],
  ])('%s: sees “%s”', (title, words) => {
    expect(wordsSeen('wording.evasion', { title })).toBe(words)
  })

  it.each([
    ['Custom Halvard style shoes with your own logo, message for logo', 'the buyer’s own mark'],
    ['Halvard shoes with large logo', 'a logo that is shown'],
    ['Halvard shoes, message me', 'an ordinary request'],
  ])('%s: sees nothing (%s)', (title) => {
    expect(seen('wording.evasion', { title })).toEqual([])
  })
})
