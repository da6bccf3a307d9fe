import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../src/store/store.ts'
import { type TestDatabase, testDatabase } from '../database.ts'
import { at, freshStore } from '../visits/on-the-way.ts'

let database: TestDatabase
let store: Store
beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(async () => {
  ;({ store } = await freshStore(database))
})
afterEach(() => store.close())
afterAll(() => database.stop())

const full = { what: 'vault', why: 'its disk is full' } as const

describe('an outage', () => {
  it('lasts while its process says so, and has ended where the process went silent', async () => {
    await store.outages.save({ id: 'a', ...full, since: at(0), until: null }, at(5))
    expect(await store.outages.since(at(0), at(5))).toEqual([{ ...full, since: at(0), until: null }])
    expect(await store.outages.since(at(0), at(9))).toEqual([{ ...full, since: at(0), until: at(5) }])
    await store.outages.save({ id: 'a', ...full, since: at(0), until: at(8) }, at(8))
    expect(await store.outages.since(at(0), at(8))).toEqual([{ ...full, since: at(0), until: at(8) }])
    expect(await store.outages.since(at(9), at(9))).toEqual([])
  })

  it('that several processes met is one, from the first to the last', async () => {
    await store.outages.save({ id: 'a', ...full, since: at(0), until: at(3) }, at(3))
    await store.outages.save({ id: 'b', ...full, since: at(1), until: at(4) }, at(4))
    await store.outages.save({ id: 'c', what: 'queues', why: 'gone', since: at(2), until: at(3) }, at(3))
    await store.outages.save({ id: 'd', ...full, since: at(6), until: at(7) }, at(7))
    expect(await store.outages.since(at(0), at(9))).toEqual([
      { ...full, since: at(6), until: at(7) },
      { what: 'queues', why: 'gone', since: at(2), until: at(3) },
      { ...full, since: at(0), until: at(4) },
    ])
  })
})
