import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiCard, ApiDecided, ApiDecision, ApiHits, ApiLease } from '../../src/web/api.ts'
import { aListing } from '../builders.ts'
import { query, type TestDatabase, testDatabase } from '../store/database.ts'
import { addHits, type GivenHit, type Served, serve } from './served.ts'

let database: TestDatabase
let served: Served
let cookie: string
beforeAll(async () => {
  database = await testDatabase()
  served = await serve(database)
  cookie = await served.cookie('Dana')
})
afterAll(async () => {
  await served.close()
  await database.stop()
})

const get = async <T>(path: string) =>
  (await (await fetch(`${served.url}${path}`, { headers: { cookie } })).json()) as T
const post = async <T>(path: string, body: unknown) => {
  const headers = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json', cookie }
  const answer = await fetch(`${served.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(answer.status).toBe(200)
  return (await answer.json()) as T
}

const sellers = 25
const copies = 40
/** Sellers take turns in the list, and each of a seller's offers is written in its own way. */
const madeDay: GivenHit[] = Array.from({ length: sellers * copies }, (_, at) => ({
  listing: aListing({
    id: `l${at}`,
    title: `Halvard Trail Runner replica size ${36 + (at % 12)} lot ${at}`,
    seller: { id: `s${at % sellers}`, name: `shop ${at % sellers}` },
  }),
  product: 'Halvard Trail Runner',
}))

describe('a made day of 1,000 hits with 40 copies a seller', () => {
  it('is decided with at most 40 % of the keys that one key a hit would take, and nothing is left, lost or doubled', async () => {
    await addHits(served, madeDay)
    let keys = 0
    for (;;) {
      const { hits } = await get<ApiHits>('/api/hits?state=open&grouped=1&limit=20')
      if (hits.length === 0) break
      const { leases } = await post<{ leases: ApiLease[] }>('/api/leases', { hits: hits.map(({ id }) => id) })
      for (const [place, card] of hits.entries()) {
        expect(leases[place]).toMatchObject({ kind: 'held', others: expect.arrayContaining(othersOf(card)) })
      }
      const decisions = hits.map((card): ApiDecision => ({ ...made(card), others: othersOf(card) }))
      const answer = await post<{ decisions: ApiDecided[] }>('/api/decisions', decisions)
      for (const decided of answer.decisions)
        expect(decided).toMatchObject({ kind: 'saved', group: { left: [], open: [] } })
      keys += hits.length
    }
    expect(keys).toBeLessThanOrEqual(0.4 * madeDay.length)
    expect(keys).toBe(sellers)
    const [counts] = await query<{ hits: number; verdicts: number; open: number }>(
      served.databaseUrl,
      `select count(distinct hit_id)::int as hits, count(*)::int as verdicts,
        (select count(*)::int from hits where state = 'open') as open from verdicts`,
    )
    expect(counts).toEqual({ hits: 1_000, verdicts: 1_000, open: 0 })
  })
})

const othersOf = ({ group }: ApiCard): string[] => (group?.members ?? []).map(({ id }) => id)
const made = ({ id: hit }: ApiCard) => ({ id: randomUUID(), hit, verdict: 'counterfeit' as const })

describe('a decision over the API', () => {
  it('names no more hits than a group has', async () => {
    const others = Array.from({ length: 51 }, (_, at) => `h${at}`)
    const headers = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json', cookie }
    const body = JSON.stringify([{ id: randomUUID(), hit: 'h', verdict: 'allowed', others }])
    const answer = await fetch(`${served.url}/api/decisions`, { method: 'POST', headers, body })
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { where: 'body.0.others' } }])
  })
})
