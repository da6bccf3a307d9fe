import type { PageCapture } from '../../src/crawler/page-capture.ts'
import type { HttpExchange } from '../../src/evidence/warc/http-exchange.ts'

export const began = new Date('2026-11-01T12:00:00.250Z')
const after = (ms: number): Date => new Date(began.getTime() + ms)
export const asked = 'https://shop.example/l1'

export const anExchange = (given: Partial<HttpExchange> = {}): HttpExchange => ({
  ...{ url: asked, method: 'GET', requestHeaders: [['host', 'shop.example']], requestBody: null, status: 200 },
  ...{ statusText: 'OK', headers: [['Date', 'Sun, 01 Nov 2026 12:00:03 GMT']], body: Buffer.from('page') },
  ...{ ip: '192.0.2.7', at: after(1_000) },
  ...given,
})

/** What a browser saw of a listing's page, where all went as it should. */
export const aPage = (given: Partial<PageCapture> = {}): PageCapture => ({
  ...{ exchanges: [anExchange()], asked, redirects: [], final: asked, status: 200, addresses: [] },
  ...{ tls: [{ host: 'shop.example', protocol: 'TLSv1.3', cipher: 'AES', verified: true, pem: 'PEM' }] },
  ...{ failed: [], blocked: [], title: 'Acme Runner', language: 'en', width: 1_280, height: 900 },
  ...{ dom: '<html>l1</html>', text: 'Acme Runner mirror quality, only $ 1,129.90 from Harbour', isCut: false },
  ...{ viewportPng: Buffer.from('viewport'), tiles: [Buffer.from('full')] },
  ...{ steps: [{ step: 'open', why: null }], startedAt: began, loadedAt: after(2_000), finishedAt: after(5_000) },
  ...{ browser: { name: 'Chromium', version: '1' }, viewport: { width: 1_280, height: 720, scale: 1 } },
  egress: { kind: 'direct' },
  ...{ userAgent: 'morgiana', locale: 'en', robots: { decision: 'allowed', url: `${asked}/robots.txt`, reason: null } },
  ...given,
})
