/**
 * A word as it sounds: consonants, and the vowels before, between and behind them (one slot more than consonants). Of a
 * name, each vowel is all that its spelling may stand for ("ee" is e or i), the plainest first.
 */
export type Sound = { consonants: string; vowels: readonly (readonly string[])[]; length: number }

/** A script's way of writing foreign sounds: what it cannot tell apart, and whether it leaves vowels out. */
export type Habit = { same: ReadonlySet<string>; leavesVowelsOut: boolean; dropsR: boolean; isExact: boolean }

const pairs = (written: string): ReadonlySet<string> =>
  new Set(written.split(' ').flatMap((pair) => [pair, `${pair[1]}${pair[0]}`]))
/** c is ts, x is sh; of a name q is ch and y a soft c. What no script keeps apart, and what those with few letters do not. */
const everywhere = 'sz sc zc xq kq zj ys yz yc yx'
const byFewLetters = 'xz xj'
const habit = (same: string, more: Partial<Habit> = {}): Habit => ({
  ...{ same: pairs(`${everywhere} ${same}`), leavesVowelsOut: false, dropsR: false, isExact: false },
  ...more,
})

export const habits = {
  cyrillic: habit('', { isExact: true }),
  greek: habit('bv sx', { isExact: true }),
  arabic: habit(`${byFewLetters} pb vf kg`, { leavesVowelsOut: true }),
  hebrew: habit('bv pf', { leavesVowelsOut: true }),
  kana: habit(`${byFewLetters} sx bv lr`, { dropsR: true }),
  hangul: habit(`${byFewLetters} bv pf bp kg td lr`, { dropsR: true }),
  devanagari: habit('pf', { leavesVowelsOut: true }),
  thai: habit(`${byFewLetters} kg bv`),
} as const

/** What vowels in a Latin name may be said as. */
const groups: readonly (readonly [RegExp, string])[] = [
  [/^(ee|ea|ie|ey)$/, 'ei'],
  [/^(ai|ay|ei)$/, 'aei'],
  [/^(oo|ou|ew|eu)$/, 'ou'],
  [/^(au|aw)$/, 'ao'],
  [/^oa$/, 'o'],
]
const vowel = /ee|ea|ie|ai|ei|oo|ou|ew|eu|au|aw|oa|./g
const said: Record<string, string> = { a: 'ae', e: 'e', i: 'i', o: 'ou', u: 'uoa', w: 'u' }

const plain = (latin: string): string =>
  latin
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .replace(/ph/g, 'f')
    .replace(/x/g, 'ks')
    .replace(/[ts]ion/g, 'xun')
    .replace(/sch|tch|sh/g, 'x')
    .replace(/ts/g, 'c_')
    .replace(/ck/g, 'k')

/** A name's sound, from its Latin letters, with its w said as u or v and its th as t or s. */
export function soundOfName(latin: string, said: { w: 'w' | 'v'; th: 't' | 's' }): Sound {
  const letters = plain(latin.toLowerCase().replace(/th/g, said.th))
    .replace(/y/g, 'i')
    .replace(/ch/g, 'q')
    .replace(/wh/g, 'w')
    .replace(/c(?!_)(?=[eiy])/g, 'y')
    .replace(/c(?!_)|q(?=u)/g, 'k')
    .replace(/w/g, said.w)
  return parted(letters, vowelsOf)
}

const vowelsOf = (written: string): string[] =>
  (written.match(vowel) ?? []).map((one) => groups.find(([pattern]) => pattern.test(one))?.[1] ?? said[one] ?? one)

/** The sounds of a word that was brought to Latin letters: without and with what its script may have put in. */
export function soundsOfWord(latin: string): Sound[] {
  const ways = latin === latin.toLowerCase() ? [latin] : [latin.replace(/[UON]/g, ''), latin.toLowerCase()]
  return ways.map((way) =>
    parted(plain(way).replace(/ch/g, 'x').replace(/w/g, 'u').replace(/y/g, 'i'), (written) => Array.from(written)),
  )
}

