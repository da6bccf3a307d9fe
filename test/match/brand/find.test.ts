import { describe, expect, it } from 'vitest'
import { foundIn, linksFound } from './found.ts'

describe('a name in other forms that are the same name', () => {
  it.each([
    ['Norr & Falk', [], 'Norr und Falk Tasche', 'Norr und Falk'],
    ['Norr & Falk', [], 'norr falk bag', 'norr falk'],
    ['Norr and Falk', [], 'NORR & FALK bolso', 'NORR & FALK'],
    ['Norr & Falk', ['норр и фалк'], 'сумка норр энд фалк', 'норр энд фалк'],
    ['Norr & Falk', ['诺尔与法克'], '諾爾法克 包', '諾爾法克'],
    ['Halvard', ['鹤岭龙'], '鶴嶺龍 鞋', '鶴嶺龍'],
    ['5R', [], 'cinco erre cubrebocas', 'cinco erre'],
    ['Q4 Labs', [], 'Q four Laboratories caps', 'Q four Laboratories'],
    ['Voss Bros', [], 'Voss Brothers tools', 'Voss Brothers'],
    ['Norr & Falk', [], 'Norr bag', null],
  ])('%s %j in “%s”: %s', (brand, aliases, title, words) => {
    expect(foundIn(brand, aliases, title)).toBe(words)
  })
})

describe('a short name in a script without spaces', () => {
  it.each([
    [['보르'], '보르 가방', true, 'followed by a space'],
    [['보르'], '보르는 좋다', true, 'followed by a particle'],
    [['보르'], '보르가방 새상품', true, 'followed by a word for goods'],
    [['보르'], '보르도 와인잔', true, 'followed by what may be a particle'],
    [['보르'], '보르네오 섬', false, 'in a longer word'],
    [['보르'], '하보르 책', false, 'at the end of a longer word'],
    [['ハルヴ'], 'ハルヴ バッグ', true, 'followed by a space'],
    [['ハルヴ'], 'ハルヴキティ 文具', false, 'in a longer word'],
    [['ハルヴァード'], 'ハルヴァードシューズ', true, 'long enough not to be one by chance'],
  ])('%j in “%s”: %s (%s)', (aliases, title, isFound) => {
    expect(foundIn('Xqz', aliases, title) !== null).toBe(isFound)
  })
})

describe('a name that stands in another name', () => {
  it.each([
    'James Halvard painting',
    'Port Halvard postcard',
    'Halvard School tie',
    'Halvard Cup final',
    'Halvard & Sons van',
    'Halvard on the Hill',
    'Pirate’s Halvard hood',
  ])('%s: is not sure', (title) => {
    expect(linksFound('Halvard', [], title)[0]?.sureness).toBeLessThan(0.5)
  })

  it.each([
    'women’s Halvard hood',
    'Halvard school bag'.replace('school', 'canvas'),
    'new Halvard cups',
    'Kids’ Halvard',
  ])('%s: is', (title) => {
    expect(linksFound('Halvard', [], title)[0]?.sureness).toBe(1)
  })
})

describe('slips of short names, and names in pieces', () => {
  it.each([
    ['SKV', 'SKKV bearing', 0.5],
    ['SKV', 'SVK bearing', 0.5],
    ['SKV', 'svk bearing', undefined],
    ['Q4 Labs', 'Q4 Lbas caps', 0.6],
    ['Dyrno', 'derno', undefined],
    ['Tissor', 'tests', undefined],
    ['Duravell', 'Dura (great) vell box', 0.7],
    ['Casivo', 'Cas *read me* ivo watch', 0.7],
    ['Sulvano', 'Sul xx va xx no', 0.7],
    ['Duravell', 'Dura vella', undefined],
    ['Gap', 'бар стул', undefined],
    ['HP', 'НР принтер', 1],
  ])('%s in “%s”: %s', (brand, title, sureness) => {
    expect(linksFound(brand, [], title)[0]?.sureness).toBe(sureness)
  })
})
