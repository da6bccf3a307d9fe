import { describe, expect, it } from 'vitest'
import { recordPath } from '../../../src/evidence/log/entry.ts'
import type { CaptureJob, CaptureRow } from '../../../src/store/evidence/evidence-store.ts'
import type { Store } from '../../../src/store/store.ts'
import { aListing } from '../../builders.ts'
import { query } from '../database.ts'
import { eachWithStore } from '../each-with-store.ts'
import { at, hitsWith, seen } from '../visits/on-the-way.ts'

let store: Store
let url: string
eachWithStore(async (given) => {
  ;({ store, url } = given)
  await store.evidenceLog.begin('brand.example/morgiana', 'machine-1')
})

const hash = (letter: string): string => letter.repeat(64)
const stamp = { sha256: hash('5'), at: at(3), tsa: 'tsa.example' }
const aCapture = (id: string, change: Partial<CaptureRow> = {}): CaptureRow => ({
  ...{ id, kind: 'listing', marketplace: 'shop', listing: 'l1', hit: null, state: 'complete', outcome: 'present' },
  ...{ why: [], url: 'https://shop.example/l1', final: 'https://shop.example/l1?x', title: 'A shoe' },
  ...{ finishedAt: at(1), recordSha256: hash('1'), waczSha256: hash('2'), waczBytes: 5_000_000_000, stamp: null },
  ...change,
})
const ids = (captures: readonly { id: string }[]) => captures.map(({ id }) => id)
const leafOf = async (index: number) => JSON.parse((await store.evidenceLog.leavesAt([index]))[0]?.body ?? '{}')

describe('a capture', () => {
  it('is registered with its entry in the log, and read back as it was', async () => {
    const capture = aCapture('cap-1', { hit: 'h1', why: ['step-scroll'], state: 'partial' })
    expect(await store.captures.register(capture, at(2))).toEqual({ index: 0, at: at(2) })
    expect(await store.captures.load('cap-1')).toEqual({ ...capture, entry: 0, stampEntry: null })
    expect(await store.captures.load('cap-2')).toBeNull()
    expect(await leafOf(0)).toMatchObject({
      ...{ type: 'capture', subject: 'cap-1', record: recordPath.capture('cap-1'), sha256: hash('1'), stamp: null },
    })
  })

  it('is there with its entry or not at all', async () => {
    await store.captures.register(aCapture('cap-1'), at(2))
    await expect(store.captures.register(aCapture('cap-1'), at(2))).rejects.toThrow()
    expect(await store.evidenceLog.leaves(0, 9)).toHaveLength(1)
  })

  it('may bring its stamp along, or get it later in an entry of its own, once', async () => {
    await store.captures.register(aCapture('cap-1', { stamp }), at(2))
    expect(await leafOf(0)).toMatchObject({ stamp: stamp.sha256 })
    expect(await store.captures.load('cap-1')).toMatchObject({ stamp, stampEntry: null })
    await store.captures.register(aCapture('cap-2'), at(2))
    await store.captures.register(aCapture('cap-3'), at(2))
    expect(ids(await store.captures.unstamped(9))).toEqual(['cap-2', 'cap-3'])
    expect(ids(await store.captures.unstamped(1))).toEqual(['cap-2'])
    expect(await store.captures.addStamp('cap-2', stamp, at(4))).toEqual({ index: 3, at: at(4) })
    expect(await store.captures.load('cap-2')).toMatchObject({ stamp, stampEntry: 3 })
    expect(await leafOf(3)).toMatchObject({ type: 'stamp', subject: 'cap-2', sha256: stamp.sha256 })
    expect(await store.captures.addStamp('cap-2', stamp, at(5))).toBeNull()
    expect(await store.captures.addStamp('nothing', stamp, at(5))).toBeNull()
    expect(await store.evidenceLog.leaves(0, 9)).toHaveLength(4)
    expect(ids(await store.captures.unstamped(9))).toEqual(['cap-3'])
  })

  it('is listed newest first, by each thing that is asked for', async () => {
    const others: Partial<CaptureRow>[] = [
      {},
      { hit: 'h1' },
      { marketplace: 'other' },
      { listing: 'l2' },
      { state: 'refused' },
      { finishedAt: at(9) },
    ]
    for (const [place, change] of others.entries())
      await store.captures.register(aCapture(`cap-${place}`, change), at(9))
    const listed = async (filter: object) => ids(await store.captures.list({ limit: 9, ...filter }))
    expect(await listed({})).toEqual(['cap-5', 'cap-4', 'cap-3', 'cap-2', 'cap-1', 'cap-0'])
    expect(await listed({ limit: 2 })).toEqual(['cap-5', 'cap-4'])
    expect(await listed({ hit: 'h1' })).toEqual(['cap-1'])
    expect(await listed({ marketplace: 'other' })).toEqual(['cap-2'])
    expect(await listed({ listing: 'l2' })).toEqual(['cap-3'])
    expect(await listed({ state: 'refused' })).toEqual(['cap-4'])
    expect(await listed({ since: at(9) })).toEqual(['cap-5'])
    expect(await listed({ since: at(9), state: 'refused' })).toEqual([])
  })
})

