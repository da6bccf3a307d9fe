import { type Folded, isBoundary, originalRange } from '../../model/text-folding.ts'
import { termFinderOf } from '../lexicon.ts'
import { disguiseUnitsMax, type Field } from '../listing-text.ts'
import { disguiseFinderOf } from './find-disguise.ts'
import { pictureFinderOf } from './find-picture-word.ts'
import { soundFinderOf } from './find-sound.ts'
import { otherwiseFinderOf } from './find-written-otherwise.ts'
import type { Disguise, Link } from './link.ts'
import type { Name } from './names.ts'
import type { Word } from './spelling.ts'

export type LinkFinder = (field: Field) => Link[]

/** Most links that are kept of one field. */
const linksMax = 30

/** Finds every way a field names the brand, the surest first. Pure; linear in the text for a given watch. */
export function linkFinderOf(names: readonly Name[], isCommonWord: (word: string) => boolean): LinkFinder {
  const findNames = termFinderOf(
    names.map((name, index) => ({
      text: name.opensToNumber ? `${name.folded}*` : name.folded,
      language: '',
      kind: `${index}`,
      strength: 1,
      unless: [],
      note: '',
    })),
  )
  const findDisguises = disguiseFinderOf(names, isCommonWord)
  const findSounds = soundFinderOf(names)
  const findOtherwise = otherwiseFinderOf(names)
  const findPictures = pictureFinderOf(names)
  return (field) => {
    const text = field.folded.original
    const words = field.words()
    const links = findNames(field.folded).flatMap((found) => {
      const name = names[Number(found.kind)]
      return name && !goesOn(name, field.folded.text, found.end) ? [asWritten(name, field, found, words)] : []
    })
    const isNew = (one: { start: number; end: number }) =>
      !links.some((link) => link.span.start < one.end && one.start < link.span.end)
    for (const one of findDisguises(text, words)) {
      if (isNew(one)) links.push(linkOf(one.name, field, one.start, one.end, one.disguise, one.sureness, false))
    }
    const short = text.slice(0, disguiseUnitsMax)
    for (const one of findOtherwise(short)) {
      if (isNew(one)) links.push(linkOf(one.name, field, one.start, one.end, one.disguise, one.sureness, false))
    }
    for (const { name, start, end, sureness } of findSounds(short)) {
      if (!isNew({ start, end })) continue
      links.push(linkOf({ ...name, kind: 'transliteration' }, field, start, end, null, sureness, true))
    }
    for (const one of findPictures(short)) {
      if (isNew(one)) links.push(linkOf(one.name, field, one.start, one.end, 'a picture for the name', 0.6, false))
    }
    return links.sort((a, b) => b.sureness - a.sureness || a.span.start - b.span.start).slice(0, linksMax)
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
  return linkOf(name, field, start, end, null, sureOf(name), false)
}

/** A name with letters left out is less sure than a whole one. */
const sureOf = (name: Name): number => (name.kind === 'vowelless' ? 0.7 : 1)

/** Full-width Latin letters are ordinary in East Asian text. */
const isWideText = ({ original }: Folded): boolean =>
  /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u.test(original.slice(0, 400))

/** "AirBud Pro2" names the model "AirBud Pro"; "AirBud Profile" does not. */
const goesOn = (name: Name, text: string, end: number): boolean =>
  name.opensToNumber &&
  end < text.length &&
  !isBoundary(text.charCodeAt(end - 1), text.charCodeAt(end)) &&
  !/^\d/.test(text.slice(end, end + 1))
