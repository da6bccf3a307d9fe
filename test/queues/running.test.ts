import { describe, expect, it } from 'vitest'
import { Running } from '../../queues/running.ts'

const never = new Promise<void>(() => undefined)

describe('an attempt in progress', () => {
  it('ends with its handler', async () => {
    const running = new Running('a', 60_000)
    await running.run(async () => undefined)
    expect(running.stopped).toBeNull()
  })

  it('that ignores its time limit ends without its handler, saying so', async () => {
    const running = new Running('a', 10, 10)
    await expect(running.run(() => never)).rejects.toThrow('its handler did not stop within 0.01 s')
    expect(running.stopped).toBe('time-limit')
    expect(running.saidOf(new Error('still busy'))).toBe('time limit of 0.01 s reached: still busy')
  })

  it('hands its signal the reason, and keeps the first', async () => {
    const running = new Running('a', 60_000, 10)
    const reasons: unknown[] = []
    const ended = running.run(
      (signal) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve(void reasons.push(signal.reason)))),
    )
    running.stop('drain')
    running.stop('lock-lost')
    await ended
    expect(running.stopped).toBe('drain')
    expect(reasons).toEqual([new Error('told to stop: drain')])
  })

  it('repeats the limit once when the handler throws its signal’s reason', async () => {
    const running = new Running('a', 10, 60_000)
    const thrown = await running
      .run((signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))))
      .catch((error: Error) => error)
    expect(thrown && running.saidOf(thrown)).toBe('time limit of 0.01 s reached')
  })
})
