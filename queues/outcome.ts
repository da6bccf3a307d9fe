/** Thrown by handlers only: this job should run again later, and that costs it no attempt. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater'
  readonly delayMs: number
  constructor(delayMs: number, why: string) {
    super(why)
    this.delayMs = delayMs
  }
}

/** Thrown by handlers only: no retry can help, the job goes to the failed set at once. */
export class GiveUp extends Error {
  override readonly name = 'GiveUp'
}
