import type { Money } from '../model/money.ts'
import { dice } from './dice.ts'
import type { BazaarTerritory } from './territories.ts'

/** Currencies that are printed without decimals here; roubles have kopecks, but nobody prints them. */
const whole = new Set(['JPY', 'RUB'])

/** Endings that sellers like, in hundredths. */
const endings = [0, 0, 49, 50, 90, 95, 99] as const

/**
 * A price that a seller would ask in a territory's currency: `eur` euros at the fixed rate, rounded as sellers round.
 * The same `key` rounds the same way.
 */
export function askedAmount(eur: number, territory: BazaarTerritory, seed: number, key: number): Money {
  const value = Math.max(eur, 0.02) * territory.perEuro
  const throws = dice(seed, 'ending', territory.currency, key)
  if (whole.has(territory.currency)) {
    const step = value < 1000 ? 10 : 100
    const rounded = Math.max(step, Math.round(value / step) * step)
    return {
      amount: String(throws.chance(0.4) && rounded > step ? rounded - step / 5 : rounded),
      currency: territory.currency,
    }
  }
  if (value < 3) return decimal(Math.max(1, Math.round(value * 100)), territory.currency)
  return decimal(Math.floor(value) * 100 + throws.pick(endings), territory.currency)
}

/** `hundredths` of a currency that has them. */
const decimal = (hundredths: number, currency: string): Money => ({
  amount: `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`,
  currency,
})

/** A part or a multiple of an amount, to the currency's last place; never nothing. */
export function timesAmount(money: Money, factor: number): Money {
  if (whole.has(money.currency)) {
    return { ...money, amount: String(Math.max(1, Math.round(Number(money.amount) * factor))) }
  }
  return decimal(Math.max(1, Math.round(Number(money.amount) * 100 * factor)), money.currency)
}

/** The same value in another territory's currency, at the fixed rates. */
export function convertedAmount(money: Money, from: BazaarTerritory, to: BazaarTerritory): Money {
  if (from.currency === to.currency) return money
  const value = (Number(money.amount) / from.perEuro) * to.perEuro
  if (whole.has(to.currency)) return { amount: String(Math.max(1, Math.round(value))), currency: to.currency }
  return decimal(Math.max(1, Math.round(value * 100)), to.currency)
}
