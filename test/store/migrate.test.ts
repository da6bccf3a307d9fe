import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DependencyDown } from '../../src/model/dependency-down.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open-store.ts'
import { query, type TestDatabase, testDatabase } from './database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.stop())

const tablesOf = async (url: string) => {
  const rows = await query<{ name: string }>(
    url,
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  )
  return rows.map((row) => row.name)
}

describe('a migration', () => {
  it('installs the schema in an empty database', async () => {
    const url = await database.freshDatabase()
    expect(await migrate(url)).toEqual({ applied: ['0001-first'] })
    expect(await tablesOf(url)).toEqual(expect.arrayContaining(['watches', 'coverage', 'hits', 'audit']))
  })

  it('does no harm the second time', async () => {
    const url = await database.freshDatabase()
    await migrate(url)
    await query(url, `insert into users values ('u1', 'ann', 'admin', now())`)
    expect(await migrate(url)).toEqual({ applied: [] })
    expect(await query(url, 'select name from users')).toEqual([{ name: 'ann' }])
  })

  it('is applied once by four processes that start together', async () => {
    const url = await database.freshDatabase()
    const all = await Promise.all([migrate(url), migrate(url), migrate(url), migrate(url)])
    expect(all.flatMap((one) => one.applied)).toEqual(['0001-first'])
  })

  it('stops at a database of a newer version with one line that says so', async () => {
    const url = await database.freshDatabase()
    await migrate(url)
    await query(url, `insert into kysely_migration values ('9999-from-the-future', '2099-01-01T00:00:00Z')`)
    await expect(migrate(url)).rejects.toThrow(
      /^the database was written by a newer morgiana .*9999-from-the-future.*$/,
    )
  })

  it('puts its tables in schema public whatever the search_path of the role is', async () => {
    const url = await database.freshDatabase()
    await query(url, 'create schema elsewhere')
    await query(
      url,
      `do $$ begin execute format('alter database %I set search_path to elsewhere', current_database()); end $$`,
    )
    await migrate(url)
    expect(await tablesOf(url)).toContain('kysely_migration')
    const store = await openStore({ url, poolSize: 1 })
    expect(await store.watches.all()).toEqual([])
    await store.close()
  })
})

describe('a database that cannot be used', () => {
  const wrong = (change: (url: URL) => void) => {
    const url = new URL(database.url)
    change(url)
    return url
  }

  it.each([
    [
      'nobody listens there',
      (url: URL) => Object.assign(url, { port: '1' }),
      /127\.0\.0\.1:1\/postgres .*ECONNREFUSED/,
    ],
    [
      'the password is wrong',
      (url: URL) => Object.assign(url, { password: 'hush-hush' }),
      /password authentication failed/,
    ],
    [
      'the database is not there',
      (url: URL) => Object.assign(url, { pathname: '/nowhere' }),
      /:\d+\/nowhere .*does not exist/,
    ],
  ])('is told in one line without the password when %s', async (_what, change, message) => {
    const url = wrong(change)
    for (const open of [() => openStore({ url: url.href, poolSize: 1 }), () => migrate(url.href)]) {
      const error = await open().then(
        () => null,
        (caught: unknown) => caught,
      )
      expect(error).toBeInstanceOf(DependencyDown)
      expect((error as Error).message).toMatch(message)
      expect((error as Error).message).not.toContain('\n')
      expect((error as Error).message).not.toContain(url.password)
    }
  })

  it.each(['redis://h/0', 'postgres://me:hush-hush@[bad/db', 'just words'])(
    'says what a URL looks like for %s',
    async (url) => {
      const error = await openStore({ url, poolSize: 1 }).catch((caught: unknown) => caught)
      expect(error).toBeInstanceOf(DependencyDown)
      expect(String(error)).not.toContain('hush-hush')
      expect((error as Error).cause).toBeUndefined()
    },
  )

  it('is told by every call when it goes away later, and forgotten when it is back', async () => {
    const store = await openStore({ url: database.url, poolSize: 1 })
    const others = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'morgiana'`
    const lock = query(database.url, `select pg_sleep(0)`)
    await lock
    await query(database.url, others)
    await store.ping().catch((error: unknown) => expect(error).toBeInstanceOf(DependencyDown))
    await store.ping()
    await store.close()
  })
})
