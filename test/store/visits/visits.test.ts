import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Validators } from '../../../src/model/page.ts'
import type { Store } from '../../../src/store/store.ts'
import type { PlannedVisit } from '../../../src/store/visits/visit-store.ts'
import { aListing } from '../../builders.ts'
import { query, type TestDatabase, testDatabase } from '../database.ts'
import { at, freshStore, hitsWith, seen } from './on-the-way.ts'

const fakes = hitsWith(['1:1'], { visits: true })
const first: Validators = { by: 'me', etag: '"v1"', readAt: at(1).toISOString() }
const second: Validators = { by: 'me', etag: '"v2"', readAt: at(2).toISOString() }
const fake = aListing({ id: 'fake', title: 'Halvard 1:1' })
const detail = aListing({ id: 'fake', title: 'Halvard 1:1', description: 'a replica' })
let database: TestDatabase
let store: Store
let url: string

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.stop())
beforeEach(async () => {
  const fresh = await freshStore(database)
  store = fresh.store
  url = fresh.url
})
afterEach(() => store.close())

/** The visit of a run in which the listing's price is a new one, so that its page is wanted again. */
async function visitIn(run: string, minute: number, amount: string): Promise<PlannedVisit> {
  const listings = [{ ...fake, price: { amount, currency: 'EUR' } }]
  const { scored } = await seen(store, { run, minute, listings, score: fakes })
  const [visit] = scored?.visits ?? []
  if (!visit) throw new Error('no visit was planned')
  return visit
}
const kept = async () => {
  const [row] = await query(url, 'select detail, detail_on, detail_validators, gone_at, last_seen_at from listings')
  return row
}
const sinceOf = async (visit: PlannedVisit) => (await store.visits.load(visit.id))?.since
const read = async (visit: PlannedVisit, validators?: Validators, minute = 1) =>
  store.visits.save({
    ...{ visit, end: { state: 'visited' }, detail, now: at(minute) },
    ...(validators && { validators }),
  })

describe('a listing page that is unchanged since it was read', () => {
  it('counts as visited: the reading stands, the listing was seen again, and is scored with both', async () => {
    await read(await visitIn('run-1', 0, '10'), first)
    const visit = await visitIn('run-2', 10, '11')
    expect(await sinceOf(visit)).toEqual(first)
    const before = await kept()
    await store.visits.save({ visit, end: { state: 'visited' }, detail: null, unchanged: first, now: at(12) })
    expect(await kept()).toEqual({
      ...before,
      detail_on: expect.objectContaining({ price: expect.objectContaining({ amount: '11' }) }),
      last_seen_at: at(12),
    })
    const read2: string[] = []
    const scored = await store.matching.scoreBatch(
      { of: 'visit', id: visit.id },
      (watch, listings) => {
        read2.push(...listings.map((each) => `${each.price?.amount} ${each.description}`))
        return fakes(watch, listings)
      },
      'm1',
      at(13),
    )
    expect([read2, scored?.visits]).toEqual([['11 a replica'], []])
    expect(await store.runs.progress('run-2')).toMatchObject({ visitsEnded: 1, visitsMissed: 0, unscored: 0 })
  })

  it('changes nothing when that is saved twice', async () => {
    await read(await visitIn('run-1', 0, '10'), first)
    const visit = await visitIn('run-2', 10, '11')
    const unchanged = { visit, end: { state: 'visited' as const }, detail: null, unchanged: first, now: at(12) }
    expect(await store.visits.save(unchanged)).toEqual({ saved: true })
    const before = await kept()
    expect(await store.visits.save({ ...unchanged, now: at(20) })).toEqual({ saved: false })
    expect(await kept()).toEqual(before)
  })

  it('says nothing of what somebody else has read since', async () => {
    await read(await visitIn('run-1', 0, '10'), first)
    const [late, other] = [await visitIn('run-2', 10, '11'), await visitIn('run-3', 11, '12')]
    await read(other, second, 12)
    await seen(store, {
      run: 'run-4',
      minute: 13,
      listings: [{ ...fake, price: { amount: '13', currency: 'EUR' } }],
      score: null,
    })
    await store.visits.save({ visit: late, end: { state: 'visited' }, detail: null, unchanged: first, now: at(14) })
    const { detail_on: on, ...row } = (await kept()) ?? {}
    expect(row).toMatchObject({ detail_validators: second, last_seen_at: at(14) })
    expect(on).toMatchObject({ price: { amount: '12' } })
  })
})

describe('what a listing page can be asked again with', () => {
  it('is replaced with the reading, and dropped when the next has none', async () => {
    await read(await visitIn('run-1', 0, '10'), first)
    await read(await visitIn('run-2', 10, '11'), second)
    const visit = await visitIn('run-3', 20, '12')
    expect(await sinceOf(visit)).toEqual(second)
    await read(visit)
    expect(await sinceOf(await visitIn('run-4', 30, '13'))).toBeNull()
  })

  it.each(['changed', 'blocked', 'gone'] as const)('is dropped when the page was %s', async (state) => {
    await read(await visitIn('run-1', 0, '10'), first)
    const visit = await visitIn('run-2', 10, '11')
    await store.visits.save({ visit, end: { state, why: 'x' }, detail: null, now: at(12) })
    expect(await kept()).toMatchObject({ detail_validators: null, last_seen_at: at(10) })
  })

  it.each(['failed', 'paused', 'out-of-budget'] as const)('stays when the page was not asked (%s)', async (state) => {
    await read(await visitIn('run-1', 0, '10'), first)
    const visit = await visitIn('run-2', 10, '11')
    await store.visits.save({ visit, end: { state, why: 'x' }, detail: null, now: at(12) })
    expect(await sinceOf(await visitIn('run-3', 20, '12'))).toEqual(first)
  })
})
