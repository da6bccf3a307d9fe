import { isoCodes, localSigns, signs, wordCodes } from './money-signs.ts'

/** What is known beside a price's text: the currency that a bare number or an ambiguous sign means there, the page's language, its decimal mark. */
export type PriceHints = { currency?: string; language?: string; decimal?: '.' | ',' }

/** Iranians count in toman, which is ten of the rial that ISO 4217 knows. */
const tens: ReadonlySet<string> = new Set(['تومان', 'تومن'])

const currencies: ReadonlySet<string> = new Set(isoCodes.split(' '))

const meanings = new Map<string, readonly string[]>([
  ...[...currencies].map((code): [string, readonly string[]] => [code, [code]]),
  ...[...localSigns, ...signs].map(([sign, codes]): [string, readonly string[]] => [sign, codes.split(' ')]),
])
/** By sign, the currencies where it is one. */
const local = new Map<string, ReadonlySet<string>>([
  ...[...wordCodes].map((code): [string, ReadonlySet<string>] => [code, new Set([code])]),
  ...localSigns
    .filter(([sign]) => !signs.some(([other]) => other === sign))
    .map(([sign, codes]): [string, ReadonlySet<string>] => [sign, new Set(codes.split(' '))]),
])

const languageOfSign: Readonly<Record<string, string>> = {
  JPY: 'ja',
  CNY: 'zh',
  SEK: 'sv',
  NOK: 'nb no nn',
  DKK: 'da',
  ISK: 'is',
  INR: 'hi',
  TWD: 'zh-tw',
}

/** Letters that make words by spaces; 元 may follow 万 directly. */
const isLetter = /(?![\p{Script=Han}\p{Script=Hangul}\p{Script=Thai}])\p{L}/u
/** Signs by their first character, the longest first. */
const byFirst = new Map<string, string[]>()
for (const sign of [...meanings.keys()].sort((a, b) => b.length - a.length)) {
  byFirst.set(sign.charAt(0), [...(byFirst.get(sign.charAt(0)) ?? []), sign])
}

/** A sign in a text, with its UTF-16 offsets. */
export type FoundSign = { text: string; start: number; end: number }

/** Each sign of a text, the longest at its place; a sign of letters only where it is a word of its own. */
export function findSigns(text: string, hints: PriceHints): FoundSign[] {
  const isHome = (sign: string): boolean => local.get(sign)?.has(hints.currency ?? '') ?? true
  const found: FoundSign[] = []
  for (let start = 0; start < text.length; start += 1) {
    const candidates = byFirst.get(text.charAt(start))
    const sign = candidates?.find((each) => text.startsWith(each, start) && isWhole(text, start, each) && isHome(each))
    if (sign === undefined) continue
    found.push({ text: sign, start, end: start + sign.length })
    start += sign.length - 1
  }
  return found
}

const isWhole = (text: string, start: number, sign: string): boolean =>
  !(isLetter.test(sign.charAt(0)) && isLetter.test(text.charAt(start - 1))) &&
  !(isLetter.test(sign.charAt(sign.length - 1)) && isLetter.test(text.charAt(start + sign.length)))

/** Signs that stand before their number: one that is followed by a number belongs to it, whatever precedes. */
export const standsBefore = (sign: string): boolean =>
  /[$£₹₩฿₱¥₦]$|^(?:Rp\.?|RM|S\/\.?|R|Rs\.?|L|Q|B\/\.|Php|AED|SR|KD|QR|TSh|KSh)$/.test(sign)

/** The currency that a sign means here; `null` when it may mean several and the hints do not say which. */
export function currencyOfSign(sign: string, hints: PriceHints): string | null {
  const codes = meanings.get(sign) ?? []
  if (codes.length === 1) return codes[0] ?? null
  if (hints.currency !== undefined && codes.includes(hints.currency)) return hints.currency
  const language = hints.language?.toLowerCase() ?? ''
  const spoken = codes.filter((code) => {
    const languages = languageOfSign[code]?.split(' ') ?? []
    return languages.some((each) => language === each || language.startsWith(`${each}-`))
  })
  return spoken.length === 1 ? (spoken[0] ?? null) : null
}

/** How many of the currency one of the sign is, as a decimal. */
export const worthOfSign = (sign: string): string => (tens.has(sign) ? '10' : '1')

/** Whether the text is an ISO 4217 code of a currency that the reader knows. */
export const isCurrency = (code: string): boolean => currencies.has(code)

/** Whether a sign can mean that currency. */
export const means = (sign: string, code: string): boolean => meanings.get(sign)?.includes(code) ?? false

/** The one currency that a text names, as code, sign or word and nothing else ("EUR", "€", "Rs."): `null` for several and for none. */
export function currencyNamed(text: string, hints: PriceHints = {}): string | null {
  const bare = text.trim()
  const upper = bare.toUpperCase()
  if (currencies.has(upper)) return upper
  return meanings.has(bare) ? currencyOfSign(bare, hints) : null
}

/** Currencies whose prices have no decimals at all, and those that are hardly ever printed with any. */
export const wholeOnly: ReadonlySet<string> = new Set([
  'JPY',
  'KRW',
  'VND',
  'CLP',
  'PYG',
  'ISK',
  'UGX',
  'XAF',
  'XOF',
  'XPF',
])
export const mostlyWhole: ReadonlySet<string> = new Set(['IDR', 'COP', 'HUF', 'CRC', 'IQD', 'IRR', 'LBP', 'KZT', 'TZS'])
export const threeDecimals: ReadonlySet<string> = new Set(['KWD', 'BHD', 'OMR', 'JOD', 'TND'])
