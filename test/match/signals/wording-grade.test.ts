import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('wording.grade, strong: grade codes of the trade in copies', () => {
  it.each([
    ['Halvard shoes mirror quality', 'mirror quality'],
    ['Halvard shoes AAA+ quality', 'AAA+ quality'],
    ['Halvard écouteurs sans fil qualité miroir', 'qualité miroir'],
    ['Halvard 无线耳机 一比一', '一比一'],
    ['Halvard zapatillas calidad espejo', 'calidad espejo'],
    ['Halvard tênis primeira linha', 'primeira linha'],
    ['Halvard 运动鞋 一比一', '一比一'],
    ['Halvard shoes 1:1', '1:1'],
    ['Кроссовки Halvard 1в1', '1в1'],
    ['Halvard ayakkabı A kalite', 'A kalite'],
    ['Giày Halvard siêu cấp', 'siêu cấp'],
  ])('%s: sees “%s”', (title, words) => {
    expect(wordsSeen('wording.grade', { title })).toBe(words)
  })

  it.each([
    ['Halvard AAA batteries 12 pack', 'batteries have that size'],
    ['Halvard model car 1:18 scale', 'a scale'],
    ['Halvard bathroom mirror, quality glass', 'a mirror'],
    ['Halvard human hair wig 7A', 'grade of hair'],
  ])('%s: sees nothing (%s)', (title) => {
    expect(seen('wording.grade', { title })).toEqual([])
  })

  it.each([
    ['Halvard shoes mirror quality', 'mirror quality, box included'],
    ['Halvard tenis calidad espejo', 'zapatillas calidad espejo'],
  ])('said in title and description at once (%s · %s) it is seen in both', (title, description) => {
    const fields = seen('wording.grade', { title, description }).map(({ span }) => span?.field)
    expect(fields).toEqual(['title', 'description'])
  })

  it('says nothing of a mirror that the description sells', () => {
    expect(seen('wording.grade', { title: 'Halvard mirror quality', description: 'A bathroom mirror.' })).toEqual([])
  })
})
