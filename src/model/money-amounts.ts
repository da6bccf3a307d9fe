import { minorUnitAfter } from './minor-units.ts'
import { addAmounts, compareAmounts, multiplyAmounts } from './money.ts'
import { joinCents, type Printed } from './money-cents.ts'
import { numberPattern, readNumber, wholeOf } from './money-number.ts'
import { scaleAfter } from './money-scales.ts'
import {
  currencyOfSign,
  type FoundSign,
  findSigns,
  means,
  type PriceHints,
  standsBefore,
  wholeOnly,
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

const contextMax = 40

/** Between two amounts: a range. */
const rangeWords = /^\s?(?:-|–|—|~|～|〜|to|bis|até|a|à|al|tot|do|до|至|から|تا|إلى)\s?$/iu
const minus = /(?:^|[^\p{L}\p{N}])[-−]\s?$/u
/** A number begins behind no digit, and behind no mark that belongs to one. */
const numbers = new RegExp(`(?<!\\d|\\d[.,])(?:${numberPattern})`, 'gu')

/**
 * A price text with its look-alikes made one: digits of all scripts and full-width forms to ASCII, all spaces to one,
 * marks of direction and of no width dropped. Raised digits stay as they are: "19⁹⁹" is not 1999.
 */
export function plainPriceText(text: string): string {
  const decoded = text.includes('&') ? text.replace(/&(?:[a-z]{2,6}|#\d{2,5}|#x[\da-f]{2,5});/gi, entityOf) : text
  return withoutDashes(plainLetters.test(decoded) ? decoded : plainSpelling(decoded)).trim()
}

/** Spaces and signs of money that a page escaped once too often; other entities stay as they are. */
function entityOf(entity: string): string {
  const name = entity.slice(1, -1).toLowerCase()
  const code = /^#x/.test(name) ? Number.parseInt(name.slice(2), 16) : name.startsWith('#') ? Number(name.slice(1)) : 0
  return code > 0 ? String.fromCodePoint(code) : (entities[name] ?? entity)
}
const entities: Readonly<Record<string, string>> = {
  ...{
    nbsp: ' ',
    thinsp: ' ',
    ensp: ' ',
    emsp: ' ',
    euro: '€',
    pound: '£',
    yen: '¥',
    cent: '¢',
    dollar: '$',
    curren: '¤',
  },
  ...{ amp: '&', ndash: '–', mdash: '—', minus: '−' },
}

/** Nothing to make plain: letters of one kind, single spaces between words. */
const plainLetters = /^[!-~£€]+(?: [!-~£€]+)*$/

/** "12,-", "12.–", "12,=", "1,299/-" and "12:-" are whole; "12·50" and "$.99" are decimals. */
const withoutDashes = (text: string): string =>
  text
    .replace(/(\d)(?:[.,](?:[-–—]{1,2}|=)(?!\d)|\/[-=])/gu, '$1')
    .replace(/(\d) ?:-/g, '$1 :-')
    .replace(/(\d)·(?=\d{2}(?!\d))/g, '$1.')
    .replace(/([$£€] ?)\.(?=\d{2}(?!\d))/g, '$10.')

function plainSpelling(text: string): string {
  return text
    .replace(/[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/[\uff01-\uff5d]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\uffe0\uffe1\uffe5\uffe6]/g, (wide) => ({ '\uffe0': '¢', '\uffe1': '£', '\uffe5': '¥' })[wide] ?? '₩')
    .replace(/[^\P{Nd}0-9]/gu, digitOf)
    .replace(/[٬´]/g, "'")
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
 * @returns in text order; `null` when a number has a sign that may mean several currencies, marks that can be read in
 * two ways, or another number close to it that may be its end: then the text as a whole is not certain
 */
export function findAmounts(text: string, hints: PriceHints): Amount[] | null {
  const signs = mergedSigns(text, hints)
  const found = findNumbers(text, signs)
  if (!joinCents(text, found, signs, hints)) return null
  attachSigns(text, found, signs)
  const minor = minorUnits(text, found, hints)
  if (minor) return minor
  spreadOverRanges(text, found)
  let signed = found.filter((each) => each.sign !== null)
  if (signed.length === 0) {
    if (hints.currency === undefined || !isBare(text, found)) return []
    signed = found
  } else if (hasLooseNumber(text, found)) return null
  const amounts: Amount[] = []
  for (const [at, each] of signed.entries()) {
    const currency = each.sign ? currencyOfSign(each.sign.text, hints) : (hints.currency ?? null)
    const value = currency === null ? null : worthOf(each, currency, hints)
    if (currency === null || value === null) return null
    const { start, end } = reachOf(each)
    const next = signed[at + 1]
    const until = next ? reachOf(next).start : text.length
    const before = text.slice(Math.max(amounts.at(-1)?.end ?? 0, start - contextMax), start)
    const after = text.slice(end, Math.min(Math.max(until, end), end + contextMax))
    if (minus.test(before) && !(at > 0 && rangeWords.test(before))) continue
    if (/^\s?\p{No}/u.test(text.slice(each.end, each.end + 3))) return null
    const times = each.sign ? worthOfSign(each.sign.text) : '1'
    const amount = times === '1' ? value : multiplyAmounts(value, times)
    amounts.push({ value: amount, max: null, currency, start, end, before, after, inside: isInside(text, start) })
  }
  return joinedRanges(text, amounts)
}

/** Number and sign together. */
const reachOf = ({ start, end, sign }: Printed): { start: number; end: number } => ({
  start: Math.min(start, sign?.start ?? start),
  end: Math.max(end, sign?.end ?? end),
})

/** What a number is worth in a currency, with its cents and its scale; `null` when that is not certain. */
function worthOf(printed: Printed, currency: string, hints: PriceHints): string | null {
  const { text, cents, scale, plus } = printed
  if (cents !== null) {
    const whole = wholeOf(text)
    if (whole === null || whole.length > 15 || (wholeOnly.has(currency) && cents !== '00')) return null
    return `${whole.replace(/^0+(?=\d)/, '')}.${cents}`
  }
  if (scale === null) return readNumber(text, currency, hints)
  const value = readNumber(text, scaledCurrency, hints)
  const factor = scale.factor(currency, hints)
  if (value === null || factor === null) return null
  const scaled = factor === '1' ? value : multiplyAmounts(value, factor)
  if (plus === null) return scaled
  const rest = worthOf(plus, currency, hints)
  return rest === null || compareAmounts(rest, factor) >= 0 ? null : addAmounts(scaled, rest)
}

/** Words that bind two numbers without saying how: "between 10 and 20 €". */
const loose = /^(?:[\s.,]*|\s(?:and|or|et|ou|y|o|e|und|oder|en|of|och|og|и|или|i|lub|ve)\s)$/iu

/** Whether a number without a sign stands close to one with a sign: it may be a part of it, so neither is certain. */
const hasLooseNumber = (text: string, found: readonly Printed[]): boolean =>
  found.some((each, at) => {
    const next = found[at + 1]
    return each.sign === null && next?.sign && loose.test(text.slice(each.end, reachOf(next).start))
  })

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

/** What a number before "万" or "k" is read as: "1.2万" has a decimal even in yen. */
const scaledCurrency = 'XXX'

function findNumbers(text: string, signs: readonly FoundSign[]): Printed[] {
  const found: Printed[] = []
  for (const match of text.matchAll(numbers)) {
    const start = match.index
    let end = start + match[0].length
    if (text[end] === '%' || text.startsWith(' %', end)) continue
    const scale = scaleAfter(text.slice(end, end + 24), () =>
      signs.some((sign) => sign.end <= start && start - sign.end <= 1),
    )
    end += scale?.length ?? 0
    const number: Printed = { text: match[0], start, end, sign: null, scale, cents: null, plus: null }
    const before = found.at(-1)
    if (before?.scale && before.plus === null && isWhole(before.text) && /^ ?$/.test(text.slice(before.end, start)))
      found[found.length - 1] = { ...before, end, plus: number }
    else found.push(number)
  }
  return found
}

const isWhole = (number: string): boolean => /^\d{1,4}$/.test(number)

function attachSigns(text: string, found: Printed[], signs: readonly FoundSign[]): void {
  for (const sign of signs) {
    const near = (from: number, to: number) => to >= from && to - from <= 1 && text.slice(from, to).trim() === ''
    const next = found.find((each) => near(sign.end, each.start))
    const previous = found.find((each) => near(each.end, sign.start))
    if (next && (standsBefore(sign.text) || !previous || previous.sign)) next.sign = next.sign ?? sign
    else if (previous && (!previous.sign || /^[A-Z]{3}$/.test(sign.text))) {
      previous.sign = { ...sign, start: Math.min(sign.start, previous.sign?.start ?? sign.start) }
    }
  }
}

/** "MXN $", "$ MXN" and "€ EUR" are one sign: the code. */
function mergedSigns(text: string, hints: PriceHints): FoundSign[] {
  const signs: FoundSign[] = []
  for (const sign of findSigns(text, hints)) {
    const previous = signs.at(-1)
    const touches = previous !== undefined && text.slice(previous.end, sign.start).trim() === ''
    const code = [sign, previous].find((each) => each !== undefined && /^[A-Z]{3}$/.test(each.text))?.text
    const isOne = (each: FoundSign): boolean =>
      each.text.endsWith('$') || (code !== undefined && means(each.text, code))
    if (touches && code !== undefined && isOne(sign) && isOne(previous)) {
      signs[signs.length - 1] = { text: code, start: previous.start, end: sign.end }
    } else if (touches && code === undefined && previous.text.endsWith('$') && sign.text.endsWith('$')) {
      signs[signs.length - 1] = { text: previous.text, start: previous.start, end: sign.end }
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
