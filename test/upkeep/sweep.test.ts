import { beforeEach, describe, expect, it } from 'vitest'
import { searchJob, visitJob } from '../../queues/contracts/crawl.ts'
import { matchJob } from '../../queues/contracts/match.ts'
import { sweep } from '../../queues/contracts/upkeep.ts'
import { GiveUp } from '../../queues/outcome.ts'
import type { AnyHandler } from '../../queues/queues.ts'
import { sweepHandler } from '../../src/upkeep/handler.ts'
import { aListing, aSearch, aWatch } from '../builders.ts'
import { keptLog } from '../crawler/connect-proxy.ts'
import { aContext, hasEnded, stageGround } from '../stage-ground.ts'
import { query } from '../store/database.ts'
import { anId } from '../store/pictures/pictured.ts'
import { at, hitsWith, savePage } from '../store/visits/on-the-way.ts'

const ground = stageGround()
const forgottenAfterMs = 60_000
const [first, second] = [aSearch({ marketplace: 'shop' }), aSearch({ marketplace: 'shop', keyword: 'another' })]
let ended: string[]
let lines: () => Record<string, unknown>[]
let handler: ReturnType<typeof sweepHandler>

beforeEach(async () => {
  const { store, vault, queues, edges } = ground()
  const kept = keptLog()
  lines = kept.lines
  ended = []
  handler = sweepHandler({
    ...{ store, vault, queues, forgottenAfterMs, log: kept.log, now: edges.now },
    queueNames: () => ['crawl-shop', 'match'],
    spent: {
      search: async (id, why) => void ended.push(`search ${id}: ${why}`),
      visit: async (id, why) => void ended.push(`visit ${id}: ${why}`),
    },
  })
  await store.watches.save(aWatch({ marketplaces: ['shop'], priority: 4 }), true, at(0))
  await store.runs.plan({ id: 'run-1', watch: 'halvard', trigger: 'schedule' }, [first, second], at(0))
})

const sweepOnce = () => handler.run({}, aContext())
const counts = (queue: string) => ground().queues.counts(queue)
const state = (queue: string, id: string) => ground().queues.state(queue, id)

/** A page with a hit whose closer look is planned. */
async function hit() {
  const { store } = ground()
  await savePage(store, first, [aListing({ marketplace: 'shop' })], 0)
  const batch = { of: 'search' as const, id: first.id }
  const scored = await store.matching.scoreBatch(batch, hitsWith(['Halvard'], { visits: true }), 'm1', at(0))
  return scored?.visits[0]?.id ?? ''
}

/** Takes every job of a queue and gives it up, as a killed process may have before it said so. */
async function giveUpAll(queue: string, count: number, why: string) {
  const given: AnyHandler[] = ['search', 'visit', 'match'].map((name) => ({
    contract: { name, version: 1, timeLimitMs: 10_000 },
    run: () => Promise.reject(new GiveUp(why)),
    spent: async () => undefined,
  }))
  const worker = await ground().queues.work(queue, given, { concurrency: 1 })
  await expect.poll(async () => (await counts(queue)).failed, { timeout: 20_000 }).toBe(count)
  await worker.drain(5_000)
}

const parts = () => {
  const { store, vault, queues, edges } = ground()
  const spent = { search: async () => undefined, visit: async () => undefined }
  return {
    ...{ store, vault, queues, forgottenAfterMs, spent, log: keptLog().log, now: edges.now },
    queueNames: () => ['crawl-shop', 'match'],
  }
}

/** The same queues as they are so many minutes later. */
const older = (minutes: number) => {
  const { queues } = ground()
  return {
    ...queues,
    cleanFailed: (queue: string, olderThanMs: number, limit: number) =>
      queues.cleanFailed(queue, Math.max(0, olderThanMs - minutes * 60_000), limit),
  }
}

