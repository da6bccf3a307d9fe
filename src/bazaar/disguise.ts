import type { Dice } from './dice.ts'

const lookalikes: Record<string, string> = { a: 'а', e: 'е', o: 'о', c: 'с', p: 'р', i: 'і', k: 'к', v: 'ѵ', s: 'ѕ' }
const leet: Record<string, string> = { a: '4', e: '3', o: '0', i: '1', s: '5' }

const swapped = (name: string, table: Record<string, string>): string =>
  name.slice(0, 1) + [...name.slice(1)].map((letter) => table[letter] ?? letter).join('')

const ways: readonly [(name: string) => string, ...((name: string) => string)[]] = [
  (name) => swapped(name, lookalikes),
  (name) => swapped(name, leet),
  (name) => [...name].join(' '),
  (name) => [...name].join('.'),
  (name) => `${name.slice(0, 3)}\u200b${name.slice(3)}`,
  (name) => [...name].map((letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)).join(''),
  (name) => `${name.slice(0, 4)}-${name.slice(4)}`,
  (name) => name.replace(/n/, 'nn').replace(/r(?=o)/, 'rr'),
]

/** A brand's name (ASCII letters) as those write it who do not want to be found by it, and still be bought for it. */
export const disguised = (name: string, throws: Dice): string => throws.pick(ways)(name)
