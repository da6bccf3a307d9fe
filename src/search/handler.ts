import type { z } from 'zod'
import { search as searchContract, searchJob } from '../../queues/contracts/crawl.ts'
import { matchJob } from '../../queues/contracts/match.ts'
import { GiveUp, RetryLater } from '../../queues/outcome.ts'
import type { Handler, JobContext, Queues } from '../../queues/queues.ts'
import type { Apis } from '../crawler/apis.ts'
import type { Crawler } from '../crawler/crawler.ts'
import type { Gate } from '../lanes/gate.ts'
import type { CoverageEnd, PlannedSearch, Way } from '../model/coverage.ts'
import type { Marketplace } from '../model/marketplace.ts'
import type { SearchOutcome } from '../model/outcome.ts'
import { canaryOf } from '../model/planned-search.ts'
import type { ReadPage } from '../model/read-page.ts'
import type { SearchQuery } from '../model/search-query.ts'
import type { Watch } from '../model/watch.ts'
import type { Store } from '../store/store.ts'
import { endOf, settle } from './settle.ts'

type Edges = {
  store: Store
  queues: Queues
  crawler: Crawler
  apis: Apis
  readPage: ReadPage
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
  const byApi = await askApi(edges, search, market, context)
  if (byApi.kind === 'outcome') return keep(edges, search, watch, byApi.outcome, 'api', [])
  // The second way is a second request.
  const heldNow = byApi.wasAsked ? await edges.gate.holdBack(search.marketplace, watch) : null
  if (heldNow) return end(edges, search, endOf(heldNow))
  const fetched = await edges.crawler.fetch(market.searchRequest(queryOf(edges, search)), {
    signal: context.signal,
    trace: search.run,
    territory: search.territory,
    jar: search.watch,
  })
  switch (fetched.kind) {
    case 'failed':
      throw new Error([fetched.why, ...byApi.warnings].join('; '))
    case 'refused':
      if (fetched.wall) return keep(edges, search, watch, walled(fetched.why), 'page', byApi.warnings)
      return end(edges, search, { ...endOf({ state: 'refused', why: fetched.why }), warnings: byApi.warnings })
    case 'wait': {
      if (context.waits < waitsMax) throw new RetryLater(fetched.delayMs, fetched.why, { lane: true, isAsked: true })
      const waited = { kind: 'blocked', by: 'rate-limited', said: fetched.why } as const
      return keep(edges, search, watch, waited, 'page', byApi.warnings)
    }
    case 'page': {
      const outcome = await edges.readPage(market, 'search', fetched.page, context.signal)
      // What one page costs says nothing of the marketplace: its searches go on.
      if (outcome.kind === 'unread')
        return end(edges, search, { ...endOf({ state: 'failed', why: outcome.why }), warnings: byApi.warnings })
      return keep(edges, search, watch, outcome, 'page', byApi.warnings)
    }
  }
}

/** A site that sends us to its sign-in blocks us: it was asked, and the next search would end there, too. */
const walled = (said: string): SearchOutcome => ({ kind: 'blocked', by: 'login-wall', said })

/** What the official API answered; or that the pages are the way, with why in `warnings` where that is a fall back. */
type ByApi = { kind: 'outcome'; outcome: SearchOutcome } | { kind: 'pages'; wasAsked: boolean; warnings: string[] }

async function askApi(edges: Edges, search: PlannedSearch, market: Marketplace, context: JobContext): Promise<ByApi> {
  // A search that began with pages goes on with pages: the API counts its own further, and some would be left out.
  if (!market.api || search.way === 'page') return { kind: 'pages', wasAsked: false, warnings: [] }
  const { signal } = context
  const answer = await edges.apis.ask(market, queryOf(edges, search), { signal, trace: search.run })
  const instead = (why: string, wasAsked: boolean): ByApi => {
    return { kind: 'pages', wasAsked, warnings: [`read from the site's pages, since ${why}`] }
  }
  switch (answer.kind) {
    case 'pages':
      return answer.why === null ? { kind: 'pages', wasAsked: false, warnings: [] } : instead(answer.why, false)
    case 'failed':
      // What is stopped is no answer of the API's.
      if (!context.isLastAttempt || signal.aborted) throw new Error(answer.why)
      return instead(`the ${market.api.name} did not answer: ${answer.why}`, true)
    case 'wait':
      if (context.waits < waitsMax) throw new RetryLater(answer.delayMs, answer.why, { lane: true, isAsked: true })
      return instead(`the ${market.api.name} asks for patience without end: ${answer.why}`, true)
    case 'page': {
      const outcome = await edges.readPage(market, 'api', answer.page, signal)
      if (outcome.kind === 'results' || outcome.kind === 'empty') return { kind: 'outcome', outcome }
      const why = outcome.kind === 'blocked' ? outcome.said : outcome.why
      return instead(`the ${market.api.name} gave none: ${why}`, true)
    }
  }
}

function queryOf({ origins }: Edges, { marketplace, keyword, page, territory, sort }: PlannedSearch): SearchQuery {
  const origin = origins.get(marketplace)
  return { keyword, page, territory, sort, ...(origin !== undefined && { origin }) }
}

/** Saves what a page said, and tells the lane's breaker. */
async function keep(
  edges: Edges,
  asked: PlannedSearch,
  watch: Watch,
  outcome: SearchOutcome,
  way: Way,
  warnings: readonly string[],
): Promise<void> {
  const search = { ...asked, way }
  const usual = outcome.kind === 'results' ? await edges.store.searches.usual(search) : null
  const settled = settle(search, outcome, watch.pages, edges.canaryKeyword(search.marketplace), usual)
  const end = { ...settled.end, way, warnings: [...settled.end.warnings, ...warnings] }
  // The breaker first: a kill between the two asks this page again, and no other search meets the block unwarned.
  if (settled.breaker.kind === 'open') {
    if (way === 'page') edges.crawler.retire(search.marketplace, search.watch)
    await edges.gate.open(search.marketplace, settled.breaker)
  } else await edges.gate.close(search.marketplace)
  await edges.store.searches.save({ search, ...settled, end, now: edges.now() })
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
  if (next) jobs.push(searchJob({ ...next, priority }))
  if (ended?.state === 'searched' && !search.canary) {
    jobs.push(matchJob('search', { id: search.id, run: search.run, priority }))
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
