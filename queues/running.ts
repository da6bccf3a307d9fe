/** A handler that ignores its signal gets this long before its attempt is failed without it. */
const GRACE_MS = 5_000

export type StopReason = 'time-limit' | 'drain' | 'lock-lost'

/** One attempt in progress: its signal, its time limit, and why it was told to stop. */
export class Running {
  readonly jobId: string
  readonly #timeLimitMs: number
  readonly #graceMs: number
  readonly #controller = new AbortController()
  #abandon: (error: Error) => void = () => undefined
  #stopped: StopReason | null = null
  #timers: NodeJS.Timeout[] = []

  constructor(jobId: string, timeLimitMs: number, graceMs: number = GRACE_MS) {
    this.#graceMs = graceMs
    this.jobId = jobId
    this.#timeLimitMs = timeLimitMs
  }

  get stopped(): StopReason | null {
    return this.#stopped
  }

  /** @throws what the handler throws; or, when it goes on for `graceMs` after being told to stop, an error that says so */
  async run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const abandoned = new Promise<never>((_, reject) => {
      this.#abandon = reject
    })
    this.#timers.push(setTimeout(() => this.stop('time-limit'), this.#timeLimitMs))
    try {
      await Promise.race([work(this.#controller.signal), abandoned])
    } finally {
      for (const timer of this.#timers) clearTimeout(timer)
    }
  }

  stop(reason: StopReason): void {
    if (this.#stopped) return
    this.#stopped = reason
    const said = new Error(reason === 'time-limit' ? this.#limit() : `told to stop: ${reason}`)
    this.#controller.abort(said)
    const why = new Error(`its handler did not stop within ${this.#graceMs / 1_000} s`)
    this.#timers.push(setTimeout(() => this.#abandon(why), this.#graceMs))
  }

  /** What the end of an attempt that ran out of time says. */
  saidOf(error: Error): string {
    return error.message === this.#limit() ? error.message : `${this.#limit()}: ${error.message}`
  }

  #limit(): string {
    return `time limit of ${this.#timeLimitMs / 1_000} s reached`
  }
}
