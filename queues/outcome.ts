/**
 * Thrown by handlers only: this job should run again later, and that costs it no attempt. `lane`: so should every job of
 * its queue, on all hosts. `isAsked`: the site asked for patience, which `JobContext.waits` counts; what is missing on our side
 * is not counted, however long it is missing.
 */
export class RetryLater extends Error {
  override readonly name = 'RetryLater'
  readonly delayMs: number
  readonly lane: boolean
  readonly isAsked: boolean
  constructor(delayMs: number, why: string, options: { lane?: boolean; isAsked?: boolean } = {}) {
    super(why)
    this.delayMs = delayMs
    this.lane = options.lane ?? false
    this.isAsked = options.isAsked ?? false
  }
}

/** Thrown by handlers only: no retry can help, the job goes to the failed set at once. */
export class GiveUp extends Error {
  override readonly name = 'GiveUp'
}

/** While something of ours takes nothing (a full disk), each lane looks again so often. */
const restMs = 5_000

/**
 * Asked before a marketplace is: what cannot be kept would be asked for again and again. @throws RetryLater for the whole lane
 * while `ready` rejects
 */
export async function restUntilReady({ ready }: { ready(): Promise<void> }): Promise<void> {
  try {
    await ready()
  } catch (error) {
    throw new RetryLater(restMs, error instanceof Error ? error.message : String(error), { lane: true })
  }
}
