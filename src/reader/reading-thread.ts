import { Worker } from 'node:worker_threads'
import type { Outcomes, Unread } from '../model/read-page.ts'
import type { Question, ThreadMessage } from './thread-messages.ts'

export type ThreadLimits = {
  /** How long the thread may take to start, which is no page's fault. */
  startMs: number
  /** How long one page may be read; then the thread is ended, and the page is told. */
  timeMs: number
  /** What the thread may hold; a page that needs more ends the thread and not the process. */
  heapMb: number
  /** Pages that wait, which lanes bound as well: past it the next one's job is tried again later. */
  waitingMax: number
}

type Outcome = Outcomes[keyof Outcomes] | Unread
type Waiting = {
  question: Question
  resolve(outcome: Outcome): void
  reject(error: unknown): void
  isGone: boolean
}
export type ReadingThread = {
  ask(question: Question, signal: AbortSignal): Promise<Outcome>
  close(): Promise<void>
}

/** One thread, one page at a time, in the order of asking. It is started when it is needed, and again after it has ended. */
export function openThread(program: URL, limits: ThreadLimits): ReadingThread {
  const thread = new Thread(program, limits)
  return { ask: (question, signal) => thread.ask(question, signal), close: () => thread.close() }
}

class Thread {
  readonly #program: URL
  readonly #limits: ThreadLimits
  readonly #line: Waiting[] = []
  #worker: Worker | null = null
  #reading: Waiting | null = null
  #limit: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(program: URL, limits: ThreadLimits) {
    this.#program = program
    this.#limits = limits
  }

  ask(question: Question, signal: AbortSignal): Promise<Outcome> {
    signal.throwIfAborted()
    if (this.#isClosed) throw new Error('pages are read no more: the process is about to end')
    if (this.#line.length >= this.#limits.waitingMax)
      throw new Error(`${this.#limits.waitingMax} large pages wait to be read`)
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { question, resolve, reject, isGone: false }
      const leave = () => {
        waiting.isGone = true
        reject(signal.reason)
      }
      signal.addEventListener('abort', leave, { once: true })
      const settled =
        <Value>(settle: (value: Value) => void) =>
        (value: Value) => {
          signal.removeEventListener('abort', leave)
          settle(value)
        }
      waiting.resolve = settled(resolve)
      waiting.reject = settled(reject)
      this.#line.push(waiting)
      this.#next()
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const waiting of this.#line.splice(0)) waiting.reject(new Error('the process is about to end'))
    this.#end()?.reject(new Error('the process is about to end'))
    await this.#dismiss()
  }

  #next(): void {
    if (this.#reading) return
    let waiting = this.#line.shift()
    while (waiting?.isGone) waiting = this.#line.shift()
    if (!waiting) return
    this.#reading = waiting
    const worker = this.#worker
    if (worker) this.#limitTime()
    const asked = worker ?? this.#start()
    asked.ref()
    asked.postMessage(waiting.question)
  }

  #limitTime(): void {
    const { timeMs } = this.#limits
    clearTimeout(this.#limit)
    this.#limit = setTimeout(() => {
      void this.#settleWithout({ kind: 'unread', why: `the page was not read within ${timeMs / 1_000} s` })
    }, timeMs)
  }

  #start(): Worker {
    const { heapMb, startMs } = this.#limits
    this.#limit = setTimeout(() => {
      void this.#settleWithout(new Error(`the thread that reads pages did not start within ${startMs / 1_000} s`))
    }, startMs)
    const worker = new Worker(this.#program, { resourceLimits: { maxOldGenerationSizeMb: heapMb } })
    this.#worker = worker
    const isOurs = () => this.#worker === worker
    worker.on('message', (message: ThreadMessage) => {
      if (!isOurs()) return
      if (message.kind === 'ready') return this.#limitTime()
      worker.unref()
      if (message.kind === 'read') this.#settle(message.outcome)
      else this.#fail(message.error)
    })
    worker.on('error', (error: Error & { code?: unknown }) => {
      if (!isOurs()) return
      this.#worker = null
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
        this.#settle({ kind: 'unread', why: `the page needs more than ${heapMb} MB of memory to be read` })
      else this.#fail(error)
    })
    worker.on('exit', (code) => {
      if (!isOurs()) return
      this.#worker = null
      this.#fail(new Error(`the thread that reads pages has ended with ${code}`))
    })
    return worker
  }

  /** Ends the thread; the next page starts another. */
  async #dismiss(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    await worker?.terminate()
  }

  /** Told once the thread has let go of what it holds: two of them at once would hold twice as much. */
  async #settleWithout(told: Unread | Error): Promise<void> {
    await this.#dismiss()
    if (told instanceof Error) this.#fail(told)
    else this.#settle(told)
  }

  #end(): Waiting | null {
    clearTimeout(this.#limit)
    const reading = this.#reading
    this.#reading = null
    return reading
  }

  #settle(outcome: Outcome): void {
    this.#end()?.resolve(outcome)
    this.#next()
  }

  #fail(error: unknown): void {
    this.#end()?.reject(error)
    this.#next()
  }
}
