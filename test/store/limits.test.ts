import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { aListing } from '../builders.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { at, freshStore, hitsWith, seen } from './visits/on-the-way.ts'

let database: TestDatabase
let store: Store
beforeAll(async () => {
  database = await testDatabase()
  ;({ store } = await freshStore(database))
})
afterAll(async () => {
  await store.close()
  await database.stop()
})

const times = <T>(count: number, call: () => Promise<T>) => Promise.all(Array.from({ length: count }, call))

describe('a budget', () => {
  it('gives exactly its number of requests to many who ask at once, a watch and a day apart', async () => {
    const taken = await times(50, () => store.budget.take('w', '2026-11-01', 20))
    expect(taken.filter(Boolean)).toHaveLength(20)
    expect(await store.budget.spent('w', '2026-11-01')).toBe(20)
    expect(await store.budget.take('w', '2026-11-02', 20)).toBe(true)
    expect(await store.budget.take('other', '2026-11-01', 1)).toBe(true)
    expect(await store.budget.spent('w', '2026-11-03')).toBe(0)
  })

  it('of nothing gives nothing, and one that was raised gives the rest', async () => {
    expect(await store.budget.take('none', '2026-11-01', 0)).toBe(false)
    expect(await store.budget.take('w', '2026-11-01', 21)).toBe(true)
    expect(await store.budget.take('w', '2026-11-01', 21)).toBe(false)
  })
})

describe('a lane', () => {
  const reason = { by: 'captcha' as const, why: 'a captcha' }
  it('is closed until it is opened, which one of many hears', async () => {
    expect(await store.lanes.load('ebay')).toEqual({
      ...{ marketplace: 'ebay', state: 'closed', blockedBy: null, why: null, openedAt: null, probeAt: null },
    })
    const opened = await times(8, () => store.lanes.open('ebay', reason, at(0), at(10)))
    expect(opened.filter((one) => one.opened)).toHaveLength(1)
    expect(await store.lanes.all()).toEqual([
      { marketplace: 'ebay', state: 'open', blockedBy: 'captcha', why: 'a captcha', openedAt: at(0), probeAt: at(10) },
    ])
  })

  it('gives its probe to one of many, when it is due and not before', async () => {
    expect(await store.lanes.takeProbe('ebay', at(9), at(20))).toBe(false)
    const probes = await times(8, () => store.lanes.takeProbe('ebay', at(10), at(20)))
    expect(probes.filter(Boolean)).toHaveLength(1)
    expect(await store.lanes.takeProbe('ebay', at(20), at(30))).toBe(true)
  })

  it('is closed once, gives no probe then, and can be opened again', async () => {
    const closed = await times(8, () => store.lanes.close('ebay'))
    expect(closed.filter((one) => one.closed)).toHaveLength(1)
    expect(await store.lanes.takeProbe('ebay', at(60), at(70))).toBe(false)
    expect(await store.lanes.open('ebay', { by: null, why: 'new layout' }, at(61), at(71))).toEqual({ opened: true })
    expect(await store.lanes.load('ebay')).toMatchObject({ blockedBy: null, why: 'new layout', openedAt: at(61) })
  })
})

describe('a picture', () => {
  it('is known by its listing and address once it is kept, and is shown with the hit', async () => {
    const fake = aListing({ id: 'fake', title: '1:1' })
    await seen(store, { run: 'run-1', minute: 0, listings: [fake], score: hitsWith(['1:1']) })
    const save = (position: number, sha256: string | null, why: string | null) =>
      store.pictures.save({
        marketplace: 'bazaar',
        listing: 'fake',
        position,
        url: `http://x/${position}`,
        sha256,
        hashes: null,
        why,
        now: at(1),
      })
    const shown = async () => (await store.hits.page({}, null, 1)).hits[0]?.pictures
    await save(0, null, 'not a picture')
    expect([await shown(), await store.pictures.has('bazaar', 'fake', 'http://x/0')]).toEqual([
      [{ why: 'not a picture' }],
      false,
    ])
    await save(1, 'b'.repeat(64), null)
    expect(await shown()).toEqual([{ why: 'not a picture' }, { sha256: 'b'.repeat(64) }])
    await save(0, 'a'.repeat(64), null)
    expect([await shown(), await store.pictures.has('bazaar', 'fake', 'http://x/0')]).toEqual([
      [{ sha256: 'a'.repeat(64) }, { sha256: 'b'.repeat(64) }],
      true,
    ])
    expect(await store.pictures.has('bazaar', 'fake', 'http://x/7')).toBe(false)
  })
})
