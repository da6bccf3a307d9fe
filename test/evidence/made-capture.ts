import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import sharp from 'sharp'
import type { CaptureRecord } from '../../src/evidence/capture/record.ts'
import { sha256 } from '../../src/evidence/hash.ts'
import { packWacz, type WaczSigner } from '../../src/evidence/wacz/pack-wacz.ts'
import { pagesText, partNameOf } from '../../src/evidence/wacz/parts.ts'
import { cdxjOf } from '../../src/evidence/warc/cdxj.ts'
import type { HttpExchange } from '../../src/evidence/warc/http-exchange.ts'
import { type WrittenWarc, writeWarc } from '../../src/evidence/warc/write-warc.ts'

const at = (start: number, ms: number): Date => new Date(start + ms)
const viewport = { width: 320, height: 240, scale: 1 }
const pageHeight = 600

const pictures = new Map<string, Promise<Buffer>>()
/** Noise: a picture of one colour would be no page. The same each time it is asked for. */
export function picture(width: number, height: number): Promise<Buffer> {
  const name = `${width} ${height}`
  const made = pictures.get(name) ?? noise(width, height)
  pictures.set(name, made)
  return made
}

const noise = (width: number, height: number): Promise<Buffer> =>
  sharp({
    create: { width, height, channels: 3, background: '#336699', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
  })
    .png()
    .toBuffer()

export function waczSigner(): WaczSigner & { publicKey: KeyObject } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  return { privateKey, publicKey, spki: publicKey.export({ format: 'der', type: 'spki' }) }
}

const pageOf = (kind: CaptureRecord['subject']['kind'] | 'refused'): { title: string; text: string } => {
  switch (kind) {
    case 'refused':
      return { title: 'Robot check', text: 'Please complete the captcha to go on' }
    case 'seller':
      return {
        title: 'Harbour Goods',
        text: 'Harbour Goods sells since last spring, forty listings, ships from the harbour town',
      }
    case 'search':
      return {
        title: 'acme trail runner',
        text: 'Results for acme trail runner: item-4711 Acme Trail Runner mirror quality, item-4712 Acme Trail Runner laces',
      }
    case 'listing':
      return {
        title: 'Acme Trail Runner 1:1',
        text: 'Acme Trail Runner 1:1 mirror quality only $ 29.90 shipped today from the harbour town',
      }
  }
}

export type MadeCapture = {
  record: CaptureRecord
  json: Buffer
  wacz: Buffer
  finished: Date
  files: Map<string, Uint8Array>
}

/** Harms of whoever has all keys: made before anything is hashed, so that only what is said contradicts itself. */
export type CaptureChange = {
  exchanges?: (exchanges: HttpExchange[]) => void
  /** The traffic and its index, written anew with what is changed in it. */
  warc?: (written: WrittenWarc) => void
  files?: (files: Map<string, Uint8Array>) => void
  record?: (record: CaptureRecord) => void
  /** The package as bytes: its frame, its description, its signature. */
  wacz?: (wacz: Buffer) => Buffer
}
type Made = {
  id: string
  kind: 'listing' | 'seller' | 'search' | 'refused'
  start: number
  change?: CaptureChange
}
const addressesOf = ({ id }: Made) => ({
  asked: `http://market.example/go/${id}`,
  final: `http://market.example/item-4711/${id}`,
})

const exchangeOf = (start: number, url: string, ms: number, about: Partial<HttpExchange>): HttpExchange => ({
  ...{ url, method: 'GET', requestHeaders: [['host', 'market.example']], requestBody: null },
  ...{ status: 200, statusText: 'OK', body: Buffer.alloc(0), ip: '192.0.2.7', at: at(start, ms) },
  ...about,
  headers: [['Date', at(start, ms).toUTCString()], ...(about.headers ?? [])],
})

async function filesOf(made: Made): Promise<Map<string, Uint8Array>> {
  const { id, kind, start } = made
  const { title, text } = pageOf(kind)
  const { asked, final } = addressesOf(made)
  const html = `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p><img src="/a.png"></body></html>`
  const page: Partial<HttpExchange> = {
    body: Buffer.from(html),
    headers: [
      ['Content-Type', 'text/html; charset=utf-8'],
      ['Transfer-Encoding', 'chunked'],
    ],
  }
  const image: Partial<HttpExchange> = { headers: [['Content-Type', 'image/png']], body: await picture(40, 40) }
  const exchanges = [
    exchangeOf(start, asked, 1_000, { status: 302, headers: [['Location', `/item-4711/${id}`]] }),
    exchangeOf(start, final, 1_100, page),
    exchangeOf(start, 'http://market.example/a.png', 1_200, image),
  ]
  made.change?.exchanges?.(exchanges)
  const warc = writeWarc(exchanges, { seed: id, software: 'morgiana 0.1.0', at: at(start, 900) })
  made.change?.warc?.(warc)
  return new Map<string, Uint8Array>([
    ['archive/data.warc.gz', warc.bytes],
    ['indexes/index.cdx', cdxjOf(warc.responses)],
    ['pages/pages.jsonl', Buffer.from(pagesText({ id: 'page-1', url: final, title, ts: at(start, 1_100) }))],
    ['dom/page.html', Buffer.from(html)],
    ['text/page.txt', Buffer.from(`${title}\n${text}`)],
    ['screenshots/viewport.png', await picture(viewport.width, viewport.height)],
    ['screenshots/full.png', await picture(viewport.width, pageHeight)],
  ])
}

