import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('allow.second-hand: a used single piece', () => {
  it.each([
    ['Halvard shoes, used', 'used'],
    ['Halvard Schuhe gebraucht', 'gebraucht'],
    ["Chaussures Halvard d'occasion", "d'occasion"],
    ['Halvard 二手 运动鞋', '二手'],
    ['Halvard 中古 スニーカー', '中古'],
    ['Halvard 중고 운동화', '중고'],
    ['Кроссовки Halvard б/у', 'б/у'],
    ['Halvard ikinci el ayakkabı', 'ikinci el'],
    ['รองเท้า Halvard มือสอง', 'มือสอง'],
    ['حذاء Halvard مستعمل', 'مستعمل'],
    ['Halvard shoes, vintage', 'vintage'],
    ['Halvard cologne, half left', 'half left'],
    ['Halvard 香水 残量8割', '残量'],
    ['Parfum Halvard, rămas jumătate', 'rămas jumătate'],
  ])('%s: sees “%s”, which lowers', (title, words) => {
    expect(wordsSeen('allow.second-hand', { title })).toBe(words)
    expect(seen('allow.second-hand', { title })[0]!.weight).toBeLessThan(0)
  })

  it.each([
    ['Halvard shoes, new', 'new'],
    ['Halvard shoes, unused', 'a part of a word'],
    ['Halvard shoes, never worn', 'the word turned round'],
    ['Scarpe Halvard mai usate', 'the word turned round'],
    ['Zapatos Halvard nunca usados', 'the word turned round'],
    ['Halvard Schuhe nie getragen', 'the word turned round'],
    ['Кроссовки Halvard не ношены', 'the word turned round'],
    ['Halvard Vintage sneaker, brand new in box', 'a model’s or a colour’s name'],
  ])('%s: nothing (%s)', (title) => {
    expect(seen('allow.second-hand', { title })).toEqual([])
  })
})
