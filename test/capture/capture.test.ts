import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { captureHandler } from '../../src/capture/handler.ts'
import { findChromium } from '../../src/crawler/chromium.ts'
import { openCrawler } from '../../src/crawler/open-crawler.ts'
import { noTrust } from '../../src/evidence/verify/trust.ts'
import { openGate } from '../../src/lanes/gate.ts'
import { marketplaceOf, marketplaces } from '../../src/marketplaces/registry.ts'
import { openLog } from '../../src/telemetry/log.ts'
import { dana, type Ground, openGround } from '../custody/ground.ts'
import { hasOpenssl } from '../evidence/test-authority.ts'
import { openShop } from './shop.ts'

const searchPath = process.env['PATH'] ?? null
const hasChromium = 'path' in (await findChromium(null, searchPath))

// A capture is what a browser shows: where there is none, there is nothing to look at.
describe.skipIf(!hasChromium || !hasOpenssl)('a capture', () => {
  let ground: Ground
  let shop: Awaited<ReturnType<typeof openShop>>
  let taken: (path: string) => Promise<string>
  const now = () => new Date()
  beforeAll(async () => {
    ground = await openGround()
    shop = await openShop()
    const { store, keeper } = ground
    const log = openLog('silent')
    const origins = new Map([['generic-jsonld', shop.origin]])
    const settings = { origins, allowLoopback: true, robotsOverrides: new Map(), contact: null, searchPath }
    const crawler = openCrawler({ marketplaces, settings, log, now })
    const gate = openGate({ store, log, now, probeMs: 60_000 })
    const handler = captureHandler({
      ...{ store, crawler, gate, keeper, marketplaceOf, now },
      software: { name: 'morgiana', version: '0.1.0' },
    })
    const requested = { by: dana, onBehalfOf: 'Acme', legalBasis: 'trade mark 1234567', purpose: 'case 7' }
    taken = async (path) => {
      const id = `job-${path.slice(1).replaceAll('/', '-')}`
      const job = {
        id,
        marketplace: 'generic-jsonld',
        kind: 'listing' as const,
        url: `${shop.origin}${path}`,
        listing: null,
        hit: null,
      }
      await store.captures.plan({ ...job, requested, requestedAt: now() })
      const context = { signal: AbortSignal.timeout(120_000), taken: 1, isLastAttempt: true }
      await handler.run(
        { capture: id, marketplace: 'generic-jsonld', trace: id, priority: 1 },
        context as Parameters<typeof handler.run>[1],
      )
      await store.lanes.close('generic-jsonld')
      return (await store.captures.job(id))?.capture ?? ''
    }
  }, 120_000)
  afterAll(async () => {
    shop.close()
    await ground.close()
  })
  const recordOf = async (id: string) =>
    (await ground.keeper.captureRecord((await ground.store.captures.load(id))!))!.record

  it('of a listing behind a redirect is complete, with lazy pictures and what came by XHR, and verifies', async () => {
    const id = await taken('/go')
    const record = await recordOf(id)
    expect(record).toMatchObject({
      state: 'complete',
      why: [],
      request: { status: 200, redirects: [{ status: 302, location: '/item/T-4711' }] },
    })
    expect(record.subject.reading).toMatchObject({ title: 'Acme Trail Runner 1:1 mirror', priceText: '$29.90' })
    expect(record.requests.answered).toBeGreaterThanOrEqual(6)
    expect((await ground.verify(id, noTrust)).faults).toEqual([])
  }, 120_000)

  it.each([
    ['/block', 'captcha'],
    ['/consent', 'consent'],
  ])(
    'of %s is refused: %s',
    async (path, kind) => {
      const record = await recordOf(await taken(path))
      expect(record).toMatchObject({ state: 'refused', refusal: { kind } })
      expect(record.subject.reading).toBeUndefined()
      expect((await ground.verify(record.id, noTrust)).faults).toEqual([])
    },
    120_000,
  )
})
