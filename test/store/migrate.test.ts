import type { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../../src/store/connection.ts'
import { migrate } from '../../src/store/migrate.ts'
import { up as seenBefore } from '../../src/store/migrations/0009-seen-before.ts'
import { openStore } from '../../src/store/open-store.ts'
import { query, type TestDatabase, testDatabase } from './database.ts'
import { withVersion } from './renamed-version.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.stop())

const all = [
  ...['0001-first', '0002-canary', '0003-imports', '0004-learning', '0005-way', '0006-picture-hashes'],
  ...['0007-validators', '0008-sort', '0009-seen-before', '0010-cards-seen', '0011-outages', '0012-removed-users'],
  '0013-evidence',
  '0014-purchases',
  '0016-shops',
  '0018-lines',
  '0021-heads-given',
  '0022-hit-groups',
  '0023-notes',
  '0025-second-captures',
  '0026-hit-views',
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

  it('tells of hits that were there before who sold them', async () => {
    const url = await database.freshDatabase()
    await migrate(url)
    await query(url, 'drop table price_points, listing_texts')
    await query(url, 'alter table hits drop column seller_id, drop column seller_name')
    await query(url, `insert into watches values ('w', 'Halvard', true, 50, '{}', now())`)
    await query(url, `insert into runs values ('r', 'w', 'scan', now(), null)`)
    await query(
      url,
      `insert into listings (marketplace, id, title, data, detail, seen_run, seen_in, first_seen_at, last_seen_at) values
        ('ebay', 'a', 'x', '{"seller": {"name": " Shoe  CORNER "}}', '{"seller": {"id": "s1", "name": "Other"}}', 'r', '', now(), now()),
        ('ebay', 'b', 'x', '{"seller": null}', null, 'r', '', now(), now())`,
    )
    await query(
      url,
      `insert into hits (id, watch_id, marketplace, listing_id, run_id, score, rank, text, state, found_at)
        select id, 'w', marketplace, id, 'r', 0.9, 0.9, '', 'open', now() from listings`,
    )
    const { db } = await connect({ url, poolSize: 1 })
    // A migration knows no tables.
    await seenBefore(db as unknown as Kysely<unknown>).finally(() => db.destroy())
    expect(await query(url, 'select id, seller_id, seller_name from hits order by id')).toEqual([
      { id: 'a', seller_id: 's1', seller_name: 'shoe corner' },
      { id: 'b', seller_id: null, seller_name: null },
    ])
  })

  it('stops at a database of a newer version with one line that says so', async () => {
    const url = await database.freshDatabase()
    await migrate(url)
    await query(url, `insert into kysely_migration values ('9999-from-the-future', '2099-01-01T00:00:00Z')`)
    await expect(migrate(url)).rejects.toMatchObject({
      because: 'configuration',
      message: expect.stringMatching(/^the database was written by a newer morgiana .*9999-from-the-future.*$/),
    })
  })

  it('stops at a PostgreSQL that is too old with one line that says which is needed', async () => {
    const url = await database.freshDatabase()
    const [own] = await query<{ number: string }>(url, `select current_setting('server_version_num') as number`)
    const older = await withVersion(url, own!.number, '150018')
    await expect(migrate(older.url)).rejects.toMatchObject({
      because: 'configuration',
      message: expect.stringMatching(/^PostgreSQL \S+ is too old: DATABASE_URL needs one of version 16 or newer$/),
    })
    older.close()
    expect(await tablesOf(url)).toEqual([])
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
