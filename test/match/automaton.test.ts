import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { automatonOf, type Match } from '../../src/match/automaton.ts'

const found = (terms: readonly string[], text: string): Match[] => {
  const matches: Match[] = []
  automatonOf(terms).find(text, (term, start, end) => matches.push({ term, start, end }))
  return matches
}

describe('finding many terms in one pass', () => {
  it('finds terms that overlap, contain one another and end at one place', () => {
    const terms = ['he', 'she', 'his', 'hers']
    expect(found(terms, 'ushers').map(({ term, start }) => [terms[term], start])).toEqual([
      ['she', 1],
      ['he', 2],
      ['hers', 2],
    ])
  })

  it('finds a term that stands in the list twice, twice', () => {
    expect(found(['ab', 'ab'], 'ab')).toHaveLength(2)
  })

  it('finds nothing of no terms, an empty term, or in an empty text', () => {
    expect(found([], 'abc')).toEqual([])
    expect(found([''], 'abc')).toEqual([])
    expect(found(['a'], '')).toEqual([])
  })

  it('finds what a search for each term by itself finds', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '鞋', '\ud83d'), minLength: 1, maxLength: 4 })
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', '鞋', '\ud83d'), maxLength: 60 })
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), text, (terms, whole) => {
        const naive = terms.flatMap((term, index) => {
          const matches: string[] = []
          for (let at = whole.indexOf(term); at >= 0; at = whole.indexOf(term, at + 1)) {
            matches.push(`${index}@${at}-${at + term.length}`)
          }
          return matches
        })
        const own = found(terms, whole).map(({ term, start, end }) => `${term}@${start}-${end}`)
        expect(own.sort()).toEqual(naive.sort())
      }),
    )
  })
})
