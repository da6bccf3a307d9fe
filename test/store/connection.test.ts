import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DependencyDown } from '../../src/model/dependency-down.ts'
import { connect } from '../../src/store/connection.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open-store.ts'
import { codeOf, inTransaction } from '../../src/store/transaction.ts'
import { aListing, aSearch } from '../builders.ts'
import { ownTestServer, query, type TestDatabase, testDatabase } from './database.ts'
import { untilWaiting } from './holding.ts'
import { at, freshStore, savePage } from './visits/on-the-way.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.stop())

describe('a database that cannot be used', () => {
  const wrong = (change: (url: URL) => void) => {
    const url = new URL(database.url)
    change(url)
    return url
  }

  it.each([
    ['nobody listens there', (url: URL) => Object.assign(url, { port: '1' }), /127\.0\.0\.1:1\/\w+ .*ECONNREFUSED/],
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
})

describe('a database that goes away', () => {
  it('is told by every call from then on', async () => {
    const other = await ownTestServer()
    const { store } = await freshStore(other)
    await other.stop()
    const calls = [
      () => store.ping(),
      () => store.watches.all(),
      () => store.hits.page({}, null, 1),
      () => store.lanes.close('x'),
    ]
    for (const call of calls) {
      await expect(call()).rejects.toThrow(DependencyDown)
      await expect(call()).rejects.toThrow(/^PostgreSQL at 127\.0\.0\.1:\d+\/\w+ cannot be used: /)
    }
    await store.close()
  })

  it('in the middle of a transaction leaves nothing behind, and the next call works again', async () => {
    const { store, url } = await freshStore(database)
    const search = aSearch()
    await store.runs.plan({ id: 'run-1', watch: 'halvard', trigger: 'scan' }, [search], at(0))
    const { db } = await connect({ url, poolSize: 1 })
    const saved = await db.transaction().execute(async (trx) => {
      await trx.selectFrom('coverage').select('id').forUpdate().execute()
      const saving = savePage(store, search, [aListing()], 1).catch((error: unknown) => error)
      await untilWaiting(url, 1)
      await query(url, `select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'`)
      return await saving
    })
    expect(saved).toBeInstanceOf(DependencyDown)
    expect(await store.runs.coverage('run-1')).toMatchObject([{ state: 'planned' }])
    expect(await savePage(store, search, [aListing()], 1)).toEqual({ saved: true })
    await db.destroy()
    await store.close()
  })
})

describe('a transaction', () => {
  it('runs again when two lock each other out, and both end', async () => {
    const { store, url } = await freshStore(database)
    const { db } = await connect({ url, poolSize: 3 })
    await query(url, `insert into lanes (marketplace, state) values ('a', 'closed'), ('b', 'closed')`)
    let attempts = 0
    const held: (() => void)[] = []
    const both = new Promise<void>((resolve) => {
      held.push(resolve)
    })
    const work = (first: string, second: string) =>
      inTransaction(db, async (trx) => {
        attempts += 1
        await trx.updateTable('lanes').set({ why: first }).where('marketplace', '=', first).execute()
        if (attempts >= 2) held[0]?.()
        await both
        await trx.updateTable('lanes').set({ why: first }).where('marketplace', '=', second).execute()
      })
    await Promise.all([work('a', 'b'), work('b', 'a')])
    expect(attempts).toBe(3)
    await db.destroy()
    await store.close()
  })

  it('gives up after five attempts, and at once for any other error', async () => {
    const { store, url } = await freshStore(database)
    const { db } = await connect({ url, poolSize: 1 })
    const failing = (code: string) => {
      let attempts = 0
      const error = Object.assign(new Error('no'), { code })
      const ended = inTransaction(db, async () => {
        attempts += 1
        throw error
      })
      return ended.catch((caught: unknown) => [codeOf(caught), attempts])
    }
    expect(await failing('40P01')).toEqual(['40P01', 5])
    expect(await failing('23505')).toEqual(['23505', 1])
    await db.destroy()
    await store.close()
  })
})
