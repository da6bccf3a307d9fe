import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CoverageEnd, coverageStates, isCovered, type PlannedSearch } from '../../../src/model/coverage.ts'
import { canaryOf, nextPage } from '../../../src/model/planned-search.ts'
import type { Store } from '../../../src/store/store.ts'
import { aListing, aSearch } from '../../builders.ts'
import { eachWithStore } from '../each-with-store.ts'
import { at, savePage } from '../visits/on-the-way.ts'

let store: Store
eachWithStore((given) => {
  ;({ store } = given)
})

const plan = (searches: PlannedSearch[], run = 'run-1') =>
  store.runs.plan({ id: run, watch: 'halvard', trigger: 'scan' }, searches, at(0))
const ends = (search: PlannedSearch, end: Partial<CoverageEnd>, next: PlannedSearch | null = null) =>
  store.searches.save({
    search,
    end: { state: 'empty', listings: 0, warnings: [], ...end },
    listings: [],
    next,
    now: at(1),
  })
const doubtful = async (run = 'run-1') =>
  (await store.runs.coverage(run)).filter((row) => row.doubtful).map((row) => row.keyword)

describe('empty searches and their canary', () => {
  const search = aSearch()
  const canary = canaryOf(search, 'shoes')

  it.each([
    ['had results', { state: 'searched', listings: 48 }, []],
    ['found nothing either', { state: 'empty' }, ['halvard trail runner', 'shoes']],
    ['had a page without listings', { state: 'searched', listings: 0 }, ['halvard trail runner', 'shoes']],
    ['was blocked', { state: 'blocked', blockedBy: 'captcha' }, []],
    ['has not ended', null, []],
  ] as const)('when it %s', async (_what, end, doubted) => {
    await plan([search])
    await ends(search, {}, canary)
    if (end) await ends(canary, end)
    expect(await doubtful()).toEqual(doubted)
  })

  it('are doubtful in any order of ending, in that territory and run alone, and each says why', async () => {
    const [late, elsewhere, full] = [
      aSearch({ keyword: 'late' }),
      aSearch({ territory: 'de' }),
      aSearch({ keyword: 'full' }),
    ]
    await plan([search, late, elsewhere, full])
    await plan([aSearch({ run: 'run-2' })], 'run-2')
    await ends(search, {}, canary)
    await ends(canary, {})
    await ends(late, {}, canary)
    await ends(elsewhere, {})
    await savePage(store, full, [aListing()], 1)
    await ends(aSearch({ run: 'run-2' }), {})
    expect(await doubtful()).toEqual(['halvard trail runner', 'late', 'shoes'])
    expect(await doubtful('run-2')).toEqual([])
    const [row] = (await store.runs.coverage('run-1')).filter((each) => each.keyword === 'late')
    expect(row?.warnings).toEqual([expect.stringContaining('results may be hidden')])
    expect(await store.runs.progress('run-1')).toMatchObject({ searchesPlanned: 5, searchesCovered: 2 })
  })

  it('are planned once, and the canary is no next page of a search', async () => {
    await plan([search, aSearch({ keyword: 'late' })])
    await ends(search, {}, canary)
    await ends(aSearch({ keyword: 'late' }), {}, canary)
    expect((await store.runs.coverage('run-1')).filter((row) => row.canary)).toHaveLength(1)
    expect(await store.searches.load(canary.id)).toMatchObject({ state: 'planned', search: { canary: true } })
    expect(await store.searches.nextOf({ ...canary, page: 0 })).toBeNull()
  })
})

describe('the count of covered searches', () => {
  it('is what isCovered says of the rows, whatever they are', async () => {
    const rowEnd = fc.record({
      state: fc.constantFrom(...coverageStates),
      listings: fc.nat(2),
      territory: fc.constantFrom('us', 'de'),
      canary: fc.boolean(),
    })
    let runs = 0
    await fc.assert(
      fc.asyncProperty(fc.array(rowEnd, { maxLength: 8 }), async (given) => {
        runs += 1
        const run = `run-${runs}`
        const searches = given.map(({ territory, canary }, index) => {
          const search = aSearch({ run, territory, keyword: `k${index}` })
          return canary ? canaryOf(search, `k${index}`) : search
        })
        await plan(searches, run)
        for (const [index, { state, listings }] of given.entries()) {
          const search = searches[index]
          if (search && state !== 'planned') await ends(search, { state, listings })
        }
        const rows = await store.runs.coverage(run)
        const progress = await store.runs.progress(run)
        expect(progress?.searchesCovered).toBe(rows.filter(isCovered).length)
        expect(progress?.searchesPlanned).toBe(given.length)
      }),
      { numRuns: 40 },
    )
  })
})

describe('what the pages of a search showed', () => {
  it('counts paid listings, and those that the same search had shown before, not those of another', async () => {
    const [first, other] = [aSearch(), aSearch({ keyword: 'other' })]
    const newest = aSearch({ sort: 'newest' })
    await plan([first, other, newest])
    const [a, b, c] = ['a', 'b', 'c'].map((id) => aListing({ id })) as [ReturnType<typeof aListing>, never, never]
    await savePage(store, first, [a, { ...a, sponsored: true }, b], 1, nextPage(first))
    await savePage(store, nextPage(first), [c, b, { ...a, sponsored: false }], 2)
    await savePage(store, other, [b], 2)
    await savePage(store, newest, [c, a], 2)
    expect(Object.fromEntries(await store.runs.pageCounts('run-1'))).toEqual({
      [first.id]: { sponsored: 1, duplicates: 1 },
      [nextPage(first).id]: { sponsored: 0, duplicates: 2 },
    })
    expect((await store.runs.pageCounts('none')).size).toBe(0)
  })
})
