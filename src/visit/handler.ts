import type { z } from 'zod'
import { visit as visitContract } from '../../queues/contracts/crawl.ts'
import { matchJob } from '../../queues/contracts/match.ts'
import { GiveUp, RetryLater, restUntilReady } from '../../queues/outcome.ts'
import type { Handler, JobContext, Queues } from '../../queues/queues.ts'
import type { Crawler } from '../crawler/crawler.ts'
import type { Gate } from '../lanes/gate.ts'
import { type Listing, mergeListing } from '../model/listing.ts'
import type { Marketplace } from '../model/marketplace.ts'
import type { ReadPage } from '../model/read-page.ts'
import { unchangedSaid } from '../model/visit-words.ts'
import type { Store } from '../store/store.ts'
import type { LoadedVisit, PlannedVisit, VisitEnd } from '../store/visits/visit-store.ts'
import type { Vault } from '../vault/vault.ts'
import { settleVisit } from './settle.ts'

type Edges = {
  store: Store
  queues: Queues
  crawler: Crawler
  readPage: ReadPage
  gate: Gate
  vault: Vault
  marketplaceOf: (id: string) => Marketplace
  origins: ReadonlyMap<string, string>
  now: () => Date
}
type VisitJob = z.infer<typeof visitContract.payload>

/** A site that asks for patience (429) more often than this for one visit is said to block it. */
const waitsMax = 8

/** A closer look at one listing: its own page and its first picture. Runs twice without harm. */
export const visitHandler = (edges: Edges): Handler<VisitJob> => ({
  contract: visitContract,
  async run(job, context) {
    const planned = await edges.store.visits.load(job.visit)
    if (!planned) throw new GiveUp(`no planned visit ${job.visit}`)
    if (planned.state === 'planned') await look(edges, planned, context)
    await follow(edges, planned.visit, job.priority)
  },
  async spent(job, why) {
    const planned = await edges.store.visits.load(job.visit)
    if (!planned) return
    await end(edges, planned.visit, { state: 'failed', why })
    await edges.store.runs.endIfDone(planned.visit.run, edges.now())
  },
})

async function look(edges: Edges, planned: LoadedVisit, context: JobContext): Promise<void> {
  const { visit, listing, since, watch } = planned
  // Its picture is kept. Searches, which keep none, go first on the lane.
  await restUntilReady(edges.vault)
  const held = await edges.gate.holdBack(visit.marketplace, watch)
  if (held) return end(edges, visit, held)
  const market = edges.marketplaceOf(visit.marketplace)
  const request = market.listingRequest(listing, edges.origins.get(visit.marketplace))
  const fetched = await edges.crawler.refetch(request, since, {
    signal: context.signal,
    trace: visit.run,
    jar: watch.id,
  })
  switch (fetched.kind) {
    case 'failed':
      throw new Error(fetched.why)
    case 'refused':
      if (!fetched.wall) return end(edges, visit, { state: 'refused', why: fetched.why })
      await pause(edges, visit, { by: 'login-wall', why: fetched.why })
      return end(edges, visit, { state: 'blocked', why: fetched.why })
    case 'wait':
      if (context.waits < waitsMax) throw new RetryLater(fetched.delayMs, fetched.why, { lane: true, isAsked: true })
      await pause(edges, visit, { by: 'rate-limited', why: fetched.why })
      return end(edges, visit, { state: 'blocked', why: fetched.why })
    case 'unchanged': {
      if (!since) throw new Error('the page is said to be unchanged, and there is no earlier reading')
      await keepPicture(edges, listing, context, visit.run)
      const why = `${unchangedSaid} since it was read on ${since.readAt.slice(0, 10)}`
      await edges.store.visits.save({
        ...{ visit, end: { state: 'visited', why }, detail: null, unchanged: since },
        now: edges.now(),
      })
      return
    }
    case 'page': {
      const outcome = await edges.readPage(market, 'listing', fetched.page, context.signal)
      if (outcome.kind === 'unread') return end(edges, visit, { state: 'failed', why: outcome.why })
      const settled = settleVisit(listing.id, outcome)
      if (settled.breaker) await pause(edges, visit, settled.breaker)
      await keepPicture(edges, mergeListing(listing, settled.detail), context, visit.run)
      const { validators } = fetched
      await edges.store.visits.save({
        ...{ visit, end: settled.end, detail: settled.detail },
        ...(validators && { validators }),
        now: edges.now(),
      })
    }
  }
}

/** The marketplace blocks us, or is not to be read any more: what it knows the watch by is dropped, and its lane is paused. */
async function pause(edges: Edges, visit: PlannedVisit, reason: Parameters<Gate['open']>[1]): Promise<void> {
  edges.crawler.retire(visit.marketplace, visit.watch)
  await edges.gate.open(visit.marketplace, reason)
}

/**
 * The first picture, once. What may help is tried again with the visit; one that cannot be had is no reason to fail it:
 * why is kept and shown in its place.
 */
async function keepPicture(edges: Edges, listing: Listing, context: JobContext, trace: string): Promise<void> {
  const url = listing.images[0]
  if (!url || (await edges.store.pictures.has(listing.marketplace, listing.id, url))) return
  const fetched = await edges.crawler.fetchPicture(
    { marketplace: listing.marketplace, url },
    { signal: context.signal, trace },
  )
  if (fetched.kind === 'failed' && !context.isLastAttempt) throw new Error(`its picture: ${fetched.why}`)
  const kept = fetched.kind === 'picture' ? await edges.vault.savePicture(fetched.bytes) : fetched
  await edges.store.pictures.save({
    marketplace: listing.marketplace,
    listing: listing.id,
    position: 0,
    url,
    sha256: kept.kind === 'saved' ? kept.sha256 : null,
    hashes: kept.kind === 'saved' ? kept.hashes : null,
    why: kept.kind === 'saved' ? null : kept.why,
    now: edges.now(),
  })
}

async function end(edges: Edges, visit: PlannedVisit, end: VisitEnd): Promise<void> {
  await edges.store.visits.save({ visit, end, detail: null, now: edges.now() })
}

/** A listing that was read is scored again with what its own page says. */
async function follow({ store, queues, now }: Edges, visit: PlannedVisit, priority: number): Promise<void> {
  const ended = await store.visits.load(visit.id)
  if (ended?.state === 'visited') {
    await queues.add([matchJob('visit', { id: visit.id, run: visit.run, priority })])
  }
  await store.runs.endIfDone(visit.run, now())
}
