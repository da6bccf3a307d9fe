import { minorUnitAfter } from './minor-units.ts'
import { compareAmounts, multiplyAmounts } from './money.ts'
import { numberPattern, readNumber } from './money-number.ts'
import {
  currencyOfSign,
  type FoundSign,
  findSigns,
  type PriceHints,
  standsBefore,
  worthOfSign,
} from './money-symbols.ts'

/** An amount in a text: UTF-16 offsets of number and sign together; `before` and `after` reach to its neighbours, or 40 characters. */
export type Amount = {
  value: string
  max: string | null
  currency: string
  start: number
  end: number
  before: string
  after: string
  inside: boolean
}

type Printed = { text: string; start: number; end: number; sign: Sign | null; times: string }
type Sign = FoundSign

const contextMax = 40

/** Between two amounts: a range. */
const rangeWords = /^\s?(?:-|–|—|~|～|〜|to|bis|até|a|à|al|tot|do|до|至|から|تا|إلى)\s?$/iu
const minus = /(?:^|[^\p{L}\p{N}])[-−]\s?$/u
const numbers = new RegExp(`(?<![\\d.,])(?:${numberPattern})`, 'gu')

/**
 * A price text with its look-alikes made one: digits of all scripts and full-width forms to ASCII, all spaces to one,
 * marks of direction and of no width dropped. Raised digits stay as they are: "19⁹⁹" is not 1999.
 */
export function plainPriceText(text: string): string {
  return withoutDashes(plainLetters.test(text) ? text : plainSpelling(text)).trim()
}

/** Nothing to make plain: letters of one kind, single spaces between words. */
const plainLetters = /^[!-~£€]+(?: [!-~£€]+)*$/

/** "12,-" and "12.–" are twelve. */
const withoutDashes = (text: string): string => text.replace(/(\d)[.,](?:[-–—]{1,2})(?![\d\p{Sc}])/gu, '$1')

function plainSpelling(text: string): string {
  return text
    .replace(/[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/[\uff01-\uff5d]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\uffe0\uffe1\uffe5\uffe6]/g, (wide) => ({ '\uffe0': '¢', '\uffe1': '£', '\uffe5': '¥' })[wide] ?? '₩')
    .replace(/[^\P{Nd}0-9]/gu, digitOf)
    .replace(/٬/g, "'")
    .replace(/\s+/gu, ' ')
}

/** The value of a digit of any script: Unicode keeps each script's ten in a row. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let value = 0
  while (value < 50 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1
  return String(value % 10)
}

/**
 * Every amount of money in a text that `plainPriceText` made.
 *
 * @returns in text order; `null` when a number has a sign that may mean several currencies, or marks that can be read
 * in two ways: then the text as a whole is not certain
 */
export function findAmounts(text: string, hints: PriceHints): Amount[] | null {
  const found = findNumbers(text)
  attachSigns(text, found)
  const minor = minorUnits(text, found, hints)
  if (minor) return minor
  spreadOverRanges(text, found)
  let signed = found.filter((each) => each.sign !== null)
  if (signed.length === 0) {
    if (hints.currency === undefined || !isBare(text, found)) return []
    signed = found
  }
  const amounts: Amount[] = []
  for (const [at, each] of signed.entries()) {
    const currency = each.sign ? currencyOfSign(each.sign.text, hints) : (hints.currency ?? null)
    const value = currency && readNumber(each.text, each.times === '1' ? currency : scaledCurrency, hints)
    if (!currency || !value) return null
    const start = Math.min(each.start, each.sign?.start ?? each.start)
    const end = Math.max(each.end, each.sign?.end ?? each.end)
    const nextStart = signed[at + 1]
    const until = nextStart ? Math.min(nextStart.start, nextStart.sign?.start ?? nextStart.start) : text.length
    const before = text.slice(Math.max(amounts.at(-1)?.end ?? 0, start - contextMax), start)
    const after = text.slice(end, Math.min(Math.max(until, end), end + contextMax))
    if (minus.test(before) && !(at > 0 && rangeWords.test(before))) continue
    if (/\p{No}/u.test(text[each.end] ?? '')) return null
    amounts.push({
      value: timesOf(value, [each.times, each.sign ? worthOfSign(each.sign.text) : '1']),
      max: null,
      currency,
      start,
      end,
      before,
      after,
      inside: isInside(text, start),
    })
  }
  return joinedRanges(text, amounts)
}

const timesOf = (value: string, factors: readonly string[]): string =>
  factors.reduce((sum, factor) => (factor === '1' ? sum : multiplyAmounts(sum, factor)), value)

/** Two amounts of one currency with a range's mark between them are one. */
function joinedRanges(text: string, amounts: Amount[]): Amount[] {
  const joined: Amount[] = []
  for (const each of amounts) {
    const low = joined.at(-1)
    const isRange =
      low !== undefined &&
      low.max === null &&
      low.currency === each.currency &&
      rangeWords.test(text.slice(low.end, each.start)) &&
      compareAmounts(low.value, each.value) <= 0
    if (isRange) joined[joined.length - 1] = { ...low, max: each.value, end: each.end, after: each.after }
    else joined.push(each)
  }
  return joined
}

