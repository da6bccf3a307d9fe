import { beforeEach, describe, expect, it } from 'vitest'
import { match } from '../../queues/contracts/match.ts'
import { GiveUp } from '../../queues/outcome.ts'
import { matchHandler } from '../../src/match/handler.ts'
import type { Listing } from '../../src/model/listing.ts'
import { aSearch } from '../builders.ts'
import { keptLog } from '../crawler/connect-proxy.ts'
import { aContext, hasEnded, stageGround } from '../stage-ground.ts'
import { query } from '../store/database.ts'
import { someHashes } from '../store/pictures/pictured.ts'
import { at, savePage } from '../store/visits/on-the-way.ts'
import { anHonestListing, halvard, shipped } from './matched.ts'

const ground = stageGround()
const search = aSearch({ marketplace: 'shop' })
const job = { batch: search.id, of: 'search' as const, trace: search.run, priority: 3 }
const replica = anHonestListing({ marketplace: 'shop', title: 'Halvard trail shoes replica 1:1' })
let lines: () => Record<string, unknown>[]
let handler: ReturnType<typeof matchHandler>

beforeEach(async () => {
  const { store, queues, edges } = ground()
  const kept = keptLog()
  lines = kept.lines
  handler = matchHandler({ store, queues, matcher: shipped, log: kept.log, now: edges.now })
  await store.watches.save({ ...halvard(), marketplaces: ['shop'] }, true, at(0))
})

async function seen(...listings: Listing[]) {
  const { store } = ground()
  await store.runs.plan({ id: search.run, watch: search.watch, trigger: 'schedule' }, [search], at(0))
  await savePage(store, search, listings, 0)
}
const take = (given = {}) => handler.run({ ...job, ...given }, aContext())
const hits = async () => (await ground().store.hits.page({ state: 'open' }, null, 9)).hits
const visits = () => query<{ id: string; listing_id: string }>(ground().url, 'select id, listing_id from visits')

describe('a batch that was read', () => {
  it('has hits with their reasons, and a closer look at each on its lane; its run goes on', async () => {
    await seen(replica, anHonestListing({ marketplace: 'shop', id: 'l2', title: 'A blue garden chair' }))
    await take()
    const [hit, ...others] = await hits()
    expect(others).toEqual([])
    expect(hit).toMatchObject({ listing: { id: 'l1' }, matcher: shipped.version, foundAt: at(1) })
    expect(hit?.findings.map(({ signal }) => signal)).toContain('wording.replica')
    const [visit, ...more] = await visits()
    expect([visit?.listing_id, more]).toEqual(['l1', []])
    expect((await ground().queues.state('crawl-shop', `visit-${visit?.id}`)).state).toBe('waiting')
    expect(await hasEnded(ground().url, search.run)).toBe(false)
    expect(lines()).toMatchObject([{ trace: search.run, batch: search.id, hits: 1 }])
  })

  it('without a hit ends its run', async () => {
    await seen(anHonestListing({ marketplace: 'shop', title: 'A blue garden chair' }))
    await take()
    expect(await hits()).toEqual([])
    expect(await ground().queues.counts('crawl-shop')).toMatchObject({ waiting: 0 })
    expect(await hasEnded(ground().url, search.run)).toBe(true)
  })

  it('is scored once: a second run adds the same jobs', async () => {
    await seen(replica)
    await take()
    await take()
    expect(await visits()).toHaveLength(1)
    expect(await ground().queues.counts('crawl-shop')).toMatchObject({ waiting: 1 })
  })

  it('is held against the pictures that are known', async () => {
    const { store } = ground()
    const kept = { sha256: 'a'.repeat(64), hashes: someHashes(1) }
    await store.references.add({ watch: 'halvard', kind: 'fake', name: 'seen in May', ...kept, now: at(0) })
    const honest = anHonestListing({ marketplace: 'shop' })
    await seen(honest)
    const picture = { marketplace: 'shop', listing: 'l1', position: 0, url: honest.images[0] ?? '', why: null }
    await store.pictures.save({ ...picture, ...kept, now: at(0) })
    await take()
    const rows = await query<{ findings: unknown }>(ground().url, 'select findings from scores')
    expect(JSON.stringify(rows)).toContain('seen in May')
  })
})

describe('a batch that is not scored', () => {
  it('is given up where it is not known', async () => {
    await expect(take({ batch: 'nobody' })).rejects.toThrow(new GiveUp('no batch search nobody'))
    await expect(take({ of: 'visit' })).rejects.toBeInstanceOf(GiveUp)
  })

  it('stays as it is when all attempts are spent, and is said in the log as an error', async () => {
    expect(handler.contract).toBe(match)
    await seen(replica)
    await handler.spent(job, 'out of memory')
    expect(lines()).toMatchObject([{ level: 50, trace: search.run, batch: search.id, why: 'out of memory' }])
    expect((await ground().store.runs.progress(search.run))?.unscored).toBe(1)
  })
})
