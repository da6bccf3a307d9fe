import { describe, expect, it } from 'vitest'
import { seen } from '../matched.ts'

const priced = (priceText: string, amount: string, currency: string) => ({ priceText, price: { amount, currency } })

describe('allow.minor-currency, lowers: the price is printed in hundredths', () => {
  it.each([
    ['499p', '4.99', 'GBP', '“499p” is in pence: 4.99 GBP.'],
    ['99¢', '0.99', 'USD', '“99¢” is in cents: 0.99 USD.'],
    ['90 коп.', '0.90', 'RUB', '“90 коп.” is in kopecks: 0.90 RUB.'],
    ['99 groszy', '0.99', 'PLN', '“99 groszy” is in groszy: 0.99 PLN.'],
    ['75 kuruş', '0.75', 'TRY', '“75 kuruş” is in kuruş: 0.75 TRY.'],
    ['50 øre', '0.50', 'DKK', '“50 øre” is in øre: 0.50 DKK.'],
  ])('%s: says both', (priceText, amount, currency, text) => {
    const finding = seen('allow.minor-currency', priced(priceText, amount, currency))[0]
    expect(finding).toMatchObject({ text, span: { field: 'price', start: 0, end: priceText.length } })
  })

  it.each([
    ['£4.99', '4.99', 'GBP', 'pounds'],
    ['£4 99p', '4.99', 'GBP', 'pounds with their pence'],
    ['499p', '499', 'RUB', '“p” is no kopeck'],
    ['4.99 per pair', '4.99', 'GBP', 'a word that begins so'],
  ])('%s (%s %s): nothing (%s)', (priceText, amount, currency) => {
    expect(seen('allow.minor-currency', priced(priceText, amount, currency))).toEqual([])
  })

  it('is not known where no price text is kept', () => {
    expect(seen('allow.minor-currency', { price: { amount: '4.99', currency: 'GBP' } })).toEqual([])
  })
})
