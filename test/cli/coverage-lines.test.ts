import { describe, expect, it } from 'vitest'
import { notCoveredLines, searchLines, totalLines } from '../../src/cli/coverage-lines.ts'
import type { CoverageRow } from '../../src/model/coverage.ts'
import { searchesOf, totalsOf } from '../../src/model/coverage-summary.ts'
import { aSearch } from '../builders.ts'

const read = { state: 'searched' } as const
const rows: CoverageRow[] = [
  {
    ...aSearch(),
    ...read,
    listings: 48,
    cards: 62,
    leftOut: { shelf: 12, unread: 2 },
    claimed: 12_310,
    warnings: [],
    ...dates(),
  },
  { ...aSearch({ page: 2 }), state: 'blocked', blockedBy: 'captcha', listings: 0, warnings: [], ...dates() },
  { ...aSearch({ keyword: 'shoes', canary: true }), state: 'searched', listings: 20, warnings: ['odd'], ...dates() },
  {
    ...aSearch({ marketplace: 'ebay', sort: 'newest' }),
    state: 'empty',
    doubtful: true,
    listings: 0,
    warnings: ['x'],
    ...dates(),
  },
]
function dates() {
  return { plannedAt: new Date(0), endedAt: new Date(0) }
}
const counts = new Map([[aSearch().id, { duplicates: 2, sponsored: 4 }]])
const searches = searchesOf(rows, counts, true)

describe('the table of a run’s searches', () => {
  it('says what was read of what the site claims, what came again, what was paid for, and how the pages ended', () => {
    const ends = 'searched 1, blocked 1'
    expect(searchLines(searches).map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['marketplace', 'territory', 'keyword', 'sort', 'pages', 'results', 'again', 'paid', 'left out', 'ended as'],
      [
        'bazaar',
        'us',
        'halvard trail runner',
        'best-match',
        '2 of 2',
        '1–46 of 12,310',
        '2',
        '4',
        '14 of 62: 2 unread, 12 of a shelf',
        ends,
      ],
      ['bazaar', 'us', 'shoes (canary)', 'best-match', '1 of 1', '1–20', '0', '0', '–', 'searched 1, warnings 1'],
      ['ebay', 'us', 'halvard trail runner', 'newest', '1 of 1', '0', '0', '0', '–', 'empty 1, doubtful 1, warnings 1'],
    ])
  })

  it('counts what it does not print', () => {
    const many = Array.from({ length: 501 }, (_, index) => ({ ...searches[0]!, keyword: `k${index}` }))
    expect(searchLines(many).at(-1)).toBe('  … and 1 more searches: use --json')
  })
})

describe('what was not covered', () => {
  it('is said by marketplace and reason, with where, and what to do', () => {
    const forbidden = {
      ...aSearch({ marketplace: 'ebay', sort: 'newest' }),
      state: 'blocked',
      blockedBy: 'forbidden',
    } as const
    const row: CoverageRow = { ...forbidden, why: 'HTTP status 403', listings: 0, warnings: [], ...dates() }
    expect(notCoveredLines([row])).toEqual([
      '  ebay: blocked by forbidden, HTTP status 403 · halvard trail runner (us, newest, page 1)',
      expect.stringMatching(/^ {6}It refuses this address or this program/),
    ])
  })
})

describe('the totals of a run', () => {
  it('are by marketplace, each with its searches', () => {
    const lines = totalLines('marketplace', totalsOf(searches, 'marketplace'))
    expect(lines.slice(1).map((line) => line.trim().split(/ {2,}/).slice(0, 4))).toEqual([
      ['by marketplace', 'searches', 'pages', 'results'],
      ['bazaar', '2', '3 of 3', '66 of 12,310'],
      ['ebay', '1', '1 of 1', '0'],
    ])
  })

  it('are left out where there is one only', () => {
    expect(totalLines('keyword', totalsOf(searches, 'keyword'))).toEqual([])
  })
})
