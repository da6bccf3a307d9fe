/**
 * Scripts whose signs are syllables, or that write a vowel on its consonant: kana, Hangul, Devanagari, Thai. A vowel in
 * upper case is one that the script had to put between two consonants and that the name may be without.
 */
const kana: Record<string, string> = {
  ア: 'a', イ: 'i', ウ: 'u', エ: 'e', オ: 'o', カ: 'ka', キ: 'ki', ク: 'kU', ケ: 'ke', コ: 'ko', ガ: 'ga', ギ: 'gi', グ: 'gU', ゲ: 'ge', ゴ: 'go',
  サ: 'sa', シ: 'shi', ス: 'sU', セ: 'se', ソ: 'so', ザ: 'za', ジ: 'ji', ズ: 'zU', ゼ: 'ze', ゾ: 'zo', タ: 'ta', チ: 'chi', ツ: 'tsU', テ: 'te', ト: 'tO',
  ダ: 'da', ヂ: 'ji', ヅ: 'zU', デ: 'de', ド: 'dO', ナ: 'na', ニ: 'ni', ヌ: 'nU', ネ: 'ne', ノ: 'no', ハ: 'ha', ヒ: 'hi', フ: 'fU', ヘ: 'he', ホ: 'ho',
  バ: 'ba', ビ: 'bi', ブ: 'bU', ベ: 'be', ボ: 'bo', パ: 'pa', ピ: 'pi', プ: 'pU', ペ: 'pe', ポ: 'po', マ: 'ma', ミ: 'mi', ム: 'mU', メ: 'me', モ: 'mo',
  ヤ: 'ya', ユ: 'yu', ヨ: 'yo', ラ: 'ra', リ: 'ri', ル: 'rU', レ: 're', ロ: 'ro', ワ: 'wa', ヲ: 'o', ン: 'n', ヴ: 'vU', ッ: '', ー: '', '・': '',
} // biome-ignore format: a table
/** Small vowels take the place of the vowel before them: "ティ" is ti, "ヴァ" is va; after ウ they make a w. */
const smallKana: Record<string, string> = {
  ァ: 'a', ィ: 'i', ゥ: 'u', ェ: 'e', ォ: 'o', ャ: 'a', ュ: 'u', ョ: 'o', ヮ: 'a',
} // biome-ignore format: a table

const hangulFirst = 'g k n d t r m b p s s _ j j ch k t p h'.split(' ').map((sound) => sound.replace('_', ''))
const hangulVowels = 'a e a e o e o e o a e e o u o e i u U i i'.split(' ')
const hangulLast = '_ k k k n n n t l l l l l l l l m p p t t n t t k t p t'
  .split(' ')
  .map((sound) => sound.replace('_', ''))

const devanagari: Record<string, string> = {
  अ: 'a', आ: 'a', इ: 'i', ई: 'i', उ: 'u', ऊ: 'u', ऋ: 'ri', ए: 'e', ऐ: 'a', ऍ: 'a', ओ: 'o', औ: 'o', ऑ: 'o', 'ा': 'a', 'ि': 'i', 'ी': 'i', 'ु': 'u',
  'ू': 'u', 'ृ': 'ri', 'े': 'e', 'ै': 'a', 'ॅ': 'a', 'ो': 'o', 'ौ': 'o', 'ॉ': 'o', 'ं': 'n', 'ँ': 'n', 'ः': '', '्': '', '़': '',
  क: 'k', ख: 'k', ग: 'g', घ: 'g', ङ: 'n', च: 'ch', छ: 'ch', ज: 'j', झ: 'j', ञ: 'n', ट: 't', ठ: 't', ड: 'd', ढ: 'd', ण: 'n', त: 't', थ: 't',
  द: 'd', ध: 'd', न: 'n', प: 'p', फ: 'f', ब: 'b', भ: 'b', म: 'm', य: 'i', र: 'r', ल: 'l', ळ: 'l', व: 'v', श: 'sh', ष: 'sh', स: 's', ह: 'h',
} // biome-ignore format: a table

