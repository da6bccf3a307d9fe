import { describe, expect, it } from 'vitest'
import type { Store } from '../../../src/store/store.ts'
import { aWatch } from '../../builders.ts'
import { eachWithStore } from '../each-with-store.ts'
import { at } from '../visits/on-the-way.ts'

let store: Store
eachWithStore((given) => {
  ;({ store } = given)
})

const daily = { cron: '0 6 * * *', zone: 'UTC' }
const known = async (id: string) => (await store.watches.all()).find(({ watch }) => watch.id === id)
const plan = (id: string, trigger: 'scan' | 'import', minute: number, watch = 'acme') =>
  store.runs.plan({ id, watch, trigger }, [], at(minute))

describe('a watch', () => {
  it('is replaced as a whole, and read back as it was', async () => {
    const watch = aWatch({ id: 'acme', brand: 'Acme', schedule: daily })
    await store.watches.save(watch, true, at(1))
    await store.watches.save({ ...watch, brand: 'Acme\u0000', keywords: ['new'] }, true, at(2))
    expect(await store.watches.load('acme')).toEqual({ ...watch, brand: 'Acme\ufffd', keywords: ['new'] })
    expect(await store.watches.load('nothing')).toBeNull()
    expect((await store.watches.all()).map((each) => each.watch.id)).toEqual(['acme', 'halvard'])
  })

  it.each([
    ['is saved again', { keywords: ['new'] }, true, 1],
    ['is due at other times', { schedule: { ...daily, zone: 'Asia/Tokyo' } }, true, 2],
    ['is due no more', { schedule: null }, true, 2],
    ['is put to rest', { schedule: null }, false, 1],
  ])('that %s has its schedule since minute it says', async (_, change, active, since) => {
    await store.watches.save(aWatch({ id: 'acme', schedule: daily }), true, at(1))
    await store.watches.save(aWatch({ id: 'acme', schedule: daily, ...change }), active, at(2))
    expect(await known('acme')).toMatchObject({ active, scheduledAt: at(since) })
  })

  it('that rested has its schedule since it was active again', async () => {
    await store.watches.save(aWatch({ id: 'acme', schedule: daily }), false, at(1))
    await store.watches.save(aWatch({ id: 'acme', schedule: daily }), true, at(2))
    expect(await known('acme')).toMatchObject({ active: true, scheduledAt: at(2) })
  })

  it('tells its newest crawl and its newest import apart', async () => {
    await store.watches.save(aWatch({ id: 'acme' }), true, at(1))
    expect(await known('acme')).toMatchObject({ lastRun: null, lastImport: null })
    await plan('crawl-1', 'scan', 2)
    await plan('crawl-2', 'scan', 5)
    await plan('import-1', 'import', 3)
    await plan('import-2', 'import', 9)
    await plan('elsewhere', 'scan', 20, 'halvard')
    await store.runs.endIfDone('crawl-2', at(6))
    expect(await known('acme')).toMatchObject({
      lastRun: { id: 'crawl-2', plannedAt: at(5), endedAt: at(6) },
      lastImport: { id: 'import-2', plannedAt: at(9), endedAt: null },
    })
    expect(await known('halvard')).toMatchObject({ lastRun: { id: 'elsewhere' }, lastImport: null })
  })

  it('that is not named any more rests, and keeps its data', async () => {
    for (const id of ['acme', 'other']) await store.watches.save(aWatch({ id }), true, at(1))
    await store.watches.keepActive(['acme'])
    const active = async () => (await store.watches.all()).map((each) => [each.watch.id, each.active])
    expect(await active()).toEqual([
      ['acme', true],
      ['halvard', false],
      ['other', false],
    ])
    await store.watches.keepActive([])
    expect((await active()).map(([, isActive]) => isActive)).toEqual([false, false, false])
    expect(await store.watches.load('other')).toEqual(aWatch({ id: 'other' }))
  })
})
