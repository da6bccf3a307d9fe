import { foundMax, termSpotterOf } from '../lexicon.ts'
import { disguiseUnitsMax, type Field } from '../listing-text.ts'
import { wordsWithoutFillers } from './fillers.ts'
import { respellingSpotterOf } from './find-latin-sound.ts'
import { pictureSpotterOf } from './find-picture-word.ts'
import { shortSlipSpotterOf } from './find-short-slip.ts'
import { soundSpotterOf } from './find-sound.ts'
import { otherwiseSpotterOf } from './find-written-otherwise.ts'
import { type Name, termOf } from './names.ts'
import { disguiseSpotterOf } from './near-disguise.ts'
import type { Mark, Owned } from './owned-name.ts'

/**
 * Where a field may name a watch: its names as they are written (in the folded text), the words from which on one may be
 * disguised, and whether one may be there in some other way.
 */
export type Clues = {
  names: { index: number; start: number; end: number }[]
  words: number[]
  isOtherwise: boolean
}

/** A watch that some fields may name, by its place, with the clues of each field that has any. */
export type NearWatch = { watch: number; clues: ReadonlyMap<Field, Clues> }

/** The watches that some fields may name, in order. */
export type NameIndex = (fields: readonly Field[]) => NearWatch[]

/**
 * The names of many watches in one index, so that a text is looked through once for all of them. It tells every watch
 * that `linkFinderOf` finds a link for, and where, and of the others only a few.
 */
export function nameIndexOf(namesOfWatches: readonly (readonly Name[])[]): NameIndex {
  const owned = namesOfWatches.flatMap((names, owner) => names.map((name, index): Owned => ({ name, index, owner })))
  const spotNames = termSpotterOf(owned.map(({ name }) => ({ text: termOf(name) })))
  const spotDisguises = disguiseSpotterOf(owned)
  const spotRespellings = respellingSpotterOf(owned)
  const spotOtherwise = otherwiseSpotterOf(owned)
  const foreignSpotters = [soundSpotterOf(owned), pictureSpotterOf(owned)]
  const spotShortSlips = shortSlipSpotterOf(owned)
  return (fields) => {
    const near = new Map<number, Map<Field, Clues>>()
    for (const field of fields) {
      if (field.name === 'category' || field.name === 'condition') continue
      const cluesOf = (owner: number): Clues => {
        const own = near.get(owner) ?? new Map<Field, Clues>()
        const clues = own.get(field) ?? { names: [], words: [], isOtherwise: false }
        if (own.size === 0) near.set(owner, own)
        own.set(field, clues)
        return clues
      }
      spotNames(field.folded, (place, start, end) => {
        const { owner = 0, index = 0 } = owned[place] ?? {}
        const { names } = cluesOf(owner)
        if (names.length < foundMax) names.push({ index, start, end })
      })
      spotDisguises(field.words(), (owner, at) => {
        const { words } = cluesOf(owner)
        if (words.at(-1) !== at) words.push(at)
      })
      const short = field.folded.original.slice(0, disguiseUnitsMax)
      const mark: Mark = (owner) => {
        cluesOf(owner).isOtherwise = true
      }
      spotRespellings(field.folded.original, field.words(), mark)
      spotOtherwise(short, mark)
      // Other scripts and pictures are not in plain text.
      if (/[^\0-\x7f]/.test(short)) for (const spot of foreignSpotters) spot(short, mark)
      spotShortSlips(field.words(), mark)
      spotDisguises(wordsWithoutFillers(field.folded.original, field.words()), mark)
    }
    return [...near].map(([watch, clues]) => ({ watch, clues })).sort((a, b) => a.watch - b.watch)
  }
}
