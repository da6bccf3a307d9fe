import { describe, expect, it } from 'vitest'
import { seen } from '../matched.ts'

describe('brand.spam, strong: several brands in one title', () => {
  it('is the watched brand among others', () => {
    expect(seen('brand.spam', { title: 'Halvard Puma Adidas Vans sneakers' })).toHaveLength(1)
  })

  it.each([
    ['Halvard sneakers', 'one brand'],
    ['Halvard x Puma sneakers', 'two brands may work together'],
    ['Puma Adidas Vans sneakers', 'the watched brand is not named'],
  ])('%s: nothing (%s)', (title) => {
    expect(seen('brand.spam', { title })).toEqual([])
  })
})
