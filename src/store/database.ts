import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
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
/** Who is just stopping the server holds the lock for as long as that takes. */
const enterLimitMs = 25_000
const killed = 'the embedded PostgreSQL ended by itself (killed, or out of memory)'

/** Told once for each time that the embedded server ended by itself and was started again. */
export type OnRestart = (ended: { since: Date; until: Date; why: string }) => void

/**
 * The embedded PostgreSQL of a data folder: made on first use, started when it does not run, taken over when the process
 * that started it was killed; with `onRestart`, started again for as long as this process works with it.
 * @throws StartRefused for a second owner, DependencyDown when it cannot be started
 */
export async function openEmbedded(dataFolder: string, part: Part, onRestart?: OnRestart): Promise<Database> {
  const folder = join(dataFolder, 'postgres')
  await ensureCluster(folder)
  for (let tried = 1; ; tried += 1) {
    const found = await findRunning(folder)
    try {
      const server = found ?? (await startServer(folder))
      const presence = { server, client: await enter(server, part, dataFolder) }
      const stopKeeping = onRestart ? keepUp({ folder, dataFolder, part, presence, onRestart }) : undefined
      let closed = false
      const close = async () => {
        if (closed) return
        closed = true
        await stopKeeping?.()
        await leave(presence)
      }
      return { url: server.url, embedded: true, adopted: found !== null, close }
    } catch (error) {
      // Another start was quicker, or the server is just stopping or recovering: look again.
      if (error instanceof StartRefused || tried >= tries) throw error
      await pause(pauseMs)
    }
  }
}

/** The server that is used now, and the connection whose locks say that it is. */
type Presence = { server: Server; client: SteadyClient }

/** @throws StartRefused for a second owner */
async function enter(server: Server, part: Part, dataFolder: string): Promise<SteadyClient> {
  const client = new SteadyClient({
    connectionString: server.url,
    connectionTimeoutMillis: 5_000,
    query_timeout: enterLimitMs,
  })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock_shared($1)', [presenceLock])
    if (part === 'guest' || (await tryLock(client, ownerLock))) return client
  } catch (error) {
    await client.end()
    throw error
  }
  await client.end()
  throw new StartRefused(
    `morgiana is already running on the data folder ${dataFolder}: stop it first, or set MORGIANA_DATA`,
  )
}

/** The lock is held until the server is down: who comes meanwhile waits on it, fails with it, and starts anew. */
async function leave({ server, client }: Presence): Promise<void> {
  if (await isLast(client)) await stopServer(server)
  await client.end().catch(() => undefined) // the server it talked to may be down by now
}

type Keeping = { folder: string; dataFolder: string; part: Part; presence: Presence; onRestart: OnRestart }

/**
 * Starts the server again whenever it ends, on its port, to which this process's pools are made, and takes the locks again.
 * Several processes may do so at once: one server starts, the others find it. @returns stops that, after what is under way
 */
function keepUp({ folder, dataFolder, part, presence, onRestart }: Keeping): () => Promise<void> {
  const port = Number(new URL(presence.server.url).port)
  let isStopped = false
  let working = Promise.resolve()
  const again = async (): Promise<void> => {
    const since = new Date()
    const { pid } = presence.server
    while (!isStopped) {
      try {
        const server = (await findRunning(folder)) ?? (await startServer(folder, {}, port))
        presence.client = await enter(server, part, dataFolder)
        presence.server = server
        watch()
        // One that dropped its connections and lives was not away for long; those who use it notice.
        if (server.pid !== pid) onRestart({ since, until: new Date(), why: `${killed}: it was started again` })
        return
      } catch {
        // It may still be ending or recovering, its disk may be full: as often as it takes. Who needs it says that it is away.
        await pause(pauseMs)
      }
    }
  }
  const watch = (): void => {
    presence.client.once('end', () => {
      if (!isStopped) working = again()
    })
  }
  watch()
  return async () => {
    isStopped = true
    await working
  }
}

/** Whoever leaves last stops the server. One that cannot be asked is gone, or somebody else's by now. */
async function isLast(client: SteadyClient): Promise<boolean> {
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [presenceLock])
    return await tryLock(client, presenceLock)
  } catch {
    return false
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
