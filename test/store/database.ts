import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { ensureCluster, startServer, stopServer } from '../../src/store/embedded.ts'
import { migrate } from '../../src/store/migrate.ts'

/**
 * Databases for the tests of one file. `url` is an empty one, `freshDatabase` makes another, `migratedDatabase` one with today's
 * tables, copied from one that was migrated once.
 */
export type TestDatabase = {
  url: string
  freshDatabase(): Promise<string>
  migratedDatabase(): Promise<string>
  stop(): Promise<void>
}

type TestServer = {
  make(template?: string): Promise<string>
  makeMigrated(): Promise<string>
  drop(urls: readonly string[]): Promise<void>
  stop(): Promise<void>
}

/** What makes a server safe is what makes a throw-away one slow. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '150' }

async function startTestServer(): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'morgiana-test-'))
  await ensureCluster(folder)
  const server = await startServer(folder, settings)
  const end = () => {
    process.kill(server.pid, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  // Vitest ends its processes with SIGTERM, which by itself tells nobody.
  const exit = () => process.exit(0)
  process.once('exit', end).once('SIGTERM', exit)
  const urlOf = (database: string) => server.url.replace(/postgres$/, database)
  let made = 0
  const make = async (template = ''): Promise<string> => {
    made += 1
    const name = `fresh_${made}`
    await query(server.url, `create database ${name} ${template}`)
    return urlOf(name)
  }
  let model: Promise<void> | undefined
  const makeModel = async () => {
    await query(server.url, 'create database model')
    await migrate(urlOf('model'))
  }
  return {
    make,
    async makeMigrated() {
      model ??= makeModel()
      await model
      return make('template model strategy file_copy')
    },
    async drop(urls) {
      for (const url of urls) await query(server.url, `drop database ${new URL(url).pathname.slice(1)} with (force)`)
    },
    async stop() {
      process.removeListener('exit', end).removeListener('SIGTERM', exit)
      await stopServer(server)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function databasesOn(
  server: TestServer,
  stop: (made: readonly string[]) => Promise<void>,
): Promise<TestDatabase> {
  const made: string[] = []
  const kept = async (making: Promise<string>): Promise<string> => {
    const url = await making
    made.push(url)
    return url
  }
  return {
    url: await kept(server.make()),
    freshDatabase: () => kept(server.make()),
    migratedDatabase: () => kept(server.makeMigrated()),
    stop: () => stop(made),
  }
}

/** One server a process: files that share their modules share it. It ends with the process. */
let shared: Promise<TestServer> | undefined

/** Databases of a test file's own: ask in beforeAll, stop in afterAll. */
export async function testDatabase(): Promise<TestDatabase> {
  shared ??= startTestServer()
  const server = await shared
  return databasesOn(server, (made) => server.drop(made))
}

/** The same on a server of its own, for a test that ends it. */
export async function ownTestServer(): Promise<TestDatabase> {
  const server = await startTestServer()
  return databasesOn(server, () => server.stop())
}

/** One statement on a connection of its own, past the store: to look, or to do harm on purpose. */
export async function query<R extends pg.QueryResultRow>(
  url: string,
  statement: string,
  values: unknown[] = [],
): Promise<R[]> {
  const client = new pg.Client({ connectionString: url })
  // A server that a test kills just then is told by the rejection.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<R>(statement, values)).rows
  } finally {
    await client.end()
  }
}
