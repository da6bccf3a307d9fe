import { describe, expect, it } from 'vitest'
import { seen } from '../matched.ts'

const at = (amount: string, more: object = {}) => ({ price: { amount, currency: 'USD', ...more } })

describe('allow.bundle, lowers a little: a pack of a few pieces', () => {
  it('says what one piece comes to, which is what the price is compared by', () => {
    const listing = { title: 'Halvard socks 3 pack', ...at('18.00') }
    expect(seen('allow.bundle', listing)[0]?.text).toBe('A pack of 3: 18.00 USD together, 6.00 USD each.')
  })

  it.each([
    ['Halvard shoes', at('18.00'), 0],
    ['Halvard shoes 2 pairs', at('18.00'), 1],
    ['Halvard shoes', at('18.00', { per: 'lot of 4' }), 1],
    ['Halvard shoes lot of 5', at('18.00'), 0],
    ['Halvard shoes', at('18.00', { moq: 2 }), 0],
  ])('%s %o: seen %d times', (title, price, times) => {
    expect(seen('allow.bundle', { title, ...price })).toHaveLength(times)
  })

  it('does not let a copy off', () => {
    const weight = seen('allow.bundle', { title: 'Halvard replica shoes 2 pairs', ...at('18.00') })[0]!.weight
    expect(Math.abs(weight)).toBeLessThan(1)
  })
})
