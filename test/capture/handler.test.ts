import { beforeEach, describe, expect, it } from 'vitest'
import { RetryLater } from '../../queues/outcome.ts'
import { captureHandler } from '../../src/capture/handler.ts'
import type { Crawler } from '../../src/crawler/crawler.ts'
import type { CaptureOutcome } from '../../src/crawler/page-capture.ts'
import type { Keeper, UnsealedCapture } from '../../src/custody/keeper.ts'
import { openGate } from '../../src/lanes/gate.ts'
import { DependencyDown } from '../../src/model/dependency-down.ts'
import type { CaptureJob } from '../../src/store/evidence/evidence-store.ts'
import type { Store } from '../../src/store/store.ts'
import { openLog } from '../../src/telemetry/log.ts'
import { aListing } from '../builders.ts'
import { aContext, shop } from '../stage-ground.ts'
import { eachWithStore } from '../store/each-with-store.ts'
import { at } from '../store/visits/on-the-way.ts'
import { anExchange, aPage, asked, began } from './seen-page.ts'

let store: Store
/** What the page's edges did, in order: a browser and a keeper of their own are in capture.test.ts. */
let done: unknown[]
let outcome: CaptureOutcome
let kept: UnsealedCapture['record'] | undefined
let clock: ReturnType<Keeper['clock']>
/** Whether what is captured could be kept. */
let disk: () => Promise<void>
eachWithStore(async (given) => {
  ;({ store } = given)
  await store.evidenceLog.begin('brand.example/morgiana', 'machine-1')
  await store.captures.plan(job)
})
beforeEach(() => {
  done = []
  kept = undefined
  clock = null
  disk = async () => undefined
  outcome = { kind: 'captured', page: aPage() }
})

const requested = {
  by: { name: 'Dana', role: 'legal', organisation: 'Brand' },
  ...{ onBehalfOf: 'Brand', legalBasis: 'trade mark 1', purpose: 'case 7' },
}
const job: CaptureJob = {
  ...{ id: 'j1', marketplace: 'shop', kind: 'listing', url: asked, listing: 'l1', hit: 'h1', requested },
  requestedAt: at(0),
}
const hash = (letter: string): string => letter.repeat(64)

const crawler = {
  capture: async (request, { trace }) => {
    done.push(['captured', request, trace])
    return outcome
  },
} as Partial<Crawler> as Crawler

const keeper = {
  begin: async () => {
    done.push(['begun'])
    return { origin: 'o', machine: 'm', organisation: 'b' }
  },
  clock: () => clock,
  keepCapture: async ({ record }) => {
    kept = record
    const { id, state, why } = record
    const rest = { kind: 'listing', marketplace: 'shop', listing: null, hit: null, outcome: 'present' } as const
    const about = {
      url: asked,
      final: asked,
      title: '',
      finishedAt: at(1),
      stamp: null,
      why: why.map(({ code }) => code),
    }
    const sealed = { ...rest, ...about, id, state, recordSha256: hash('1'), waczSha256: hash('2'), waczBytes: 1 }
    const { index } = await store.captures.register(sealed, at(1))
    return { ...sealed, entry: index, stampEntry: null }
  },
} as Partial<Keeper> as Keeper

const market = shop({ readListing: () => ({ kind: 'listing', listing: aListing({ title: 'Acme Runner' }) }) })
const handler = () =>
  captureHandler({
    ...{ store, crawler, keeper, marketplaceOf: () => market, software: { name: 'morgiana', version: '1' } },
    blobs: { ready: () => disk() },
    gate: openGate({ store, log: openLog('silent'), now: () => at(2), probeMs: 60_000 }),
    now: () => at(2),
  })
const payload = { capture: 'j1', marketplace: 'shop', trace: 'j1', priority: 1 }
const take = (context = {}) => handler().run(payload, aContext(context))
const ended = async () => {
  const { state, why, capture } = (await store.captures.job('j1')) ?? {}
  return [state, why, capture]
}

describe('a page that could not be kept', () => {
  it('is not asked for while the disk takes nothing: its whole lane rests, and the job stays', async () => {
    disk = () => Promise.reject(new DependencyDown('its disk is full'))
    const told = await take().catch((error: unknown) => error)
    expect(told).toBeInstanceOf(RetryLater)
    expect(told).toMatchObject({ message: 'its disk is full', delayMs: 5_000, lane: true, isAsked: false })
    expect(done).toEqual([])
    expect(await ended()).toEqual(['planned', null, null])
    disk = async () => undefined
    await take()
    expect(await ended()).toEqual(['done', null, kept?.id])
  })
})

