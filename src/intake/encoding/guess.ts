import { decodeAs } from '../../model/charset.ts'
import { cjkEncodings, likenessOfCjk } from './cjk.ts'
import { likenessOfOneByte, oneByteEncodings } from './one-byte.ts'

/** What is looked at, cut at the end of a line. */
const sampleBytes = 256 * 1024
/** Less like any language than this, or less ahead of the next, is not certain. */
const likenessMin = 0.35
const aheadMin = 0.2
/** Of so few characters beyond ASCII, nearly any encoding makes words. */
const fewMax = 3
const aheadOfFewMin = 0.6

export type Guess = { isCertain: true; name: string; called: string } | { isCertain: false; between: readonly string[] }

/** What places and currencies of a table say of who wrote it. */
const hints: readonly (readonly [words: RegExp, names: readonly string[]])[] = [
  [/\b(?:CNY|RMB)\b|taobao|tmall|1688\.com|\.cn\b|jd\.com|pinduoduo|goofish/i, ['gb18030']],
  [/\bJPY\b|\.jp\b|rakuten|mercari/i, ['shift_jis', 'euc-jp']],
  [/\b(?:TWD|HKD|NTD)\b|\.tw\b|\.hk\b|ruten/i, ['big5']],
  [/\bKRW\b|\.kr\b|gmarket|coupang|11st|naver/i, ['euc-kr']],
  [/\b(?:RUB|UAH|BYN|KZT|BGN)\b|\.ru\b|\.ua\b|\.bg\b|wildberries|avito|ozon/i, ['windows-1251', 'koi8-r']],
  [/\b(?:PLN|CZK|HUF|RON|HRK)\b|\.pl\b|\.cz\b|\.sk\b|\.hu\b|\.ro\b|\.si\b|\.hr\b|allegro/i, ['windows-1250']],
  [/\bTRY\b|\.tr\b|trendyol|hepsiburada|n11\.com/i, ['windows-1254']],
  [/\bTHB\b|\.th\b/i, ['windows-874']],
  [/\bILS\b|\.il\b/i, ['windows-1255']],
  [/\b(?:AED|SAR|EGP)\b|\.ae\b|\.sa\b|\.eg\b|noon\.com/i, ['windows-1256']],
  [/\.gr\b|skroutz/i, ['windows-1253']],
]
const hintWorth = 0.3
/** Most files without a word of their encoding are of Western Europe; KOI8 is hardly written any more. */
const usual: Readonly<Record<string, number>> = { 'windows-1252': 0.3, 'koi8-r': -0.05 }
const wordWorth = 0.5

/**
 * In which encoding bytes are written that are no UTF-8 and say nothing themselves. Each encoding's reading is held against
 * how its languages are written: daily characters, letters in use, small and capital ones; and what the table names.
 *
 * @param knows whether a word of the first line is a known one: the name of a table's column
 */
export function guessEncoding(bytes: Uint8Array, knows: (word: string) => boolean): Guess {
  const sample = sampleOf(bytes)
  const plain = new TextDecoder('latin1').decode(sample)
  const hinted = new Set(hints.flatMap(([words, names]) => (words.test(plain) ? names : [])))
  const readings = [
    ...cjkEncodings.map((each) => {
      const text = decodeAs(each.name, sample)
      return { name: each.name as string, called: each.called, text, likeness: likenessOfCjk(text, each) }
    }),
    ...oneByteEncodings.map((each) => {
      const text = decodeAs(each.name, sample)
      return { name: each.name, called: each.called, text, likeness: likenessOfOneByte(text, each) }
    }),
  ].map(({ likeness, ...each }) => ({
    ...each,
    likeness:
      likeness +
      (hinted.has(each.name) ? hintWorth : 0) +
      (usual[each.name] ?? 0) +
      Math.min(2, knownWords(each.text, knows)) * wordWorth,
  }))
  const [best, ...others] = readings.sort((a, b) => b.likeness - a.likeness)
  // What reads the same is no other reading.
  const next = others.find((each) => each.text !== best?.text)
  if (best && best.likeness >= likenessMin && best.likeness - (next?.likeness ?? -1) >= aheadNeeded(best.text))
    return { isCertain: true, name: best.name, called: best.called }
  return { isCertain: false, between: [best, next].flatMap((each) => each?.called ?? []) }
}

const aheadNeeded = (text: string): number =>
  (text.match(/[^\0-\x7f]/g)?.length ?? 0) <= fewMax && text.match(/[\u0370-\u{10ffff}]/u) ? aheadOfFewMin : aheadMin

function sampleOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= sampleBytes) return bytes
  const end = bytes.lastIndexOf(0x0a, sampleBytes)
  return bytes.subarray(0, end > 0 ? end : sampleBytes)
}

const firstLineUnits = 10_000

/** Words of the first line that are known, and are not plain ASCII, which every encoding reads alike. */
const knownWords = (text: string, knows: (word: string) => boolean): number =>
  (text.slice(0, firstLineUnits).split('\n', 1)[0] ?? '')
    .split(/[,;\t|]/)
    .map((cell) => cell.replaceAll('"', '').trim())
    .filter((cell) => /[^\0-\x7f]/.test(cell) && knows(cell)).length
