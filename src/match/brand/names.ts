import { folded } from '../../model/text-folding.ts'
import type { Product, Watch } from '../../model/watch.ts'
import { formsOf } from './name-forms.ts'
import { nameShape, wordShapes } from './spelling.ts'

/**
 * What a name is to the brand: `brand` itself, an `alias` of the same script, one with the vowels left out, its name in
 * another script (`transliteration`), a `nickname` that the watch marks as one, or a `model`.
 */
export type NameKind = 'brand' | 'alias' | 'vowelless' | 'transliteration' | 'nickname' | 'model'

export type Name = {
  kind: NameKind
  text: string
  folded: string
  /** Without separators, as `shapeOf`; empty for a name without letters. */
  shape: string
  /** The same, a word each. */
  words: string[]
  /** A single dictionary word, or too short to stand alone: it names the brand only beside the brand's goods. */
  needsContext: boolean
  /** A model that a number may follow without a space ("Pro2"). */
  opensToNumber: boolean
  /** A number or letter said in words ("three em"): slips of it are other words. */
  isSpelledOut: boolean
  product?: Product
}

const latinOnly = /^[\p{Script=Latin}\p{N}\p{P}\p{S}\p{Z}]+$/u

/** Every name a watch's brand goes by. `isCommonWord` tells a dictionary word. */
export function namesOf(watch: Watch, isCommonWord: (word: string) => boolean): Name[] {
  const names: Name[] = []
  const seen = new Set<string>()
  const add = (text: string, kind: NameKind, product?: Product, isCut = false) => {
    const foldedText = folded(text)
    if (foldedText === '' || seen.has(foldedText)) return
    seen.add(foldedText)
    const name = nameOf(text, foldedText, kind, watch.brand, isCommonWord)
    names.push({ ...name, ...(isCut && { needsContext: true, shape: '' }), ...(product && { product }) })
  }
  add(watch.brand, 'brand')
  const bare = watch.brand.replace(/^the\s+/i, '')
  if (bare !== watch.brand && bare.length >= 6) add(bare, 'alias')
  for (const nickname of watch.nicknames ?? []) add(nickname, 'nickname')
  for (const alias of watch.aliases) add(alias, aliasKind(alias))
  for (const form of formsOf(watch.brand)) add(form, 'alias')
  for (const alias of watch.aliases) for (const form of formsOf(alias)) add(form, aliasKind(alias))
  for (const short of shortenedOf(watch.brand)) add(short, 'vowelless')
  for (const product of watch.products) {
    for (const model of [...product.models, ...(product.mpn ? [product.mpn] : [])]) {
      add(model, 'model', product)
      const spelled = spelledOut(model)
      if (spelled !== model) add(spelled, 'model', product)
    }
  }
  for (const product of watch.products)
    for (const model of product.models)
      for (const cut of cutFormsOf(model, watch.aliases)) add(cut, 'model', product, true)
  return names
}

/** A name as a term; `*` where a number may follow without a space. */
export const termOf = (name: Name): string => (name.opensToNumber ? `${name.folded}*` : name.folded)

function nameOf(
  text: string,
  foldedText: string,
  kind: NameKind,
  brand: string,
  isCommonWord: (word: string) => boolean,
): Name {
  const shape = nameShape(text)
  const letters = Array.from(foldedText.replace(/[^\p{L}\p{N}]/gu, '')).length
  const isShort = letters <= (/^[\x20-\x7e]+$/.test(foldedText) ? 2 : 1)
  const words = wordShapes(foldedText)
  const isSymbol = letters === 0
  return {
    kind,
    text,
    folded: foldedText,
    shape: latinOnly.test(text) ? shape : '',
    words,
    opensToNumber: kind === 'model' && letters >= 4 && /\p{L}$/u.test(foldedText),
    isSpelledOut: kind === 'alias' && /\d/.test(brand) && !/\d/.test(foldedText) && latinOnly.test(text),
    needsContext: isShort || isSymbol || isCommonWord(foldedText),
  }
}

/** An alias is a name, whatever it looks like: only what the watch marks as a nickname says something by itself. */
const aliasKind = (alias: string): NameKind =>
  latinOnly.test(alias) || !/\p{L}/u.test(alias) ? 'alias' : 'transliteration'

const numbers = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** "Air Pacer 1" is written "Air Pacer One" too. */
const spelledOut = (model: string): string =>
  model.replace(/(?<=\p{L}\s)(\d{1,2})$/u, (digits) => numbers[Number(digits)] ?? digits)

/** A word this long in front of a number is a model's name without its first words. */
const tailLettersMin = 5

/**
 * A model's name as it is cut where everybody knows it: its initials ("AP1") or its last word ("Pacer 1") with the number of
 * "Air Pacer 1", and the first sign of a Chinese alias of two. They name the brand only beside its goods.
 */
function cutFormsOf(model: string, aliases: readonly string[]): string[] {
  const [, words = '', number = ''] = /^([\p{Script=Latin} ]+)\s(\d{1,2})$/u.exec(model.trim()) ?? []
  const parts = words.split(/\s+/u).filter((word) => word !== '')
  const last = parts.at(-1) ?? ''
  if (number === '' || parts.length < 2) return []
  const signs = aliases.filter((alias) => /^\p{Script=Han}{2}$/u.test(alias)).map((alias) => [...alias][0] ?? '')
  return [
    `${parts.map((word) => word.slice(0, 1)).join('')}${number}`,
    ...(last.length >= tailLettersMin ? [`${last} ${number}`] : []),
    ...signs.map((sign) => `${sign}${number}`),
  ]
}

/** Fewer letters left of a name could be anything. */
const shortenedMin = 4

/** A name as it is shortened to be found and not to be caught: without its inner vowels, or with initials at the end. */
function shortenedOf(brand: string): string[] {
  const plain = folded(brand)
  if (!/^[a-z' ]+$/.test(plain)) return []
  const words = plain.replace(/'/g, '').split(' ')
  const bare = words.map((word) => word.slice(0, 1) + word.slice(1).replace(/[aeiou]/g, '')).join('')
  const [first = '', ...rest] = words
  const initials = rest.map((word) => word.slice(0, 1)).join('')
  return [
    ...(bare.length >= shortenedMin && bare.length <= words.join('').length - 2 ? [bare] : []),
    ...(words.length === 2 && first.length >= shortenedMin ? [`${first} ${initials}`] : []),
  ]
}
