import { randomBytes } from 'node:crypto'
import { platform, release } from 'node:os'
import process from 'node:process'
import type { z } from 'zod'
import { capture as captureContract } from '../../queues/contracts/crawl.ts'
import { GiveUp, RetryLater, restUntilReady } from '../../queues/outcome.ts'
import type { Handler, JobContext } from '../../queues/queues.ts'
import type { Crawler } from '../crawler/crawler.ts'
import type { PageCapture } from '../crawler/page-capture.ts'
import type { Keeper, UnsealedCapture } from '../custody/keeper.ts'
import type { CaptureRecord } from '../evidence/capture/record.ts'
import { tlsPath } from '../evidence/wacz/parts.ts'
import type { Gate } from '../lanes/gate.ts'
import type { Marketplace } from '../model/marketplace.ts'
import type { CaptureJobEnd, LoadedCaptureJob } from '../store/evidence/evidence-store.ts'
import type { Store } from '../store/store.ts'
import { partFiles, serverClock } from './parts.ts'
import { type Settled, settleCapture } from './settle.ts'

type Edges = {
  store: Store
  crawler: Crawler
  gate: Gate
  keeper: Keeper
  /** Where what is captured is kept. */
  blobs: { ready(): Promise<void> }
  marketplaceOf: (id: string) => Marketplace
  software: { name: string; version: string }
  now: () => Date
}
type CaptureJob = z.infer<typeof captureContract.payload>

const waitsMax = 4

/** One page as evidence. Runs twice without harm: a job that has ended is not captured again. */
export const captureHandler = (edges: Edges): Handler<CaptureJob> => ({
  contract: captureContract,
  async run(job, context) {
    const planned = await edges.store.captures.job(job.capture)
    if (!planned) throw new GiveUp(`no planned capture ${job.capture}`)
    if (planned.state === 'planned') await take(edges, planned, context)
  },
  async spent(job, why) {
    await end(edges, job.capture, { state: 'failed', why, capture: null })
  },
})

const end = (edges: Edges, id: string, how: CaptureJobEnd): Promise<void> =>
  edges.store.captures.endJob(id, how, edges.now())

async function take(edges: Edges, planned: LoadedCaptureJob, context: JobContext): Promise<void> {
  const { crawler, gate, keeper } = edges
  const lane = await edges.store.lanes.load(planned.marketplace)
  if (lane.state === 'open')
    return end(edges, planned.id, {
      state: 'failed',
      why: `the lane is paused: ${lane.why ?? 'the reason was not kept'}`,
      capture: null,
    })
  await restUntilReady(edges.blobs)
  await keeper.begin()
  const { marketplace, url } = planned
  const first = await firstLook(planned, edges)
  const not = first?.environment.egress.name?.toString() ?? null
  const outcome = await crawler.capture({ marketplace, url }, { signal: context.signal, trace: planned.id, not })
  switch (outcome.kind) {
    case 'failed':
      throw new Error(outcome.why)
    case 'refused':
      return end(edges, planned.id, { state: 'not-allowed', why: outcome.why, capture: null })
    case 'wait':
      if (context.taken <= waitsMax) throw new RetryLater(outcome.delayMs, outcome.why, { lane: true })
      return end(edges, planned.id, { state: 'failed', why: outcome.why, capture: null })
    case 'captured': {
      const unsealed = assembled(planned, outcome.page, first, edges)
      const kept = await keeper.keepCapture(unsealed.capture)
      if (kept.state === 'refused')
        await gate.open(marketplace, {
          by: null,
          why: `a capture was refused: ${unsealed.settled.refusal?.says ?? ''}`,
        })
      return end(edges, planned.id, { state: 'done', why: kept.why.join(', ') || null, capture: kept.id })
    }
  }
}

/** The capture that this one is a second look of. */
async function firstLook({ secondOf }: LoadedCaptureJob, { store, keeper }: Edges): Promise<CaptureRecord | null> {
  const row = secondOf === null ? null : await store.captures.load(secondOf)
  return (row && (await keeper.captureRecord(row))?.record) ?? null
}

function assembled(
  planned: LoadedCaptureJob,
  page: PageCapture,
  first: CaptureRecord | null,
  edges: Edges,
): { capture: UnsealedCapture; settled: Settled } {
  const { marketplaceOf, keeper, software } = edges
  const { kind, marketplace, listing, hit, requested, requestedAt } = planned
  const settled = settleCapture(kind, page, marketplaceOf(marketplace), listing)
  const id = `cap-${randomBytes(10).toString('hex')}`
  const clock = [serverClock(page), keeper.clock()].filter((each) => each !== null)
  if (clock.length === 0)
    throw new Error(
      'no clock but our own is known: the server sent no date, and no time-stamp authority answered lately',
    )
  const { reading, refusal, state, why, outcome } = settled
  const capture: UnsealedCapture = {
    files: partFiles(id, page, state === 'refused', `${software.name} ${software.version}`),
    record: {
      ...{ id, state, why },
      subject: {
        ...{ kind, marketplace, outcome },
        ...(settled.listing !== null && { listing: settled.listing }),
        ...(hit !== null && { hit }),
        ...(reading && { reading }),
      },
      order: {
        ...requested,
        requestedAt: new Date(Math.min(requestedAt.getTime(), page.startedAt.getTime())).toISOString(),
      },
      request: {
        asked: page.asked,
        redirects: page.redirects,
        final: page.final,
        status: page.status,
        addresses: page.addresses,
      },
      tls: page.tls.map(({ host, protocol, cipher, verified }) => ({
        ...{
          host,
          protocol,
          cipher,
          verified,
          chain: tlsPath(host),
          chainFrom: 'verified' as const,
          resumed: false as const,
        },
      })),
      page: {
        title: page.title,
        width: page.width,
        height: page.height,
        ...(page.language && { language: page.language }),
      },
      requests: { answered: page.exchanges.length, failed: page.failed, blocked: page.blocked },
      time: {
        started: page.startedAt.toISOString(),
        loaded: page.loadedAt.toISOString(),
        finished: page.finishedAt.toISOString(),
        clock,
      },
      environment: environmentOf(page, software),
      robots: {
        decision: page.robots.decision,
        url: page.robots.url,
        ...(page.robots.reason !== null && { reason: page.robots.reason }),
      },
      ...(refusal && { refusal }),
      ...(first && { secondOf: first.id }),
    },
  }
  return { capture, settled }
}

const environmentOf = (page: PageCapture, software: Edges['software']): UnsealedCapture['record']['environment'] => ({
  ...{ software, browser: page.browser, os: `${platform()} ${release()}`, runtime: `Node ${process.version}` },
  ...{ viewport: page.viewport, locale: page.locale, timeZone: 'UTC', userAgent: page.userAgent },
  ...{ egress: { ...page.egress, address: null }, settings: { cookies: 'none', serviceWorkers: 'blocked' } },
})
