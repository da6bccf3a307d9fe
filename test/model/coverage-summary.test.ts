import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CoverageRow, coverageStates, isCovered } from '../../src/model/coverage.ts'
import { searchesOf, totalsOf } from '../../src/model/coverage-summary.ts'
import { aSearch } from '../builders.ts'

const aRow = (given: Partial<CoverageRow> = {}): CoverageRow => ({
  ...aSearch({ ...('page' in given && { page: given.page ?? 1 }) }),
  ...{ state: 'searched', listings: 48, warnings: [], plannedAt: new Date(0), endedAt: new Date(0) },
  ...given,
})

describe('the pages of a search', () => {
  it('are one line: results read of the most that a page claimed, repeated and paid ones from the counts', () => {
    const rows = [aRow({ claimed: 12_310 }), aRow({ page: 2, claimed: 12_298, warnings: ['odd'] })]
    const counts = new Map([[rows[1]!.id, { duplicates: 3, sponsored: 5 }]])
    const [search, ...others] = searchesOf(rows, counts, true)
    expect(others).toEqual([])
    expect(search).toMatchObject({ pages: 2, asked: 2, covered: 2, gaps: 0, listings: 96, claimed: 12_310 })
    expect(search).toMatchObject({ duplicates: 3, sponsored: 5, warnings: 1, states: { searched: 2 } })
  })

  it.each([
    ['planned', 0],
    ['refused', 0],
    ['paused', 0],
    ['out-of-budget', 0],
    ['blocked', 1],
    ['changed', 1],
    ['failed', 1],
    ['empty', 1],
    ['searched', 1],
  ] as const)('that ended as %s were asked for: %i', (state, asked) => {
    expect(searchesOf([aRow({ state })], new Map(), true)[0]?.asked).toBe(asked)
  })

  it('claim nothing when no page says how many there are', () => {
    expect(searchesOf([aRow()], new Map(), true)[0]?.claimed).toBeNull()
  })

  it('are apart from those of a canary with the same keyword', () => {
    expect(searchesOf([aRow(), aRow({ canary: true })], new Map(), true)).toHaveLength(2)
  })
})

describe('totals', () => {
  const rows = fc.array(
    fc.record({
      state: fc.constantFrom(...coverageStates),
      marketplace: fc.constantFrom('ebay', 'bazaar', '__proto__'),
      keyword: fc.constantFrom('a', 'b', 'constructor'),
      listings: fc.nat(60),
      claimed: fc.nat(99_999),
      doubtful: fc.constantFrom(true as const, undefined),
      hasEnded: fc.boolean(),
    }),
    { maxLength: 30 },
  )

  it('lose and double nothing, whatever the names are', () => {
    fc.assert(
      fc.property(rows, fc.boolean(), (given, hasEnded) => {
        const all = given.map(({ doubtful, ...row }) => aRow({ ...row, ...(doubtful && { doubtful }) }))
        const searches = searchesOf(all, new Map(), hasEnded)
        for (const by of ['marketplace', 'keyword'] as const) {
          const totals = totalsOf(searches, by)
          const sum = (of: (total: (typeof totals)[number]) => number) =>
            totals.reduce((all, each) => all + of(each), 0)
          expect(sum((each) => each.pages)).toBe(all.length)
          expect(sum((each) => each.covered)).toBe(all.filter(isCovered).length)
          expect(sum((each) => each.listings)).toBe(all.reduce((count, row) => count + row.listings, 0))
          expect(sum((each) => Object.values(each.states).reduce((a, b) => a + b, 0))).toBe(all.length)
          expect(totals.map((each) => each.name)).toEqual([...new Set(all.map((row) => row[by]))])
        }
      }),
    )
  })

  it('by keyword leave canaries out, which are nobody’s keyword', () => {
    const searches = searchesOf([aRow(), aRow({ canary: true, keyword: 'shoes' })], new Map(), true)
    expect(totalsOf(searches, 'keyword').map((each) => each.name)).toEqual(['halvard trail runner'])
    expect(totalsOf(searches, 'marketplace')[0]).toMatchObject({ searches: 2, pages: 2 })
  })
})
