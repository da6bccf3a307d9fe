import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addAmounts,
  compareAmounts,
  divideAmounts,
  isAmount,
  multiplyAmounts,
  roundAmount,
} from '../../src/model/money.ts'

/** A plain decimal of up to twelve digits and four decimals, as whole units and as text. */
const amount = fc
  .tuple(fc.bigInt(-999_999_999_999n, 999_999_999_999n), fc.integer({ min: 0, max: 4 }))
  .map(([digits, scale]) => {
    const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
    const whole = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`
    return digits < 0n ? `-${whole}` : whole
  })

/** The same amount in more digits than a number can tell apart. */
const drawnOut = (text: string): string => (text.includes('.') ? text : `${text}.`).padEnd(text.length + 16, '0')

describe('arithmetic with amounts', () => {
  it.each([
    ['0.1', '0.2', '0.30'.replace(/0$/, '')],
    ['9.99', '0.01', '10'],
    ['-5', '2.50', '-2.50'],
    ['1106.18', '0', '1106.18'],
  ])('%s + %s = %s', (a, b, sum) => {
    expect(compareAmounts(addAmounts(a, b), sum)).toBe(0)
  })

  it.each([
    ['79.99', '10', '799.90'],
    ['0.1', '0.1', '0.01'],
    ['1400000', '0.00001', '14'],
    ['-2', '3.5', '-7'],
    ['9007199254740993', '3', '27021597764222979'],
  ])('%s × %s = %s', (a, b, product) => {
    expect(multiplyAmounts(a, b)).toBe(product)
  })

  it.each([
    ['17.94', '2.99', '6'],
    ['1', '3', '0.333333333333'],
    ['2', '3', '0.666666666667'],
    ['-1', '8', '-0.125'],
  ])('%s ÷ %s = %s', (a, b, quotient) => {
    expect(divideAmounts(a, b)).toBe(quotient)
  })

  it.each([
    ['1.005', 2, '1.01'],
    ['1.004', 2, '1.00'],
    ['-1.005', 2, '-1.01'],
    ['7', 2, '7.00'],
    ['0.5', 0, '1'],
  ])('%s to %i decimals is %s', (a, decimals, rounded) => {
    expect(roundAmount(a, decimals)).toBe(rounded)
  })

  it('is exact in both directions', () => {
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        expect(compareAmounts(addAmounts(a, b), addAmounts(b, a))).toBe(0)
        expect(compareAmounts(addAmounts(addAmounts(a, b), b.startsWith('-') ? b.slice(1) : `-${b}`), a)).toBe(0)
        expect(multiplyAmounts(a, '1') === a || compareAmounts(multiplyAmounts(a, '1'), a) === 0).toBe(true)
        expect(Math.sign(compareAmounts(a, b)) + Math.sign(compareAmounts(b, a))).toBe(0)
        expect(compareAmounts(a, b)).toBe(compareAmounts(drawnOut(a), drawnOut(b)))
        expect(isAmount(multiplyAmounts(a, b))).toBe(true)
      }),
    )
  })

  it.each(['', '1,5', '1.', '.5', '1e3', 'NaN', '+1', ' 1', '0x1'])('refuses %j', (text) => {
    expect(isAmount(text)).toBe(false)
    expect(() => addAmounts(text, '1')).toThrow(RangeError)
  })

  it('refuses to divide by zero', () => {
    expect(() => divideAmounts('1', '0.00')).toThrow(RangeError)
  })
})
