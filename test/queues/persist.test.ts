import { describe, expect, it } from 'vitest'
import { GiveUp } from '../../queues/outcome.ts'
import { persist } from '../../queues/persist.ts'
import { DependencyDown } from '../../src/model/dependency-down.ts'

/** A write that meets these errors in turn, and then comes through. */
function aWrite(...errors: Error[]) {
  let tries = 0
  const write = async (): Promise<string> => {
    const error = errors[tries]
    tries += 1
    if (error) throw error
    return 'written'
  }
  return { write, tries: () => tries }
}
const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

describe('what must be written', () => {
  it('is written at once where nothing is in the way', async () => {
    const { write, tries } = aWrite()
    expect([await persist(write), tries()]).toEqual(['written', 1])
  })

  it('is written once its database is back, whoever says that it was away', async () => {
    const { write, tries } = aWrite(away, new DependencyDown('away'))
    expect([await persist(write), tries()]).toEqual(['written', 3])
  })

  it('is left when the outage lasts longer than its limit', async () => {
    const { write, tries } = aWrite(away, away, away)
    await expect(persist(write, -1)).rejects.toBe(away)
    expect(tries()).toBe(1)
  })

  it('is tried five times where it is refused; outages between are not counted', async () => {
    const refused = new Error('duplicate key')
    const { write, tries } = aWrite(refused, refused, refused, refused, refused)
    await expect(persist(write)).rejects.toBe(refused)
    expect(tries()).toBe(5)
  })

  it('is given up at once where trying cannot help', async () => {
    const { write, tries } = aWrite(new GiveUp('odd payload'))
    await expect(persist(write)).rejects.toBeInstanceOf(GiveUp)
    expect(tries()).toBe(1)
  })
})
