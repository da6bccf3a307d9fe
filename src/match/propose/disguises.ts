import { folded } from '../../model/text-folding.ts'

/** A way to write a name that hides it from a filter and that people can still type into a search box. */
export type Form = { text: string; how: string }

const digits: Record<string, string> = { o: '0', i: '1', l: '1', e: '3', a: '4', s: '5', t: '7', b: '8' }
const symbols: Record<string, string> = { a: '@', s: '$', i: '!' }
/** Letters that sound alike, so that a name is misspelled with them. */
const alike: [string, string][] = [
  ['c', 'k'],
  ['k', 'c'],
  ['i', 'y'],
  ['y', 'i'],
  ['ph', 'f'],
  ['f', 'ph'],
  ['v', 'w'],
  ['w', 'v'],
  ['z', 's'],
]
const vowels = /[aeiou]/g
/** Shorter names are found everywhere when a letter changes. */
const lettersMin = 4
const formsMax = 60

/**
 * Forms of a Latin name, likeliest first, without the name itself. Names in other scripts, and short ones, have none: what
 * sellers do to them is not known well enough. Pure; the same name, the same forms.
 */
export function disguisesOf(name: string): Form[] {
  const plain = folded(name)
  if (!/^[a-z0-9 '&.-]+$/.test(plain)) return []
  const letters = plain.replace(/[^a-z0-9]/g, '')
  if (letters.length < lettersMin) return []
  const forms = [
    ...swaps(plain, digits, 'digits for letters'),
    ...swaps(plain, symbols, 'signs for letters'),
    { text: plain.replace(vowels, ''), how: 'vowels left out' },
    { text: Array.from(letters).join(' '), how: 'spaces between the letters' },
    { text: Array.from(letters).join('.'), how: 'dots between the letters' },
    ...alike.filter(([from]) => plain.includes(from)).map(([from, to]) => misspelled(plain.replace(from, to))),
    ...doubled(plain),
    ...leftOut(plain),
    { text: Array.from(letters).reverse().join(''), how: 'backwards' },
  ]
  const known = new Set([plain, letters])
  return forms.filter(({ text }) => text.length > 1 && !known.has(text) && known.add(text)).slice(0, formsMax)
}

const misspelled = (text: string): Form => ({ text, how: 'misspelled' })

/** All letters at once, then each letter alone. */
function swaps(name: string, table: Record<string, string>, how: string): Form[] {
  const swapped = (only?: string) =>
    Array.from(name, (letter) => (only === undefined || only === letter ? (table[letter] ?? letter) : letter)).join('')
  const present = [...new Set(name)].filter((letter) => letter in table)
  return [undefined, ...present].map((only) => ({ text: swapped(only), how }))
}

/** "Miller" → "miler"; "Lago" → "laggo". */
const doubled = (name: string): Form[] => [
  ...[...name.matchAll(/(.)\1/g)].map(({ index }) => misspelled(name.slice(0, index) + name.slice(index + 1))),
  ...[...name.matchAll(/(?<=[aeiou])([bdfglmnprst])(?=[aeiou])/g)].map(({ index }) =>
    misspelled(name.slice(0, index) + name[index] + name.slice(index)),
  ),
]

/** Each vowel inside the name left out once. */
const leftOut = (name: string): Form[] =>
  [...name.matchAll(/(?<=[a-z])[aeiou](?=[a-z])/g)].map(({ index }) =>
    misspelled(name.slice(0, index) + name.slice(index + 1)),
  )
