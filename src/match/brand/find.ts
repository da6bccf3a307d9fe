import { type Folded, isBoundary, originalRange } from '../../model/text-folding.ts'
import { type Found, foundAt, termFinderOf, withoutInner } from '../lexicon.ts'
import { disguiseUnitsMax, type Field } from '../listing-text.ts'
import { wordsWithoutFillers } from './fillers.ts'
import { disguiseFinderOf } from './find-disguise.ts'
import { respellingFinderOf } from './find-latin-sound.ts'
import { pictureFinderOf } from './find-picture-word.ts'
import { shortSlipFinderOf } from './find-short-slip.ts'
import { soundFinderOf } from './find-sound.ts'
import { otherwiseFinderOf } from './find-written-otherwise.ts'
import type { Disguise, Link } from './link.ts'
import type { Clues } from './name-index.ts'
import { type Name, termOf } from './names.ts'
import { isCutOut, isOfAnotherName } from './other-name.ts'
import type { Word } from './spelling.ts'

/** `clues`: all that a name index found of the watch in the field; the whole field is looked through without. */
export type LinkFinder = (field: Field, clues?: Clues) => Link[]

type Place = { start: number; end: number }

const isWithin = (at: number, { start, end }: Place): boolean => start <= at && at < end

/** Most links that are kept of one field. */
const linksMax = 30

/** Finds every way a field names the brand, the surest first. Pure; linear in the text for a given watch. */
export function linkFinderOf(names: readonly Name[], isCommonWord: (word: string) => boolean): LinkFinder {
  const findNames = nameFinderOf(names)
  const findDisguises = disguiseFinderOf(names, isCommonWord)
  const findRespellings = respellingFinderOf(names, isCommonWord)
  const findShortSlips = shortSlipFinderOf(names, isCommonWord)
  const findSounds = soundFinderOf(names)
  const findOtherwise = otherwiseFinderOf(names)
  const findPictures = pictureFinderOf(names)
  return (field, clues) => {
    const text = field.folded.original
    const words = field.words()
    const links = findNames(field.folded, clues?.names).flatMap((found) => {
      const name = names[Number(found.kind)]
      return name && !goesOn(name, field, found) ? [asWritten(name, field, found, words)] : []
    })
    const isNew = (one: Place) => !links.some((link) => link.span.start < one.end && one.start < link.span.end)
    const add = (one: Place & { name: Name; sureness: number }, disguise: Disguise | null, byRule = false) => {
      if (isNew(one)) links.push(linkOf(one.name, field, one.start, one.end, disguise, one.sureness, byRule))
    }
    // A word that stands in a name as it is written is no disguise, and most near words are such.
    const isOpen = (at: number) => !links.some(({ span }) => isWithin(words[at]?.start ?? 0, span))
    const places = (clues?.words ?? [...words.keys()]).filter(isOpen)
    for (const one of findDisguises(text, words, places)) add(one, one.disguise)
    if (!clues || clues.isOtherwise) {
      for (const one of findRespellings(text, words)) add(one, one.disguise)
      for (const one of findShortSlips(text, words)) add(one, one.disguise)
      for (const one of findDisguises(text, wordsWithoutFillers(text, words))) {
        if (one.disguise === 'a break inside the name') add(one, one.disguise)
      }
      const short = text.slice(0, disguiseUnitsMax)
      for (const one of findOtherwise(short)) add(one, one.disguise)
      for (const one of findSounds(short)) add({ ...one, name: { ...one.name, kind: 'transliteration' } }, null, true)
      for (const one of findPictures(short)) add({ ...one, sureness: 0.6 }, 'a picture for the name')
    }
    return links.sort((a, b) => b.sureness - a.sureness || a.span.start - b.span.start).slice(0, linksMax)
  }
}

/** Finds names as they are written; `hits` are all that an index found of them in the text, if it was looked up there. */
function nameFinderOf(names: readonly Name[]) {
  const terms = names.map((name, index) => ({
    ...{ text: termOf(name), kind: `${index}`, language: '', strength: 1, unless: [], note: '' },
  }))
  const find = termFinderOf(terms)
  return (whole: Folded, hits?: Clues['names']): readonly Found[] => {
    if (!hits) return find(whole)
    const found: Found[] = []
    for (const { index, start, end } of hits) {
      const term = terms[index]
      if (term) found.push(foundAt(term, whole.text, start, end))
    }
    return withoutInner(found)
  }
}

function linkOf(
  name: Name,
  field: Field,
  start: number,
  end: number,
  disguise: Disguise | null,
  sureness: number,
  byRule: boolean,
): Link {
  const written = field.folded.original.slice(start, end).slice(0, 80)
  const left: Disguise | null = name.kind === 'vowelless' ? 'letters left out' : disguise
  return { name, span: { field: field.name, start, end }, written, disguise: left, sureness, byRule }
}

/** A name found in the folded text: disguised when the folding is what made it readable. */
function asWritten(name: Name, field: Field, found: { start: number; end: number }, words: readonly Word[]): Link {
  const { start, end } = originalRange(field.folded, found.start, found.end)
  const inside = words.filter((word) => word.start < end && start < word.end)
  const isLatin = /[a-z]/.test(name.folded)
  const hidden = isLatin && /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/u.test(field.folded.original.slice(start, end))
  if (hidden) return linkOf(name, field, start, end, 'invisible characters', 1, false)
  if (isLatin && inside.some((word) => word.odd === 'styled')) {
    return linkOf(name, field, start, end, 'styled letters', 1, false)
  }
  if (isLatin && inside.some((word) => word.odd === 'wide') && !isWideText(field.folded)) {
    return linkOf(name, field, start, end, 'full-width letters', 0.8, false)
  }
  return linkOf(name, field, start, end, null, sureOf(name, field.folded.text, found), false)
}

/** A name with letters left out is less sure than a whole one; as a part of another name it is the brand only beside its goods. */
const sureOf = (name: Name, text: string, { start, end }: Place): number =>
  name.kind === 'vowelless' ? 0.7 : isOfAnotherName(name, text, start, end) ? partSureness : 1
const partSureness = 0.45

/** Full-width Latin letters are ordinary in East Asian text. */
const isWideText = ({ original }: Folded): boolean =>
  /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u.test(original.slice(0, 400))

/** "AirBud Pro2" names the model "AirBud Pro"; "AirBud Profile" does not. A short name may be cut out of a longer word. */
function goesOn(name: Name, field: Field, { start, end }: Place): boolean {
  const { text } = field.folded
  const isGoods = (at: number) => field.found.some((one) => one.start === at && one.kind.startsWith('goods.'))
  if (isCutOut(name, text, start, end, isGoods)) return true
  return (
    name.opensToNumber &&
    end < text.length &&
    !isBoundary(text.charCodeAt(end - 1), text.charCodeAt(end)) &&
    !/^\d/.test(text.slice(end, end + 1))
  )
}
