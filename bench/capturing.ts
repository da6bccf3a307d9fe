// One process: captures of a page, beside bare full-page screenshots of it; then those captures are verified.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings } from '../config/settings.ts'
import { openEvidence } from '../src/app/evidence.ts'
import { openGround } from '../src/app/ground.ts'
import { captureHandler } from '../src/capture/handler.ts'
import { findChromium } from '../src/crawler/find-chromium.ts'
import { openCrawler } from '../src/crawler/open-crawler.ts'
import type { Depth } from '../src/evidence/verify/capture.ts'
import { noTrust } from '../src/evidence/verify/trust.ts'
import { openGate } from '../src/lanes/gate.ts'
import { marketplaceOf, marketplaces } from '../src/marketplaces/registry.ts'
import { openLog } from '../src/telemetry/log.ts'
import { cpuSecondsOf } from './process-time.ts'

const [origin = '', path = ''] = process.argv.slice(2)
const rounds = 5
const verifiedRounds = 4
const dataFolder = await mkdtemp(join(tmpdir(), 'morgiana-bench-evidence-'))
const reading = readSettings({
  ...{ MORGIANA_DATA: dataFolder, MORGIANA_ORIGINS: `bazaar=${origin}`, MORGIANA_ALLOW_LOOPBACK: 'yes' },
  ...{ PATH: process.env['PATH'], MORGIANA_LOG_LEVEL: 'silent' },
})
if (!reading.ok) throw new Error(reading.mistakes.join('\n'))
const { settings } = reading
const now = () => new Date()
const log = openLog('silent')
const ground = await openGround(settings, 'guest')
const { store } = ground
const { keeper, blobs, verify } = await openEvidence(settings, store, log)
const crawler = openCrawler({ marketplaces, settings, log, now })
const gate = openGate({ store, log, now, probeMs: 60_000 })
const software = { name: 'morgiana', version: 'bench' }
const handler = captureHandler({ store, crawler, gate, keeper, blobs, marketplaceOf, now, software })
const person = { name: 'bench', role: 'software', organisation: 'bench' }
const requested = { by: person, onBehalfOf: 'bench', legalBasis: 'bench', purpose: 'bench' }

async function capture(id: string): Promise<void> {
  const job = { id, marketplace: 'bazaar', kind: 'listing', url: `${origin}${path}`, hit: null } as const
  await store.captures.plan({ ...job, listing: path.split('/').at(-1) ?? '', requested, requestedAt: now() })
  const context = { signal: AbortSignal.timeout(170_000), taken: 1, isLastAttempt: true }
  await handler.run({ capture: id, marketplace: 'bazaar', trace: id, priority: 1 }, context as never)
}

const { chromium } = await import('playwright-core')
const bareBrowser = await chromium.launch({
  executablePath: await browserPath(),
  args: ['--no-sandbox', '--disable-gpu'],
})

/** As anybody would take it: a fresh context in a browser that runs already, one PNG. */
async function screenshot(): Promise<void> {
  const context = await bareBrowser.newContext({ viewport: { width: 1_280, height: 800 } })
  const page = await context.newPage()
  await page.goto(`${origin}${path}`, { waitUntil: 'networkidle' })
  await page.screenshot({ fullPage: true, path: join(dataFolder, 'bare.png') })
  await context.close()
}

await capture('warm')
await screenshot()
const times: { capture: number[]; bare: number[]; wall: number[] } = { capture: [], bare: [], wall: [] }
for (let round = 0; round < rounds; round++) {
  const startedAt = Date.now()
  times.capture.push(await cpuSecondsOf(() => capture(`job-${round}`)))
  times.wall.push((Date.now() - startedAt) / 1_000)
  times.bare.push(await cpuSecondsOf(screenshot))
}
const all = await store.captures.list({ limit: 100 })
const states = new Set(all.map(({ state }) => state))
if (states.size !== 1 || !states.has('complete'))
  throw new Error(`captures are ${[...states].join(', ')}, not complete`)
await bareBrowser.close()

/** How many are checked a second, with nothing found: without an authority there is nothing else to find. */
async function verifiedASecond(depth: Depth): Promise<number> {
  const startedAt = Date.now()
  for (let round = 0; round < verifiedRounds; round++) {
    const { faults } = await verify(null, noTrust, depth)
    if (faults.length > 0) throw new Error(JSON.stringify(faults[0]))
  }
  return (all.length * verifiedRounds * 1_000) / (Date.now() - startedAt)
}
const verified = { bytes: await verifiedASecond('sealed'), contents: await verifiedASecond('contents') }
const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const keptBytes = median(all.map(({ waczBytes }) => waczBytes))
console.log(
  JSON.stringify({
    'CPU s a capture': median(times.capture),
    'CPU s a bare screenshot': median(times.bare),
    'seconds a capture': median(times.wall),
    'MB kept': keptBytes / 1_000_000,
    'verified a second': verified.bytes,
    'verified a second, contents read again': verified.contents,
  }),
)
await crawler.close()
await ground.close()
await rm(dataFolder, { recursive: true, force: true })

async function browserPath(): Promise<string> {
  const found = await findChromium(settings)
  if ('why' in found) throw new Error(found.why)
  return found.path
}
