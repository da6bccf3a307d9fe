import type { Term } from '../model/lexicon.ts'
import type { Found } from './lexicon.ts'
import { strengthOfTier } from './tier-words.ts'

/** Longer brackets are remarks, not grades. */
const insideMax = 40

/** "[Premium Quality]", "【顶级版】", "(Best Batch)": lists of copies name the grade of each in brackets. */
const bracketed = /[[【(（{《]([^\][【】()（）{}《》]{2,40})[\]】)）}》]/gu

const opening = /[[【(（{《]/u

const term: Omit<Term, 'strength'> = {
  ...{ text: '', language: 'mul', kind: 'wording.grade', unless: [] },
  note: 'a grade in brackets, as lists of copies have it',
}

/** Grades in brackets of a folded title, as finds. Linear in the text. */
export function bracketedGrades(text: string): Found[] {
  const found: Found[] = []
  if (!opening.test(text)) return found
  for (const match of text.matchAll(bracketed)) {
    const inside = match[1] ?? ''
    const strength = inside.length <= insideMax ? strengthOfTier(inside.trim()) : 0
    if (strength > 0) {
      const start = match.index
      found.push({ term: { ...term, strength }, kind: 'wording.grade', start, end: start + match[0].length })
    }
  }
  return found
}
