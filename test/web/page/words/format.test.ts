import { describe, expect, it } from 'vitest'
import {
  formatAgo,
  formatInstant,
  formatMoney,
  formatPrice,
  formatScore,
  formatShare,
  formatTook,
  oneForm,
  shareOf,
} from '../../../../src/web/page/words/format.ts'

describe('money on a card', () => {
  it.each([
    [{ amount: '19.90', currency: 'USD' }, '$19.90'],
    [{ amount: '1106.18', currency: 'EUR' }, '€1,106.18'],
    [{ amount: '4980', currency: 'JPY' }, '¥4,980'],
    [{ amount: '12345678901234567.89', currency: 'USD' }, '$12,345,678,901,234,567.89'],
    [{ amount: '5', currency: 'CAD' }, 'CA$5.00'],
    [{ amount: '5', currency: 'CNY' }, 'CN¥5.00'],
    [{ amount: '5', currency: '???' }, '5 ???'],
  ])('%j is written %s', (money, text) => {
    expect(formatMoney(money)).toBe(text)
  })

  it('shows both ends of a range, the currency once', () => {
    expect(formatPrice({ amount: '3.50', max: '8.90', currency: 'USD' })).toBe('$3.50 – 8.90')
    expect(formatPrice({ amount: '3.50', max: '8.90', currency: '???' })).toBe('3.50 – 8.90 ???')
  })
})

describe('what is written in one form only', () => {
  it('shares', () => {
    expect(oneForm('577 JPY is 14 % of 4200, 0.5\u00a0% less')).toBe('577 JPY is 14% of 4200, 0.5% less')
    expect(formatShare(0.1234)).toBe('12.3%')
  })

  it('times, with their zone', () => {
    expect(formatInstant('2026-11-30T13:05:00Z')).toMatch(/Nov 30, 2026, \d{1,2}:05 (AM|PM) (UTC|GMT\S*|[A-Z]{2,5})$/)
  })
})

describe('a price against the official one', () => {
  const official = { amount: '129.00', currency: 'USD' }
  it.each([
    [{ amount: '19.90', currency: 'USD' }, '15%'],
    [{ amount: '129.00', currency: 'USD' }, '100%'],
    [{ amount: '12.90', max: '25.80', currency: 'USD' }, '10%–20%'],
  ])('%j is %s of it', (price, text) => {
    expect(shareOf(price, official)?.text).toBe(text)
  })

  it('is not said when there is nothing to divide by', () => {
    expect(shareOf({ amount: '1', currency: 'USD' }, { amount: '0', currency: 'USD' })).toBeNull()
  })
})

describe('other figures', () => {
  const now = Date.parse('2026-11-24T12:00:00Z')
  it.each([
    ['2026-11-24T11:59:40Z', 'now'],
    ['2026-11-24T11:48:00Z', '12 minutes ago'],
    ['2026-11-24T15:00:00Z', 'in 3 hours'],
    ['2026-11-22T12:00:00Z', '2 days ago'],
  ])('%s is %s', (iso, text) => {
    expect(formatAgo(iso, now)).toBe(text)
  })

  it('never say that a score is certain', () => {
    expect([formatScore(0), formatScore(0.934), formatScore(1)]).toEqual([1, 93, 99])
  })

  it('say how long a run took, and nothing while it runs', () => {
    expect(formatTook('2026-11-24T12:00:00Z', '2026-11-24T12:04:12Z')).toBe('4 min 12 s')
    expect(formatTook('2026-11-24T12:00:00Z', null)).toBeNull()
  })
})
