import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { type Evidence, openEvidence } from '../../src/app/evidence.ts'
import { pageExports } from '../../src/app/exports.ts'
import { pageEvidence } from '../../src/app/page-evidence.ts'
import type { CoverageEnd } from '../../src/model/coverage.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { Listing } from '../../src/model/listing.ts'
import { signinLink, tokenHash, tokenOf } from '../../src/model/sign-in.ts'
import { openReview } from '../../src/review/handler.ts'
import type { Store } from '../../src/store/store.ts'
import type { Role } from '../../src/store/users/user-store.ts'
import { openLog } from '../../src/telemetry/log.ts'
import { openVault } from '../../src/vault/open-vault.ts'
import type { Vault } from '../../src/vault/vault.ts'
import { openMetrics } from '../../src/web/metrics.ts'
import { openWeb } from '../../src/web/open-web.ts'
import { readPageFiles } from '../../src/web/page-files.ts'
import type { WebParts } from '../../src/web/parts.ts'
import type { Route } from '../../src/web/route.ts'
import { routesOf } from '../../src/web/routes.ts'
import { sessionCookie } from '../../src/web/session.ts'
import { aListing, aSearch, aStandard } from '../builders.ts'
import type { TestDatabase } from '../store/database.ts'
import { freshStore } from '../store/visits/on-the-way.ts'

