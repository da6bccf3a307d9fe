import { folded } from '../../model/text-folding.ts'
import type { Watch } from '../../model/watch.ts'
import type { SeenTitle } from '../../store/learning/keyword-store.ts'
import { disguisesOf } from './disguises.ts'
import { tellingWords, wordsOf } from './words.ts'

/**
 * A keyword that may be worth searching. `hits`: hits so far whose titles say it; `titles`: all that do; `perSearch`: hits that
 * one search (a marketplace and territory) can be expected to show at least, by what the present keywords brought.
 */
export type ProposedKeyword = {
  keyword: string
  from: 'disguise seen' | 'word of hits' | 'disguise not seen yet'
  why: string
  hits: number
  titles: number
  perSearch: number
}

/** What is shown of each kind. */
const shownMax = { seen: 20, words: 20, unseen: 10 }
/** Fewer hits than these say nothing of a word. */
const hitsMin = 3
const surelyMore = 1.96
/** Longer than any marketplace's search box takes well. */
const keywordUnitsMax = 60

/**
 * Keywords for the brand team to look at: disguises of the brand that hits use, words that hits say more often than other
 * listings of the brand, and disguises that nobody was seen to use yet. What the watch searches already is left out. Pure.
 * @param searches a keyword's marketplaces × territories
 */
export function proposeKeywords(watch: Watch, titles: readonly SeenTitle[], searches: number): ProposedKeyword[] {
  const known = new Set(watch.keywords.map(keyOf))
  const hits = titles.filter(({ isHit }) => isHit).length
  const fresh = (all: ProposedKeyword[]) =>
    all.filter(({ keyword }) => {
      const isNew = keyword.length <= keywordUnitsMax && !known.has(keyOf(keyword))
      if (isNew) known.add(keyOf(keyword))
      return isNew
    })
  const perSearch = (count: number) => Math.round((count / Math.max(1, searches)) * 100) / 100
  const seen = fresh(seenDisguises(titles, perSearch)).slice(0, shownMax.seen)
  const words = fresh(wordsOfHits(watch, titles, hits, perSearch)).slice(0, shownMax.words)
  return [...seen, ...words, ...fresh(unseenDisguises(watch, titles)).slice(0, shownMax.unseen)]
}

/** The same words in any order are the same search. */
const keyOf = (keyword: string): string => folded(keyword).split(' ').sort().join(' ')

type PerSearch = (hits: number) => number

function seenDisguises(titles: readonly SeenTitle[], perSearch: PerSearch): ProposedKeyword[] {
  const counts = new Map<string, { hits: number; titles: number }>()
  for (const { isHit, disguised } of titles) {
    for (const text of new Set(disguised.map(searchable))) {
      const count = counts.get(text) ?? { hits: 0, titles: 0 }
      counts.set(text, { hits: count.hits + (isHit ? 1 : 0), titles: count.titles + 1 })
    }
  }
  return [...counts]
    .filter(([text, { hits }]) => hits > 0 && text.length > 1)
    .sort(([a, one], [b, other]) => other.hits - one.hits || (a < b ? -1 : 1))
    .map(([keyword, { hits, titles: all }]) => ({
      ...{ keyword, from: 'disguise seen', hits, titles: all, perSearch: perSearch(hits) },
      why: `${hits} of ${all} listings that write the brand so are hits`,
    }))
}

/** As it can be typed: what is invisible goes, marks and signs stay. */
const searchable = (text: string): string =>
  text
    .replace(/\p{DI}|\p{Cc}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase()

function wordsOfHits(
  watch: Watch,
  titles: readonly SeenTitle[],
  hits: number,
  perSearch: PerSearch,
): ProposedKeyword[] {
  const brand = folded(watch.brand)
  const own = new Set([watch.brand, ...watch.aliases].flatMap(wordsOf))
  const searched = watch.keywords.map((keyword) => new Set(wordsOf(keyword)))
  const isSearched = (word: string) => searched.some((words) => words.has(word))
  return tellingWords(titles)
    .filter(({ word, inHits, z }) => inHits >= hitsMin && z >= surelyMore && !/^\p{N}+$/u.test(word))
    .filter(({ word }) => !own.has(word) && !isSearched(word))
    .map(({ word, inHits, inOthers }) => ({
      ...{ keyword: `${brand} ${word}`, from: 'word of hits', hits: inHits, titles: inHits + inOthers },
      perSearch: perSearch(inHits),
      why: `“${word}” is in ${inHits} of ${hits} hits and in ${inOthers} of ${titles.length - hits} other listings`,
    }))
}

function unseenDisguises(watch: Watch, titles: readonly SeenTitle[]): ProposedKeyword[] {
  const all = titles.map(({ title }) => folded(title))
  return disguisesOf(watch.brand)
    .filter(({ text }) => !all.some((title) => title.includes(text)))
    .map(({ text, how }) => ({
      ...{ keyword: text, from: 'disguise not seen yet', hits: 0, titles: 0, perSearch: 0 },
      why: `${watch.brand} with ${how}`.replace('with backwards', 'backwards').replace('with misspelled', 'misspelled'),
    }))
}
