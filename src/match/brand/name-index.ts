import { termSpotterOf } from '../lexicon.ts'
import { disguiseUnitsMax, type Field } from '../listing-text.ts'
import { pictureSpotterOf } from './find-picture-word.ts'
import { soundSpotterOf } from './find-sound.ts'
import { otherwiseSpotterOf } from './find-written-otherwise.ts'
import type { Name } from './names.ts'
import { disguiseSpotterOf } from './near-disguise.ts'

/** A name, and the place of the watch whose name it is. */
export type Owned = { name: Name; owner: number }

/** Says that a text may name the watch at that place. */
export type Mark = (owner: number) => void

/** The places of the watches that some fields may name, lowest first. */
export type NameIndex = (fields: readonly Field[]) => number[]

/**
 * The names of many watches in one index, so that a text is looked through once for all of them. It tells every watch
 * that `linkFinderOf` finds a link for, and of the others only a few: what it tells is to be looked at, the rest is not.
 */
export function nameIndexOf(namesOfWatches: readonly (readonly Name[])[]): NameIndex {
  const owned = namesOfWatches.flatMap((names, owner) => names.map((name): Owned => ({ name, owner })))
  const spotNames = termSpotterOf(
    owned.map(({ name }) => ({ text: name.opensToNumber ? `${name.folded}*` : name.folded })),
  )
  const spotDisguises = disguiseSpotterOf(owned)
  const spotters = [otherwiseSpotterOf(owned), soundSpotterOf(owned), pictureSpotterOf(owned)]
  const isMarked = new Uint8Array(namesOfWatches.length)
  return (fields) => {
    const marked: number[] = []
    const mark: Mark = (owner) => {
      if (isMarked[owner]) return
      isMarked[owner] = 1
      marked.push(owner)
    }
    for (const field of fields) {
      if (field.name === 'category') continue
      spotNames(field.folded, (index) => mark(owned[index]?.owner ?? 0))
      spotDisguises(field.words(), mark)
      const short = field.folded.original.slice(0, disguiseUnitsMax)
      for (const spot of spotters) spot(short, mark)
    }
    for (const owner of marked) isMarked[owner] = 0
    return marked.sort((a, b) => a - b)
  }
}
