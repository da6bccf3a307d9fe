import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bazaar, openBazaar } from '../../src/bazaar/open-bazaar.ts'
import type { Listing } from '../../src/model/listing.ts'
import type { Sort } from '../../src/model/sort.ts'
import { query, type TestDatabase, testDatabase } from '../store/database.ts'
import { dataFolder, runProgram } from './program.ts'

let server: TestDatabase
let database: string
let folder: Awaited<ReturnType<typeof dataFolder>>
let bazaar: Bazaar
beforeAll(async () => {
  server = await testDatabase()
  database = await server.freshDatabase()
  folder = await dataFolder()
  bazaar = await openBazaar({ seed: 29, listings: 6_000 })
})
afterAll(async () => {
  await bazaar.close()
  await server.stop()
  await folder.remove()
})

const morgiana = (...args: string[]) =>
  runProgram(args, {
    DATABASE_URL: database,
    MORGIANA_DATA: folder.path,
    MORGIANA_ORIGINS: `bazaar=${bazaar.origin}`,
    MORGIANA_ALLOW_LOOPBACK: 'yes',
  })

/** What a search in one order showed, page after page, without what somebody paid for. */
async function shownBy(sort: Sort): Promise<Listing[]> {
  const rows = await query<{ data: Listing }>(
    database,
    `select s.data from sightings s join coverage c on c.id = s.search_id
      where c.sort = $1 order by c.page, s.position`,
    [sort],
  )
  return rows.map(({ data }) => data).filter(({ sponsored }) => !sponsored)
}

type Row = { sort: Sort; page: number; state: string; warnings: string[] }

describe('a watch that names three orders', () => {
  it('searches each on all its pages, as the market sorts them, and coverage tells them apart', async () => {
    const watch = {
      ...{ brand: 'Skarvane', keywords: ['skarvane fellrun'], marketplaces: ['bazaar'], territories: ['us'] },
      ...{ sort: ['best-match', 'newest', 'price-low'], pages: 2 },
    }
    const file = join(folder.path, 'watchlist.yaml')
    await writeFile(file, JSON.stringify(watch))
    const { code, out } = await morgiana('scan', '--json', file)
    expect(code).toBe(0)
    const { coverage } = JSON.parse(out) as { coverage: Row[] }
    expect(coverage.map(({ sort, page, state }) => [sort, page, state])).toEqual(
      ['best-match', 'newest', 'price-low'].flatMap((sort) => [1, 2].map((page) => [sort, page, 'searched'])),
    )
    expect(coverage.flatMap(({ warnings }) => warnings)).toEqual([])

    const amounts = (await shownBy('price-low')).map(({ price }) => Number(price?.amount))
    expect(amounts.length).toBeGreaterThan(50)
    expect(amounts).toEqual(amounts.toSorted((a, b) => a - b))
    const best = (await shownBy('best-match')).map(({ id }) => id)
    const newest = (await shownBy('newest')).map(({ id }) => id)
    expect(newest).not.toEqual(best)

    const told = await morgiana('coverage')
    expect(told.out).toMatch(/bazaar +us +skarvane fellrun +price-low +2 of 2/)
    expect(told.out).toMatch(/bazaar +us +skarvane fellrun +newest +2 of 2/)
  })

  it('meets first, among the newest, what was put up again since', async () => {
    const [fake = ''] = (await shownBy('newest')).map(({ id }) => id)
    const again = bazaar.relist(fake, {})
    const { code } = await morgiana('scan', '--json', join(folder.path, 'watchlist.yaml'))
    expect(code).toBe(0)
    const rows = await query<{ id: string }>(
      database,
      `select s.listing_id as id from sightings s join coverage c on c.id = s.search_id
        where c.sort = 'newest' and c.page = 1 and not coalesce((s.data -> 'sponsored')::boolean, false)
        order by c.planned_at desc, s.position limit 1`,
    )
    expect(rows).toEqual([{ id: again }])
  })
})
