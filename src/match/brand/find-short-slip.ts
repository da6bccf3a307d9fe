import type { Disguised } from './find-disguise.ts'
import type { Name } from './names.ts'
import type { Mark, Owned } from './owned-name.ts'
import { spelledShape, type Word } from './spelling.ts'

/** Names of three letters: a slip of one is a name only beside the brand's goods. */
const shortLetters = 3
const sureness = 0.5

/** Shapes of names of three letters with one of them doubled or two of them swapped. */
function slipsOf(name: Name): string[] {
  const letters = spelledShape(name.shape)
  const isMistakable = (name.kind === 'brand' || name.kind === 'alias') && name.words.length === 1
  if (!isMistakable || letters.length !== shortLetters || !/^[a-z]+$/.test(name.folded)) return []
  const places = [0, 1, 2]
  const doubled = places.map((at) => letters.slice(0, at + 1) + letters.slice(at))
  const swapped = [0, 1].map(
    (at) => letters.slice(0, at) + letters.slice(at + 1, at + 2) + letters.slice(at, at + 1) + letters.slice(at + 2),
  )
  return [...new Set([...doubled, ...swapped])].filter((slip) => slip !== letters)
}

function slipTable(owned: readonly Owned[]): ReadonlyMap<string, Owned[]> {
  const table = new Map<string, Owned[]>()
  for (const one of owned) {
    for (const slip of slipsOf(one.name)) table.set(slip, [...(table.get(slip) ?? []), one])
  }
  return table
}

/** Finds slips of names of three letters: a letter doubled, or two swapped. Written in capitals as the name is. */
export function shortSlipFinderOf(
  names: readonly Name[],
  isCommonWord: (word: string) => boolean,
): (text: string, words: readonly Word[]) => Disguised[] {
  const table = slipTable(names.map((name, index) => ({ name, index, owner: 0 })))
  if (table.size === 0) return () => []
  return (text, words) =>
    words.flatMap((word) => {
      const [one] = table.get(spelledShape(word.shape)) ?? []
      const written = text.slice(word.start, word.end)
      if (!one || !/^\p{Lu}+$/u.test(written) || isCommonWord(written.toLowerCase())) return []
      return [{ name: one.name, start: word.start, end: word.end, disguise: 'a misspelling', sureness }]
    })
}

/** Tells whose names `shortSlipFinderOf` may find, for the names of many watches. */
export function shortSlipSpotterOf(owned: readonly Owned[]): (words: readonly Word[], mark: Mark) => void {
  const table = slipTable(owned)
  if (table.size === 0) return () => undefined
  return (words, mark) => {
    for (const word of words) {
      if (word.shape.length <= 2 * (shortLetters + 1))
        for (const { owner } of table.get(spelledShape(word.shape)) ?? []) mark(owner)
    }
  }
}
