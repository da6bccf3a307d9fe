import { describe, expect, it } from 'vitest'
import { halvard, seen, wordsSeen } from '../matched.ts'

describe('brand.exact, a link: the brand’s name as it is written', () => {
  it.each([
    ['Halvard trail shoes', 'Halvard'],
    ['HALVARD trail shoes', 'HALVARD'],
    ['Schuhe von Hálvard', 'Hálvard'],
    ['全新Halvard运动鞋', 'Halvard'],
  ])('%s: sees “%s”', (title, words) => {
    expect(wordsSeen('brand.exact', { title })).toBe(words)
  })

  it('sees it in the brand line above a title, once where the title repeats it', () => {
    expect(wordsSeen('brand.exact', { title: 'Trail shoes TR900', brand: 'Halvard' })).toBe('Halvard')
    expect(seen('brand.exact', { title: 'Halvard shoes', brand: 'HALVARD' })).toHaveLength(1)
  })

  it.each([
    ['Halvardson trail shoes', 'a longer word'],
    ['trail shoes', 'no name'],
  ])('%s: sees nothing (%s)', (title) => {
    expect(seen('brand.exact', { title })).toEqual([])
  })

  it('takes an everyday word for the brand only beside the brand’s goods', () => {
    const watch = halvard({ brand: 'Kettle', aliases: [] })
    expect(wordsSeen('brand.exact', { title: 'Kettle trail shoes' }, { watch })).toBe('Kettle')
    expect(seen('brand.exact', { title: 'Kettle with whistle, cookware' }, { watch })).toEqual([])
  })

  it('takes initials and parts of the name for the name', () => {
    const watch = halvard({ brand: 'Halvard Mountain Works', aliases: ['HMW'] })
    expect(wordsSeen('brand.exact', { title: 'HMW shoes' }, { watch })).toBe('HMW')
  })
})
