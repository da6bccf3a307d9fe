import { describe, expect, it } from 'vitest'
import { halvard, seen } from '../matched.ts'

describe('seller.unauthorised, weak: none of the sellers the watch names', () => {
  it('is another seller', () => {
    expect(seen('seller.unauthorised', {})).toHaveLength(1)
  })

  it('is not an authorised one, an unknown one, or any when the watch names none', () => {
    expect(seen('seller.unauthorised', { seller: { name: 'Northgear' } })).toEqual([])
    expect(seen('seller.unauthorised', { seller: null })).toEqual([])
    expect(seen('seller.unauthorised', {}, { watch: halvard({ authorisedSellers: [] }) })).toEqual([])
  })
})
