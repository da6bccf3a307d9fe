import { describe, expect, it } from 'vitest'
import { openProxyHealth } from '../../src/crawler/proxy-health.ts'

describe('the health of a proxy', () => {
  it('rests twice as long after each failure, ten minutes at most, and is news only once', () => {
    const health = openProxyHealth()
    let now = new Date(0)
    const rests: number[] = []
    for (let failure = 0; failure < 12; failure++) {
      expect(health.failed('one', 'dead', now)).toBe(failure === 0)
      let restMs = 0
      while (health.resting('one', new Date(now.getTime() + restMs)) !== null) restMs += 1_000
      rests.push(restMs / 1_000)
      now = new Date(now.getTime() + restMs)
    }
    expect(rests).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600])
    expect([health.works('one'), health.works('one')]).toEqual([true, false])
    expect(health.failed('one', 'dead', now)).toBe(true)
  })

  it('counts what fails together as one', () => {
    const health = openProxyHealth()
    const now = new Date(0)
    expect([health.failed('one', 'dead', now), health.failed('one', 'dead', now)]).toEqual([true, false])
    expect(health.resting('one', new Date(1_000))).toBeNull()
  })
})
