import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

const unpriced = { price: null }

describe('supply.album-title, strong: a title as in the albums of factories, with a coded price', () => {
  it.each([
    ['k230 Halvard/哈尔瓦德 26ss 运动鞋', 'k230'],
    ['P180 Halvard trail shoes 36-45', 'P180'],
    ['Halvard 哈尔瓦德 运动鞋 25fw Y210', 'Y210'],
    ['Halvard trail shoes 36-45 260y', '260y'],
    ['Halvard 660💰 运动鞋 25秋冬', '660💰'],
  ])('%s: sees %s', (title, code) => {
    expect(wordsSeen('supply.album-title', { ...unpriced, title })).toBe(code)
  })

  it.each([
    ['a code alone', { ...unpriced, title: 'TR900 Halvard trail shoes' }],
    ['a season and sizes without a code', { ...unpriced, title: 'Halvard trail shoes 26ss S-XXL' }],
    ['where a price is printed', { title: 'k230 Halvard trail shoes 26ss' }],
    ['without the brand', { ...unpriced, title: 'k230 trail shoes 26ss' }],
  ])('says nothing of %s', (_, listing) => {
    expect(seen('supply.album-title', listing)).toEqual([])
  })
})
