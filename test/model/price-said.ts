import { expect, it } from 'vitest'
import { type PriceHints, readPrice } from '../../src/model/money-reader.ts'

type Case = [text: string, read: string | null, hints?: PriceHints]

/** "amount[–max] currency[ per …][ moq n]" */
const said = (text: string, hints?: PriceHints): string | null => {
  const price = readPrice(text, hints)
  if (price === null) return null
  const { amount, max, currency, per, moq } = price
  return `${amount}${max === undefined ? '' : `–${max}`} ${currency}${per === undefined ? '' : ` per ${per}`}${moq === undefined ? '' : ` moq ${moq}`}`
}

export const reads = (cases: Case[]): void => {
  it.each(cases)('%s is %s', (text, read, hints) => {
    expect(said(text, hints)).toBe(read)
  })
}
