import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CoverageEnd } from '../../src/model/coverage.ts'
import type { Outage } from '../../src/model/outage.ts'
import type { ApiCoverage, ApiHits, ApiLease, ApiQuality, ApiSession, ApiStatus, ApiUsers } from '../../src/web/api.ts'
import { aListing, aSearch, aWatch } from '../builders.ts'
import { query, type TestDatabase, testDatabase } from '../store/database.ts'
import { hitsWith } from '../store/visits/on-the-way.ts'
import { addHits, manyHits, type Served, serve } from './served.ts'

let database: TestDatabase
let served: Served
let cookie: string
let admin: string
const began = new Date(Date.now() - 3_600_000)
const minute = (after: number) => new Date(began.getTime() + after * 60_000)
/** After the hits that are found now: the crawl is the watch's latest. */
const later = (after: number) => new Date(began.getTime() + 3_600_000 + after * 60_000)
const outage: Outage = { what: 'vault', since: minute(1), until: null, why: 'its disk is full' }

beforeAll(async () => {
  database = await testDatabase()
  served = await serve(database, {
    status: async () => ({
      version: '1.2.3',
      nextRuns: [
        { watch: 'halvard', at: minute(500) },
        { watch: 'other', at: minute(300) },
        { watch: 'resting', at: null },
      ],
    }),
    outages: () => ({ now: [outage], counts: { database: 2, queues: 0, vault: 1 } }),
  })
  await addHits(served, manyHits(8), 'hits')
  ;[cookie, admin] = [await served.cookie('Dana'), await served.cookie('Mara', 'admin')]
})
afterAll(async () => {
  await served.close()
  await database.stop()
})

const get = async <T>(path: string, as = cookie) =>
  (await (await fetch(`${served.url}${path}`, { headers: { cookie: as } })).json()) as T