/** The server of the product on a store and vault of its own, and what a test does with it. */
export type Served = {
  url: string
  store: Store
  vault: Vault
  /** Without a time-stamp authority: captures are unstamped, and no bundle can be sealed. */
  evidence: Evidence
  /** Where captures and what belongs to them lie. */
  dataFolder: string
  databaseUrl: string
  /** The table that its router was made from. */
  routes: readonly Route[]
  /** A one-time sign-in link for somebody, who is added if need be. */
  link(name: string, role?: Role): Promise<string>
  /** A session's Cookie header, for requests without a browser. */
  cookie(name: string, role?: Role): Promise<string>
  /** Ends the server and opens it again on the same port and store: a restart as the page sees it. */
  stop(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

/** What the button behind a sign-in link sends. */
export function signInBy(link: string): Promise<Response> {
  const { origin, searchParams } = new URL(link)
  return fetch(`${origin}/sign-in`, {
    method: 'POST',
    headers: { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' },
    body: JSON.stringify({ token: searchParams.get('token') }),
  })
}

let folder: Promise<string> | null = null

/** The page as it ships, bundled once a test process, so that no test looks at an older one. */
function builtPage(): Promise<string> {
  folder ??= mkdtemp(join(tmpdir(), 'morgiana-page-')).then((path) => {
    execFileSync(process.execPath, ['scripts/build-page.mjs', path], { stdio: 'inherit' })
    process.once('exit', () => execFileSync('rm', ['-rf', path]))
    return path
  })
  return folder
}

const evidenceSettings = {
  ...{
    timeStamps: [],
    timeStampRoots: null,
    ...{ smtp: null, mailFrom: null, headsByMail: [], headsWebhook: null, headsWebhookSecret: null },
    ...{ witnesses: [], allowLoopback: true },
    evidenceOrigin: 'brand.example/morgiana',
    organisation: 'Brand Example',
  },
  ...{ chromium: null, searchPath: null, legalBasis: 'trade mark 1' },
}

/** Written down, and queued for nobody: no worker runs behind this page. */
async function ordered(job: Parameters<Parameters<typeof pageEvidence>[0]['order']>[0], store: Store): Promise<string> {
  const id = `job-${randomBytes(6).toString('hex')}`
  await store.captures.plan({ ...job, id, requestedAt: new Date() })
  return id
}

/** @param sealing an authority that stamps; left out, captures are unstamped and no bundle can be sealed */
export async function serve(
  database: TestDatabase,
  given: Partial<WebParts> = {},
  sealing: { timeStamps?: string[]; timeStampRoots?: string; searchPath?: string } = {},
): Promise<Served> {
  const { store, url: databaseUrl } = await freshStore(database)
  const vaultFolder = await mkdtemp(join(tmpdir(), 'morgiana-vault-'))
  const vault = await openVault(vaultFolder)
  const now = () => new Date()
  const log = openLog('silent')
  const settings = { ...evidenceSettings, ...sealing, dataFolder: vaultFolder }
  const evidence = await openEvidence(settings, store, log)
  const parts: WebParts = {
    store,
    vault,
    evidence: pageEvidence({ evidence, settings, now, order: (job) => ordered(job, store) }),
    exports: pageExports(store, settings),
    review: openReview({ store, standard: aStandard, now }),
    lanes: { resume: (marketplace) => store.lanes.close(marketplace) },
    marketplaces: [
      { id: 'bazaar', name: 'Bazaar', hosts: ['127.0.0.1'] },
      { id: 'ebay', name: 'eBay', hosts: ['www.ebay.com'] },
    ],
    outages: () => ({ now: [], counts: { database: 0, queues: 0, vault: 0 } }),
    checks: [{ name: 'database', check: () => store.ping() }],
    settings: { host: '127.0.0.1', port: 0, publicUrl: null },
    status: async () => ({ version: 'test', nextRuns: [{ watch: 'halvard', at: null }] }),
    log,
    now,
    pageFolder: await builtPage(),
    ...given,
  }
  let web = await openWeb(parts)
  const { url } = web
  const link = async (name: string, role: Role = 'reviewer') => {
    const user = await store.users.ensure(name, role, now())
    const token = tokenOf(randomBytes(32))
    await store.users.addSigninLink(user.id, tokenHash(token), new Date(Date.now() + 60_000))
    return signinLink(url, token)
  }
  return {
    url,
    store,
    vault,
    evidence,
    dataFolder: vaultFolder,
    databaseUrl,
    routes: routesOf({
      parts,
      metrics: openMetrics(parts),
      files: await readPageFiles(parts.pageFolder),
      here: { url, cookie: sessionCookie(url) },
    }),
    link,
    async cookie(name, role) {
      const response = await signInBy(await link(name, role))
      return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    },
    stop: () => web.close(),
    async start() {
      web = await openWeb({ ...parts, settings: { ...parts.settings, port: Number(new URL(url).port) } })
    },
    async close() {
      await web.close()
      await store.close()
      await rm(vaultFolder, { recursive: true, force: true })
    },
  }
}

/** `isSample`: it lies below the line and was drawn from there, into this place of the list. `product`: what it says it is. */
export type GivenHit = {
  isSample?: boolean
  listing: Listing
  score?: number
  findings?: Finding[]
  picture?: string
  product?: string
}

/** Hits as a run finds them: planned, searched, scored, first in the list = highest rank. */
export async function addHits(
  served: Pick<Served, 'store' | 'vault'>,
  hits: readonly GivenHit[],
  run = 'run-1',
): Promise<void> {
  const { store } = served
  const now = new Date()
  const search = aSearch({ run })
  await store.runs.plan({ id: run, watch: search.watch, trigger: 'schedule' }, [search], now)
  const listings = hits.map(({ listing }) => listing)
  const end: CoverageEnd = { state: 'searched', listings: listings.length, warnings: [] }
  await store.searches.save({ search, end, listings, next: null, now })
  const byId = new Map(hits.map((hit, place) => [hit.listing.id, { ...hit, place }]))
  const scorer: Parameters<Store['matching']['scoreBatch']>[1] = (_watch, batch) =>
    batch.map((listing) => {
      const hit = byId.get(listing.id)
      const score = hit?.score ?? 0.9
      const rank = 1_000 - (hit?.place ?? 0)
      return {
        marketplace: listing.marketplace,
        id: listing.id,
        score: { score, verdict: 'suspect', findings: hit?.findings ?? [aFinding(listing)] },
        rank,
        isHit: !hit?.isSample,
        ...(hit?.isSample && { sample: { rate: 0.01, rank } }),
        worthVisit: false,
        ...(hit?.product && { product: hit.product }),
      }
    })
  await store.matching.scoreBatch({ of: 'search', id: search.id }, scorer, 'test-1', now)
  for (const { listing, picture } of hits) if (picture) await addPicture(served, listing, picture)
  await store.runs.endIfDone(run, now)
}

export const manyHits = (count: number, prefix = 'l'): GivenHit[] =>
  Array.from({ length: count }, (_, place) => ({
    listing: aListing({ id: `${prefix}${place + 1}`, title: `Halvard Trail Runner replica ${prefix}${place + 1}` }),
  }))

const aFinding = (listing: Listing): Finding => {
  const start = listing.title.indexOf('replica')
  const span = { field: 'title' as const, start, end: start + 7 }
  return { signal: 'wording.replica', weight: 2.4, text: '“replica” is in the title', ...(start >= 0 && { span }) }
}

/** A drawn picture, through the vault as a fetched one goes. */
async function addPicture({ store, vault }: Pick<Served, 'store' | 'vault'>, listing: Listing, svg: string) {
  const saved = await vault.savePicture(await sharp(Buffer.from(svg)).png().toBuffer())
  const url = listing.images[0] ?? `http://127.0.0.1/${createHash('sha256').update(svg).digest('hex')}`
  const sha256 = saved.kind === 'saved' ? saved.sha256 : null
  const hashes = saved.kind === 'saved' ? saved.hashes : null
  const why = saved.kind === 'saved' ? null : saved.why
  const { marketplace, id } = listing
  await store.pictures.save({ marketplace, listing: id, position: 0, url, sha256, hashes, why, now: new Date() })
}
