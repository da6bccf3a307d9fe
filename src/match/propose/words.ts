import { folded } from '../../model/text-folding.ts'

/** A word that hits' titles hold more often than other titles do; `z` from 1.96 on is more than chance. */
export type TellingWord = { word: string; inHits: number; inOthers: number; logOdds: number; z: number }

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })
/** Words of one title that are looked at. */
const wordsMax = 60

const oneHan = /^\p{Script=Han}$/u

/** The different words of a title, folded, in order; of scripts without spaces too. */
export function wordsOf(title: string): string[] {
  const words = new Set<string>()
  // A Han word that the segmenter does not know comes letter by letter: neighbours are put together again.
  let letters = ''
  const add = (word: string) => word.length > 1 && words.size < wordsMax && words.add(word)
  for (const { segment, isWordLike } of segmenter.segment(folded(title))) {
    if (oneHan.test(segment)) {
      letters += segment
      continue
    }
    add(letters)
    letters = ''
    if (isWordLike) add(segment)
  }
  add(letters)
  return [...words]
}

/** How strongly what all titles say holds back what hits say, in titles. */
const priorTitles = 10

/**
 * Words by how much more often hits have them: log-odds with what all titles say as the prior (after Monroe, Colaresi, Quinn
 * 2008, with titles for tokens: each word counts once a title). Strongest evidence first. Pure.
 */
export function tellingWords(titles: readonly { title: string; isHit: boolean }[]): TellingWord[] {
  const [hits, others] = [new Map<string, number>(), new Map<string, number>()]
  let hitTitles = 0
  for (const { title, isHit } of titles) {
    if (isHit) hitTitles++
    const counts = isHit ? hits : others
    for (const word of wordsOf(title)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const otherTitles = titles.length - hitTitles
  if (hitTitles === 0 || otherTitles === 0) return []
  return [...hits]
    .map(([word, inHits]) => {
      const inOthers = others.get(word) ?? 0
      const share = (inHits + inOthers) / titles.length
      const [with1, without1] = smoothed(inHits, hitTitles, share)
      const [with2, without2] = smoothed(inOthers, otherTitles, share)
      const logOdds = Math.log(with1 / without1) - Math.log(with2 / without2)
      const z = logOdds / Math.sqrt(1 / with1 + 1 / without1 + 1 / with2 + 1 / without2)
      return { word, inHits, inOthers, logOdds, z }
    })
    .sort((a, b) => b.z - a.z || (a.word < b.word ? -1 : 1))
}

/** Titles with and without a word, beside those that the prior adds. */
const smoothed = (count: number, whole: number, share: number): [number, number] => [
  count + priorTitles * share,
  whole - count + priorTitles * (1 - share) + 1e-9,
]
