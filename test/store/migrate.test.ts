import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open-store.ts'
import { query, type TestDatabase, testDatabase } from './database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.stop())

const all = [
  ...['0001-first', '0002-canary', '0003-imports', '0004-learning', '0005-way', '0006-picture-hashes'],
  ...['0007-validators', '0008-sort', '0009-seen-before'],
]
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
    expect(await migrate(url)).toEqual({ applied: all })
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
    const four = await Promise.all([migrate(url), migrate(url), migrate(url), migrate(url)])
    expect(four.flatMap((one) => one.applied)).toEqual(all)
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
