/** What is known beside a price's text: the currency that a bare number or an ambiguous sign means there, the page's language, its decimal mark. */
export type PriceHints = { currency?: string; language?: string; decimal?: '.' | ',' }

/** ISO 4217 codes that are read where they are printed; others are not taken for a currency. */
const isoCodes =
  'AED ARS AUD BDT BGN BHD BOB BRL CAD CHF CLP CNY COP CRC CZK DKK DOP EGP EUR GBP GEL GHS GTQ HKD HUF IDR ILS INR IQD IRR ISK ' +
  'JOD JPY KES KRW KWD KZT LBP LKR MAD MXN MYR NGN NOK NZD OMR PAB PEN PHP PKR PLN PYG QAR RON RSD RUB SAR SEK SGD THB TND ' +
  'TRY TWD TZS UAH UGX USD UYU VND ZAR ' +
  'AZN BAM DZD HNL JMD MDL MKD MUR NIO TTD XAF XOF XPF'

const dollars = 'USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU DOP'

/** Signs and words for money, and the currencies each can mean; with several, the hints must choose. */
const signs: readonly (readonly [string, string])[] = [
  ['€', 'EUR'],
  ['euros', 'EUR'],
  ['euro', 'EUR'],
  ['Euro', 'EUR'],
  ['Euros', 'EUR'],
  ['EURO', 'EUR'],
  ['£', 'GBP'],
  ['E£', 'EGP'],
  ['¥', 'JPY CNY'],
  ['円', 'JPY'],
  ['元', 'CNY TWD'],
  ['RMB', 'CNY'],
  ['人民币', 'CNY'],
  ['CN¥', 'CNY'],
  ['JP¥', 'JPY'],
  ['원', 'KRW'],
  ['₩', 'KRW'],
  ['US $', 'USD'],
  ['US$', 'USD'],
  ['U$S', 'USD'],
  ['USD $', 'USD'],
  ['$', dollars],
  ['AU $', 'AUD'],
  ['AU$', 'AUD'],
  ['A$', 'AUD'],
  ['C $', 'CAD'],
  ['C$', 'CAD'],
  ['CA$', 'CAD'],
  ['S$', 'SGD'],
  ['SG$', 'SGD'],
  ['HK$', 'HKD'],
  ['HK $', 'HKD'],
  ['NT$', 'TWD'],
  ['NT $', 'TWD'],
  ['NZ$', 'NZD'],
  ['NZ $', 'NZD'],
  ['MX$', 'MXN'],
  ['Mex$', 'MXN'],
  ['AR$', 'ARS'],
  ['CLP$', 'CLP'],
  ['COP$', 'COP'],
  ['R$', 'BRL'],
  ['S/.', 'PEN'],
  ['S/', 'PEN'],
  ['Bs', 'BOB'],
  ['₡', 'CRC'],
  ['₲', 'PYG'],
  ['Gs.', 'PYG'],
  ['RD$', 'DOP'],
  ['₹', 'INR'],
  ['Rs.', 'INR PKR LKR'],
  ['Rs', 'INR PKR LKR'],
  ['₨', 'INR PKR LKR'],
  ['रु', 'INR'],
  ['৳', 'BDT'],
  ['Rp', 'IDR'],
  ['Rp.', 'IDR'],
  ['RM', 'MYR'],
  ['฿', 'THB'],
  ['บาท', 'THB'],
  ['₱', 'PHP'],
  ['₫', 'VND'],
  ['đ', 'VND'],
  ['VNĐ', 'VND'],
  ['₽', 'RUB'],
  ['руб.', 'RUB'],
  ['руб', 'RUB'],
  ['₴', 'UAH'],
  ['грн', 'UAH'],
  ['грн.', 'UAH'],
  ['₸', 'KZT'],
  ['тг', 'KZT'],
  ['zł', 'PLN'],
  ['ZŁ', 'PLN'],
  ['Kč', 'CZK'],
  ['Ft', 'HUF'],
  ['lei', 'RON'],
  ['Lei', 'RON'],
  ['лв', 'BGN'],
  ['лв.', 'BGN'],
  ['kr', 'SEK NOK DKK ISK'],
  ['kr.', 'DKK NOK SEK ISK'],
  ['Kr', 'SEK NOK DKK ISK'],
  ['Fr.', 'CHF'],
  ['SFr.', 'CHF'],
  ['₺', 'TRY'],
  ['TL', 'TRY'],
  ['₪', 'ILS'],
  ['ש"ח', 'ILS'],
  ['R', 'ZAR'],
  ['₦', 'NGN'],
  ['KSh', 'KES'],
  ['GH₵', 'GHS'],
  ['GH¢', 'GHS'],
  ['₵', 'GHS'],
  ['درهم', 'AED MAD'],
  ['د.إ', 'AED'],
  ['ريال', 'SAR QAR OMR'],
  ['ر.س', 'SAR'],
  ['ر.ق', 'QAR'],
  ['جنيه', 'EGP'],
  ['ج.م', 'EGP'],
  ['د.ك', 'KWD'],
  ['ریال', 'IRR'],
  ['تومان', 'IRR'],
  ['تومن', 'IRR'],
]

/** Iranians count in toman, which is ten of the rial that ISO 4217 knows. */
const tens: ReadonlySet<string> = new Set(['تومان', 'تومن'])

const meanings = new Map<string, readonly string[]>([
  ...isoCodes.split(' ').map((code): [string, readonly string[]] => [code, [code]]),
  ...signs.map(([sign, codes]): [string, readonly string[]] => [sign, codes.split(' ')]),
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
export function findSigns(text: string): FoundSign[] {
  const found: FoundSign[] = []
  for (let start = 0; start < text.length; start += 1) {
    const candidates = byFirst.get(text.charAt(start))
    const sign = candidates?.find((each) => text.startsWith(each, start) && isWhole(text, start, each))
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
export const standsBefore = (sign: string): boolean => /[$£₹₩฿₱¥₦]$|^(?:Rp\.?|RM|S\/\.?|R)$/.test(sign)

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

const currencies = new Set(isoCodes.split(' '))

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
