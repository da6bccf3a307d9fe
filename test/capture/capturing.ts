import process from 'node:process'
import { captureHandler } from '../../src/capture/handler.ts'
import { findChromium } from '../../src/crawler/find-chromium.ts'
import { type CrawlerOptions, openCrawler } from '../../src/crawler/open-crawler.ts'
import type { CaptureKind, CaptureRecord } from '../../src/evidence/capture/record.ts'
import { wholeEntry } from '../../src/evidence/zip/unpack-entry.ts'
import { readZipDirectory, sourceOf } from '../../src/evidence/zip/zip-entries.ts'
import { openGate } from '../../src/lanes/gate.ts'
import { marketplaceOf, marketplaces } from '../../src/marketplaces/registry.ts'
import { openLog } from '../../src/telemetry/log.ts'
import { dana, type Ground } from '../custody/ground.ts'

const searchPath = process.env['PATH'] ?? null
// A capture is what a browser shows: where there is none, there is nothing to look at.
export const hasChromium = 'path' in (await findChromium({ chromium: null, searchPath }))

const requested = { by: dana, onBehalfOf: 'Acme', legalBasis: 'trade mark 1234567', purpose: 'case 7' }
export type Order = { marketplace: string; kind?: CaptureKind; url: string; listing?: string | null; secondOf?: string }

/** The stage on a ground of evidence, with the real crawler and browser. */
export function openCapturing(
  ground: Ground,
  origins: ReadonlyMap<string, string>,
  {
    certificates,
    proxies = new Map(),
    name = 'job',
  }: Pick<CrawlerOptions, 'certificates'> & { proxies?: Map<string, string[]>; name?: string } = {},
) {
  const { store, keeper, blobs } = ground
  const now = () => new Date()
  const log = openLog('silent')
  const settings = { origins, allowLoopback: true, robotsOverrides: new Map(), contact: null, searchPath, proxies }
  const crawler = openCrawler({ marketplaces, settings, log, now, ...(certificates && { certificates }) })
  const gate = openGate({ store, log, now, probeMs: 60_000 })
  const software = { name: 'morgiana', version: '0.1.0' }
  const handler = captureHandler({ store, crawler, gate, keeper, blobs, marketplaceOf, now, software })
  let count = 0
  const take = async ({ marketplace, kind = 'listing', url, listing = null, secondOf }: Order) => {
    const id = `${name}-${++count}`
    const order = { ...{ id, marketplace, kind, url, listing, hit: null, requested }, requestedAt: now() }
    await store.captures.plan({ ...order, secondOf: secondOf ?? null })
    const context = { signal: AbortSignal.timeout(170_000), taken: 1, isLastAttempt: true }
    const job = { capture: id, marketplace, trace: id, priority: 1 }
    await handler.run(job, context as Parameters<typeof handler.run>[1])
    await store.lanes.close(marketplace)
    return (await store.captures.job(id))!
  }
  const recordOf = async (id: string | null): Promise<CaptureRecord> =>
    (await keeper.captureRecord((await store.captures.load(id ?? ''))!))!.record
  return {
    take,
    recordOf,
    captured: async (order: Order): Promise<CaptureRecord> => recordOf((await take(order)).capture),
    /** A file of the package. */
    part: async ({ wacz }: CaptureRecord, path: string): Promise<Buffer> => {
      const source = sourceOf((await ground.blobs.load(wacz.sha256))!)
      const entry = (await readZipDirectory(source)).entries.find(({ name }) => name === path)
      return wholeEntry(source, entry!)
    },
    close: () => crawler.close(),
  }
}
