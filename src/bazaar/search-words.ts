import { lookalikeOf } from '../model/confusables.ts'
import { folded } from '../model/text-folding.ts'
import { brands } from './catalogue.ts'

/**
 * What a title, or a query, can be found by: its words, and for words that are written to dodge a search (look-alike
 * letters, digits for letters, letters apart, joined by dots) what a reader would take them for, as the fuzzy search of
 * a real marketplace does.
 */
export function searchWords(text: string): Set<string> {
  const found = new Set<string>()
  const whole = folded(text)
  const parts = whole.split(/[\s,;|/()【】"'!?]+/u).filter((part) => part !== '')
  for (const part of parts) {
    const pieces = part.split(/[-.·_–]+/u).filter((piece) => piece !== '')
    for (const piece of pieces) found.add(piece)
    const joined = pieces.join('')
    if (joined !== '') found.add(joined)
    const plain = plainWord(joined)
    if (plain !== joined) found.add(plain)
  }
  for (const run of lettersApart(parts)) found.add(run)
  for (const [script, name] of scripts) if (whole.includes(script)) found.add(name)
  return found
}

/** Brands' names in other scripts, as readers of those scripts type them. */
const scripts: readonly (readonly [string, string])[] = brands.flatMap((brand) =>
  Object.values(brand.scripts).map((script) => [folded(script), folded(brand.name)] as const),
)

const digitLetters: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's' }

/** A word in look-alikes as plain letters; words of one script, numbers and sizes stay as they are. */
function plainWord(word: string): string {
  if (!/[a-z]/.test(word) || !/[^a-z]/.test(word) || word.length < 4) return word
  let plain = ''
  for (const letter of word) plain += digitLetters[letter] ?? lookalikeOf(letter) ?? letter
  return plain
}

/** "s k a r v a n e" → "skarvane": at least four single letters in a row. */
function lettersApart(parts: readonly string[]): string[] {
  const runs: string[] = []
  let run = ''
  let letters = 0
  for (const part of [...parts, '']) {
    if ([...part].length === 1) {
      run += part
      letters += 1
      continue
    }
    if (letters >= 4) runs.push(run)
    run = ''
    letters = 0
  }
  return runs
}

/** Whether two words are the same but for one letter more, less or other; only asked of long words. */
export function isSlip(word: string, other: string): boolean {
  if (word.length < 6 || other.length < 6 || Math.abs(word.length - other.length) > 1) return false
  let at = 0
  while (at < word.length && at < other.length && word[at] === other[at]) at += 1
  const rest = word.slice(at)
  const otherRest = other.slice(at)
  if (rest.slice(1) === otherRest.slice(1)) return true
  return rest.slice(1) === otherRest || rest === otherRest.slice(1)
}
