import { remembering } from '../remembering.ts'
import { isMistakable, isNear, joins, reversed, wordLettersMax } from './find-disguise.ts'
import { slipBetween, slipBetweenWords, startsLike } from './misspelling.ts'
import type { Owned } from './owned-name.ts'
import { spelledShape, type Word } from './spelling.ts'

/** A name that may be misspelt. */
type Mistakable = { owner: number; spelled: string; words: readonly string[] }

/**
 * What a word may be: the beginning of a name's shape, a slip of the names of `slips`, or the first word of a name of
 * several that is written with a slip.
 */
type Near = { isBeginning: boolean; slips: readonly number[]; firsts: readonly Mistakable[] }

/** Most words whose nearness is kept. */
const wordsKeptMax = 20_000

/** Says that the watch at that place may be named from the word at that place on. */
type MarkWord = (owner: number, at: number) => void

/**
 * Tells whose names `disguiseFinderOf` may find in words, and where, for the names of many watches: by one look-up a word
 * that was met before, whatever the number of names.
 */
export function disguiseSpotterOf(owned: readonly Owned[]): (words: readonly Word[], mark: MarkWord) => void {
  const spelled = owned.filter(({ name }) => name.shape.length >= 2)
  const mistakable = spelled.filter(({ name }) => isMistakable(name))
  const ownersOf = shapesOf([
    ...spelled.map(({ name, owner }) => ({ shape: name.shape, owner })),
    ...mistakable.flatMap(({ name, owner }) => [
      { shape: reversed(name.shape), owner },
      { shape: name.words.map(reversed).join(''), owner },
    ]),
  ])
  const slipsOf = slipIndexOf(mistakable)
  const nearOf = remembering((shape: string): Near | null => {
    const isBeginning = ownersOf.has(shape)
    const { slips, firsts } = slipsOf(spelledShape(shape))
    return isBeginning || slips.length > 0 || firsts.length > 0 ? { isBeginning, slips, firsts } : null
  }, wordsKeptMax)
  return (words, mark) => {
    words.forEach((word, at) => {
      const near = nearOf(word.shape)
      if (!near) return
      if (near.isBeginning) markWindows(words, at, ownersOf, mark)
      if (word.count > wordLettersMax) return
      for (const owner of near.slips) mark(owner, at)
      for (const one of near.firsts) if (isSlipHere(one, words, at)) mark(one.owner, at)
    })
  }
}

/** Owners by shape, and every beginning of a shape with no owners of its own. */
function shapesOf(shapes: readonly { shape: string; owner: number }[]): ReadonlyMap<string, readonly number[]> {
  const owners = new Map<string, number[]>()
  for (const { shape, owner } of shapes) {
    for (let length = 1; length < shape.length; length++) {
      const beginning = shape.slice(0, length)
      if (!owners.has(beginning)) owners.set(beginning, [])
    }
    const same = owners.get(shape)
    if (same) same.push(owner)
    else owners.set(shape, [owner])
  }
  return owners
}

/** Marks the owners of every shape that words from `at` on join to. */
function markWindows(
  words: readonly Word[],
  at: number,
  ownersOf: ReadonlyMap<string, readonly number[]>,
  mark: MarkWord,
) {
  let joined = ''
  for (let end = at; end < words.length; end++) {
    const word = words[end]
    if (!word || (end > at && !joins(word))) return
    joined += word.shape
    const owners = ownersOf.get(joined)
    if (!owners) return
    for (const owner of owners) mark(owner, at)
  }
}

function slipIndexOf(owned: readonly Owned[]) {
  const byFirst = new Map<string, Mistakable[]>()
  for (const { name, owner } of owned) {
    const one = { owner, spelled: spelledShape(name.shape), words: name.words.map(spelledShape) }
    const first = one.spelled[0] ?? ''
    const same = byFirst.get(first)
    if (same) same.push(one)
    else byFirst.set(first, [one])
  }
  return (spelled: string): { slips: number[]; firsts: Mistakable[] } => {
    const slips = new Set<number>()
    const firsts: Mistakable[] = []
    for (const one of byFirst.get(spelled[0] ?? '') ?? []) {
      if (isNear(spelled, one.spelled) && slipBetween(spelled, one.spelled)) slips.add(one.owner)
      const [first = ''] = one.words
      if (one.words.length > 1 && isNear(spelled, first) && startsLike(spelled, first)) firsts.push(one)
    }
    return { slips: [...slips], firsts }
  }
}

function isSlipHere({ words: wanted }: Mistakable, words: readonly Word[], at: number): boolean {
  const run = words.slice(at, at + wanted.length)
  return (
    run.length === wanted.length &&
    slipBetweenWords(
      run.map((word) => spelledShape(word.shape)),
      wanted,
    ) !== null
  )
}
