import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../../../src/store/migrate.ts'
import { openStore } from '../../../src/store/open-store.ts'
import type { Store } from '../../../src/store/store.ts'
import { query, type TestDatabase, testDatabase } from '../database.ts'

let server: TestDatabase
let store: Store
const ids = ['abcd00000000000000000001', 'abcd00000000000000000002', 'beef00000000000000000003']

beforeAll(async () => {
  server = await testDatabase()
  await migrate(server.url)
  store = await openStore({ url: server.url, poolSize: 1 })
  // Only the ids matter here: what a hit stands on is left out.
  const rows = ids.map((id, place) => `('${id}', 'w', 'bazaar', 'l${place}', 'r', 0.9, 1, '', 'open', now())`)
  await query(
    server.url,
    `set session_replication_role = replica;
     insert into hits (id, watch_id, marketplace, listing_id, run_id, score, rank, text, state, found_at)
     values ${rows.join()}`,
  )
})
afterAll(async () => {
  await store.close()
  await server.stop()
})

describe('the beginning of a hit id', () => {
  it.each([
    ['beef', 1],
    ['beef00000000000000000003', 1],
    ['abcd', 2],
    ['ffff', 0],
    ['be', 0],
    ['%%%%', 0],
    ["beef' or 1=1", 0],
  ])('%s names %i of them', async (beginning, count) => {
    expect(await store.hits.idsOf(beginning)).toHaveLength(count)
  })
})