function parted(letters: string, vowelsOf: (written: string) => string[]): Sound {
  const even = letters
    .replace(/m(?=[pbf])/g, 'n')
    .replace(/_|(?<=.)h/g, '')
    .replace(/([^aeiouw])\1+/g, '$1')
  const parts = even.split(/([^aeiouw])/)
  const consonants = parts.filter((_, at) => at % 2 === 1).join('')
  const vowels = parts.filter((_, at) => at % 2 === 0).map((part) => (part === '' ? [] : vowelsOf(part)))
  return { consonants, vowels, length: even.length }
}

const classes: Record<string, string> = {
  b: 'P', p: 'P', v: 'P', f: 'P', k: 'K', g: 'K', q: 'S', t: 'T', d: 'T', s: 'S', z: 'S', j: 'S', x: 'S', c: 'S', y: 'S', h: 'H', l: 'L', r: 'L', m: 'M', n: 'N',
} // biome-ignore format: a table

/** Words of one key may be one sound; `sameSound` says whether they are. */
export const classKey = (sound: Sound): string => Array.from(sound.consonants, (one) => classes[one] ?? '').join('')

/** Whether a word of another script is the name by ear. */
export function sameSound(name: Sound, word: Sound, habit: Habit): boolean {
  if (name.consonants.length !== word.consonants.length) return false
  for (let at = 0; at < name.consonants.length; at++) {
    const [a = '', b = ''] = [name.consonants[at], word.consonants[at]]
    const mayDiffer = !habit.isExact || at > 0 || a === 'y' || a === 'q' || name.vowels[0]?.length !== 0
    if (a !== b && !(mayDiffer && habit.same.has(a + b))) return false
  }
  return sameVowels(name, word.vowels, habit)
}

/** Names of two consonants must have their vowels said as they are spelled: there is little else to know them by. */
function sameVowels(
  { vowels, consonants }: Sound,
  word: Sound['vowels'],
  { isExact, leavesVowelsOut }: Habit,
): boolean {
  const last = vowels.length - 1
  const isStrict = consonants.length <= 2
  let [there, left] = [0, 0]
  for (const [at, spelled] of vowels.entries()) {
    const heard = word[at] ?? []
    if (spelled.length > 0 && heard.length > 0) {
      there++
      if (!sameRun(spelled, heard, isStrict, isExact)) return false
    } else if (spelled.length > 0) {
      // A last e is rarely said; within a word only some scripts leave a vowel out, and not most of them.
      if (at === last && spelled.length === 1 && spelled[0] === 'e') continue
      if (!leavesVowelsOut || at === 0 || at === last) return false
      left++
    } else if (heard.length > 0) return false
  }
  // The more consonants agree, the fewer vowels are needed.
  return left === 0 || left < there || left <= there + consonants.length - 4
}

/** One vowel may be heard as two ("Nike" is naike); several are heard one by one. */
function sameRun(spelled: readonly string[], heard: readonly string[], isStrict: boolean, isExact: boolean): boolean {
  const isNear = (vowel: string, one: string) =>
    isStrict && vowel.length === 2 && !/^(ei|ou)$/.test(vowel)
      ? vowel[0] === one
      : (isStrict ? vowel : nearVowels(vowel, isExact)).includes(one)
  const [only, ...more] = spelled
  if (only !== undefined && more.length === 0) return heard.length <= 2 && heard.some((one) => isNear(only, one))
  return spelled.length === heard.length && spelled.every((vowel, at) => isNear(vowel, heard[at] ?? ''))
}

const nearVowels = (vowel: string, isExact: boolean): string =>
  `${vowel}${vowel.includes('e') ? 'i' : ''}${!isExact && /[iy]/.test(vowel) ? 'e' : ''}${!isExact && vowel.includes('o') ? 'u' : ''}`