describe('a page that was captured', () => {
  it('is kept with who asked for it, and its job is done, once', async () => {
    await take()
    await take()
    expect(done).toEqual([['begun'], ['captured', { marketplace: 'shop', url: asked }, 'j1']])
    expect(await ended()).toEqual(['done', null, kept?.id])
    expect(kept).toMatchObject({
      ...{ id: expect.stringMatching(/^cap-[0-9a-f]{20}$/), state: 'complete', why: [] },
      subject: { kind: 'listing', marketplace: 'shop', outcome: 'present', listing: 'l1', hit: 'h1' },
      order: { ...requested, requestedAt: at(0).toISOString() },
      request: { asked, redirects: [], final: asked, status: 200, addresses: [] },
      tls: [{ host: 'shop.example', chain: 'tls/shop.example.pem', chainFrom: 'verified', resumed: false }],
      page: { title: 'Acme Runner', width: 1_280, height: 900, language: 'en' },
      requests: { answered: 1, failed: [], blocked: [] },
      time: { started: began.toISOString(), clock: [{ source: 'http-date' }] },
      robots: { decision: 'allowed' },
      environment: {
        ...{ software: { name: 'morgiana', version: '1' }, viewport: { width: 1_280 }, timeZone: 'UTC' },
        settings: { cookies: 'none', serviceWorkers: 'blocked' },
      },
    })
    expect(kept).not.toHaveProperty('refusal')
    expect(kept?.robots).not.toHaveProperty('reason')
  })

  it('says what is missing of it, and only what is there', async () => {
    const robots = { decision: 'overridden' as const, url: asked, reason: 'we may' }
    outcome = { kind: 'captured', page: aPage({ isCut: true, language: null, robots }) }
    await take()
    expect(await ended()).toEqual(['done', 'screenshot-cut', kept?.id])
    expect(kept).toMatchObject({ state: 'partial', robots: { decision: 'overridden', reason: 'we may' } })
    expect(kept?.page).not.toHaveProperty('language')
  })

  it('was never asked for after it was begun', async () => {
    outcome = { kind: 'captured', page: aPage({ startedAt: new Date(at(0).getTime() - 1) }) }
    await take()
    expect(kept?.order.requestedAt).toBe(new Date(at(0).getTime() - 1).toISOString())
  })

  it('that is a block is kept as a refusal, and pauses its lane', async () => {
    outcome = { kind: 'captured', page: aPage({ text: 'Are you a robot?' }) }
    await take()
    expect(kept).toMatchObject({ state: 'refused', refusal: { kind: 'captcha' } })
    expect(kept?.subject).not.toHaveProperty('reading')
    expect(await ended()).toEqual(['done', 'captcha', kept?.id])
    expect(await store.lanes.load('shop')).toMatchObject({
      ...{ state: 'open', blockedBy: null, why: 'a capture was refused: Are you a robot?' },
    })
  })

  it('needs a clock beside ours: the server’s, or a time-stamp authority’s', async () => {
    outcome = { kind: 'captured', page: aPage({ exchanges: [anExchange({ headers: [] })] }) }
    await expect(take()).rejects.toThrow('no clock but our own is known')
    expect(await ended()).toEqual(['planned', null, null])
    clock = { source: 'tsa', peer: 'tsa.example', offsetMs: 5, uncertaintyMs: 9, at: began.toISOString() }
    await take()
    expect(kept?.time.clock).toEqual([clock])
    expect(await store.lanes.load('shop')).toMatchObject({ state: 'closed' })
  })
})

describe('a page that was not captured', () => {
  it('because nothing came is tried again, and has failed when all attempts are spent', async () => {
    outcome = { kind: 'failed', why: 'reset by peer' }
    await expect(take()).rejects.toThrow('reset by peer')
    expect(await ended()).toEqual(['planned', null, null])
    await handler().spent(payload, 'reset by peer')
    expect(await ended()).toEqual(['failed', 'reset by peer', null])
  })

  it('because our rules say no is not allowed', async () => {
    outcome = { kind: 'refused', why: 'robots.txt' }
    await take()
    expect(await ended()).toEqual(['not-allowed', 'robots.txt', null])
  })

  it('because the site asks for patience waits with its lane, four times', async () => {
    outcome = { kind: 'wait', delayMs: 9_000, why: 'Retry-After' }
    const told = await take({ taken: 4 }).catch((error: unknown) => error)
    expect(told).toBeInstanceOf(RetryLater)
    expect(told).toMatchObject({ delayMs: 9_000, lane: true })
    expect(await ended()).toEqual(['planned', null, null])
    await take({ taken: 5 })
    expect(await ended()).toEqual(['failed', 'Retry-After', null])
  })

  it('because its lane is paused is not asked for', async () => {
    await store.lanes.open('shop', { by: 'captcha', why: 'prove it' }, at(1), at(60))
    await take()
    expect(await ended()).toEqual(['failed', 'the lane is paused: prove it', null])
    expect(done).toEqual([])
  })

  it('because nobody planned it is given up', async () => {
    await expect(handler().run({ ...payload, capture: 'j2' }, aContext())).rejects.toThrow('no planned capture j2')
  })
})
