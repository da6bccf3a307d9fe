import pg from 'pg'
import { query } from './database.ts'

/**
 * Holds what `statement` locks while `started` runs until so many connections wait for it, then commits: several at once
 * are at the same point for certain. @returns what `started` promised
 */
export async function holding<T>(
  url: string,
  statement: string,
  waiting: number,
  started: () => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`begin; ${statement}`)
    const running = started()
    running.catch(() => undefined) // it is awaited below
    await untilWaiting(url, waiting)
    await client.query('commit')
    return await running
  } finally {
    await client.end()
  }
}

/** Until so many connections to this database wait for a lock, 10 s at the most. */
export async function untilWaiting(url: string, count: number): Promise<void> {
  const waits = `select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
    if ((await query<{ n: number }>(url, waits))[0]!.n >= count) return
  }
  throw new Error('nobody waits')
}
