import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Gate, openGate } from '../../src/lanes/gate.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import { aWatch } from '../builders.ts'
import { keptLog } from '../crawler/connect-proxy.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { freshStore } from '../store/visits/on-the-way.ts'

const probeMs = 60_000
const reason = { by: 'captcha', why: 'it asks whether we are human' } as const
let database: TestDatabase
let stores: Store[]
let gates: Gate[]
let lines: () => Record<string, unknown>[]
let now: Date

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.stop())
beforeEach(async () => {
  const { store, url } = await freshStore(database)
  // What two processes have in common is the database, and their log's reader.
  stores = [store, await openStore({ url, poolSize: 4 })]
  const kept = keptLog()
  lines = kept.lines
  now = new Date('2026-11-01T12:00:00Z')
  gates = stores.map((each) => openGate({ store: each, log: kept.log, now: () => now, probeMs }))
  await store.watches.save(aWatch({ id: 'acme', budget: { requestsADay: 25 } }), true, now)
})
afterEach(async () => {
  for (const store of stores) await store.close()
})

const said = (beginning: string) => lines().filter(({ msg }) => `${msg}`.startsWith(beginning))
/** Ten times in each process, all at once. */
const everywhere = <T>(act: (gate: Gate) => Promise<T>): Promise<T[]> =>
  Promise.all(gates.flatMap((gate) => Array.from({ length: 10 }, () => act(gate))))

describe('a marketplace that blocks two processes at once', () => {
  it('is told to people once, and once when it works again', async () => {
    await everywhere((gate) => gate.open('shop', reason))
    await everywhere((gate) => gate.open('shop', { by: null, why: 'another reason' }))
    expect(said('breaker opened')).toMatchObject([{ marketplace: 'shop', ...reason }])
    await everywhere((gate) => gate.close('shop'))
    expect(said('breaker closed')).toMatchObject([{ marketplace: 'shop' }])
  })

  it('holds both back, lets one probe through when its time comes, and the next after as long again', async () => {
    const watch = aWatch({ id: 'acme', budget: { requestsADay: 25 } })
    await gates[0]?.open('shop', reason)
    const through = async () =>
      (await everywhere((gate) => gate.holdBack('shop', watch))).filter((held) => held === null).length
    expect(await through()).toBe(0)
    now = new Date(now.getTime() + probeMs)
    expect([await through(), await through()]).toEqual([1, 0])
    now = new Date(now.getTime() + probeMs)
    expect([await through(), await through()]).toEqual([1, 0])
    expect(await gates[1]?.holdBack('shop', watch)).toEqual({
      state: 'paused',
      why: `the lane is paused: ${reason.why}`,
    })
  })

  it('leaves the others alone', async () => {
    await gates[0]?.open('shop', reason)
    expect(await gates[1]?.holdBack('market', aWatch({ id: 'acme' }))).toBeNull()
  })
})

describe('the budget of a watch', () => {
  it('is one for two processes, and begins anew with the day', async () => {
    const watch = aWatch({ id: 'acme', budget: { requestsADay: 15 } })
    const asked = async () => (await everywhere((gate) => gate.holdBack('shop', watch))).filter((held) => !held).length
    expect([await asked(), await asked()]).toEqual([15, 0])
    expect(await gates[0]?.holdBack('shop', watch)).toEqual({
      state: 'out-of-budget',
      why: "the watch's 15 requests of 2026-11-01 (UTC) are spent",
    })
    now = new Date('2026-11-02T00:00:00Z')
    expect(await asked()).toBe(15)
  })
})
