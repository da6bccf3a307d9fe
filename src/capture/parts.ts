import type { PageCapture } from '../crawler/page-capture.ts'
import type { ClockReading } from '../evidence/capture/record.ts'
import { httpDate } from '../evidence/verify/request.ts'
import { pagesText, tlsPath } from '../evidence/wacz/parts.ts'
import { cdxjOf } from '../evidence/warc/cdxj.ts'
import { headerOf } from '../evidence/warc/http-exchange.ts'
import { writeWarc } from '../evidence/warc/write-warc.ts'

export type PartFile = { bytes: Uint8Array; type: string }

/** The files of the package, but for its own two. Pure. @param isRefused then only what a refusal needs */
export function partFiles(id: string, page: PageCapture, isRefused: boolean, software: string): Map<string, PartFile> {
  const warc = writeWarc(page.exchanges, { seed: id, software, at: page.startedAt })
  const main = page.exchanges.findLast(({ url, status }) => url === page.final && status === page.status)
  const text = (value: string): Uint8Array => Buffer.from(value)
  const files = new Map<string, PartFile>([
    ['archive/data.warc.gz', { bytes: warc.bytes, type: 'application/warc' }],
    ['indexes/index.cdx', { bytes: cdxjOf(warc.responses), type: 'text/x-cdxj' }],
    [
      'pages/pages.jsonl',
      {
        bytes: text(pagesText({ id: 'page-1', url: page.final, title: page.title, ts: main?.at ?? page.loadedAt })),
        type: 'application/jsonl',
      },
    ],
    ['dom/page.html', { bytes: text(page.dom), type: 'text/html; charset=utf-8' }],
    ['text/page.txt', { bytes: text(page.text), type: 'text/plain; charset=utf-8' }],
    ['screenshots/viewport.png', { bytes: page.viewportPng, type: 'image/png' }],
  ])
  const [only, ...others] = page.tiles
  if (only && others.length === 0) files.set('screenshots/full.png', { bytes: only, type: 'image/png' })
  else
    for (const [at, tile] of page.tiles.entries()) {
      files.set(`screenshots/full-${String(at + 1).padStart(3, '0')}.png`, { bytes: tile, type: 'image/png' })
    }
  for (const { host, pem } of page.tls) files.set(tlsPath(host), { bytes: text(pem), type: 'application/x-pem-file' })
  const log = [...page.failed.map((each) => ({ failed: each })), ...page.blocked.map((each) => ({ blocked: each }))]
  if (log.length > 0) {
    files.set('logs/capture.jsonl', {
      bytes: text(log.map((each) => `${JSON.stringify(each)}\n`).join('')),
      type: 'application/jsonl',
    })
  }
  // What has no words and no document is not a part that is missing from a refusal.
  if (isRefused)
    for (const path of ['dom/page.html', 'text/page.txt']) if (files.get(path)?.bytes.length === 0) files.delete(path)
  return files
}

/** What the page's server says the time is, beside ours: whole seconds, so half of one is added. */
export function serverClock(page: PageCapture): ClockReading | null {
  const main = page.exchanges.findLast(({ url, status }) => url === page.final && status === page.status)
  const said = main && httpDate(headerOf(main.headers, 'date'))
  if (!main || said === null || said === undefined) return null
  return {
    ...{ source: 'http-date', peer: new URL(main.url).hostname.replace(/^\[|\]$/g, '') },
    ...{ offsetMs: said + 500 - main.at.getTime(), uncertaintyMs: 1_000, at: main.at.toISOString() },
  }
}
