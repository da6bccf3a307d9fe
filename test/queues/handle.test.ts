import { describe, expect, it } from 'vitest'
import { match } from '../../queues/contracts/match.ts'
import { handle, readPayload } from '../../queues/handle.ts'
import { newJob } from '../../queues/job.ts'
import { GiveUp } from '../../queues/outcome.ts'

const payload = { batch: 'a', of: 'search', trace: 'run', priority: 3 } as const

describe('a payload read from the queue', () => {
  it('is what was put into it', () => {
    expect(readPayload(match, newJob('match', match, payload).data)).toEqual(payload)
  })

  it('of an older version is read while it still fits', () => {
    expect(readPayload({ ...match, version: 4 }, { version: 2, payload })).toEqual(payload)
  })

  it.each([
    ['nothing', undefined, 'not { version, payload }'],
    ['text', '{"version":1}', 'not { version, payload }'],
    ['a version that is no number', { version: '1', payload }, 'not { version, payload }'],
    ['a version between two', { version: 1.5, payload }, 'not { version, payload }'],
    [
      'a newer version',
      { version: 2, payload },
      'match: the job has version 2, this program reads up to 1; upgrade it',
    ],
    ['a missing field', { version: 1, payload: { ...payload, batch: undefined } }, 'cannot be read: batch: '],
    ['a field too many', { version: 1, payload: { ...payload, page: '<html>' } }, 'cannot be read: payload: '],
    ['no object', { version: 1, payload: null }, 'cannot be read: payload: '],
  ])('that is %s gives up with a reason', (_, data, why) => {
    expect(() => readPayload(match, data)).toThrow(GiveUp)
    expect(() => readPayload(match, data)).toThrow(why)
  })

  it('never puts the values of a payload into the reason', () => {
    const data = { version: 1, payload: { ...payload, of: 'a-secret-value' } }
    expect(() => readPayload(match, data)).toThrow(/^(?!.*a-secret-value)/)
  })
})

describe('a handler in the list of a queue', () => {
  it('keeps its name, version and limit, and rejects (never throws) on a payload that does not fit', async () => {
    const handler = handle({ contract: match, run: async () => undefined, spent: async () => undefined })
    expect(handler.contract).toEqual({ name: 'match', version: 1, timeLimitMs: match.timeLimitMs })
    await expect(handler.spent({}, 'why')).rejects.toBeInstanceOf(GiveUp)
  })
})
