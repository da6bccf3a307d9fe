import { UnrecoverableError, WaitingError } from 'bullmq'
import { describe, expect, it } from 'vitest'
import { attempts } from '../../queues/attempt.ts'
import { match } from '../../queues/contracts/match.ts'
import type { EngineQueue, TakenJob } from '../../queues/engine.ts'
import { handle } from '../../queues/handle.ts'
import { newJob } from '../../queues/job.ts'
import type { Running } from '../../queues/running.ts'
import { openLog } from '../../src/telemetry/log.ts'

const { data } = newJob('match', match, { batch: 'a', of: 'search', trace: 'run', priority: 1 })

/** What BullMQ hands over when it takes a job; the real thing is in test/contract. */
const aTaken = (changes: Partial<TakenJob>): TakenJob => ({
  id: 'match-search-a',
  name: 'match',
  data,
  opts: { attempts: 5 },
  timestamp: 0,
  attemptsMade: 0,
  attemptsStarted: 1,
  stalledCounter: 0,
  progress: 0,
  updateProgress: async () => undefined,
  moveToDelayed: async () => undefined,
  moveToWait: async () => 0,
  ...changes,
})

function anAttempt(run: () => Promise<void>, isDraining = false) {
  const running = new Set<Running>()
  const spent: string[] = []
  const handler = handle({ contract: match, run, spent: async (_, why) => void spent.push(why) })
  // Only its name is asked for here.
  const queue = { name: 'match' } as EngineQueue
  const process = attempts({
    queue,
    handlers: [handler],
    running,
    isDraining: () => isDraining,
    log: openLog('silent'),
  })
  return { process, running, spent }
}

describe('a job that kills the process it runs in', () => {
  it('runs while its workers died less than fifty times', async () => {
    const { process, spent } = anAttempt(async () => undefined)
    await process(aTaken({ stalledCounter: 49 }), 'token')
    expect(spent).toEqual([])
  })

  it('is a dead letter the fiftieth time, told like any other end, and does not run', async () => {
    const { process, spent } = anAttempt(() => Promise.reject(new Error('ran')))
    await expect(process(aTaken({ stalledCounter: 50 }), 'token')).rejects.toThrow(UnrecoverableError)
    expect(spent).toEqual(['its worker died 50 times'])
  })
})

describe('a job whose lock was lost', () => {
  it('belongs to another worker: this one says nothing about its end', async () => {
    const { process, running, spent } = anAttempt(() => {
      for (const one of running) one.stop('lock-lost')
      return Promise.reject(new Error('stopped'))
    })
    await expect(process(aTaken({ opts: { attempts: 1 } }), 'token')).rejects.toThrow('stopped')
    expect(spent).toEqual([])
  })
})

describe('a job that was taken just when the drain began', () => {
  it('is put back without having run', async () => {
    const { process } = anAttempt(() => Promise.reject(new Error('ran')), true)
    const tokens: (string | undefined)[] = []
    const moveToWait = async (token?: string) => tokens.push(token)
    await expect(process(aTaken({ moveToWait }), 'token')).rejects.toThrow(WaitingError)
    expect(tokens).toEqual(['token'])
  })
})
