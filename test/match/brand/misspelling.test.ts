import { describe, expect, it } from 'vitest'
import { slipBetween, slipBetweenWords } from '../../../src/match/brand/misspelling.ts'
import { nameShape, spelledShape } from '../../../src/match/brand/spelling.ts'

const shape = (word: string) => spelledShape(nameShape(word))
const slip = (word: string, name: string) => slipBetween(shape(word), shape(name))?.kind ?? null

describe('a word that may be a slip of a name', () => {
  it.each([
    ['Halvaard', 'Halvard', 'doubled'],
    ['Havlard', 'Halvard', 'swapped'],
    ['Kestamour', 'Kestamor', 'vowel'],
    ['Phelda', 'Felda', null],
    ['Veldah', 'Velda', null],
    ['Noriks', 'Norix', 'sound'],
    ['Lumawela', 'Lumavela', 'sound'],
    ['Halverd', 'Halvard', 'vowel'],
    ['Kestamir', 'Kestamor', 'vowel'],
    ['Haivard', 'Halvard', null],
    ['Lunavela', 'Lumavela', 'slip'],
  ])('%s for %s: %s', (word, name, kind) => {
    expect(slip(word, name)).toBe(kind)
  })

  it.each([
    ['Malvard', 'Halvard', 'another first letter'],
    ['Halvar', 'Halvard', 'the last letter gone'],
    ['Veldo', 'Velda', 'another last vowel of a short name'],
    ['Norma', 'Norix', 'another word'],
    ['Nor', 'Norix', 'too short'],
    ['Velda', 'Velda', 'the name itself'],
    ['Tor', 'Tir', 'a name too short to slip'],
  ])('%s for %s: none (%s)', (word, name) => {
    expect(slip(word, name)).toBeNull()
  })

  it('takes a name of several words word by word', () => {
    const words = (text: string) => text.split(' ').map(shape)
    expect(slipBetweenWords(words('Veldda Norin'), words('Velda Norrin'))?.kind).toBeDefined()
    expect(slipBetweenWords(words('Velda Norrin'), words('Velda Norrin'))).toBeNull()
    expect(slipBetweenWords(words('Velda Martin'), words('Velda Norrin'))).toBeNull()
  })
})
