import { describe, expect, it } from 'vitest'
import { seen } from '../matched.ts'

describe('allow.media-about: a book, film, poster or game about the brand', () => {
  it.each([['Halvard: the biography, hardcover'], ['Halvard poster A2'], ['Halvard Film DVD'], ['Книга Halvard']])(
    '%s: seen',
    (title) => {
      expect(seen('allow.media-about', { title })).toHaveLength(1)
    },
  )

  it.each([
    ['Halvard shoes', 'the product'],
    ['A cookbook', 'not about the brand'],
  ])('%s: nothing (%s)', (title) => {
    expect(seen('allow.media-about', { title })).toEqual([])
  })
})