const tenThousands: Readonly<Record<string, string>> = {
  万: '10000',
  萬: '10000',
  만: '10000',
  億: '100000000',
  亿: '100000000',
}
const thousands: Readonly<Record<string, string>> = {
  k: '1000',
  nghìn: '1000',
  ngàn: '1000',
  rb: '1000',
  ribu: '1000',
  tr: '1000000',
  triệu: '1000000',
  jt: '1000000',
  juta: '1000000',
  lakh: '100000',
  crore: '10000000',
  هزار: '1000',
  میلیون: '1000000',
}

/** What a number before "万" or "k" is read as: "1.2万" has a decimal even in yen. */
const scaledCurrency = 'XXX'

function findNumbers(text: string): Printed[] {
  const found: Printed[] = []
  for (const match of text.matchAll(numbers)) {
    const start = match.index
    let end = start + match[0].length
    if (text[end] === '%' || text.startsWith(' %', end)) continue
    const scale =
      /^\s?(?:[万萬만億亿]|(?:k|nghìn|ngàn|rb|ribu|tr|triệu|jt|juta|lakh|crore|هزار|میلیون)(?![\p{L}\p{N}]))/u.exec(
        text.slice(end, end + 8),
      )?.[0]
    const times = scale === undefined ? '1' : (tenThousands[scale.trim()] ?? thousands[scale.trim()] ?? '1')
    if (scale !== undefined) end += scale.length
    found.push({ text: match[0], start, end, sign: null, times })
  }
  return found
}

function attachSigns(text: string, found: Printed[]): void {
  for (const sign of mergedSigns(text)) {
    const near = (from: number, to: number) => to >= from && to - from <= 1 && text.slice(from, to).trim() === ''
    const next = found.find((each) => near(sign.end, each.start))
    const previous = found.find((each) => near(each.end, sign.start))
    if (next && (standsBefore(sign.text) || !previous || previous.sign)) next.sign = next.sign ?? sign
    else if (previous && (!previous.sign || /^[A-Z]{3}$/.test(sign.text))) {
      previous.sign = { ...sign, start: Math.min(sign.start, previous.sign?.start ?? sign.start) }
    }
  }
}

/** "MXN $" and "$ MXN" are one sign: the code. */
function mergedSigns(text: string): Sign[] {
  const signs: Sign[] = []
  for (const sign of findSigns(text)) {
    const previous = signs.at(-1)
    const touches = previous !== undefined && text.slice(previous.end, sign.start).trim() === ''
    if (touches && (sign.text.endsWith('$') || previous.text.endsWith('$'))) {
      const code = /^[A-Z]{3}$/.test(sign.text) ? sign.text : previous.text
      signs[signs.length - 1] = { text: code, start: previous.start, end: sign.end }
    } else signs.push(sign)
  }
  return signs
}

/** In "$22.00-28.00" and "22-26 €" the sign is printed once for both. */
function spreadOverRanges(text: string, found: Printed[]): void {
  for (const [at, each] of found.entries()) {
    const next = found[at + 1]
    if (!next || (each.sign === null) === (next.sign === null)) continue
    const from = Math.max(each.end, each.sign?.end ?? 0)
    const to = Math.min(next.start, next.sign?.start ?? next.start)
    if (!rangeWords.test(text.slice(from, to))) continue
    const sign = each.sign ?? next.sign
    if (!sign) continue
    if (each.sign) next.sign = { ...sign, start: next.start, end: next.end }
    else each.sign = { ...sign, start: each.start, end: each.end }
  }
}

/** Hundredths without a sign: "499p" with pounds, "99¢" with dollars. */
function minorUnits(text: string, found: Printed[], hints: PriceHints): Amount[] | null {
  const only = found[0]
  if (found.length !== 1 || !only || only.sign || !/^\d{1,5}$/.test(only.text) || hints.currency === undefined)
    return null
  const unit = minorUnitAfter(text.slice(only.end), hints.currency)
  if (!unit) return null
  const end = only.end + unit.length
  const value = multiplyAmounts(only.text, '0.01')
  return [
    {
      value,
      max: null,
      currency: hints.currency,
      start: only.start,
      end,
      before: text.slice(0, only.start),
      after: text.slice(end),
      inside: false,
    },
  ]
}

/** Without a sign a number is money only when there is nothing beside it, or its range. */
function isBare(text: string, found: Printed[]): boolean {
  const [first, second] = found
  if (!first || found.length > 2) return false
  if (text.slice(0, first.start).trim() !== '') return false
  if (!second) return text.slice(first.end).trim() === ''
  return rangeWords.test(text.slice(first.end, second.start)) && text.slice(second.end).trim() === ''
}

function isInside(text: string, at: number): boolean {
  const before = text.slice(0, at)
  return before.lastIndexOf('(') > before.lastIndexOf(')') || before.lastIndexOf('[') > before.lastIndexOf(']')
}
