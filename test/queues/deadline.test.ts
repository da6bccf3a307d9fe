import { describe, expect, it } from 'vitest'
import { within } from '../../queues/deadline.ts'

const late = () => new Error('late')

describe('work with a limit', () => {
  it('ends as it ends where it is in time', async () => {
    expect(await within(60_000, late, Promise.resolve('done'))).toBe('done')
    await expect(within(60_000, late, Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  })

  it('is not waited for beyond it', async () => {
    await expect(within(5, late, new Promise(() => undefined))).rejects.toThrow('late')
  })
})
