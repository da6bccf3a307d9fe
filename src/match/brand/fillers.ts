import type { Word } from './spelling.ts'

/** What is put between the pieces of a name to break it: "Hal (great) vard", "Hal *read me* vard", "Hal xx vard". */
const filler =
  /\([^()]{1,24}\)|\[[^[\]]{1,24}\]|\{[^{}]{1,24}\}|\*[^*\n]{1,24}\*|(?<![\p{L}\p{N}])(?:x{2,3}|z{2,3})(?![\p{L}\p{N}])/giu
/** Most fillers of one text that are looked at. */
const fillersMax = 40

/** The words of a text without those that break it up; none when nothing does. */
export function wordsWithoutFillers(text: string, words: readonly Word[]): Word[] {
  const read = text.slice(0, words.at(-1)?.end ?? 0)
  if (!/[([{*]|xx|zz/i.test(read)) return []
  const spans = [...read.matchAll(filler)]
    .slice(0, fillersMax)
    .map((one) => ({ start: one.index, end: one.index + one[0].length }))
  const isFilled = (word: Word) => spans.some((span) => span.start <= word.start && word.end <= span.end)
  const kept: Word[] = []
  let isBehind = false
  for (const word of words) {
    if (isFilled(word)) {
      isBehind = true
    } else {
      kept.push(isBehind ? { ...word, separator: ' ' } : word)
      isBehind = false
    }
  }
  return kept.length === words.length ? [] : kept
}
