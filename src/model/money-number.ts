import { mostlyWhole, type PriceHints, threeDecimals, wholeOnly } from './money-symbols.ts'

const commaLanguages =
  'de fr it nl pt pl cs sk ru uk be bg tr sv nb no nn da fi is vi id el ro hu hr sl sr lt lv et kk az'
const pointLanguages = 'en zh ja ko th he hi bn ta te ms fil tl sw'
const pointRegions = 'es-mx es-us es-pe es-gt es-do es-pa es-pr es-hn es-sv es-ni de-ch de-li it-ch fr-ch'
const commaCurrencies =
  'BRL ARS CLP COP UYU TRY PLN CZK HUF RON BGN SEK NOK DKK ISK RUB UAH KZT IDR VND RSD TND PYG BOB CRC'
const eitherCurrencies = 'EUR CHF ZAR MAD'

/** The decimal marks that the language and the currency are written with; empty when they say nothing. */
function usualDecimals(currency: string, hints: PriceHints): string[] {
  const marks: string[] = []
  const tag = hints.language?.toLowerCase().replace('_', '-') ?? ''
  const language = tag.split('-')[0] ?? ''
  if (pointRegions.split(' ').includes(tag) || pointLanguages.split(' ').includes(language)) marks.push('.')
  else if (commaLanguages.split(' ').includes(language) || tag === 'es-es') marks.push(',')
  if (commaCurrencies.split(' ').includes(currency)) marks.push(',')
  else if (!eitherCurrencies.split(' ').includes(currency)) marks.push('.')
  else if (marks.length === 0) marks.push(',')
  return marks
}

/** One printed number: groups by space, apostrophe, comma, point; Arabic decimal mark; at most one space before a group. */
export const numberPattern = String.raw`\d{1,3}(?:[ '’]\d{3})+(?:[.,٫]\d+)*(?!\d)|\d+(?:[.,٫]\d+)*`

const grouped = (groups: readonly string[]): boolean =>
  groups.length > 1 &&
  /^\d{1,3}$/.test(groups[0] ?? '') &&
  groups.slice(1, -1).every((group) => /^\d{2,3}$/.test(group)) &&
  /^\d{3}$/.test(groups.at(-1) ?? '')

/** The digits of a printed number that has no decimals: "1 299", "1.299" and "1,29,900" by their groups; `null` for others. */
export function wholeOf(text: string): string | null {
  const bare = text.replace(/[ '’]/g, '')
  const marks = new Set(bare.replace(/\d/g, ''))
  if (marks.size === 0) return bare
  const [mark = ''] = marks
  return marks.size === 1 && bare.length === text.length && grouped(bare.split(mark)) ? bare.split(mark).join('') : null
}

/**
 * A printed number of a currency as a plain decimal string: "1.106,18" → "1106.18", "1,29,900" → "129900". `null` when
 * its marks can be read in two ways and neither the hints nor the currency say which.
 *
 * @param text what `numberPattern` matched, ASCII digits
 * @param currency ISO 4217: how many decimals its prices have
 */
export function readNumber(text: string, currency: string, hints: PriceHints): string | null {
  const bare = text.replace(/[ '’]/g, '')
  const marks = bare.replace(/\d/g, '')
  if (marks === '') return plain(bare, '')
  const last = marks.at(-1) ?? ''
  const cut = bare.lastIndexOf(last)
  const whole = bare.slice(0, cut)
  const rest = bare.slice(cut + 1)
  const spaced = bare.length !== text.length
  if (new Set(marks).size === 1 && marks.length > 1)
    return grouped(bare.split(last)) ? plain(bare.split(last).join(''), '') : null
  if (marks.length > 1) {
    const group = marks[0] ?? ''
    const sound = marks.slice(0, -1) === group.repeat(marks.length - 1) && grouped(whole.split(group))
    return sound ? decimals(whole.split(group).join(''), rest, currency) : null
  }
  if (last === '٫' || spaced) return decimals(whole, rest, currency)
  if (rest.length !== 3 || whole.length > 3)
    return rest.length > 3 && !/^0*$/.test(whole) ? null : decimals(whole, rest, currency)
  return readAmbiguous(whole, rest, last, currency, hints)
}

/** One mark, three digits behind it: "1.299" is a thousand in Munich, and one and a bit in Kuwait. */
function readAmbiguous(whole: string, rest: string, mark: string, currency: string, hints: PriceHints): string | null {
  if (/^0+$/.test(whole)) return decimals(whole, rest, currency)
  if (hints.decimal !== undefined)
    return hints.decimal === mark ? decimals(whole, rest, currency) : plain(whole + rest, '')
  if (wholeOnly.has(currency) || mostlyWhole.has(currency)) return plain(whole + rest, '')
  const usual = usualDecimals(currency, hints)
  if (usual.some((each) => each !== mark)) return plain(whole + rest, '')
  return threeDecimals.has(currency) ? plain(whole, rest) : null
}

function decimals(whole: string, rest: string, currency: string): string | null {
  if (rest.length > 4) return null
  // Where another currency was worked out into won, its cents stand there, two of them.
  if (!wholeOnly.has(currency) || (rest.length === 2 && rest !== '00')) return plain(whole, rest)
  return /^0+$/.test(rest) ? plain(whole, '') : null
}

function plain(whole: string, rest: string): string | null {
  const digits = whole.replace(/^0+(?=\d)/, '')
  return digits.length > 15 ? null : rest === '' ? digits : `${digits}.${rest}`
}
