import { describe, expect, it } from 'vitest'
import { afterKey, moved, whole, zoomed } from '../../../../src/web/page/review/zoom.ts'

const press = (key: string, code = '') => ({ key, code })

describe('a picture that is enlarged', () => {
  it('grows by keys of any layout, up to a bound, and is whole again with 0', () => {
    for (const [key, code] of [['+', 'BracketRight'], ['=', 'Equal'], ['´', 'Equal'], ['+', 'NumpadAdd']] as const) // biome-ignore format: a table
      expect(afterKey(whole, press(key, code))?.scale).toBe(1.5)
    expect(zoomed(whole, 99).scale).toBe(8)
    expect(zoomed(whole, -1)).toEqual(whole)
    expect(afterKey({ scale: 4, x: 1, y: 1 }, press('à', 'Digit0'))).toEqual(whole)
  })

  it('is moved by the arrows, no further than its rim; a whole one leaves them to the next picture', () => {
    expect(afterKey(whole, press('ArrowLeft'))).toBeNull()
    expect(afterKey({ scale: 2, x: 0, y: 0 }, press('ArrowDown'))).toEqual({ scale: 2, x: 0, y: -1 / 6 })
    expect(moved({ scale: 2, x: 0, y: 0 }, 9, -9)).toEqual({ scale: 2, x: 0.5, y: -0.5 })
  })

  it('keeps in its middle what was there, and is not beyond its rim when it is made smaller', () => {
    expect(zoomed({ scale: 2, x: 0.2, y: -0.2 }, 1)).toMatchObject({ scale: 3, x: 0.30000000000000004 })
    expect(zoomed({ scale: 2, x: 0.5, y: 0.5 }, -9)).toEqual(whole)
  })
})
