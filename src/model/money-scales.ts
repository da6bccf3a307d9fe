import type { PriceHints } from './money-symbols.ts'

/** A word behind a number that makes it thousands, lakhs or millions. `factor` is `null` where the word can mean two of them. */
export type Scale = { length: number; factor(currency: string, hints: PriceHints): string | null }

const thousand = '1000'
const million = '1000000'
const billion = '1000000000'

/** Words of their own, in small letters; a full stop may follow each. */
const words: Readonly<Record<string, string>> = {
  '1000':
    'k thousand tausend tsd tis tisíc tys tysięcy mila mille mii тыс тысяч тысячи тысяча тис nghìn ngàn rb rbu ribu ezer tusen duizend ألف آلاف هزار हजार हज़ार',
  '100000': 'lakh lakhs lac lacs लाख',
  '10000000': 'crore crores करोड़',
  '1000000':
    'million millions mio mill mln mn millionen milion miliony milionów milionů milione milioni millones millón millon milhão milhao milhões milhoes миллион миллиона миллионов млн мільйон мільйонів milyon juta jt triệu tr مليون میلیون millió miljoen miljoner milj',
  '1000000000':
    'bn млрд миллиард миллиарда миллиардов milliard milliarde milliarden mrd mld miliard miliardów bilhão bilhões tỷ tỉ میلیارد مليار',
}

/** Signs of scripts that set no space before what follows. */
const asian: Readonly<Record<string, string>> = {
  ...{ 百万: million, 百萬: million, 千万: '10000000', 千萬: '10000000', 千: thousand, 천: thousand, พัน: thousand },
  ...{ 万: '10000', 萬: '10000', 만: '10000', หมื่น: '10000', แสน: '100000', ล้าน: million },
  ...{ 億: '100000000', 亿: '100000000', 억: '100000000' },
}

const rupees = new Set(['INR', 'PKR', 'LKR', 'NPR', 'BDT'])
/** Where "mil" is a thousand, and where it is short for a million. */
const milIsThousand = new Set('BRL ARS CLP COP MXN PEN UYU BOB PYG CRC GTQ DOP HNL NIO PAB VES'.split(' '))
const milIsMillion = new Set(['CZK', 'RON', 'RSD', 'MKD', 'BAM'])
const languageIn = (hints: PriceHints, languages: readonly string[]): boolean =>
  languages.includes(hints.language?.slice(0, 2).toLowerCase() ?? '')

type Meaning = Scale['factor']
/** Words that mean another number in another country. */
const disputed: Readonly<Record<string, Meaning>> = {
  mil(currency, hints) {
    if (milIsThousand.has(currency) || languageIn(hints, ['es', 'pt', 'ca', 'gl'])) return thousand
    return milIsMillion.has(currency) || languageIn(hints, ['cs', 'sk', 'ro']) ? million : null
  },
  mi: (currency, hints) => (currency === 'BRL' || languageIn(hints, ['pt']) ? million : null),
  // A storage bin, everywhere else.
  bin: (currency) => (currency === 'TRY' ? thousand : '1'),
  cr: (currency) => (rupees.has(currency) ? '10000000' : null),
  billion: (_, hints) => (hints.language === undefined || languageIn(hints, ['en']) ? billion : null),
}

const meanings = new Map<string, Meaning>([
  ...Object.entries(words).flatMap(([factor, all]) =>
    all.split(' ').map((word): [string, Meaning] => [word, () => factor]),
  ),
  ...Object.entries(asian).map(([word, factor]): [string, Meaning] => [word, () => factor]),
  ...Object.entries(disputed),
])

const longestFirst = (all: readonly string[]): string => [...all].sort((a, b) => b.length - a.length).join('|')
const asianScale = new RegExp(`^\\s?(${longestFirst(Object.keys(asian))})`, 'u')
const worded = [...meanings.keys()].filter((word) => !(word in asian))
/** "2 milhões de reais": what binds the money to its number is a part of the number. */
const wordScale = new RegExp(`^\\s?(${longestFirst(worded)})(?![\\p{L}\\p{N}])\\.?(?!\\d)(?:\\s(?:de|di))?`, 'iu')
/** Letters that are sizes and litres as well: only close to their number, or before the money's sign. */
const letterScale = /^(?:(\s?MM|M|B|L)(?![\p{L}\p{N}/])|\s?(MM?)(?=\s?\p{Sc})|(m)(?=\s?[€$£]|$))/u
const letters: Readonly<Record<string, Meaning>> = {
  M: () => million,
  MM: () => million,
  m: () => million,
  B: () => billion,
  L: (currency) => (rupees.has(currency) ? '100000' : null),
}
/** The longest word with a space, a full stop and "de". */
const scaleMax = 20

/**
 * The scale that stands behind a number; `null` for none.
 *
 * @param rest the text from the number's end on
 * @param isSigned whether a sign of money stands before the number
 */
export function scaleAfter(rest: string, isSigned: () => boolean): Scale | null {
  if (!/^\s?\p{L}/u.test(rest)) return null
  const near = rest.slice(0, scaleMax)
  const found = asianScale.exec(near) ?? wordScale.exec(near)
  const factor = found?.[1] === undefined ? undefined : meanings.get(found[1].toLowerCase())
  if (found && factor) return { length: found[0].length, factor }
  const letter = letterScale.exec(near)
  const name = letter?.[1]?.trim() ?? letter?.[2] ?? (letter?.[3] !== undefined && isSigned() ? letter[3] : undefined)
  const meaning = name === undefined ? undefined : letters[name]
  return letter && meaning ? { length: letter[0].length, factor: meaning } : null
}
