import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { addHits, manyHits, type Served, serve } from './served.ts'

let database: TestDatabase
let served: Served

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.stop())
beforeEach(async () => {
  served = await serve(database)
})
afterEach(() => served.close())

const own = { 'Sec-Fetch-Site': 'same-origin' }
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${served.url}${path}`, { headers, redirect: 'manual' })
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${served.url}${path}`, {
    method: 'POST',
    headers: { ...own, 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const firstHit = async (cookie: string) => {
  const { hits } = (await (await get('/api/hits?limit=1', { cookie })).json()) as { hits: { id: string }[] }
  return hits[0]?.id ?? ''
}

describe('every answer', () => {
  it.each(['/', '/main.js', '/api/session', '/nothing', '/healthz'])('of %s carries the safe headers', async (path) => {
    const { headers } = await get(path)
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  })
})

describe('decisions', () => {
  it('are saved once however often they are sent, with who and when', async () => {
    await addHits(served, manyHits(2))
    const cookie = await served.cookie('Dana')
    const hit = await firstHit(cookie)
    const decision = { id: randomUUID(), hit, verdict: 'counterfeit' }
    const answers = await Promise.all(Array.from({ length: 5 }, () => post('/api/decisions', [decision], { cookie })))
    const kinds = await Promise.all(
      answers.map(async (answer) => ((await answer.json()) as { decisions: { kind: string }[] }).decisions[0]?.kind),
    )
    expect(kinds.filter((kind) => kind === 'saved')).toHaveLength(1)
    expect(await served.store.decisions.history(hit)).toMatchObject([{ verdict: 'counterfeit', user: 'Dana' }])
    expect(await (await get(`/api/hits/${hit}`, { cookie })).json()).toMatchObject({
      state: 'decided',
      decidedBy: 'Dana',
    })
  })

  it('can be taken back by the one who made them', async () => {
    await addHits(served, manyHits(1))
    const [dana, mara] = [await served.cookie('Dana'), await served.cookie('Mara')]
    const hit = await firstHit(dana)
    const id = randomUUID()
    await post('/api/decisions', [{ id, hit, verdict: 'allowed' }], { cookie: dana })
    const undo = async (cookie: string) => (await post(`/api/decisions/${id}/undo`, '', { cookie })).json()
    expect(await undo(mara)).toEqual({ kind: 'not-yours' })
    expect(await undo(dana)).toEqual({ kind: 'undone' })
    expect(await undo(dana)).toEqual({ kind: 'already' })
  })

  it.each([
    ['no JSON', '{', 'body'],
    ['no list', {}, 'body'],
    ['an empty list', [], 'body'],
    ['an unknown verdict', [{ id: randomUUID(), hit: 'x', verdict: 'guilty' }], 'body.0.verdict'],
    ['an id that is no UUID', [{ id: '1', hit: 'x', verdict: 'allowed' }], 'body.0.id'],
    ['a field too many', [{ id: randomUUID(), hit: 'x', verdict: 'allowed', user: 'mara' }], 'body.0'],
    ['too many', Array(51).fill({ id: randomUUID(), hit: 'x', verdict: 'allowed' }), 'body'],
  ])('with %s are refused with the field', async (_, body, where) => {
    const cookie = await served.cookie('Dana')
    const response = await post('/api/decisions', body, { cookie })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { where } })
  })

  it('larger than the limit are refused unread', async () => {
    const cookie = await served.cookie('Dana')
    expect((await post('/api/decisions', 'x'.repeat(70_000), { cookie })).status).toBe(413)
  })
})

describe('the list of hits', () => {
  it('comes in pages that together are all of them, with facets', async () => {
    await addHits(served, manyHits(5))
    const cookie = await served.cookie('Dana')
    const ids: string[] = []
    let after = ''
    for (let page = 0; page < 3; page++) {
      const query = `limit=2&facets=1${after && `&after=${encodeURIComponent(after)}`}`
      const body = (await (await get(`/api/hits?${query}`, { cookie })).json()) as {
        hits: { id: string }[]
        next: string
        facets: object
      }
      expect(body.facets).toMatchObject({ state: { open: 5 }, marketplace: { bazaar: 5 } })
      ids.push(...body.hits.map(({ id }) => id))
      after = body.next
    }
    expect(new Set(ids).size).toBe(5)
    expect(after).toBeNull()
  })

  it.each([
    ['state=nowhere', 'query.state'],
    ['limit=0', 'query.limit'],
    ['limit=101', 'query.limit'],
    ['scoreMin=2', 'query.scoreMin'],
    ['day=yesterday', 'query.day'],
    ['sort=title', 'query'],
    ['after=nonsense', 'query.after'],
    ['text=a%00b', 'query.text'],
    ['watch=%00', 'query.watch'],
    ['a%00b=1', 'query.ab'],
  ])('refuses %s with the field', async (query, where) => {
    const cookie = await served.cookie('Dana')
    const response = await get(`/api/hits?${query}`, { cookie })
    expect([response.status, await response.json()]).toMatchObject([400, { error: { where } }])
  })

  it('refuses a NUL in the path, which no id has', async () => {
    const cookie = await served.cookie('Dana')
    const response = await get('/api/hits/a%00b', { cookie })
    expect([response.status, await response.json()]).toMatchObject([400, { error: { where: 'id' } }])
  })

  it('tells whose card it is, but not one’s own', async () => {
    await addHits(served, manyHits(1))
    const [dana, mara] = [await served.cookie('Dana'), await served.cookie('Mara')]
    const hit = await firstHit(dana)
    await post(`/api/hits/${hit}/lease`, '', { cookie: dana })
    const heldBy = async (cookie: string) =>
      ((await (await get(`/api/hits/${hit}`, { cookie })).json()) as { heldBy: unknown }).heldBy
    expect(await heldBy(dana)).toBeNull()
    expect(await heldBy(mara)).toMatchObject({ name: 'Dana' })
  })
})

