import { afterAll, beforeAll, expect, it } from 'vitest'
import { migrate } from '../../../src/store/migrate.ts'
import { openStore } from '../../../src/store/open-store.ts'
import type { Store } from '../../../src/store/store.ts'
import { aListing, aSearch, aWatch } from '../../builders.ts'
import { query, type TestDatabase, testDatabase } from '../database.ts'

let server: TestDatabase
let url: string
let store: Store
beforeAll(async () => {
  server = await testDatabase()
  url = await server.freshDatabase()
  await migrate(url)
  store = await openStore({ url, poolSize: 2 })
})
afterAll(async () => {
  await store.close()
  await server.stop()
})

const now = new Date('2026-11-30T00:00:00Z')

it('an import that is stopped between its pages leaves nothing half-written, and can be done again', async () => {
  const watch = aWatch()
  await store.watches.save(watch, true, now)
  const stop = new AbortController()
  const page = (number: number) => ({
    search: aSearch({ run: 'run1', watch: watch.id, page: number }),
    end: { state: 'searched' as const, listings: 1, warnings: [] },
    get listings() {
      // Read when the page is written: the second page's turn comes after the stop.
      if (number === 1) stop.abort('SIGTERM')
      return [aListing({ id: `${number}` })]
    },
    places: ['row 2'],
    provenance: { file: 'a.csv', sha256: 'a'.repeat(64), format: 'csv' as const },
    seenAt: now,
  })
  const whole = { run: 'run1', watch: watch.id, pages: [page(1), page(2)], again: false, now }
  await expect(store.imports.save({ ...whole, stop: stop.signal })).rejects.toBe('SIGTERM')
  const counted = () => query(url, 'select (select count(*) from sightings)::int s, (select count(*) from runs)::int r')
  expect(await counted()).toEqual([{ s: 0, r: 0 }])
  expect((await store.imports.save(whole)).saved).toHaveLength(2)
  expect(await counted()).toEqual([{ s: 2, r: 1 }])
})
