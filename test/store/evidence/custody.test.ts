import { describe, expect, it } from 'vitest'
import { recordPath } from '../../../src/evidence/log/entry.ts'
import type { EventRow } from '../../../src/store/evidence/evidence-store.ts'
import type { Store } from '../../../src/store/store.ts'
import { eachWithStore } from '../each-with-store.ts'
import { at } from '../visits/on-the-way.ts'

let store: Store
eachWithStore(async (given) => {
  ;({ store } = given)
  await store.evidenceLog.begin('brand.example/morgiana', 'machine-1')
})

let made = 0
const nextId = (): string => {
  made += 1
  return `ev-${made}`
}
const sha256 = (id: string): string => Buffer.from(id.padStart(32, '0')).toString('hex')
const anEvent = (subject: string, type = 'received', id = nextId()): EventRow => ({
  ...{
    id,
    type,
    subject,
    at: at(1),
    sha256: sha256(id),
    files: [{ path: 'photo.jpg', sha256: sha256('p'), bytes: 7 }],
    bag: null,
    listing: null,
  },
})
const register = (...events: EventRow[]) =>
  store.custody.register(
    events[0]!.subject,
    async () => events,
    () => at(2),
  )

describe('an event of custody', () => {
  it('stands in the log, and is read back as it was', async () => {
    const event = anEvent('purchase-1')
    expect(await register(event)).toEqual([{ ...event, entry: 0 }])
    expect(await store.custody.load(event.id)).toEqual({ ...event, entry: 0 })
    expect(await store.custody.load('nothing')).toBeNull()
    const [leaf] = await store.evidenceLog.leaves(0, 1)
    expect(JSON.parse(leaf?.body ?? '')).toMatchObject({
      ...{ type: 'event', subject: 'purchase-1', record: recordPath.event(event.id), sha256: event.sha256 },
      at: at(2).toISOString(),
    })
  })

  it('follows the one before it of the same thing, and of nothing else, though many write at once', async () => {
    const seen: [string, string | null][] = []
    const write = (subject: string) =>
      store.custody.register(
        subject,
        async (previous) => {
          const event = anEvent(subject)
          seen.push([event.sha256, previous])
          return [event]
        },
        () => at(2),
      )
    await Promise.all(Array.from({ length: 6 }, () => write('purchase-1')))
    await write('purchase-2')
    const events = await store.custody.of(['purchase-1'])
    const previous = new Map(seen)
    expect(events.map((event) => previous.get(event.sha256))).toEqual([
      null,
      ...events.slice(0, -1).map((e) => e.sha256),
    ])
    expect(seen.at(-1)?.[1]).toBeNull()
  })

  it('whose record cannot be made leaves nothing behind', async () => {
    const full = store.custody.register(
      'purchase-1',
      () => Promise.reject(new Error('disk full')),
      () => at(2),
    )
    await expect(full).rejects.toThrow('disk full')
    expect(await store.evidenceLog.leaves(0, 9)).toEqual([])
  })

  it('is found by what it is about, in the order of the log', async () => {
    for (const subject of ['a', 'b', 'a', 'c']) await register(anEvent(subject))
    expect((await store.custody.of(['c', 'a'])).map(({ subject, entry }) => [subject, entry])).toEqual([
      ['a', 0],
      ['a', 2],
      ['c', 3],
    ])
    expect(await store.custody.of([])).toEqual([])
  })
})

describe('test purchases', () => {
  it('are listed by their order, newest first, each with what happened last', async () => {
    for (const [subject, type] of [
      ['p1', 'ordered'],
      ['p2', 'ordered'],
      ['p1', 'received'],
      ['cap-1', 'viewed'],
    ] as const)
      await register(anEvent(subject, type))
    expect(await store.custody.purchases(9)).toEqual([
      { id: 'p2', at: at(1), last: 'ordered' },
      { id: 'p1', at: at(1), last: 'received' },
    ])
    expect(await store.custody.purchases(1)).toHaveLength(1)
  })

  it('are one though their order is put right, and looking at them is nothing that happened', async () => {
    await register({ ...anEvent('p1', 'ordered'), at: at(1) })
    await register({ ...anEvent('p1', 'received'), at: at(2) })
    await register({ ...anEvent('p1', 'ordered'), at: at(3) })
    await register({ ...anEvent('p2', 'ordered'), at: at(4) })
    for (const type of ['accessed', 'copied', 'exported', 'verified']) await register(anEvent('p2', type))
    expect(await store.custody.purchases(9)).toEqual([
      { id: 'p2', at: at(4), last: 'ordered' },
      { id: 'p1', at: at(1), last: 'ordered' },
    ])
  })

  it('are found by what was bought, and by the number of their bag', async () => {
    const listing = { marketplace: 'shop', id: 'l1' }
    const bought = { ...anEvent('p1', 'ordered'), listing }
    const bagged = { ...anEvent('p1', 'sealed'), bag: 'B-7' }
    expect(await register(bought, bagged)).toMatchObject([{ entry: 0 }, { entry: 1 }])
    await register({ ...anEvent('p2', 'ordered'), listing: { ...listing, id: 'l2' } })
    await register({ ...anEvent('p3', 'ordered'), listing: { ...listing, marketplace: 'other' } })
    expect((await store.custody.purchases(9, listing)).map(({ id }) => id)).toEqual(['p1'])
    expect(await store.custody.load(bought.id)).toEqual({ ...bought, entry: 0 })
    expect(await store.custody.load(bagged.id)).toEqual({ ...bagged, entry: 1 })
    expect([await store.custody.purchaseOfBag('B-7'), await store.custody.purchaseOfBag('B-8')]).toEqual(['p1', null])
  })

  it('may be offered to somebody, once at a time, and withdrawn', async () => {
    const { custody } = store
    expect(await custody.offered('p1')).toBeNull()
    await custody.offer({ purchase: 'p1', offer: { to: 'Eve' }, offeredAt: at(1) })
    await custody.offer({ purchase: 'p2', offer: { to: 'Max' }, offeredAt: at(1) })
    await custody.offer({ purchase: 'p1', offer: { to: 'Dana' }, offeredAt: at(2) })
    expect(await custody.offered('p1')).toEqual({ purchase: 'p1', offer: { to: 'Dana' }, offeredAt: at(2) })
    await custody.withdraw('p1')
    expect(await custody.offered('p1')).toBeNull()
    expect(await custody.offered('p2')).toMatchObject({ offer: { to: 'Max' } })
  })
})
