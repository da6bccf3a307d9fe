import { describe, expect, it } from 'vitest'
import { foundMax, termFinderOf } from '../../src/match/lexicon.ts'
import type { Term } from '../../src/model/lexicon.ts'
import { foldText } from '../../src/model/text-folding.ts'

const term = (text: string, kind = 'cue.used'): Term => ({
  text,
  language: 'en',
  kind,
  strength: 1,
  unless: [],
  note: '',
})

function words(terms: readonly Term[], text: string): string[] {
  const folded = foldText(text)
  return termFinderOf(terms)(folded).map(({ start, end }) => folded.text.slice(start, end))
}

describe('finding terms', () => {
  it('keeps to whole words in scripts with spaces', () => {
    expect(words([term('rep')], 'rep report prep REP.')).toEqual(['rep', 'rep'])
  })

  it('finds a term inside a run of letters in scripts without', () => {
    expect(words([term('高仿')], '全新高仿运动鞋')).toEqual(['高仿'])
    expect(words([term('AF1')], '全新AF1板鞋')).toEqual(['af1'])
  })

  it('lets a word go on where a star says so, and shows it whole', () => {
    expect(words([term('replik*')], 'Replikate')).toEqual(['replikate'])
    expect(words([term('*kopie')], 'Luxuskopie')).toEqual(['luxuskopie'])
    expect(words([term('replik*')], 'unreplik')).toEqual([])
  })

  it('keeps the longest of one kind and lets kinds stand beside one another', () => {
    expect(words([term('first copy'), term('copy')], 'first copy')).toEqual(['first copy'])
    expect(words([term('first copy'), term('copy', 'cue.sale')], 'first copy')).toEqual(['first copy', 'copy'])
  })

  it('folds terms as it folds the text', () => {
    expect(words([term('Fälschung')], 'FALSCHUNG fälschung')).toEqual(['falschung', 'falschung'])
  })

  it('stops at a limit in a text that repeats itself', () => {
    expect(words([term('a')], 'a '.repeat(foundMax * 2))).toHaveLength(foundMax)
  })
})
