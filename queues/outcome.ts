/**
 * Thrown by handlers only: this job should run again later, and that costs it no attempt. `lane`: so should every job of
 * its queue, on all hosts (the site asked for patience).
 */
export class RetryLater extends Error {
  override readonly name = 'RetryLater'
  readonly delayMs: number
  readonly lane: boolean
  constructor(delayMs: number, why: string, options: { lane?: boolean } = {}) {
    super(why)
    this.delayMs = delayMs
    this.lane = options.lane ?? false
  }
}

/** Thrown by handlers only: no retry can help, the job goes to the failed set at once. */
export class GiveUp extends Error {
  override readonly name = 'GiveUp'
}
