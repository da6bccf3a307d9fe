import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type KeywordReport, runPropose } from '../../src/cli/propose.ts'
import { CommandError } from '../../src/cli/verb.ts'
import type { ScoredListing } from '../../src/store/matching/matching-store.ts'
import { derivedId } from '../../src/store/storable.ts'
import type { Store } from '../../src/store/store.ts'
import { aListing, aSearch, aWatch } from '../builders.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { at, freshStore, type Scorer, savePage } from '../store/visits/on-the-way.ts'
import { captureIo } from './captured-io.ts'

/** Two keywords over two pages: six in disguise under one, two of them also under the other, twelve honest ones. */
describe('a watch whose searches have brought something', () => {
  let database: TestDatabase
  let store: Store
  const watch = aWatch({ keywords: ['halvard shoes', 'halvard boots'], schedule: { cron: '0 6 * * *', zone: 'UTC' } })
  const fakes = Array.from({ length: 6 }, (_, index) => aListing({ id: `f${index}`, title: 'Ha1vard batch shoes' }))
  const honest = Array.from({ length: 12 }, (_, index) => aListing({ id: `h${index}`, title: 'Halvard shoes' }))
  const scorer: Scorer = (_watch, listings) =>
    listings.map(({ marketplace, id, title }): ScoredListing => {
      const isHit = title.startsWith('Ha1vard')
      const span = { field: 'title' as const, start: 0, end: 7 }
      const findings = isHit ? [{ signal: 'brand.obfuscated', weight: 3, text: 'in disguise', span }] : []
      const score = { score: isHit ? 0.9 : 0.1, verdict: isHit ? ('suspect' as const) : ('allowed' as const), findings }
      return { ...{ marketplace, id, score, rank: 1 }, isHit, worthVisit: false }
    })
  const propose = async (given: { watch?: string; accept?: string; json?: boolean }) => {
    const io = captureIo()
    await runPropose({ watch: null, accept: null, json: false, ...given }, store, io, at(600))
    return io
  }

  beforeAll(async () => {
    database = await testDatabase()
    store = (await freshStore(database)).store
    await store.watches.save(watch, true, at(0))
    const searches = watch.keywords.map((keyword) => aSearch({ keyword }))
    const canary = aSearch({ keyword: 'shoes', canary: true })
    await store.runs.plan({ id: 'run-1', watch: 'halvard', trigger: 'schedule' }, [...searches, canary], at(0))
    await savePage(store, searches[0]!, [...fakes, ...honest], 1)
    await savePage(store, searches[1]!, [...fakes.slice(0, 2), ...honest.slice(0, 3)], 2)
    await savePage(store, canary, honest, 2)
    for (const { id } of [...searches, canary])
      await store.matching.scoreBatch({ of: 'search', id }, scorer, 'm1', at(3))
    const ann = await store.users.ensure('ann', 'reviewer', at(0))
    const hit = derivedId('halvard', 'bazaar', 'f5')
    await store.decisions.decide({ id: 'd1', hit, verdict: 'allowed', user: ann.id, now: at(4) })
  })
  afterAll(async () => {
    await store.close()
    await database.stop()
  })

  it('is told what each keyword brought: a decided-off hit and a canary do not count', async () => {
    const [report] = JSON.parse((await propose({ json: true })).outLines[0] ?? '').watches as KeywordReport[]
    expect(report?.keywords).toEqual([
      { keyword: 'halvard shoes', searches: 1, pages: 1, listings: 18, hits: 5, onlyHits: 3, perSearch: 5 },
      { keyword: 'halvard boots', searches: 1, pages: 1, listings: 5, hits: 2, onlyHits: 0, perSearch: 2 },
    ])
  })

  it('is proposed keywords with expected yield and cost', async () => {
    const [report] = JSON.parse((await propose({ json: true })).outLines[0] ?? '').watches as KeywordReport[]
    expect(report?.proposals[0]).toMatchObject({
      ...{ keyword: 'ha1vard', from: 'disguise seen', hits: 5, titles: 6, perSearch: 5, requestsADay: 3 },
    })
    expect(report?.proposals.find(({ keyword }) => keyword === 'halvard batch')).toMatchObject({ from: 'word of hits' })
    const said = (await propose({})).outLines.join('\n')
    expect(said).toMatch(
      /keyword +hits +only here +listings +searches +hits a search\nhalvard shoes +5 +3 +18 +1 +5\.00/,
    )
    expect(said).toMatch(/ha1vard +5 +5\.00 +3 +5 of 6 listings that write the brand so are hits/)
  })

  it('is given the line to add, as YAML that reads back, and nothing is edited', async () => {
    const io = await propose({ accept: 'ha1vard' })
    expect(parse(`keywords:\n${io.outLines.join('\n')}\n`)).toEqual({ keywords: ['ha1vard'] })
    expect(io.errLines.join()).toContain('of the watch halvard')
    expect((await store.watches.load('halvard'))?.keywords).toEqual(watch.keywords)
  })

  it('refuses what was not proposed, and watches that are not there', async () => {
    await expect(propose({ accept: 'ha1vart' })).rejects.toThrow(/was not proposed.*ha1vard/)
    await expect(propose({ watch: 'halvart' })).rejects.toThrow(CommandError)
  })
})