describe('what a crash forgot', () => {
  it('is added again once it has waited long enough, as urgently as its watch says', async () => {
    await sweepOnce()
    expect(await counts('crawl-shop')).toMatchObject({ waiting: 0 })
    ground().later(1)
    await sweepOnce()
    await sweepOnce()
    expect(await counts('crawl-shop')).toMatchObject({ waiting: 2 })
    expect(await state('crawl-shop', searchJob({ ...first, priority: 4 }).id)).toEqual({ state: 'waiting' })
  })

  it('may be a closer look, or a page that nobody has scored', async () => {
    const visit = await hit()
    await savePage(ground().store, second, [aListing({ marketplace: 'shop', id: 'l2' })], 0)
    ground().later(1)
    await sweepOnce()
    expect(await counts('crawl-shop')).toMatchObject({ waiting: 1 })
    expect((await state('crawl-shop', `visit-${visit}`)).state).toBe('waiting')
    expect(await counts('match')).toMatchObject({ waiting: 1 })
    expect((await state('match', `match-search-${second.id}`)).state).toBe('waiting')
  })

  it('may be that a run had ended', async () => {
    await query(ground().url, `update coverage set state = 'empty', ended_at = $1, scored_at = $1`, [at(0)])
    await sweepOnce()
    expect(await hasEnded(ground().url, 'run-1')).toBe(false)
    ground().later(1)
    await sweepOnce()
    expect(await hasEnded(ground().url, 'run-1')).toBe(true)
  })

  it('may be the hashes of a kept picture', async () => {
    await query(ground().url, `insert into pictures values ('shop', 'l1', 0, 'http://x/1', $1, null, now())`, [
      anId('a'),
    ])
    await sweepOnce()
    expect(await ground().store.pictures.unhashed(9)).toEqual([])
  })
})

describe('a job that died for good without saying so', () => {
  it('has its search or its closer look ended, with why, and is not added again', async () => {
    const visit = await hit()
    const { queues } = ground()
    const look = { id: visit, run: 'run-1', marketplace: 'shop', priority: 4 }
    await queues.add([searchJob({ ...second, priority: 4 }), visitJob(look)])
    await giveUpAll('crawl-shop', 2, 'its worker died')
    ground().later(1)
    await sweepOnce()
    expect(ended.sort()).toEqual([`search ${second.id}: its worker died`, `visit ${visit}: its worker died`])
    expect(await counts('crawl-shop')).toMatchObject({ waiting: 0, failed: 2 })
  })

  it('is tried again where it was to score: a page is never left without', async () => {
    await savePage(ground().store, first, [aListing({ marketplace: 'shop' })], 0)
    await ground().queues.add([matchJob('search', { id: first.id, run: 'run-1', priority: 4 })])
    await giveUpAll('match', 1, 'out of memory')
    ground().later(1)
    await sweepOnce()
    expect(await counts('match')).toMatchObject({ waiting: 1, failed: 0 })
    expect(ended).toEqual([])
  })
})

describe('dead letters', () => {
  const month = 30 * 24 * 60

  it('stay for people to look at, a month long', async () => {
    await ground().queues.add([matchJob('search', { id: 'lost', run: 'run-1', priority: 4 })])
    await giveUpAll('match', 1, 'no batch')
    await sweepOnce()
    expect(await counts('match')).toMatchObject({ failed: 1 })
    await expect(sweepHandler({ ...parts(), queues: older(month) }).run({}, aContext())).resolves.toBeUndefined()
    expect(await counts('match')).toMatchObject({ failed: 0 })
  })

  it('are looked for once an hour', async () => {
    const cleaned: string[] = []
    const { queues } = ground()
    const swept = sweepHandler({ ...parts(), queues: { ...queues, cleanFailed: async (queue) => cleaned.push(queue) } })
    await swept.run({}, aContext())
    ground().later(59)
    await swept.run({}, aContext())
    expect(cleaned).toEqual(['crawl-shop', 'match'])
    ground().later(1)
    await swept.run({}, aContext())
    expect(cleaned).toHaveLength(4)
  })
})

describe('a sweep that failed', () => {
  it('is said in the log as an error', async () => {
    expect(handler.contract).toBe(sweep)
    await handler.spent({}, 'disk full')
    expect(lines()).toMatchObject([{ level: 50, why: 'disk full' }])
  })
})
