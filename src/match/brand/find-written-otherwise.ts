import { turnedBack } from '../../model/confusables.ts'
import type { Disguise } from './link.ts'
import type { Name } from './names.ts'
import { nameShape, spelledShape } from './spelling.ts'

/** A name written in a way that no spelling of its letters is; offsets are those of the text. */
export type Otherwise = { name: Name; start: number; end: number; disguise: Disguise; sureness: number }

/** Most words of each sort that are looked at in one text. */
const wordsMax = 60

/** What a Latin name becomes on a Russian keyboard that was not switched over. */
const russianKeys: Record<string, string> = {
  й: 'q', ц: 'w', у: 'e', к: 'r', е: 't', н: 'y', г: 'u', ш: 'i', щ: 'o', з: 'p', ф: 'a', ы: 's', в: 'd', а: 'f', п: 'g', р: 'h', о: 'j',
  л: 'k', д: 'l', я: 'z', ч: 'x', с: 'c', м: 'v', и: 'b', т: 'n', ь: 'm',
} // biome-ignore format: a table

const masked = /[\p{L}\p{N}][\p{L}\p{N}*#•●×]*[*#•●×][\p{L}\p{N}*#•●×]*/gu
const cyrillicWord = /\p{Script=Cyrillic}{4,}/gu
const turnedWord = /[\p{Script=Latin}0-9]*[ɐɔǝɟƃᵷɥᴉɾʞɯɹʇʌʍʎ][\p{Script=Latin}0-9]*/gu

/** Finds names with letters masked ("Ha*vard"), typed on the wrong keyboard, or upside down. */
export function otherwiseFinderOf(names: readonly Name[]): (text: string) => Otherwise[] {
  const wanted = names
    .filter((name) => (name.kind === 'brand' || name.kind === 'alias') && name.shape.length >= 4)
    .map((name) => ({ name, spelled: spelledShape(name.shape) }))
  if (wanted.length === 0) return () => []
  const named = (latin: string) => wanted.find(({ name }) => name.shape === nameShape(latin))?.name
  const all = (
    text: string,
    pattern: RegExp,
    read: (word: string) => Omit<Otherwise, 'start' | 'end'> | null,
  ): Otherwise[] =>
    [...text.matchAll(pattern)].slice(0, wordsMax).flatMap((match) => {
      const made = read(match[0])
      return made ? [{ ...made, start: match.index, end: match.index + match[0].length }] : []
    })
  return (text) => [
    ...(/[*#•●×]/u.test(text) ? all(text, masked, (word) => unmasked(word, wanted)) : []),
    ...(/[а-я]/iu.test(text)
      ? all(text, cyrillicWord, (word) => {
          const name = named(Array.from(word.toLowerCase(), (char) => russianKeys[char] ?? '-').join(''))
          return name ? { name, disguise: 'the wrong keyboard', sureness: 0.9 } : null
        })
      : []),
    ...all(text, turnedWord, (word) => {
      const name = named(turnedBack(word) ?? '')
      return name ? { name, disguise: 'letters upside down', sureness: 1 } : null
    }),
  ]
}

/** Each mark stands for one letter; at least three letters and half the name must be there. */
function unmasked(
  word: string,
  wanted: readonly { name: Name; spelled: string }[],
): Omit<Otherwise, 'start' | 'end'> | null {
  const letters = Array.from(word, (char) => (/[*#•●×]/u.test(char) ? '*' : spelledShape(nameShape(char))))
  const shown = letters.filter((letter) => letter !== '*').length
  if (shown < 3 || shown * 2 < letters.length) return null
  const found = wanted.find(
    ({ spelled }) =>
      spelled.length === letters.length && letters.every((letter, at) => letter === '*' || letter === spelled[at]),
  )
  return found
    ? { name: found.name, disguise: 'letters left out', sureness: shown >= letters.length - 1 ? 0.9 : 0.7 }
    : null
}
