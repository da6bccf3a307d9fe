import { describe, expect, it } from 'vitest'
import { nextPage } from '../../../src/model/planned-search.ts'
import type { Store } from '../../../src/store/store.ts'
import { aListing, aSearch } from '../../builders.ts'
import { eachWithStore } from '../each-with-store.ts'
import { at, hitsWith, savePage, seen } from '../visits/on-the-way.ts'

let store: Store
eachWithStore((given) => {
  ;({ store } = given)
})

const fakes = hitsWith(['replica'], { visits: true })
const listings = [aListing({ id: 'a', title: 'replica' }), aListing({ id: 'b' })]

describe('a run', () => {
  it('ends only when every search and visit has ended and all is scored', async () => {
    const search = aSearch()
    const done = () => store.runs.endIfDone('run-1', at(30))
    await store.runs.plan({ id: 'run-1', watch: 'halvard', trigger: 'scan' }, [search], at(0))
    const ended = [await done()]
    await savePage(store, search, listings, 1, nextPage(search))
    ended.push(await done())
    await store.searches.save({
      ...{ search: nextPage(search), listings: [], next: null, now: at(2) },
      end: { state: 'empty', listings: 0, warnings: [] },
    })
    ended.push(await done())
    const scored = await store.matching.scoreBatch({ of: 'search', id: search.id }, fakes, 'm1', at(3))
    ended.push(await done())
    const visit = scored!.visits[0]!
    await store.visits.save({ visit, end: { state: 'visited' }, detail: listings[0]!, now: at(4) })
    ended.push(await done())
    await store.matching.scoreBatch({ of: 'visit', id: visit.id }, fakes, 'm1', at(5))
    expect(ended).toEqual([false, false, false, false, false])
    expect([await done(), await store.runs.endIfDone('run-1', at(40))]).toEqual([true, true])
    expect(await store.runs.progress('run-1')).toEqual({
      ...{ id: 'run-1', watch: 'halvard', trigger: 'scan', plannedAt: at(0), endedAt: at(30) },
      ...{ searchesPlanned: 2, searchesEnded: 2, searchesCovered: 2, listings: 2, unscored: 0 },
      ...{ visitsPlanned: 1, visitsEnded: 1, visitsMissed: 0, hits: 1 },
    })
  })

  it.each([
    ['gone', 0],
    ['blocked', 1],
    ['failed', 1],
    ['paused', 1],
  ] as const)(
    'counts a visit that ended as %s as missed %i times, and ends without scoring it',
    async (state, missed) => {
      const { scored } = await seen(store, { run: 'run-1', minute: 0, listings, score: fakes })
      await store.visits.save({ visit: scored!.visits[0]!, end: { state }, detail: null, now: at(1) })
      expect(await store.runs.progress('run-1')).toMatchObject({ visitsEnded: 1, visitsMissed: missed, unscored: 0 })
      expect(await store.runs.endIfDone('run-1', at(2))).toBe(true)
    },
  )

  it('with nothing to search ends at once, and one that is not there never does', async () => {
    await store.runs.plan({ id: 'run-1', watch: 'halvard', trigger: 'start' }, [], at(0))
    expect(await store.runs.endIfDone('run-1', at(1))).toBe(true)
    expect(await store.runs.endIfDone('nothing', at(1))).toBe(false)
    expect(await store.runs.progress('nothing')).toBeNull()
  })

  it('keeps its count of hits when the next run sees the same ones', async () => {
    await seen(store, { run: 'run-1', minute: 0, listings, score: fakes })
    await seen(store, { run: 'run-2', minute: 60, listings, score: fakes })
    const latest = await store.runs.latest(10)
    expect(latest.map(({ id, hits, listings: count }) => [id, hits, count])).toEqual([
      ['run-2', 1, 2],
      ['run-1', 1, 2],
    ])
    expect(await store.runs.latest(1)).toHaveLength(1)
  })
})

describe('what a crash forgot', () => {
  it('is found by where it stopped, oldest first, and not before its time', async () => {
    const [planned, unscored] = [aSearch({ run: 'run-1' }), aSearch({ run: 'run-1', keyword: 'other' })]
    await store.runs.plan({ id: 'run-1', watch: 'halvard', trigger: 'schedule' }, [planned, unscored], at(0))
    await savePage(store, unscored, listings, 2)
    const { scored } = await seen(store, { run: 'run-2', minute: 3, listings, score: fakes })
    expect(await store.runs.forgotten(at(0), 10)).toEqual({ searches: [], unscored: [], visits: [], runs: [] })
    expect(await store.runs.forgotten(at(60), 10)).toEqual({
      searches: [{ ...planned, priority: 5 }],
      unscored: [{ id: unscored.id, of: 'search', run: 'run-1', priority: 5 }],
      visits: [{ ...scored!.visits[0]!, priority: 5 }],
      runs: ['run-1', 'run-2'],
    })
    expect((await store.runs.forgotten(at(60), 1)).runs).toEqual(['run-1'])
    await store.visits.save({ visit: scored!.visits[0]!, end: { state: 'visited' }, detail: listings[0]!, now: at(4) })
    expect((await store.runs.forgotten(at(60), 10)).unscored.map((one) => one.of)).toEqual(['search', 'visit'])
  })
})

describe('a watch that is due', () => {
  const due = (store: Store, id: string, dueAt: Date | null, now: Date) =>
    store.runs.planDue({ id, watch: 'halvard', trigger: 'start' }, [aSearch({ run: id })], dueAt, now)

  it('is planned once, however many start at the same moment', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f']
    const asked = await Promise.all(ids.map((id) => due(store, id, null, at(1))))
    const planned = asked.filter((each) => each?.planned)
    expect(planned).toHaveLength(1)
    expect(new Set(asked.map((each) => each?.run))).toEqual(new Set([planned[0]!.run]))
    expect(await store.runs.latest(10)).toMatchObject([{ id: planned[0]!.run, searchesPlanned: 1 }])
  })

  it('goes on with the run that has not ended, waits for its time, and is not satisfied by an import', async () => {
    await store.runs.plan({ id: 'import', watch: 'halvard', trigger: 'import' }, [], at(0))
    expect(await due(store, 'first', at(2), at(1))).toEqual({ run: 'first', planned: true })
    expect(await due(store, 'second', at(9), at(9))).toEqual({ run: 'first', planned: false })
    await store.searches.save({
      ...{ search: aSearch({ run: 'first' }), listings: [], next: null, now: at(2) },
      end: { state: 'empty', listings: 0, warnings: [] },
    })
    await store.runs.endIfDone('first', at(3))
    expect(await due(store, 'third', at(1), at(4))).toBeNull()
    expect(await due(store, 'third', null, at(4))).toBeNull()
    expect(await due(store, 'third', at(5), at(6))).toEqual({ run: 'third', planned: true })
  })
})