const thai: Record<string, string> = {
  ก: 'k', ข: 'k', ค: 'k', ฆ: 'k', ง: 'ng', จ: 'j', ฉ: 'sh', ช: 'sh', ซ: 's', ฌ: 'sh', ญ: 'i', ฎ: 'd', ฏ: 't', ฐ: 't', ฑ: 't', ฒ: 't', ณ: 'n',
  ด: 'd', ต: 't', ถ: 't', ท: 't', ธ: 't', น: 'n', บ: 'b', ป: 'p', ผ: 'p', ฝ: 'f', พ: 'p', ฟ: 'f', ภ: 'p', ม: 'm', ย: 'i', ร: 'r', ฤ: 'ri', ล: 'l',
  ว: 'w', ศ: 's', ษ: 's', ส: 's', ห: 'h', ฬ: 'l', อ: 'o', ฮ: 'h', 'ะ': 'a', 'ั': 'a', 'า': 'a', 'ำ': 'am', 'ิ': 'i', 'ี': 'i', 'ึ': 'u', 'ื': 'u',
  'ุ': 'u', 'ู': 'u', เ: 'e', แ: 'a', โ: 'o', ใ: 'ai', ไ: 'ai', '็': '', '่': '', '้': '', '๊': '', '๋': '', '์': '', 'ๅ': 'a', 'ํ': 'am',
} // biome-ignore format: a table

const hiragana = /[\u3041-\u3096]/u

function latinOfKana(word: string): string | null {
  let latin = ''
  for (const char of word) {
    const sign = hiragana.test(char) ? String.fromCodePoint((char.codePointAt(0) ?? 0) + 0x60) : char
    const small = smallKana[sign]
    const sound = small === undefined ? kana[sign] : small
    if (sound === undefined) return null
    if (small === undefined) latin += sound
    else
      latin = /(^|[aeo])u$/.test(latin) ? `${latin.slice(0, -1)}w${small}` : `${latin.replace(/[a-z]$/i, '')}${small}`
  }
  return latin
}

function latinOfHangul(word: string): string | null {
  let latin = ''
  for (const char of word) {
    const index = (char.codePointAt(0) ?? 0) - 0xac00
    if (index < 0 || index > 0x2ba3) return null
    latin += `${hangulFirst[Math.floor(index / 588)]}${hangulVowels[Math.floor(index / 28) % 21]}${hangulLast[index % 28]}`
  }
  return latin
}

const bySign = (word: string, table: Record<string, string>): string | null => {
  let latin = ''
  for (const char of word) {
    const sound = table[char]
    if (sound === undefined) return null
    latin += sound
  }
  return latin
}

/** Thai writes some vowels before their consonant, and a mark over letters that are not said. */
const saidInOrder = (word: string): string =>
  word
    .replace(/[่้๊๋็]/gu, '')
    .replace(/[กขคฆงจฉชญฎฏฐฑฒณดตถทธนบปผพภมยรลวหฬอฮ][ิุ]?์/gu, '')
    .replace(/ห(?=[งญนมยรลว])/gu, '')
    .replace(/([เแโใไ])([ก-ฮ])/gu, '$2$1')
    .replace(/^อ(?=[ะัาำิีึืุูเแโใไอ])|อ(?=[เแโใไิีุู])/gu, '')

/** A word of one of these scripts in Latin letters; `null` when it has a sign of another. */
export function latinOfSyllables(word: string): string | null {
  if (/^[\u3041-\u30fc・]/u.test(word)) return latinOfKana(word)
  if (/^[\uac00-\ud7a3]/u.test(word)) return latinOfHangul(word)
  if (/^[\u0900-\u097f]/u.test(word)) return bySign(word, devanagari)
  if (/^[\u0e00-\u0e7f]/u.test(word)) return bySign(saidInOrder(word), thai)
  return null
}
