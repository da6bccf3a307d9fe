import { describe, expect, it } from 'vitest'
import { halvard, seen } from '../matched.ts'

const kettle = halvard({ brand: 'Kettle', aliases: [] })

describe('allow.common-word: the name stands beside goods that the watch is not about', () => {
  it.each([['Kettle with whistle, cookware'], ['Kettle chips food'], ['Kettle drum vinyl record']])(
    '%s: seen',
    (title) => {
      expect(seen('allow.common-word', { title }, { watch: kettle })).toHaveLength(1)
    },
  )

  it.each([
    ['Kettle trail shoes', 'the watched goods'],
    ['Kettle jacket', 'goods that a maker of shoes makes too'],
    ['Kettle TR900 in a cookware set', 'a model'],
    ['K3ttle cookware', 'a disguise'],
  ])('%s: nothing (%s)', (title) => {
    expect(seen('allow.common-word', { title }, { watch: kettle })).toEqual([])
  })

  it('goes by the listing’s category before the title', () => {
    const listing = { title: 'Kettle shoes', category: 'books' }
    expect(seen('allow.common-word', listing, { watch: kettle })).toHaveLength(1)
  })
})
