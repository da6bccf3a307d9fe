/** Letters that a language writes beyond ASCII in small letters, the usual ones. */
type Alphabet = { letters: string; isLatin: boolean }

/** An encoding of one byte a character, with the alphabets that are written in it. */
export type OneByteEncoding = { name: string; called: string; alphabets: readonly Alphabet[] }

const latin = (letters: string): Alphabet => ({ letters, isLatin: true })
/** In the order of how often they are written, which tells apart alphabets that use the same bytes. */
const other = (letters: string): Alphabet => ({ letters, isLatin: false })
const russian = other('оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґў')

export const oneByteEncodings: readonly OneByteEncoding[] = [
  {
    name: 'windows-1252',
    called: 'windows-1252',
    alphabets: ['éèêàâçùûîïôœëæ', 'äöüß', 'áéíóúñü', 'ãõçáéíóúâêôà', 'àèéìòù', 'åäöæø', 'éëïöüè'].map(latin),
  },
  {
    name: 'windows-1250',
    called: 'windows-1250',
    alphabets: ['ąćęłńóśźż', 'áčďéěíňóřšťúůýž', 'áéíóöőúüű', 'ăâîşţșț', 'čćžšđ', 'ľĺŕôäáčďéíňóšťúýž'].map(latin),
  },
  { name: 'windows-1254', called: 'windows-1254', alphabets: [latin('çğıöşüİâî')] },
  { name: 'windows-1251', called: 'windows-1251', alphabets: [russian] },
  { name: 'koi8-r', called: 'KOI8-R', alphabets: [russian] },
  { name: 'windows-1253', called: 'windows-1253', alphabets: [other('αοιετνσηρπκμλςυδγωχθφβξζψάέίόήύώ')] },
  { name: 'windows-1255', called: 'windows-1255', alphabets: [other('יוהלארתבשמנםקעדפחסגכטצןזךףץ')] },
  { name: 'windows-1256', called: 'windows-1256', alphabets: [other('اليمنوترهبدعسفكقحجةشصخطأىضذزغثإءؤئظآ')] },
  {
    name: 'windows-874',
    called: 'windows-874 / TIS-620',
    alphabets: [other('านรอกงยเมลวดสตทคปหขบชจพผแไโใธณศซถภษญฟ่้ัีิืุู็์ำะๆ')],
  },
]

const marks = /[€£¥©®™°²³½¼¾–—‘’“”„•…«»¿¡×·§ªº´]/
const isLetter = (text: string): boolean => /\p{L}|\p{M}/u.test(text)
const isLower = (text: string): boolean => text !== text.toUpperCase()
const isUpper = (text: string): boolean => text !== text.toLowerCase()
const isAscii = (text: string): boolean => text !== '' && text.charCodeAt(0) < 0x80

/** As `likenessOfCjk`: the best of the encoding's alphabets. */
export const likenessOfOneByte = (text: string, { alphabets }: OneByteEncoding): number =>
  Math.max(...alphabets.map((alphabet) => likenessTo(text, alphabet)))

function likenessTo(text: string, alphabet: Alphabet): number {
  let sum = 0
  let weight = 0
  let run = 0
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at)
    if (isAscii(letter)) {
      run = 0
      continue
    }
    run = isLetter(letter) ? run + 1 : 0
    weight += 1
    sum += likenessOf(letter, text.charAt(at - 1), text.charAt(at + 1), alphabet, run)
  }
  return weight === 0 ? 0 : sum / weight
}

function likenessOf(
  letter: string,
  before: string,
  behind: string,
  { letters, isLatin }: Alphabet,
  run: number,
): number {
  const code = letter.charCodeAt(0)
  if (code === 0xfffd || (code >= 0x80 && code < 0xa0)) return -4
  if (code === 0xa0) return 0.2
  if (!isLetter(letter)) {
    const isWithin = isLetter(before) && isLetter(behind)
    return marks.test(letter) && !(isWithin && !/[’´·]/.test(letter)) ? 0.3 : -1
  }
  // "caFé" is written by nobody, and beside a digit stands a sign of money rather than a letter.
  const isOdd = (isUpper(letter) && isLower(before) && isLetter(before)) || /\d/.test(before + behind) ? 1 : 0
  const place = letters.indexOf(letter.toLowerCase())
  if (isLatin) {
    if (place < 0) return -0.8 - isOdd
    return (run > 3 ? -0.5 : 1) - isOdd
  }
  if (place < 0) return -0.8 - isOdd
  const isMixed = (isAscii(before) && isLetter(before)) || (isAscii(behind) && isLetter(behind)) ? 1.5 : 0
  // Most words are written small, with a capital in front.
  const isLoud = isUpper(letter) && isLetter(before) ? 0.15 : 0
  return 1.1 - place / letters.length - isOdd - isMixed - isLoud
}
