import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openApp } from '../../src/app/open-app.ts'
import type { CoverageRow } from '../../src/model/coverage.ts'
import { openLog } from '../../src/telemetry/log.ts'
import { aWatch } from '../builders.ts'
import { query, type TestDatabase, testDatabase } from '../store/database.ts'
import { dataFolder, root } from './program.ts'
import { settingsOf, untilRunEnds } from './runs.ts'

const secret = 'the-client-secret-of-ebay'
const pages = join(root, 'test/pages/ebay')
let server: TestDatabase
let folder: Awaited<ReturnType<typeof dataFolder>>
let site: Server
let asked: string[]
/** What the search of the API answers; the site's pages are always the same one. */
let search: (response: ServerResponse, offset: number) => void

beforeAll(async () => {
  server = await testDatabase()
  folder = await dataFolder()
})
afterAll(async () => {
  await server.stop()
  await folder.remove()
})
beforeEach(async () => {
  asked = []
  site = createServer((request, response) => {
    answer(request, response).catch((error: Error) => response.destroy(error))
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
})
afterEach(() => {
  site.closeAllConnections()
  site.close()
})

/** eBay on loopback: its API and its pages at one origin. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://site.invalid')
  asked.push(url.pathname)
  if (url.pathname === '/identity/v1/oauth2/token') json(response, { access_token: 'a-token', expires_in: 7_200 })
  else if (url.pathname.startsWith('/buy/')) search(response, Number(url.searchParams.get('offset')))
  else if (url.pathname === '/sch/i.html') {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(await readFile(join(pages, 'search-s-card.html')))
  } else response.writeHead(404).end()
}

const json = (response: ServerResponse, body: object, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
const listingsOf = async () => JSON.parse(await readFile(join(pages, 'api-search.json'), 'utf8')) as object
const count = (path: string) => asked.filter((each) => each === path).length
const apiPath = '/buy/browse/v1/item_summary/search'

/** One run of a watch on that eBay. */
async function runOn(env: Record<string, string>, pagesMax = 3): Promise<{ rows: CoverageRow[]; database: string }> {
  const database = await server.freshDatabase()
  const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  const settings = settingsOf({
    DATABASE_URL: database,
    MORGIANA_DATA: folder.path,
    MORGIANA_ORIGINS: `ebay=${origin}`,
    MORGIANA_ALLOW_LOOPBACK: 'yes',
    MORGIANA_RATES: 'ebay=100/1s',
    MORGIANA_EBAY_CLIENT_ID: 'an-id',
    MORGIANA_EBAY_CLIENT_SECRET: secret,
    MORGIANA_LOG_LEVEL: 'silent',
    ...env,
  })
  const app = await openApp(settings, 'guest', openLog('silent'))
  try {
    const watch = aWatch({ marketplaces: ['ebay'], keywords: ['halvard parka'], pages: pagesMax })
    await app.store.watches.save(watch, false, new Date())
    const run = await app.start(watch, 'scan')
    await app.work(['ebay'])
    await untilRunEnds(database, run, 30_000)
    return { rows: await app.store.runs.coverage(run), database }
  } finally {
    await app.close()
  }
}

describe('a search where there is a key', () => {
  it('asks the API, page after page, and leaves the site’s search pages alone', async () => {
    const first = await listingsOf()
    search = (response, offset) => json(response, { ...first, offset, total: 412 })
    const { rows, database } = await runOn({})
    expect(rows.map(({ page, state, way, claimed }) => [page, state, way, claimed])).toEqual([
      [1, 'searched', 'api', 412],
      [2, 'searched', 'api', 412],
      [3, 'searched', 'api', 412],
    ])
    expect([count(apiPath), count('/sch/i.html'), count('/identity/v1/oauth2/token')]).toEqual([3, 0, 1])
    expect(await query(database, `select data->'seller'->>'id' as id from listings where id = '110000000001'`)).toEqual(
      [{ id: 'sHvQ3xJmTfW' }],
    )
    expect(await query(database, `select count from requests where watch_id = 'api:ebay'`)).toEqual([{ count: 3 }])
  })

  it('that is refused reads the pages instead, says so, and keeps no secret anywhere', async () => {
    search = (response) => json(response, { errors: [{ errorId: 1100, message: `no rights for ${secret}` }] }, 403)
    const { rows, database } = await runOn({}, 1)
    expect(rows).toMatchObject([{ state: 'searched', way: 'page' }])
    expect(rows[0]?.warnings).toContainEqual(expect.stringMatching(/^read from the site's pages, since the Browse API/))
    expect([count(apiPath), count('/sch/i.html')]).toEqual([1, 1])
    const tables = await query<{ name: string }>(
      database,
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    )
    for (const { name } of tables) {
      const [found] = await query<{ count: string }>(
        database,
        `select count(*) as count from "${name}" t where t::text like '%${secret}%' or t::text like '%a-token%'`,
      )
      expect([name, Number(found?.count)]).toEqual([name, 0])
    }
  })

  it('that cannot be reached is tried as often as a page would be, then the pages are read, and coverage says so', async () => {
    search = (response) => response.destroy()
    const { rows } = await runOn({}, 1)
    expect(rows).toMatchObject([{ state: 'searched', way: 'page' }])
    expect(rows[0]?.listings).toBeGreaterThan(0)
    expect(rows[0]?.warnings).toContainEqual(
      expect.stringMatching(/^read from the site's pages, since the Browse API did not answer: /),
    )
    expect([count(apiPath), count('/sch/i.html')]).toEqual([4, 1])
  })

  it('whose calls are spent reads pages, and a search that began with pages goes on with them', async () => {
    const first = await listingsOf()
    search = (response, offset) => json(response, { ...first, offset, total: 412 })
    const { rows } = await runOn({ MORGIANA_API_CALLS: 'ebay=1' }, 2)
    expect(rows.map(({ page, way }) => [page, way])).toEqual([
      [1, 'api'],
      [2, 'page'],
    ])
    expect(rows[1]?.warnings).toContainEqual(
      expect.stringContaining('the 1 calls a day (UTC) to the Browse API are spent'),
    )
    expect([count(apiPath), count('/sch/i.html')]).toEqual([1, 1])
  })

  it('that finds nothing asks the canary the same way, and is covered when that has results', async () => {
    const first = await listingsOf()
    let calls = 0
    search = (response) => json(response, calls++ === 0 ? { total: 0, limit: 200, offset: 0 } : { ...first, offset: 0 })
    const { rows } = await runOn({})
    expect(rows.map(({ keyword, state, way, doubtful }) => [keyword, state, way, doubtful])).toEqual([
      ['halvard parka', 'empty', 'api', undefined],
      ['shoes', 'searched', 'api', undefined],
    ])
  })
})

describe('a search without a key', () => {
  it('reads the pages, and nothing is said of an API', async () => {
    search = (response) => response.destroy()
    const { rows } = await runOn({ MORGIANA_EBAY_CLIENT_ID: '', MORGIANA_EBAY_CLIENT_SECRET: '' }, 1)
    expect(rows).toMatchObject([{ state: 'searched', way: 'page' }])
    expect(rows[0]?.warnings.join()).not.toContain('API')
    expect(count(apiPath)).toBe(0)
  })
})
