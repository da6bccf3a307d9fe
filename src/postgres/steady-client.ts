import { Socket } from 'node:net'
import pg from 'pg'

/** A connection that nobody uses is asked by the system whether its other end lives; after this long, then as the system does. */
const keepAliveAfterMs = 10_000
/** How long a goodbye may take; a network that swallows it would hold the stop for ever. */
const goodbyeLimitMs = 2_000

/**
 * pg's client, which an outage can neither end the process with nor wait on without limit:
 * * an error of a connection that nobody is using just then has a listener from the beginning (pg and its pool leave moments
 *   without one, BullMQ attaches its own after it has connected), and whoever uses it is told by the rejection;
 * * a connection on which an answer is overdue (`query_timeout`) is closed: pg would leave it usable, and the next query
 *   would wait behind the one that will never be answered, in a pool for as long as the process lives;
 * * the goodbye has a limit.
 */
export class SteadyClient extends pg.Client {
  readonly #socket: Socket

  constructor(config: pg.ClientConfig = {}) {
    const socket = new Socket()
    super({ ...config, keepAlive: true, keepAliveInitialDelayMillis: keepAliveAfterMs, stream: () => socket })
    this.#socket = socket
    this.on('error', () => undefined)
    const query = this.query.bind(this)
    // pg's own signatures, all of them, which a function of one form cannot repeat.
    this.query = ((...args: Parameters<typeof query>) => this.#watched(query(...args))) as typeof query
  }

  /** What pg's pool calls, with a callback, and others, without. */
  override end(): Promise<void>
  override end(callback: (error: Error) => void): void
  override end(callback?: (error: Error) => void): Promise<void> | undefined {
    const late = setTimeout(() => this.#socket.destroy(), goodbyeLimitMs)
    this.#socket.once('close', () => clearTimeout(late))
    if (callback === undefined) return super.end()
    super.end(callback)
    return undefined
  }

  #watched<T>(answer: T): T {
    if (answer instanceof Promise) {
      // The caller has the error itself; this only looks at it.
      answer.catch((error: unknown) => {
        if (isOverdue(error)) this.#giveUp(error)
      })
    }
    return answer
  }

  /** A pool takes it out when it is given back, since it is ending; who keeps it for long hears of it by the event. */
  #giveUp(error: Error): void {
    this.end(() => undefined)
    this.#socket.destroy()
    this.emit('error', error)
  }
}

const isOverdue = (error: unknown): error is Error => error instanceof Error && error.message === 'Query read timeout'