describe('pictures', () => {
  it('are WebP, kept by browsers for good, and for people who are signed in', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="9" height="9"/></svg>'
    const [hit] = manyHits(1)
    if (hit) await addHits(served, [{ ...hit, picture: svg }])
    const cookie = await served.cookie('Dana')
    const card = (await (await get(`/api/hits/${await firstHit(cookie)}`, { cookie })).json()) as {
      pictures: { sha256: string }[]
    }
    const picture = await get(`/pictures/${card.pictures[0]?.sha256}`, { cookie })
    expect(Object.fromEntries(picture.headers)).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    })
    expect(
      Buffer.from(await picture.arrayBuffer())
        .subarray(8, 12)
        .toString(),
    ).toBe('WEBP')
    expect((await get(`/pictures/${'0'.repeat(64)}`, { cookie })).status).toBe(404)
    expect((await get('/pictures/..%2f..%2fsecret', { cookie })).status).toBe(404)
  })
})

describe('the page’s files', () => {
  it('are at most 80 KB together as they are sent, and not sent again unless they changed', async () => {
    let sent = 0
    for (const path of ['/', '/main.js', '/page.css', '/icon.svg']) {
      const response = await get(path, { 'accept-encoding': 'gzip' })
      sent += Number(response.headers.get('content-length') ?? Number.NaN)
      const again = await get(path, { 'if-none-match': response.headers.get('etag') ?? '' })
      expect(again.status).toBe(304)
    }
    expect(sent).toBeLessThanOrEqual(80 * 1024)
  })
})

describe('health', () => {
  it('says ready when everything answers', async () => {
    expect((await get('/healthz')).status).toBe(200)
    expect(await (await get('/readyz')).json()).toEqual({ ready: true, up: ['database'] })
  })

  it('names what is down and what does not answer, and nothing secret', async () => {
    const other = await serve(database, {
      checks: [
        { name: 'database', check: async () => undefined },
        { name: 'queues', check: () => Promise.reject(new Error('password hunter2 refused')) },
        { name: 'mill', check: () => new Promise(() => undefined) },
      ],
    })
    try {
      const response = await fetch(`${other.url}/readyz`)
      expect(response.status).toBe(503)
      expect(await response.json()).toEqual({
        ready: false,
        down: [
          { name: 'queues', why: 'failed' },
          { name: 'mill', why: 'no answer in 2000 ms' },
        ],
      })
    } finally {
      await other.close()
    }
  })
})

describe('metrics', () => {
  it('are told on loopback, and through a proxy only to an administrator', async () => {
    await addHits(served, manyHits(3))
    const text = await (await get('/metrics')).text()
    expect(text).toContain('morgiana_hits_open 3')
    expect(text).toContain('morgiana_coverage_searches{watch="halvard",marketplace="bazaar",state="searched"} 1')
    const proxied = { 'x-forwarded-for': '203.0.113.9' }
    expect((await get('/metrics', proxied)).status).toBe(401)
    expect((await get('/metrics', { ...proxied, cookie: await served.cookie('Dana') })).status).toBe(403)
    expect((await get('/metrics', { ...proxied, cookie: await served.cookie('Mara', 'admin') })).status).toBe(200)
  })
})

describe('a database that is gone', () => {
  it('is told as 503 with what to do, and readiness says so', async () => {
    const cookie = await served.cookie('Dana')
    await served.store.close()
    const response = await get('/api/hits', { cookie })
    expect(response.status).toBeGreaterThanOrEqual(500)
    expect(await response.json()).toMatchObject({ error: { todo: expect.any(String) } })
    expect((await get('/readyz')).status).toBe(503)
    await served.stop()
    served = await serve(database)
  })
})
