import { describe, expect, it } from 'vitest'
import { watchNames } from '../../src/web/watch-names.ts'

describe('the name of a watch on the page', () => {
  it('is its brand, with its id where several watches have one brand', () => {
    const watches = [
      { id: 'halvard-shoes', brand: 'Halvard' },
      { id: 'halvard-caps', brand: 'Halvard' },
      { id: 'osdra', brand: 'Osdra' },
    ]
    expect([...watchNames(watches).values()]).toEqual(['Halvard (halvard-shoes)', 'Halvard (halvard-caps)', 'Osdra'])
  })
})
