import { beforeEach, describe, expect, it } from 'vitest'
import { plan } from '../../queues/contracts/upkeep.ts'
import { type Planning, planDueRun, planHandler, planRun } from '../../src/schedule/handler.ts'
import { plannedSearches, runId } from '../../src/schedule/plan.ts'
import { aWatch } from '../builders.ts'
import { keptLog } from '../crawler/connect-proxy.ts'
import { aContext, stageGround } from '../stage-ground.ts'
import { at } from '../store/visits/on-the-way.ts'
import { aMarketplace } from './markets.ts'

const ground = stageGround()
const markets = [aMarketplace('ebay', ['us', 'de'])]
const watch = aWatch({ marketplaces: ['ebay'], keywords: ['runner', 'jacket'], territories: ['us', 'de'], priority: 4 })
let planning: Planning
let lines: () => Record<string, unknown>[]

beforeEach(async () => {
  const { store, queues, edges } = ground()
  const kept = keptLog()
  lines = kept.lines
  planning = {
    ...{ store, queues, log: kept.log, now: edges.now },
    searchesOf: (run, each) => plannedSearches(run, each, markets),
    runIdOf: (each, trigger, dueAt) => runId(each.id, trigger, dueAt),
  }
  await store.watches.save(watch, true, at(0))
})

const waiting = async () => (await ground().queues.counts('crawl-ebay')).waiting
const progress = (run: string) => ground().store.runs.progress(run)
const take = (dueAt: Date, id = watch.id) => planHandler(planning).run({ watch: id }, aContext({ dueAt }))

describe('a watch that is due', () => {
  it('has a run planned for that moment, whose searches are asked on the lanes as urgently as the watch says', async () => {
    await take(at(0))
    const run = runId(watch.id, 'schedule', at(0))
    expect(await progress(run)).toMatchObject({
      ...{ watch: watch.id, trigger: 'schedule', plannedAt: at(1), endedAt: null, searchesPlanned: 4 },
    })
    expect(await waiting()).toBe(4)
    const [first] = await ground().store.runs.coverage(run)
    expect(await ground().queues.state('crawl-ebay', `search-${first?.id}`)).toEqual({ state: 'waiting' })
    expect(lines()).toMatchObject([{ msg: 'run planned', trace: run, watch: watch.id, searches: 4 }])
  })

  it('is planned once for one moment, however often the job runs, and anew for the next', async () => {
    await take(at(0))
    await take(at(0))
    expect(await ground().store.runs.latest(9)).toHaveLength(1)
    expect(await waiting()).toBe(4)
    await take(at(60))
    expect(await ground().store.runs.latest(9)).toHaveLength(2)
    expect(await waiting()).toBe(8)
  })

  it('but is no longer there is said in the log, and plans nothing', async () => {
    await take(at(0), 'gone')
    expect(await ground().store.runs.latest(9)).toEqual([])
    expect(lines()).toMatchObject([{ level: 40, watch: 'gone' }])
  })

  it('and was not planned though all attempts were made is said in the log as an error', async () => {
    expect(planHandler(planning).contract).toBe(plan)
    await planHandler(planning).spent({ watch: watch.id }, 'disk full')
    expect(lines()).toMatchObject([{ level: 50, watch: watch.id, why: 'disk full' }])
    expect(await ground().store.runs.latest(9)).toEqual([])
  })
})

describe('a run that a person asks for', () => {
  it('says who asked, and is told back by its id', async () => {
    const run = await planRun(planning, watch, 'scan', at(5))
    expect(run).toBe(runId(watch.id, 'scan', at(5)))
    expect(await progress(run)).toMatchObject({ trigger: 'scan', searchesPlanned: 4 })
    expect(await waiting()).toBe(4)
  })
})

describe('a start that looks for what is due', () => {
  it('plans a run that was never made, and goes on with it when it is asked again', async () => {
    const first = await planDueRun(planning, watch, null)
    expect(first).toBe(runId(watch.id, 'start', at(1)))
    expect(await waiting()).toBe(4)
    ground().later(1)
    expect(await planDueRun(planning, watch, at(2))).toBe(first)
    expect(await waiting()).toBe(4)
    expect(await ground().store.runs.latest(9)).toMatchObject([{ id: first, trigger: 'start' }])
    expect(lines()).toHaveLength(1)
  })

  it('plans nothing while the last run is younger than what was due', async () => {
    await planDueRun(planning, { ...watch, keywords: [] }, null)
    const [last] = await ground().store.runs.latest(1)
    await ground().store.runs.endIfDone(last?.id ?? '', at(2))
    ground().later(60)
    expect(await planDueRun(planning, watch, null)).toBeNull()
    expect(await planDueRun(planning, watch, at(1))).toBeNull()
    expect(await waiting()).toBe(0)
    expect(await planDueRun(planning, watch, at(30))).toBe(runId(watch.id, 'start', at(61)))
    expect(await waiting()).toBe(4)
  })
})
