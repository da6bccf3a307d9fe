import type { Dice } from './dice.ts'
import type { Language } from './territories.ts'

const lookalikes: Record<string, string> = { a: 'а', e: 'е', o: 'о', c: 'с', p: 'р', i: 'і', k: 'к', v: 'ѵ', s: 'ѕ' }
const leet: Record<string, string> = { a: '4', e: '3', o: '0', i: '1', s: '5' }

const swapped = (name: string, table: Record<string, string>): string =>
  name.slice(0, 1) + [...name.slice(1)].map((letter) => table[letter] ?? letter).join('')

type Way = (name: string) => string
const fullWidth: Way = (name) =>
  [...name].map((letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)).join('')
const ways: readonly [Way, ...Way[]] = [
  (name) => swapped(name, lookalikes),
  (name) => swapped(name, leet),
  (name) => [...name].join(' '),
  (name) => [...name].join('.'),
  (name) => `${name.slice(0, 3)}\u200b${name.slice(3)}`,
  (name) => `${name.slice(0, 4)}-${name.slice(4)}`,
  (name) => name.replace(/n/, 'nn').replace(/r(?=o)/, 'rr'),
]

/**
 * A brand's name (ASCII letters) as those write it who do not want to be found by it, and still be bought for it. Wide
 * letters are a disguise only where nobody writes them anyway.
 */
export function disguised(name: string, language: Language, throws: Dice): string {
  const isWideUsual = language === 'ja' || language === 'zh'
  return throws.pick<Way>(isWideUsual ? ways : [fullWidth, ...ways])(name)
}
