import type { z } from 'zod'
import { laneOf, search as searchContract } from '../../queues/contracts/crawl.ts'
import { match } from '../../queues/contracts/match.ts'
import { newJob } from '../../queues/job.ts'
import { GiveUp, RetryLater } from '../../queues/outcome.ts'
import type { Handler, JobContext, Queues } from '../../queues/queues.ts'
import type { Crawler } from '../crawler/crawler.ts'
import type { Gate } from '../lanes/gate.ts'
import type { CoverageEnd, PlannedSearch } from '../model/coverage.ts'
import type { Marketplace } from '../model/marketplace.ts'
import { canaryOf } from '../model/planned-search.ts'
import type { Watch } from '../model/watch.ts'
import type { Store } from '../store/store.ts'
import { endOf, settle } from './settle.ts'

type Edges = {
  store: Store
  queues: Queues
  crawler: Crawler
  gate: Gate
  marketplaceOf: (id: string) => Marketplace
  origins: ReadonlyMap<string, string>
  /** The keyword of a marketplace that always has results; none for one that has no canary. */
  canaryKeyword: (marketplace: string) => string | undefined
  now: () => Date
}
type SearchJob = z.infer<typeof searchContract.payload>

/** A site that asks for patience (429) more often than this for one search is said to block it. */
const waitsMax = 8

/** One page of one search: asked, read, saved, and what follows is added. Runs twice without harm. */
export const searchHandler = (edges: Edges): Handler<SearchJob> => ({
  contract: searchContract,
  async run(job, context) {
    const planned = await edges.store.searches.load(job.search)
    if (!planned) throw new GiveUp(`no planned search ${job.search}`)
    const { search, watch } = planned
    if (planned.state === 'planned') await ask(edges, search, watch, context)
    await follow(edges, search, job.priority)
  },
  async spent(job, why) {
    const planned = await edges.store.searches.load(job.search)
    if (!planned) return
    await end(edges, planned.search, endOf({ state: 'failed', why }))
    await edges.store.runs.endIfDone(planned.search.run, edges.now())
  },
})

async function ask(edges: Edges, search: PlannedSearch, watch: Watch, context: JobContext): Promise<void> {
  const held = await edges.gate.holdBack(search.marketplace, watch)
  if (held) return end(edges, search, endOf(held))
  const market = edges.marketplaceOf(search.marketplace)
  const origin = edges.origins.get(search.marketplace)
  const request = market.searchRequest({ ...search, ...(origin ? { origin } : {}) })
  const fetched = await edges.crawler.fetch(request, {
    signal: context.signal,
    trace: search.run,
    territory: search.territory,
    jar: search.watch,
  })
  switch (fetched.kind) {
    case 'failed':
      throw new Error(fetched.why)
    case 'refused':
      return end(edges, search, endOf({ state: 'refused', why: fetched.why }))
    case 'wait':
      if (context.taken <= waitsMax) throw new RetryLater(fetched.delayMs, fetched.why, { lane: true })
      return end(edges, search, endOf({ state: 'blocked', blockedBy: 'rate-limited', why: fetched.why }))
    case 'page': {
      const settled = settle(search, market.readSearch(fetched.page), watch.pages, edges.canaryKeyword(market.id))
      // The breaker first: a kill between the two asks this page again, and no other search meets the block unwarned.
      if (settled.breaker.kind === 'open') await edges.gate.open(search.marketplace, settled.breaker)
      else await edges.gate.close(search.marketplace)
      await edges.store.searches.save({ search, ...settled, now: edges.now() })
    }
  }
}

async function end(edges: Edges, search: PlannedSearch, end: CoverageEnd): Promise<void> {
  await edges.store.searches.save({ search, end, listings: [], next: null, now: edges.now() })
}

/** Adds the jobs that follow from an ended search: the same ones each time, so a second run adds nothing. */
async function follow(edges: Edges, search: PlannedSearch, priority: number): Promise<void> {
  const { store, queues, now } = edges
  const ended = await store.searches.load(search.id)
  const next = ended?.state === 'empty' ? await plannedCanary(edges, search) : await store.searches.nextOf(search)
  const jobs = []
  if (next) {
    const payload = { search: next.id, marketplace: next.marketplace, trace: next.run, priority }
    jobs.push(newJob(laneOf(next.marketplace), searchContract, payload))
  }
  if (ended?.state === 'searched' && !search.canary) {
    jobs.push(newJob(match.name, match, { batch: search.id, of: 'search', trace: search.run, priority }))
  }
  await queues.add(jobs)
  await store.runs.endIfDone(search.run, now())
}

/** The canary that an empty search planned, or another before it, while it has not ended. */
async function plannedCanary(edges: Edges, search: PlannedSearch): Promise<PlannedSearch | null> {
  const keyword = edges.canaryKeyword(search.marketplace)
  if (keyword === undefined || search.canary) return null
  const planned = await edges.store.searches.load(canaryOf(search, keyword).id)
  return planned?.state === 'planned' ? planned.search : null
}
