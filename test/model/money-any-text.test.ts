import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPrice, readPriceText } from '../../src/model/money-reader.ts'

/** How a locale writes money: marks, and where the sign stands. */
const styles: { group: string; decimal: string; sign: string; after: boolean; currency: string; language: string }[] = [
  { group: ',', decimal: '.', sign: '$', after: false, currency: 'USD', language: 'en-US' },
  { group: '.', decimal: ',', sign: '€', after: true, currency: 'EUR', language: 'de-DE' },
  { group: '\u202f', decimal: ',', sign: '€', after: true, currency: 'EUR', language: 'fr-FR' },
  { group: '.', decimal: ',', sign: 'R$', after: false, currency: 'BRL', language: 'pt-BR' },
  { group: '’', decimal: '.', sign: 'CHF', after: false, currency: 'CHF', language: 'de-CH' },
  { group: '\u00a0', decimal: ',', sign: 'zł', after: true, currency: 'PLN', language: 'pl-PL' },
  { group: '.', decimal: ',', sign: 'TL', after: true, currency: 'TRY', language: 'tr-TR' },
  { group: '\u00a0', decimal: ',', sign: 'kr', after: true, currency: 'SEK', language: 'sv-SE' },
  { group: ',', decimal: '.', sign: 'AED', after: false, currency: 'AED', language: 'ar-AE' },
  { group: ',', decimal: '.', sign: '£', after: false, currency: 'GBP', language: 'en-GB' },
]

const printedIn = (cents: number, style: (typeof styles)[number]): string => {
  const whole = Math.trunc(cents / 100)
    .toString()
    .replace(/\B(?=(?:\d{3})+$)/g, style.group)
  const number = `${whole}${style.decimal}${String(cents % 100).padStart(2, '0')}`
  return style.after ? `${number} ${style.sign}` : `${style.sign} ${number}`
}

describe('what a locale prints', () => {
  it('is read back, whatever the amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), fc.constantFrom(...styles), (cents, style) => {
        const { currency, language } = style
        const amount = `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
        expect(readPrice(printedIn(cents, style), { currency, language })).toEqual({ amount, currency })
      }),
      { numRuns: 500 },
    )
  })

  it('is read back without decimals too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), fc.constantFrom(...styles), (units, style) => {
        const { currency, language } = style
        const text = printedIn(units * 100, style).replace(`${style.decimal}00`, '')
        expect(readPrice(text, { currency, language })).toEqual({ amount: String(units), currency })
      }),
      { numRuns: 500 },
    )
  })

  it('is read back as Intl writes it', () => {
    const locales = ['de-DE', 'en-US', 'fr-FR', 'ja-JP', 'pt-BR', 'en-IN', 'pl-PL', 'es-MX', 'ar-EG', 'vi-VN', 'ko-KR']
    const currencies = ['EUR', 'USD', 'JPY', 'INR', 'PLN', 'BRL', 'KRW', 'VND', 'GBP']
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999_999 }),
        fc.constantFrom(...locales),
        fc.constantFrom(...currencies),
        (cents, locale, currency) => {
          const whole = ['JPY', 'KRW', 'VND'].includes(currency)
          const value = whole ? cents : cents / 100
          const text = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'code' }).format(
            value,
          )
          const price = readPrice(text, { currency, language: locale })
          expect([text, Number(price?.amount), price?.currency]).toEqual([text, value, currency])
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('any text at all', () => {
  it('never throws, and gives a positive amount or nothing', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        '$',
        '€',
        '1',
        '1.299',
        ',',
        '.',
        ' ',
        '-',
        '×',
        '/',
        'kr',
        '(',
        ')',
        '円',
        '0',
        '%',
        'MOQ',
        '٣',
        '\u202f',
      ),
    )
    const hints = fc.record({
      currency: fc.constantFrom('USD', 'EUR', 'JPY', 'KWD', 'VND'),
      language: fc.constantFrom('en', 'de', 'ja', '??'),
    })
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 40 }), hints, (parts, given) => {
        const price = readPrice(parts.join(''), given)
        if (price !== null) expect(price.amount).toMatch(/^\d+(?:\.\d+)?$/)
        if (price !== null) expect(Number(price.amount)).toBeGreaterThan(0)
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['digits', '9'.repeat(1_000_000)],
    ['groups', '1,'.repeat(500_000)],
    ['signs', '$'.repeat(1_000_000)],
    ['spaces', `$ 1${' '.repeat(1_000_000)}`],
    ['prices', '$ 1.00 '.repeat(140_000)],
  ])('ends on 1 MB of %s, which is no price text', (_, text) => {
    expect(readPrice(text, { currency: 'USD' })).toBeNull()
  })

  it.each([
    ['digits', '9'.repeat(1_000)],
    ['groups', '1 000'.repeat(200)],
    ['brackets', '('.repeat(1_000)],
    ['prices', '$ 1.00 '.repeat(140)],
    ['words', 'from de per '.repeat(80)],
  ])('ends on 1,000 characters of %s', (_, text) => {
    expect(() => readPriceText(text, { currency: 'USD' })).not.toThrow()
  })
})
