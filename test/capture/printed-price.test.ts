import { describe, expect, it } from 'vitest'
import { printedPrice } from '../../src/capture/printed-price.ts'

describe('a price as the page prints it', () => {
  it.each([
    ['13.50', 'EUR', 'Sandalen 13,50 € EU 44', '13,50 €'],
    ['13.50', 'EUR', 'only 13.50 EUR today', '13.50 EUR'],
    ['1129.90', 'EUR', 'now 1.129,90€ in all', '1.129,90€'],
    ['1129.90', 'USD', 'now $1,129.90 each', '$1,129.90'],
    ['1129.90', 'USD', 'US $1,129.90', 'US $1,129.90'],
    ['19800', 'JPY', 'price 19,800円 tax included', '19,800円'],
    ['129', 'CNY', 'sold ¥129 and more', '¥129'],
    ['249', 'PLN', 'teraz 249,00 zł', '249,00 zł'],
    ['96.81', 'BRL', 'por R$ 96,81 à vista', 'R$ 96,81'],
    ['45.5', 'USD', 'now $45.50', '$45.50'],
    ['45.50', 'USD', 'size 45.5', '45.5'],
  ])('%s %s in "%s" is "%s"', (amount, currency, plain, printed) => {
    expect(printedPrice({ amount, currency }, plain)).toBe(printed)
  })

  it.each([
    ['13.50', 'EUR', '113,50 € and 13,505'],
    ['20', 'USD', 'only $20.99, or 2,020 points'],
    ['13.50', 'EUR', 'price on request'],
  ])('%s %s is not in "%s"', (amount, currency, plain) => {
    expect(printedPrice({ amount, currency }, plain)).toBeNull()
  })
})
