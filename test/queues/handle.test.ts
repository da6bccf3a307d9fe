import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { match } from '../../queues/contracts/match.ts'
import { handle, readPayload } from '../../queues/handle.ts'
import { newJob } from '../../queues/job.ts'
import { GiveUp } from '../../queues/outcome.ts'
import type { JobContext } from '../../queues/queues.ts'

const payload = { batch: 'a', of: 'search', trace: 'run', priority: 3 } as const

const aContext = (): JobContext => ({
  ...{ jobId: 'a-job', attempt: 1, isLastAttempt: false, taken: 1, waits: 0, dueAt: new Date(0) },
  signal: new AbortController().signal,
})

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

  it('that is wrong in many places names the first five', () => {
    const data = { version: 1, payload: { batch: 1, of: 1, trace: 1, priority: '1' } }
    const wide = {
      ...match,
      payload: z.object({ a: z.string(), b: z.string(), c: z.string(), d: z.string(), e: z.string(), f: z.string() }),
    }
    expect(() => readPayload(match, data)).toThrow(/batch: .*; of: .*; trace: .*; priority: /)
    expect(() => readPayload({ ...wide, jobId: () => '', priority: () => 1 }, { version: 1, payload: {} })).toThrow(
      /a: .*; b: .*; c: .*; d: .*; e: [^;]*$/,
    )
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
    await expect(handler.run({}, aContext())).rejects.toBeInstanceOf(GiveUp)
  })

  it('is handed the payload, and is waited for', async () => {
    const seen: unknown[] = []
    const handler = handle({
      contract: match,
      run: async (read, { jobId }) => void seen.push(read, jobId),
      spent: async (read, why) => void seen.push(read, why),
    })
    await handler.run(newJob('match', match, payload).data, aContext())
    await handler.spent(newJob('match', match, payload).data, 'no shop')
    expect(seen).toEqual([payload, 'a-job', payload, 'no shop'])
  })
})
