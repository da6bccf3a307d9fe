import { describe, expect, it } from 'vitest'
import { scrollOf } from '../../../../src/web/page/review/card-scroll.ts'
import { meantKey } from '../../../../src/web/page/review/keys.ts'

describe('a key means', () => {
  it.each([
    ['American 1', { key: '1', code: 'Digit1' }, '1'],
    ['French 1 without Shift', { key: '&', code: 'Digit1' }, '1'],
    ['French 2 without Shift', { key: 'é', code: 'Digit2' }, '2'],
    ['French 3 without Shift', { key: '"', code: 'Digit3' }, '3'],
    ['French 4 without Shift', { key: "'", code: 'Digit4' }, '4'],
    ['French 1 with Shift', { key: '1', code: 'Digit1', shiftKey: true }, '1'],
    ['French Z, where the American has W', { key: 'z', code: 'KeyW' }, 'z'],
    ['Dvorak J, where the American has C', { key: 'j', code: 'KeyC' }, 'j'],
    ['Cyrillic J', { key: 'о', code: 'KeyJ' }, 'j'],
    ['Cyrillic H', { key: 'р', code: 'KeyH' }, 'h'],
    ['Greek K', { key: 'κ', code: 'KeyK' }, 'k'],
    ['Arabic 1', { key: '١', code: 'Digit1' }, '1'],
    ['Arabic O', { key: 'خ', code: 'KeyO' }, 'o'],
    ['Arabic ?', { key: '؟', code: 'Slash', shiftKey: true }, '?'],
    ['kana 2', { key: 'ふ', code: 'Digit2' }, '2'],
    ['an input method at work', { key: 'Process', code: 'KeyJ' }, 'j'],
    ['the number pad', { key: '3', code: 'Numpad3' }, '3'],
    ['German /', { key: '/', code: 'Digit7', shiftKey: true }, '/'],
    ['Cyrillic /', { key: '.', code: 'Slash' }, '/'],
    ['American ! ', { key: '!', code: 'Digit1', shiftKey: true }, '!'],
    ['Escape', { key: 'Escape', code: 'Escape' }, 'escape'],
    ['a key that a program made', { key: 'J', code: '' }, 'j'],
  ])('%s', (_, press, meant) => {
    expect(meantKey({ shiftKey: false, ...press })).toBe(meant)
  })
})

describe('a key scrolls a card of 500', () => {
  it.each([
    [' ', false, 450],
    [' ', true, -450],
    ['PageDown', false, 450],
    ['PageUp', false, -450],
    ['ArrowDown', false, 60],
    ['ArrowUp', false, -60],
    ['End', false, Number.POSITIVE_INFINITY],
    ['Home', false, Number.NEGATIVE_INFINITY],
    ['j', false, null],
  ])('%j (shift %s) by %s', (key, shift, by) => {
    expect(scrollOf(key, shift, 500)).toBe(by)
  })
})
