import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { ensureCluster, startServer, stopServer } from '../../src/store/embedded.ts'
import { migrate } from '../../src/store/migrate.ts'

/**
 * A PostgreSQL server of a test file's own. `url` is its first database, `freshDatabase` makes another, empty one,
 * `migratedDatabase` one with today's tables, copied from one that was migrated once.
 */
export type TestDatabase = {
  url: string
  freshDatabase(): Promise<string>
  migratedDatabase(): Promise<string>
  stop(): Promise<void>
}

/** What makes a server safe is what makes a throw-away one slow. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '150' }

/** One server a test file: start it in beforeAll, stop it in afterAll; it also ends with the process. */
export async function testDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'morgiana-test-'))
  await ensureCluster(folder)
  const server = await startServer(folder, settings)
  const kill = () => process.kill(server.pid, 'SIGKILL')
  process.once('exit', kill)
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
    url: server.url,
    freshDatabase: () => make(),
    migratedDatabase: async () => {
      model ??= makeModel()
      await model
      return make('template model')
    },
    stop: async () => {
      process.removeListener('exit', kill)
      await stopServer(server)
      await rm(folder, { recursive: true, force: true })
    },
  }
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
