import { readMatcherFiles } from '../../../config/matcher-files.ts'
import { linkFinderOf } from '../../../src/match/brand/find.ts'
import { namesOf } from '../../../src/match/brand/names.ts'
import { termFinderOf } from '../../../src/match/lexicon.ts'
import { fieldReaderOf } from '../../../src/match/listing-text.ts'
import { aListing, aWatch } from '../../builders.ts'

const files = readMatcherFiles(null)
if (!files.ok) throw new Error(JSON.stringify(files.mistakes.slice(0, 5)))
const { lexicon } = files
const find = termFinderOf(lexicon.terms)
const read = fieldReaderOf(find, lexicon.pairs)
const isCommonWord = (word: string) => lexicon.commonWords.has(word)

/** What of a title is taken for a brand, the surest first: the words, how, and how surely. */
export function linksFound(brand: string, aliases: string[], title: string) {
  const names = namesOf(aWatch({ brand, aliases, products: [] }), isCommonWord)
  const [field] = read(aListing({ title }))
  return linkFinderOf(
    names,
    isCommonWord,
  )(field!).map(({ written, disguise, sureness, name }) => ({
    ...{ written: written.trim(), disguise, sureness, kind: name.kind },
  }))
}

/** The surest find alone; null for none. */
export const foundIn = (brand: string, aliases: string[], title: string): string | null =>
  linksFound(brand, aliases, title)[0]?.written ?? null