describe('a capture that is asked for', () => {
  const requested = {
    by: { name: 'Dana', role: 'legal', organisation: 'Brand' },
    ...{ onBehalfOf: 'Brand', legalBasis: 'trade mark 1', purpose: 'case 7' },
  }
  const aJob = (id: string, change: Partial<CaptureJob> = {}): CaptureJob => ({
    ...{ id, marketplace: 'shop', kind: 'listing', url: 'https://shop.example/l1', listing: 'l1', hit: null },
    ...{ requested, requestedAt: at(0) },
    ...change,
  })

  it('is planned once, and keeps who asked and why', async () => {
    expect(await store.captures.plan(aJob('j1', { hit: 'h1' }))).toBe(true)
    expect(await store.captures.plan(aJob('j1', { url: 'https://other.example' }))).toBe(false)
    expect(await store.captures.job('j1')).toEqual({
      ...aJob('j1', { hit: 'h1' }),
      ...{ state: 'planned', why: null, capture: null, secondOf: null },
    })
    expect(await store.captures.job('j2')).toBeNull()
  })

  it('ends once: what comes later does not change it', async () => {
    await store.captures.plan(aJob('j1'))
    await store.captures.plan(aJob('j2'))
    await store.captures.register(aCapture('cap-1'), at(1))
    await store.captures.endJob('j1', { state: 'done', why: null, capture: 'cap-1' }, at(2))
    await store.captures.endJob('j1', { state: 'failed', why: 'late', capture: null }, at(3))
    expect(await store.captures.job('j1')).toMatchObject({ state: 'done', why: null, capture: 'cap-1' })
    expect(await store.captures.job('j2')).toMatchObject({ state: 'planned' })
    expect(await query(url, `select ended_at from capture_jobs order by id`)).toEqual([
      { ended_at: at(2) },
      { ended_at: null },
    ])
  })

  it('is found again while it is planned, the oldest first, and not before its time', async () => {
    for (const [place, id] of ['j3', 'j2', 'j1'].entries())
      await store.captures.plan(aJob(id, { requestedAt: at(place) }))
    await store.captures.endJob('j2', { state: 'not-allowed', why: 'robots', capture: null }, at(1))
    expect(ids(await store.captures.planned(at(2), 9))).toEqual(['j3'])
    expect(ids(await store.captures.planned(at(3), 9))).toEqual(['j3', 'j1'])
    expect(ids(await store.captures.planned(at(3), 1))).toEqual(['j3'])
  })

  it('may be a counterfeit that nobody has asked for yet', async () => {
    const listings = ['a', 'b', 'c'].map((id) => aListing({ id, title: `fake ${id}` }))
    await seen(store, { run: 'run-1', minute: 0, listings, score: hitsWith(['fake']) })
    const { hits } = await store.hits.page({ state: 'open' }, null, 9)
    const of = (listing: string) => hits.find((hit) => hit.listing.id === listing)?.id ?? ''
    const dana = await store.users.ensure('Dana', 'reviewer', at(0))
    const decide = (listing: string, verdict: 'counterfeit' | 'allowed', minute: number) =>
      store.decisions.decide({
        ...{ id: `d-${listing}`, hit: of(listing), verdict, user: dana.id, now: at(minute), secondLook: false },
      })
    await decide('c', 'counterfeit', 2)
    await decide('a', 'counterfeit', 3)
    await decide('b', 'allowed', 4)
    expect(await store.captures.hitsToCapture(true, 9)).toMatchObject([
      { hit: of('c'), marketplace: 'bazaar', listing: 'c', url: 'http://127.0.0.1/listing/c', brand: 'Halvard' },
      { hit: of('a') },
    ])
    expect(await store.captures.hitsToCapture(true, 1)).toHaveLength(1)
    await store.captures.plan(aJob('j1', { hit: of('c') }))
    expect((await store.captures.hitsToCapture(true, 9)).map(({ listing }) => listing)).toEqual(['a'])
  })
})
