import { turnedBack } from '../../model/confusables.ts'
import type { Disguise } from './link.ts'
import type { Name } from './names.ts'
import type { Mark, Owned } from './owned-name.ts'
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
const turnedLetter = /[ɐɔǝɟƃᵷɥᴉɾʞɯɹʇʌʍʎ]/u
const turnedWord = /[\p{Script=Latin}0-9]*[ɐɔǝɟƃᵷɥᴉɾʞɯɹʇʌʍʎ][\p{Script=Latin}0-9]*/gu

/** Finds names with letters masked ("Ha*vard"), typed on the wrong keyboard, or upside down. */
export function otherwiseFinderOf(names: readonly Name[]): (text: string) => Otherwise[] {
  const wanted = names.filter(isWanted).map((name) => ({ name, spelled: spelledShape(name.shape) }))
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
    ...(mask.test(text) ? all(text, masked, (word) => unmasked(word, wanted)) : []),
    ...(cyrillic.test(text)
      ? all(text, cyrillicWord, (word) => {
          const name = named(fromRussianKeys(word))
          return name ? { name, disguise: 'the wrong keyboard', sureness: 0.9 } : null
        })
      : []),
    ...(turnedLetter.test(text)
      ? all(text, turnedWord, (word) => {
          const name = named(turnedBack(word) ?? '')
          return name ? { name, disguise: 'letters upside down', sureness: 1 } : null
        })
      : []),
  ]
}

const mask = /[*#•●×]/u
const cyrillic = /[а-я]/iu

const isWanted = (name: Name): boolean => (name.kind === 'brand' || name.kind === 'alias') && name.shape.length >= 4

const fromRussianKeys = (word: string): string =>
  Array.from(word.toLowerCase(), (char) => russianKeys[char] ?? '-').join('')

/** Tells whose names `otherwiseFinderOf` finds, for the names of many watches. */
export function otherwiseSpotterOf(owned: readonly Owned[]): (text: string, mark: Mark) => void {
  const wanted = owned.flatMap(({ name, owner }) =>
    isWanted(name) ? [{ shape: name.shape, spelled: spelledShape(name.shape), owner }] : [],
  )
  const byShape = new Map<string, number[]>()
  for (const { shape, owner } of wanted) byShape.set(shape, [...(byShape.get(shape) ?? []), owner])
  const markNamed = (latin: string, mark: Mark) => {
    byShape.get(nameShape(latin))?.forEach(mark)
  }
  const words = (text: string, needs: RegExp, pattern: RegExp): string[] =>
    needs.test(text) ? [...text.matchAll(pattern)].slice(0, wordsMax).map(([word]) => word) : []
  return (text, mark) => {
    for (const word of words(text, mask, masked)) {
      const letters = lettersOf(word)
      if (letters) for (const one of wanted) if (isUnder(letters, one.spelled)) mark(one.owner)
    }
    if (!/[^\0-\x7f]/.test(text)) return
    for (const word of words(text, cyrillic, cyrillicWord)) markNamed(fromRussianKeys(word), mark)
    for (const word of words(text, turnedLetter, turnedWord)) markNamed(turnedBack(word) ?? '', mark)
  }
}

/** The letters of a masked word, `*` for each mark; null when fewer than three letters, or half of them, are there. */
function lettersOf(word: string): string[] | null {
  const letters = Array.from(word, (char) => (mask.test(char) ? '*' : spelledShape(nameShape(char))))
  const shown = letters.filter((letter) => letter !== '*').length
  return shown < 3 || shown * 2 < letters.length ? null : letters
}

/** Each mark stands for one letter. */
const isUnder = (letters: readonly string[], spelled: string): boolean =>
  spelled.length === letters.length && letters.every((letter, at) => letter === '*' || letter === spelled[at])

function unmasked(
  word: string,
  wanted: readonly { name: Name; spelled: string }[],
): Omit<Otherwise, 'start' | 'end'> | null {
  const letters = lettersOf(word)
  const found = letters && wanted.find(({ spelled }) => isUnder(letters, spelled))
  if (!found) return null
  const shown = letters.filter((letter) => letter !== '*').length
  return { name: found.name, disguise: 'letters left out', sureness: shown >= letters.length - 1 ? 0.9 : 0.7 }
}
