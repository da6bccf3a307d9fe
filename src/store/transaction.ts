import type { Kysely, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

export type Trx = Transaction<Tables>

/** Deadlock and serialization failure: the database asks for the transaction again. */
const again = new Set(['40P01', '40001'])
const attemptsMax = 5
const pauseMs = 20

/** Runs `work` in one transaction, again when the database asks for it, five times at the most; then its error is thrown. */
export async function inTransaction<T>(db: Kysely<Tables>, work: (trx: Trx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt >= attemptsMax || !again.has(codeOf(error))) throw error
      await new Promise((resolve) => setTimeout(resolve, pauseMs * attempt))
    }
  }
}

/** The code of a database or system error, '' when it has none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
