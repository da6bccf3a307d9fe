import { join } from 'node:path'
import { StartRefused } from '../model/start-refused.ts'
import { SteadyClient } from '../postgres/steady-client.ts'
import { ensureCluster, findRunning, type Server, startServer, stopServer } from './embedded.ts'

/** A database to work with. `close` stops the embedded server when nobody else uses it. */
export type Database = { url: string; embedded: boolean; adopted: boolean; close(): Promise<void> }

/** `owner` is the one `morgiana up` of a data folder; any number of `guest`s (scan, hits, status …) share its server. */
export type Part = 'owner' | 'guest'

// Advisory locks of the embedded server: they end with the process that holds them, also after kill -9.
const ownerLock = 610_001
const presenceLock = 610_002
const tries = 20
const pauseMs = 250

/**
 * The embedded PostgreSQL of a data folder: made on first use, started when it does not run, taken over when the process
 * that started it was killed. @throws StartRefused for a second owner, DependencyDown when it cannot be started
 */
export async function openEmbedded(dataFolder: string, part: Part): Promise<Database> {
  const folder = join(dataFolder, 'postgres')
  await ensureCluster(folder)
  for (let tried = 1; ; tried += 1) {
    const found = await findRunning(folder)
    try {
      const server = found ?? (await startServer(folder))
      return await enter(server, part, found !== null, dataFolder)
    } catch (error) {
      // Another start was quicker, or the server is just stopping or recovering: look again.
      if (error instanceof StartRefused || tried >= tries) throw error
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}

async function enter(server: Server, part: Part, adopted: boolean, dataFolder: string): Promise<Database> {
  const client = new SteadyClient({
    connectionString: server.url,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
  })
  await client.connect()
  await client.query('select pg_advisory_lock_shared($1)', [presenceLock])
  if (part === 'owner' && !(await tryLock(client, ownerLock))) {
    await client.end()
    throw new StartRefused(
      `morgiana is already running on the data folder ${dataFolder}: stop it first, or set MORGIANA_DATA`,
    )
  }
  let closed = false
  const close = async () => {
    if (closed) return
    closed = true
    // The lock is held until the server is down: who comes meanwhile waits on it, fails with it, and starts anew.
    if (await isLast(client)) await stopServer(server)
    await client.end().catch(() => undefined) // the server it talked to may be down by now
  }
  return { url: server.url, embedded: true, adopted, close }
}

/** Whoever leaves last stops the server. A server that is gone needs no stopping, but asking again does no harm. */
async function isLast(client: SteadyClient): Promise<boolean> {
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [presenceLock])
    return await tryLock(client, presenceLock)
  } catch {
    return true
  }
}

async function tryLock(client: SteadyClient, lock: number): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [lock])
  return rows[0]?.held ?? false
}

/** A database of the operator's own. */
export const openManaged = (url: string): Database => ({
  url,
  embedded: false,
  adopted: false,
  close: async () => undefined,
})