const post = (path: string, body: unknown, as = cookie) =>
  fetch(`${served.url}${path}`, {
    method: 'POST',
    headers: { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json', cookie: as },
    body: JSON.stringify(body),
  })
const said = async (response: Response | Promise<Response>) => {
  const answer = await response
  return [answer.status, await answer.json()]
}

describe('a watch that was crawled and imported into', () => {
  const ends: [string, Partial<CoverageEnd>][] = [
    ['seen', { state: 'searched', listings: 1, claimed: 70, cards: 3, leftOut: { shelf: 2 }, warnings: ['odd'] }],
    ['walled', { state: 'blocked', blockedBy: 'captcha', why: 'prove it' }],
  ]
  beforeAll(async () => {
    const { store } = served
    await store.watches.save(aWatch({ id: 'other', brand: 'Halvard' }), true, began)
    await store.watches.save(aWatch({ id: 'resting', brand: 'Resting' }), false, began)
    const searches = ends.map(([keyword]) => aSearch({ run: 'crawl', keyword }))
    await store.runs.plan({ id: 'crawl', watch: 'halvard', trigger: 'scan' }, searches, later(10))
    for (const [place, [, end]] of ends.entries()) {
      const search = searches[place]!
      const whole: CoverageEnd = { state: 'empty', listings: 0, warnings: [], ...end }
      const listings = whole.listings === 1 ? [aListing({ id: 'seen' })] : []
      await store.searches.save({ search, end: whole, listings, next: null, now: later(11) })
      await store.matching.scoreBatch({ of: 'search', id: search.id }, hitsWith([]), 'm', later(12))
    }
    const visit = (place: number, state: string, why: string) =>
      query(
        served.databaseUrl,
        `insert into visits (id, run_id, watch_id, marketplace, listing_id, batch_id, state, why, planned_at, ended_at)
         select id, 'crawl', 'halvard', marketplace, id, id, $2, $3, now(), now() from listings order by id offset $1 limit 1`,
        [place, state, why],
      )
    await visit(0, 'failed', 'the connection failed')
    await visit(1, 'visited', 'it draws another price')
    await store.runs.endIfDone('crawl', later(13))
    await store.runs.plan({ id: 'import', watch: 'halvard', trigger: 'import' }, [], later(20))
    await store.runs.plan({ id: 'rested', watch: 'resting', trigger: 'scan' }, [], later(30))
    await store.lanes.open('ebay', { by: 'slider', why: 'slide it' }, minute(1), minute(30))
    await store.lanes.open('bazaar', { by: null, why: 'changed' }, minute(1), minute(30))
    await store.lanes.close('bazaar')
  })

  it('has its coverage told search by search, and what was not seen with why', async () => {
    const { watches, lanes } = await get<ApiCoverage>('/api/coverage')
    expect(watches.map(({ watch, name, active, nextRunAt }) => [watch, name, active, nextRunAt])).toEqual([
      ['halvard', 'Halvard (halvard)', true, minute(500).toISOString()],
      ['other', 'Halvard (other)', true, minute(300).toISOString()],
      ['resting', 'Resting', false, null],
    ])
    expect(watches[1]).toMatchObject({ run: null, import: null, searches: [], gaps: [], gapCount: 0 })
    expect(watches[1]).toMatchObject({ missedVisits: [], doubtedVisits: [] })
    expect(watches[0]).toMatchObject({
      ...{ run: { id: 'crawl', searchesCovered: 1 }, import: { id: 'import' }, gapCount: 1 },
      gaps: [{ keyword: 'walled', page: 1, state: 'blocked', blockedBy: 'captcha', at: later(11).toISOString() }],
    })
    expect(watches[0]?.gaps[0]?.why).toContain('prove it')
    expect(watches[0]).toMatchObject({
      missedVisits: [{ state: 'failed', why: 'the connection failed', count: 1 }],
      doubtedVisits: [{ state: 'visited', why: 'it draws another price', count: 1 }],
    })
    expect(watches[0]?.searches).toMatchObject([
      {
        keyword: 'seen',
        states: { searched: 1 },
        listings: 1,
        cards: 3,
        leftOut: { shelf: 2 },
        claimed: 70,
        warnings: 1,
      },
      { keyword: 'walled', states: { blocked: 1 }, listings: 0, cards: 0, claimed: null, doubtful: 0 },
    ])
    expect(lanes).toMatchObject([{ marketplace: 'ebay', blockedBy: 'slider', why: 'slide it' }])
  })

  it('is told in status: what waits, what is wrong, what comes next, and the runs of active watches', async () => {
    const status = await get<ApiStatus>('/api/status')
    expect(status).toMatchObject({
      ...{ open: 8, openIsCapped: false, nextRunAt: minute(300).toISOString(), decided: null },
      lanes: [{ marketplace: 'ebay' }],
      outages: [{ what: 'vault', why: 'its disk is full', until: null }],
      runs: [{ id: 'crawl', watch: 'halvard' }],
    })
  })

  it('has its runs listed, newest first', async () => {
    const { runs } = await get<{ runs: { id: string }[] }>('/api/runs')
    expect(runs.map(({ id }) => id)).toEqual(['rested', 'import', 'crawl', 'hits'])
  })

  it('is told to who signs in, by name, with who they are', async () => {
    const session = await get<ApiSession>('/api/session', admin)
    expect(session).toMatchObject({
      ...{ user: { name: 'Mara', role: 'admin' }, version: '1.2.3' },
      marketplaces: { bazaar: 'Bazaar', ebay: 'eBay' },
      watches: { halvard: 'Halvard (halvard)', other: 'Halvard (other)', resting: 'Resting' },
    })
    expect(Date.parse(session.now)).toBeGreaterThan(began.getTime())
  })

  it('has metrics of what it covered, missed and found', async () => {
    const text = await (await fetch(`${served.url}/metrics`)).text()
    for (const line of [
      'morgiana_hits_open 8',
      'morgiana_lane_open{marketplace="ebay"} 1',
      'morgiana_lane_open{marketplace="bazaar"} 0',
      'morgiana_outage{what="vault"} 1',
      'morgiana_outage{what="database"} 0',
      'morgiana_outages_total{what="database"} 2',
      'morgiana_coverage_gaps{watch="halvard",marketplace="bazaar"} 1',
      'morgiana_coverage_searches{watch="halvard",marketplace="bazaar",state="blocked"} 1',
      'morgiana_http_seconds_count{method="GET",route="/api/runs",status="200"} 1',
      `morgiana_last_run_timestamp_seconds{watch="halvard",kind="import"} ${later(20).getTime() / 1_000}`,
    ])
      expect(text).toContain(`${line}\n`)
    expect(text).not.toContain('watch="resting"')
  })
})

describe('cards on the API', () => {
  it('are held by several at once, told apart by what became of each, and let go', async () => {
    const { hits } = await get<ApiHits>('/api/hits?limit=2')
    const ids = hits.map(({ id }) => id)
    const kinds = async (as: string) => {
      const { leases } = (await (await post('/api/leases', { hits: [...ids, 'nothing'] }, as)).json()) as {
        leases: ApiLease[]
      }
      return leases.map(({ hit, kind }) => [hit === 'nothing' ? hit : 'a hit', kind])
    }
    expect(await kinds(cookie)).toEqual([
      ['a hit', 'held'],
      ['a hit', 'held'],
      ['nothing', 'missing'],
    ])
    expect((await kinds(admin))[0]).toEqual(['a hit', 'taken'])
    expect((await post('/api/leases/release', { hits: ids })).status).toBe(204)
    expect((await kinds(admin))[0]).toEqual(['a hit', 'held'])
    await post('/api/leases/release', { hits: ids }, admin)
  })

  it.each([
    ['/api/leases', { hits: [] }, 400],
    ['/api/leases', { hits: Array(101).fill('x') }, 400],
    ['/api/leases/release', { hits: [''] }, 400],
    ['/api/hits/nothing/lease', '', 404],
    ['/api/decisions/not-a-uuid/undo', '', 400],
  ])('to %s with %j are answered with %i', async (path, body, status) => {
    expect((await post(path, body)).status).toBe(status)
  })

  it('that are not there are not found, and have none with the same picture', async () => {
    expect((await fetch(`${served.url}/api/hits/nothing`, { headers: { cookie } })).status).toBe(404)
    expect(await get('/api/hits/nothing/alike')).toEqual({ alike: [], more: false })
  })

  it('come without facets unless they are asked for, and as many as are asked for', async () => {
    const page = await get<ApiHits>('/api/hits?limit=3')
    expect([page.hits.length, page.count, page.facets, typeof page.next]).toEqual([3, 8, null, 'string'])
    expect((await get<ApiHits>('/api/hits?facets=1')).facets).toMatchObject({ watch: { halvard: 8 } })
    expect((await get<ApiHits>('/api/hits?watch=other')).hits).toEqual([])
  })

  it('with a picture of more than six others say that there are more', async () => {
    const svg = (place: number) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="9${place}" height="9${place}"><path d="M0 0h90v30L20 70z"/></svg>`
    const drawn = manyHits(8, 'p').map((hit, place) => ({ ...hit, picture: svg(place % 7) }))
    await addHits(served, drawn, 'pictured')
    const { hits } = await get<ApiHits>('/api/hits?text=p1')
    const { alike, more } = await get<{ alike: unknown[]; more: boolean }>(`/api/hits/${hits[0]?.id}/alike`)
    expect([alike.length, more]).toEqual([6, true])
  })

  it('that are decided are counted for who decided, since when they ask, and in the metrics', async () => {
    const { hits } = await get<ApiHits>('/api/hits?limit=2')
    const decisions = hits.map(({ id }) => ({ id: randomUUID(), hit: id, verdict: 'allowed' }))
    const since = encodeURIComponent(new Date(Date.now() - 60_000).toISOString())
    const decided = async (as = cookie) => (await get<ApiStatus>(`/api/status?since=${since}`, as)).decided
    expect(await decided()).toMatchObject({ allowed: 0 })
    await post('/api/decisions', [...decisions, { ...decisions[0], id: randomUUID(), hit: 'nothing' }])
    expect(await decided()).toMatchObject({ allowed: 2, counterfeit: 0 })
    expect(await decided(admin)).toMatchObject({ allowed: 0 })
    expect(await (await fetch(`${served.url}/metrics`)).text()).toContain(
      'morgiana_decisions_total{verdict="allowed"} 2\n',
    )
    expect((await fetch(`${served.url}/api/status?since=yesterday`, { headers: { cookie } })).status).toBe(400)
  })

  it('give figures of quality, of one watch or of all', async () => {
    expect((await get<ApiQuality>('/api/quality')).precision).toMatchObject({ part: 0, whole: 2 })
    expect((await get<ApiQuality>('/api/quality?watch=halvard')).precision).toMatchObject({ whole: 2 })
    const none = { precision: null, expected: { line: { from: 0.5 }, recall: { estimate: 0.8, of: 500 } } }
    expect(await get<ApiQuality>('/api/quality?watch=other')).toMatchObject(none)
    expect(await said(fetch(`${served.url}/api/quality?watch=x`, { headers: { cookie } }))).toMatchObject([
      ...[404, { error: { where: 'watch' } }],
    ])
  })
})

describe('people on the API', () => {
  const users = async () => (await get<ApiUsers>('/api/users', admin)).users
  const idOf = async (name: string) => (await users()).find((user) => user.name === name)?.id
  const audited = async () => {
    const [entry] = await served.store.audit.latest(1)
    return [entry?.who, entry?.action, entry?.what]
  }

  it('are invited with a link that lasts a day, and as they are when they are invited again', async () => {
    const invite = (body: unknown) => said(post('/api/users', body, admin))
    const [status, invited] = await invite({ name: ' Ola ', role: 'reviewer' })
    expect([status, invited]).toMatchObject([200, { user: { name: 'Ola', role: 'reviewer' } }])
    const { link, expiresAt } = invited as { link: string; expiresAt: string }
    expect(link.startsWith(`${served.url}/sign-in?token=`)).toBe(true)
    const lastsMs = Date.parse(expiresAt) - Date.now()
    expect(Math.round(lastsMs / 3_600_000)).toBe(24)
    expect(await audited()).toEqual(['Mara', 'user.invite', { name: 'Ola', role: 'reviewer' }])
    expect((await invite({ name: 'Ola', role: 'reviewer' }))[0]).toBe(200)
    expect(await invite({ name: '', role: 'reviewer' })).toMatchObject([400, { error: { where: 'body.name' } }])
    expect(await invite({ name: 'Ola', role: 'king' })).toMatchObject([400, { error: { where: 'body.role' } }])
    expect((await users()).filter(({ name }) => name === 'Ola')).toMatchObject([{ sessions: 0, signedInAt: null }])
  })

  it('are listed with their sessions, which an administrator may end', async () => {
    await served.cookie('Ida')
    await served.cookie('Ida')
    const ida = (await users()).find(({ name }) => name === 'Ida')
    expect(ida).toMatchObject({ role: 'reviewer', sessions: 2, signedInAt: expect.stringMatching(/Z$/) })
    expect(await said(post(`/api/users/${ida?.id}/end-sessions`, '', admin))).toEqual([200, { ended: 2 }])
    expect(await audited()).toEqual(['Mara', 'user.sign-out', { name: 'Ida', role: 'reviewer' }])
  })

  it('get another role, and are removed, by others only; each is in the log', async () => {
    await served.cookie('Eli')
    const [eli, mara] = [await idOf('Eli'), await idOf('Mara')]
    expect(await said(post(`/api/users/${eli}/role`, { role: 'admin' }, admin))).toMatchObject([
      ...[200, { user: { name: 'Eli', role: 'admin' } }],
    ])
    expect(await audited()).toEqual(['Mara', 'user.role', { name: 'Eli', role: 'admin' }])
    for (const [action, body] of [
      ['role', { role: 'reviewer' }],
      ['remove', ''],
    ] as const)
      expect(await said(post(`/api/users/${mara}/${action}`, body, admin))).toMatchObject([
        ...[409, { error: { what: expect.stringContaining('your') } }],
      ])
    expect((await post(`/api/users/${eli}/remove`, '', admin)).status).toBe(204)
    expect(await audited()).toEqual(['Mara', 'user.remove', { name: 'Eli', role: 'admin' }])
    expect(await idOf('Eli')).toBeUndefined()
    for (const action of ['role', 'remove', 'end-sessions'])
      expect((await post(`/api/users/${eli}/${action}`, { role: 'admin' }, admin)).status).toBe(404)
  })
})
