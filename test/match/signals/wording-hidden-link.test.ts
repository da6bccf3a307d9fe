import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('wording.hidden-link, strong: what is ordered is not what the listing shows', () => {
  it.each([
    ['Halvard shoes hidden link', 'hidden link'],
    ['Halvard scarpe link nascosto', 'link nascosto'],
    ['Halvard 鞋 隐藏链接', '隐藏链接'],
    ['Halvard обувь скрытая ссылка', 'скрытая ссылка'],
    ['Halvard yupoo album', 'yupoo'],
  ])('%s: sees “%s”', (title, words) => {
    expect(wordsSeen('wording.hidden-link', { title })).toBe(words)
  })

  it.each([
    ['Halvard bracelet with steel links', 'a link of a chain'],
    ['Halvard shoes link in bio', 'an open link'],
  ])('%s: sees nothing (%s)', (title) => {
    expect(seen('wording.hidden-link', { title })).toEqual([])
  })
})
