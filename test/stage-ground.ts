import { mkdtemp, rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest'
import { openQueues } from '../queues/driver.ts'
import type { JobContext, Queues } from '../queues/queues.ts'
import { openApis } from '../src/crawler/apis.ts'
import { openGate } from '../src/lanes/gate.ts'
import type { Marketplace } from '../src/model/marketplace.ts'
import { openPageReader } from '../src/reader/page-reader.ts'
import type { Store } from '../src/store/store.ts'
import { openLog } from '../src/telemetry/log.ts'
import { openVault } from '../src/vault/open-vault.ts'
import type { Vault } from '../src/vault/vault.ts'
import { aCrawler, aMarketplace, serve } from './crawler/loopback.ts'
import { query, type TestDatabase, testDatabase } from './store/database.ts'
import { at, freshStore } from './store/visits/on-the-way.ts'

type Answer = (response: ServerResponse, request: IncomingMessage) => void

/**
 * What a stage that asks marketplaces stands on, all of it real: a store and queues on PostgreSQL, a gate, a vault, and a
 * crawler before a marketplace on loopback, whose pages are the outcomes that a test gives, as JSON.
 */
export type StageGround = {
  url: string
  store: Store
  queues: Queues
  vault: Vault
  /** What the site was asked, in order: paths with their queries. */
  asked: string[]
  /** Has a path answered so from now on; without one it is not there. */
  answers(path: string, answer: Answer | object): void
  /** Time goes on. */
  later(minutes: number): void
  edges: ReturnType<typeof edgesOf>
}

const log = openLog('silent')
const lockMs = 2_000

/** A marketplace whose page for a search is /search/KEYWORD/PAGE, and whose API is at /api. */
export const shop = (change: Partial<Marketplace> = {}): Marketplace =>
  aMarketplace({
    loginOrigins: ['https://login.shop.example'],
    searchRequest: ({ keyword, page, origin }) => ({
      marketplace: 'shop',
      url: `${origin}/search/${encodeURIComponent(keyword)}/${page}`,
    }),
    listingRequest: ({ id }, origin) => ({ marketplace: 'shop', url: `${origin}/listing/${id}` }),
    // A test's own words, not a stranger's: what it gives is what the reader says.
    readSearch: ({ body }) => JSON.parse(body),
    readListing: ({ body }) => JSON.parse(body),
    ...change,
  })

/** @param market the marketplace of all the file's tests, with the key to its API if it has one */
export function stageGround(market: Marketplace = shop()): () => StageGround {
  let database: TestDatabase
  let queues: Queues
  let ground: StageGround
  beforeAll(async () => {
    database = await testDatabase()
  })
  afterAll(() => database.stop())
  beforeEach(async () => {
    const { store, url } = await freshStore(database)
    const folder = await mkdtemp(join(tmpdir(), 'morgiana-stage-'))
    const vault = await openVault(folder)
    queues = await openQueues({ engine: { kind: 'postgres', url }, lockMs, log })
    const site = await openSite()
    let minutes = 1
    const now = () => at(minutes)
    const edges = edgesOf({ store, queues, vault, market, origin: site.origin, now })
    onTestFinished(async () => {
      await queues.close()
      await store.close()
      await rm(folder, { recursive: true })
    })
    const later = (more: number) => {
      minutes += more
    }
    ground = { url, store, queues, vault, asked: site.asked, answers: site.answers, later, edges }
  })
  return () => ground
}

async function openSite() {
  const asked: string[] = []
  const answers = new Map<string, Answer>()
  const { origin } = await serve((request, response) => {
    const path = request.url ?? ''
    if (path !== '/robots.txt') asked.push(path)
    const answer = answers.get(path)
    if (answer) answer(response, request)
    else response.writeHead(404).end()
  })
  const give = (path: string, answer: Answer | object) =>
    answers.set(path, typeof answer === 'function' ? (answer as Answer) : page(answer))
  return { origin, asked, answers: give }
}

/** A page that its reader understands as this outcome. */
export const page =
  (outcome: object, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(JSON.stringify(outcome))

export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end()

type Given = { store: Store; queues: Queues; vault: Vault; market: Marketplace; origin: string; now: () => Date }

function edgesOf({ store, queues, vault, market, origin, now }: Given) {
  const origins = new Map([[market.id, origin]])
  const gate = openGate({ store, log, now, probeMs: 600_000 })
  const crawler = aCrawler(origin, { marketplaces: [market], now })
  const apis = openApis({
    settings: {
      origins,
      allowLoopback: true,
      apiKeys: new Map([[market.id, { key: 'a-key' }]]),
      apiCalls: new Map(),
      contact: null,
    },
    marketplaces: [market],
    takeCall: (id, callsADay) => gate.takeCall(id, callsADay),
    log,
    now,
  })
  onTestFinished(() => apis.close())
  const canaryKeyword = (): string | undefined => ('keyword' in market.canary ? market.canary.keyword : undefined)
  const readPage = openPageReader().read
  return {
    store,
    queues,
    crawler,
    readPage,
    apis,
    gate,
    vault,
    marketplaceOf: () => market,
    origins,
    canaryKeyword,
    log,
    now,
  }
}

/** A first attempt of several, with all its time before it. */
export const aContext = (given: Partial<JobContext> = {}): JobContext => ({
  jobId: 'a-job',
  attempt: 1,
  isLastAttempt: false,
  taken: 1,
  waits: 0,
  dueAt: at(0),
  signal: new AbortController().signal,
  ...given,
})

/** Whether a run has ended, as its row says. */
export const hasEnded = async (url: string, run: string): Promise<boolean> =>
  (await query(url, 'select 1 from runs where id = $1 and ended_at is not null', [run])).length === 1
