import type http from 'node:http'
import { describe, expect, it } from 'vitest'
import {
  aShop,
  bodyOf,
  inBrowser,
  isHere,
  type Pages,
  script,
  searchPath,
  signal,
  visit,
  write,
} from './browser-page.ts'
import { aProxy } from './connect-proxy.ts'
import { aCrawler } from './loopback.ts'

const neverWhole = 'no whole page within 4 s'

describe.skipIf(!isHere)(`a page in the browser${isHere ? '' : ' (skipped: no chromium)'}`, () => {
  it('is read as its scripts have made it, with status, headers and address of its document', async () => {
    const shop = await aShop({
      '/': (_, response) =>
        response
          .writeHead(203, { 'content-type': 'text/html', 'x-shop': '1' })
          .end(script(`fetch('/data', {method: 'POST', body: 'q=1'}).then(r => r.text()).then(t => ${write('t')})`)),
      '/data': async (request, response) => {
        let sent = ''
        for await (const chunk of request) sent += chunk
        response.end(`${request.method} ${sent}`)
      },
    })
    const outcome = await visit(aCrawler(shop.origin, inBrowser), `${shop.origin}/`)
    expect(outcome).toMatchObject({
      kind: 'page',
      page: { status: 203, url: `${shop.origin}/`, headers: { 'x-shop': '1' } },
    })
    expect(outcome.kind === 'page' && outcome.page.body).toContain('<div id="out">POST q=1</div>')
  })

  it('says who asks, to servers and to scripts alike', async () => {
    const shop = await aShop({ '/': script(write('navigator.userAgent')) })
    const body = await bodyOf(shop.origin, { contact: 'https://brand.example' })
    expect(body).toContain('morgiana/0.1.0 (+https://brand.example)</div>')
    expect(shop.asked[0]?.headers['user-agent']).toBe('morgiana/0.1.0 (+https://brand.example)')
  })

  it('loads no pictures, fonts or films', async () => {
    const shop = await aShop({
      '/': '<!doctype html><link rel=stylesheet href=/style><style>@font-face{font-family:f;src:url(/font)}p{font-family:f}</style><p>x<img src=/picture><video src=/film autoplay></video>',
      '/style': (_, response) => response.setHeader('content-type', 'text/css').end('p{background:url(/background)}'),
    })
    await bodyOf(shop.origin)
    expect(shop.paths()).toEqual(['/', '/style'])
  })

  it('that is no HTML is given as it came', async () => {
    const shop = await aShop({
      '/': (_, response) => response.setHeader('content-type', 'application/json').end('{"a":"<b>"}'),
    })
    expect(await bodyOf(shop.origin)).toBe('{"a":"<b>"}')
  })

  it('that asks for patience is a wait', async () => {
    const shop = await aShop({ '/': (_, response) => response.writeHead(429, { 'retry-after': '7' }).end('later') })
    expect(await visit(aCrawler(shop.origin, inBrowser), `${shop.origin}/`)).toMatchObject({
      kind: 'wait',
      delayMs: 7_000,
    })
  })

  it('goes where redirects and scripts send it, within the marketplace', async () => {
    const shop = await aShop({
      '/': (_, response) => response.writeHead(302, { location: '/two', 'set-cookie': 'a=1' }).end(),
      '/two': script('location.href = "/slow"'),
      // Longer on its way than a page has to be silent to be taken for done.
      '/slow': (_, response) => {
        setTimeout(() => response.writeHead(302, { location: '/three' }).end(), 900)
      },
      '/three': (request, response) =>
        response.setHeader('content-type', 'text/html').end(`<p>${request.headers.cookie}`),
    })
    const outcome = await visit(aCrawler(shop.origin, inBrowser), `${shop.origin}/`)
    expect(outcome).toMatchObject({ kind: 'page', page: { url: `${shop.origin}/three` } })
    expect(outcome.kind === 'page' && outcome.page.body).toContain('<p>a=1</p>')
  })

  it('without content is a page without a body', async () => {
    const shop = await aShop({ '/': (_, response) => response.writeHead(204).end() })
    expect(await visit(aCrawler(shop.origin, inBrowser), `${shop.origin}/`)).toMatchObject({
      kind: 'page',
      page: { status: 204, body: '' },
    })
  })

  it('is asked for with the headers that its marketplace names', async () => {
    const seen: string[] = []
    const shop = await aShop({
      '/': ({ headers }, response) => {
        seen.push(`${headers['accept-language']}`)
        response.setHeader('content-type', 'text/html').end('<p>')
      },
    })
    const crawler = aCrawler(shop.origin, inBrowser)
    const request = { marketplace: 'shop', url: `${shop.origin}/`, headers: { 'Accept-Language': 'pt-BR' } }
    await crawler.fetch(request, { signal, trace: 'test' })
    expect(seen).toEqual(['pt-BR'])
  })

  it.each<[string, Pages, object]>([
    [
      'a redirect that leaves the marketplace',
      { '/': (_, response) => response.writeHead(302, { location: 'https://elsewhere.example/' }).end() },
      { kind: 'refused', why: expect.stringContaining('redirected to https://elsewhere.example/') },
    ],
    [
      'a script that leaves the marketplace',
      { '/': script('location.href = "https://elsewhere.example/"') },
      { kind: 'refused', why: 'https://elsewhere.example is not an address of shop' },
    ],
    [
      'too many redirects',
      {
        '/': (_, r) => r.writeHead(302, { location: '/1' }).end(),
        ...Object.fromEntries(
          Array.from({ length: 8 }, (_, i) => [
            `/${i}`,
            (_: unknown, r: http.ServerResponse) => r.writeHead(302, { location: `/${i + 1}` }).end(),
          ]),
        ),
      },
      { kind: 'failed', why: 'more than 5 redirects' },
    ],
    [
      'scripts that go round in a circle',
      { '/': script('location.reload()') },
      { kind: 'failed', why: 'the page sends itself round in a circle' },
    ],
    [
      'a page that breaks off',
      { '/': (_, r) => r.writeHead(200, { 'content-length': 9 }).write('half') && r.destroy() },
      { kind: 'failed', why: expect.stringContaining('the connection failed') },
    ],
    ['a page that never ends', { '/': script('for (;;);') }, { kind: 'failed', why: neverWhole }],
    [
      'a page that grows too long',
      { '/': script('document.body.append("x".repeat(3e6))') },
      { kind: 'failed', why: 'the page has grown longer than 2000000 bytes' },
    ],
    [
      'a document that is too long',
      { '/': 'x'.repeat(2_000_001) },
      { kind: 'failed', why: expect.stringContaining('more than 2000000') },
    ],
  ])('%s is told', async (_, pages, expected) => {
    const shop = await aShop(pages)
    // Only a page without an end is to use all its time up: a busy machine needs seconds to start a browser.
    const totalMs = 'why' in expected && expected.why === neverWhole ? 4_000 : 40_000
    const crawler = aCrawler(shop.origin, { ...inBrowser, limits: { totalMs, bodyBytesMax: 2_000_000 } })
    expect(await visit(crawler, `${shop.origin}/`)).toEqual(expected)
  })

  it('that crashes is a failure, and the next one is read', async () => {
    const shop = await aShop({
      '/': script('const a = []; for (;;) a.push(new Array(1e6).fill(1.5))'),
      '/2': '<p>fine',
    })
    const crawler = aCrawler(shop.origin, inBrowser)
    expect(await visit(crawler, `${shop.origin}/`)).toEqual({
      kind: 'failed',
      why: 'the page has crashed in the browser',
    })
    expect(await visit(crawler, `${shop.origin}/2`)).toMatchObject({ kind: 'page' })
  })

  it('does not wait for dialogs, downloads, popups and requests without end', async () => {
    const shop = await aShop({
      '/': script(
        `alert(1); window.open('/popup'); const a = document.createElement('a'); a.href = '/file'; a.download = 'f'; a.click(); setInterval(() => fetch('/poll'), 50); ${write('confirm("?")')}`,
      ),
      '/poll': 'x',
    })
    expect(await bodyOf(shop.origin, { limits: { settleMs: 2_000, pageRequestsMax: 10 } })).toContain('>false<')
    expect(shop.paths()).not.toContain('/popup')
    expect(shop.paths()).not.toContain('/file')
    expect(shop.paths().filter((path) => path === '/poll').length).toBeLessThanOrEqual(10)
  })

  it('ends at once when it is stopped', async () => {
    const shop = await aShop({ '/': () => undefined })
    const stop = new AbortController()
    const crawler = aCrawler(shop.origin, inBrowser)
    const outcome = crawler.fetch({ marketplace: 'shop', url: `${shop.origin}/` }, { signal: stop.signal, trace: 't' })
    await expect.poll(() => shop.asked.length, { timeout: 20_000 }).toBe(1)
    stop.abort(new Error('the worker is stopping'))
    expect(await outcome).toEqual({ kind: 'failed', why: 'stopped: the worker is stopping' })
  })

  it('obeys robots.txt, for what it loads too', async () => {
    const shop = await aShop({
      '/robots.txt': 'User-agent: *\nDisallow: /data\nDisallow: /no',
      '/': script(`fetch('/data').catch(() => ${write('"not asked"')})`),
    })
    const crawler = aCrawler(shop.origin, { browser: ['shop'], searchPath })
    const outcome = await visit(crawler, `${shop.origin}/`)
    expect(outcome.kind === 'page' && outcome.page.body).toContain('not asked')
    expect(await visit(crawler, `${shop.origin}/no`)).toMatchObject({ kind: 'refused' })
    expect(shop.paths()).toEqual(['/robots.txt', '/'])
  })

  it('is asked through the proxy, with all it loads', async () => {
    const shop = await aShop({
      '/': script(`fetch('/data').then(r => r.text()).then(t => ${write('t')})`),
      '/data': 'through',
    })
    const proxy = await aProxy()
    expect(await bodyOf(shop.origin, { proxies: new Map([['shop', [proxy.origin]]]) })).toContain('through')
    expect(shop.connections()).toBe(proxy.asked.length)
  })
})
