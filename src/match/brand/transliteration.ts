import { latinOfLetter, withGroups } from './alphabets.ts'
import { latinOfSyllables } from './syllables.ts'

/**
 * A folded word of Cyrillic, Greek, Arabic, Hebrew, kana, Hangul, Devanagari or Thai in Latin letters, near enough to a
 * Latin name to compare the two by ear (sounds.ts); `null` when it has letters of another script.
 */
export function latinOf(word: string): string | null {
  const syllables = latinOfSyllables(word)
  if (syllables !== null) return syllables
  let latin = ''
  for (const char of withGroups(word)) {
    const sound = latinOfLetter(char)
    if (sound === undefined) return null
    latin += sound
  }
  return latin
}