/** A capture as the product would make it, without a browser: what the verifier is tried on. */
export async function madeCapture(made: Made, signer: WaczSigner): Promise<MadeCapture> {
  const { id, kind, start } = made
  const { title, text } = pageOf(kind)
  const { asked, final } = addressesOf(made)
  const files = await filesOf(made)
  made.change?.files?.(files)
  const dates = { mainPageDate: at(start, 1_100), created: at(start, 3_000) }
  const packed = packWacz(
    { files, title, mainPageUrl: final, ...dates, software: 'morgiana', version: '0.1.0' },
    signer,
  )
  const wacz = made.change?.wacz?.(packed) ?? packed
  const isRefused = kind === 'refused'
  const reading = {
    title,
    ...(kind === 'search' && { listings: [{ rank: 1, id: 'item-4712' }] }),
    ...(kind === 'listing' && { priceText: '$ 29.90' }),
  }
  const record: CaptureRecord = {
    ...{ format: 'morgiana-capture/1', id, state: isRefused ? 'refused' : 'complete' },
    why: isRefused ? [{ code: 'captcha', text: 'the page asks for a captcha' }] : [],
    subject: {
      ...{ kind: isRefused ? 'listing' : kind, marketplace: 'bazaar', outcome: 'present', listing: 'item-4711' },
      ...(!isRefused && { reading }),
    },
    request: {
      ...{ asked, redirects: [{ url: asked, status: 302, location: `/item-4711/${id}` }], final, status: 200 },
      addresses: [{ host: 'market.example', port: 80, resolved: ['192.0.2.7'], connected: '192.0.2.7' }],
    },
    page: { title, width: viewport.width, height: pageHeight, language: 'en' },
    requests: { answered: 3, failed: [], blocked: [] },
    ...circumstances(start),
    wacz: { path: 'capture.wacz', sha256: sha256(wacz), bytes: wacz.length, type: 'application/wacz+zip' },
    parts: [...files].map(([path, bytes]) => {
      const name = partNameOf(path) ?? 'other'
      return { name, path, sha256: sha256(bytes), bytes: bytes.length, type: 'application/octet-stream' }
    }),
    ...(isRefused && { refusal: { kind: 'captcha' as const, says: text } }),
  }
  made.change?.record?.(record)
  return { record, json: Buffer.from(`${JSON.stringify(record, null, 2)}\n`), wacz, finished: at(start, 3_500), files }
}

/** Who, with what, when: the same for every kind. */
function circumstances(
  start: number,
): Pick<CaptureRecord, 'order' | 'operator' | 'tls' | 'time' | 'environment' | 'robots'> {
  const iso = (ms: number): string => at(start, ms).toISOString()
  const person = { name: 'Dana Weiss', role: 'reviewer', organisation: 'Brand Example' }
  const why = { onBehalfOf: 'Acme', legalBasis: 'trade mark 1234567', purpose: 'case 7' }
  const date = { source: 'http-date' as const, peer: 'market.example', offsetMs: -300, uncertaintyMs: 600 }
  return {
    order: { by: person, ...why, requestedAt: iso(0) },
    operator: { organisation: 'Brand Example', machine: 'machine-1' },
    tls: [],
    time: { started: iso(500), loaded: iso(2_000), finished: iso(3_500), clock: [{ ...date, at: iso(1_100) }] },
    environment: {
      ...{ software: { name: 'morgiana', version: '0.1.0' }, browser: { name: 'Chromium', version: '156' } },
      ...{
        os: 'linux',
        runtime: 'node',
        viewport: { ...viewport },
        locale: 'en-US',
        timeZone: 'UTC',
        userAgent: 'morgiana/0.1.0',
      },
      ...{ egress: { kind: 'direct', address: null }, settings: {} },
    },
    robots: { decision: 'allowed', url: 'http://market.example/robots.txt' },
  }
}
