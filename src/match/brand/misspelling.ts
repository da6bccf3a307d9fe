import { remembering } from '../remembering.ts'

/** How a word that is not the name came from it, and how sure that is. */
export type Slip = { kind: 'doubled' | 'swapped' | 'sound' | 'vowel' | 'slip'; sureness: number }

const vowels = 'aeou'
const isVowel = (char: string | undefined) =>
  char !== undefined && (vowels.includes(char) || char === 'l' || char === 'y')

/** Most words that a sound, and a frame, are kept of. */
const keptMax = 10_000

/** Spelling by ear: letters and groups that sound alike come out the same. Works on shapes, where i is l. */
const soundOf = remembering(
  (shape) =>
    shape
      .replace(/ph/g, 'f')
      .replace(/ck|q/g, 'k')
      .replace(/x/g, 'ks')
      .replace(/([cst])h/g, '$1')
      .replace(/c/g, 'k')
      .replace(/z/g, 's')
      .replace(/y/g, 'l')
      .replace(/w/g, 'v')
      .replace(/au/g, 'o')
      .replace(/ou|oo/g, 'u')
      .replace(/ee|ea/g, 'l')
      .replace(/(.)\1+/g, '$1'),
  keptMax,
)

const undoubled = remembering((text) => text.replace(/(.)\1+/g, '$1'), keptMax)
/** The word without its inner vowels; the first and the last letter stay. */
const frameOf = remembering(
  (text) => undoubled(text.slice(0, 1) + text.slice(1, -1).replace(/[aeouly]/g, '') + text.slice(-1)),
  keptMax,
)

/** Letters beside one another on a QWERTY keyboard, and letters of one shape turned or open (b d p q g). */
const near = new Set(
  [
    'qw',
    'we',
    'er',
    'rt',
    'ty',
    'yu',
    'op',
    'as',
    'sd',
    'df',
    'fg',
    'gh',
    'hj',
    'jk',
    'zx',
    'xc',
    'cv',
    'vb',
    'bn',
    'nm',
    'qa',
    'ws',
    'ed',
    'rf',
    'tg',
    'yh',
    'uj',
    'az',
    'sx',
    'dc',
    'fv',
    'gb',
    'hn',
    'jm',
    'bd',
    'gq',
    'pq',
    'nu',
    'vy',
    'kl',
  ].flatMap((pair) => [pair, `${pair[1]}${pair[0]}`]),
)

/**
 * Whether `word` is `name` with one likely slip: shapes, of which the first letters are the same. A first letter that
 * differs, a lost last letter or another last vowel usually make another word, so those do not count.
 */
export function slipBetween(word: string, name: string): Slip | null {
  if (word === name || name.length < 4 || word[0] !== name[0] || Math.abs(word.length - name.length) > 2) return null
  const slip = likelySlip(word, name)
  // A short name is one letter away from many words of many languages.
  return slip && name.length <= shortName ? { ...slip, sureness: Math.min(slip.sureness, shortSureness) } : slip
}

const shortName = 5
const shortSureness = 0.85

function likelySlip(word: string, name: string): Slip | null {
  if (undoubled(word) === undoubled(name)) return { kind: 'doubled', sureness: 1 }
  if (isSwap(word, name)) return { kind: 'swapped', sureness: 0.9 }
  if (soundOf(word) === soundOf(name)) return { kind: 'sound', sureness: 0.85 }
  const last = word.at(-1) === name.at(-1) || (name.length >= 6 && isVowel(word.at(-1)) && isVowel(name.at(-1)))
  if (name.length >= 5 && last && word.length >= 4 && frameOf(word) === frameOf(name)) {
    const most = name.length >= 7 ? 2 : 1
    const sureness = name.length >= 7 ? 0.8 : name.length === 6 ? 0.65 : 0.6
    return changesBetween(undoubled(word), undoubled(name), most) <= most ? { kind: 'vowel', sureness } : null
  }
  return name.length >= 6 && isSlip(word, name) ? { kind: 'slip', sureness: name.length >= 8 ? 0.85 : 0.7 } : null
}

/** Letters to add, take away or replace, counted up to `most` and one more. */
function changesBetween(a: string, b: string, most: number): number {
  if (a === b) return 0
  if (most < 0 || Math.abs(a.length - b.length) > most) return most + 1
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  const [left, right] = [a.slice(at + 1), b.slice(at + 1)]
  return (
    1 +
    Math.min(
      changesBetween(left, right, most - 1),
      changesBetween(left, b.slice(at), most - 1),
      changesBetween(a.slice(at), right, most - 1),
    )
  )
}

function isSwap(word: string, name: string): boolean {
  if (word.length !== name.length) return false
  const differing = [...word].flatMap((char, at) => (char === name[at] ? [] : [at]))
  const [first, second] = differing
  if (differing.length !== 2 || first === undefined || second === undefined) return false
  if (word[first] !== name[second] || word[second] !== name[first]) return false
  return second === first + 1 || (isVowel(word[first]) && isVowel(word[second]) && second === first + 2)
}

function isSlip(word: string, name: string): boolean {
  if (word.length === name.length) {
    const differing = [...word].flatMap((char, at) => (char === name[at] ? [] : [at]))
    const at = differing[0]
    if (differing.length !== 1 || at === undefined) return false
    const pair = `${word[at]}${name[at]}`
    return at < word.length - 1 ? near.has(pair) || name.length >= 9 : isVowel(word[at]) === false && near.has(pair)
  }
  const [short, long] = word.length < name.length ? [word, name] : [name, word]
  if (long.length - short.length !== 1) return false
  const at = [...short].findIndex((char, index) => char !== long[index])
  // A last letter lost or added makes another word as often as a slip.
  return at > 0 && short.slice(at) === long.slice(at + 1)
}

/**
 * The same for a name of several words: each word is the name's or a slip of it, and one at the least is.
 * `words` and `names` are shapes of equal count.
 */
export function slipBetweenWords(words: readonly string[], names: readonly string[]): Slip | null {
  const letters = names.join('').length
  if (words.length !== names.length || letters < 6) return null
  let worst: Slip | null = null
  for (const [at, name] of names.entries()) {
    const word = words[at] ?? ''
    if (word === name) continue
    const slip = slipBetween(word, name) ?? vowelLost(word, name)
    if (!slip || (letters < 8 && slip.kind !== 'doubled' && slip.kind !== 'swapped')) return null
    if (!worst || slip.sureness < worst.sureness) worst = slip
  }
  return worst && { ...worst, sureness: letters < 8 ? 0.6 : Math.min(1, worst.sureness + 0.1) }
}

/** Whether `slipBetweenWords` may take a word for the first of a name of several. */
export const startsLike = (word: string, name: string): boolean =>
  word === name || slipBetween(word, name) !== null || vowelLost(word, name) !== null

const vowelLost = (word: string, name: string): Slip | null =>
  name.length >= 4 && word.length >= 3 && word[0] === name[0] && frameOf(word) === frameOf(name)
    ? { kind: 'vowel', sureness: 0.7 }
    : null
