import dgram from 'node:dgram'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import type http from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { whyNoStart } from '../../src/crawler/chromium.ts'
import { aShop, bodyOf, inBrowser, isHere, searchPath, visit } from './browser-page.ts'
import { aProxy } from './connect-proxy.ts'
import { aCrawler, aMarketplace, serve, withoutRobots } from './loopback.ts'

describe.skipIf(!isHere)('cookies', () => {
  it('are kept for a watch, and shown to no other', async () => {
    const shop = await aShop({
      '/': ({ headers }, response) =>
        response
          .writeHead(200, { 'content-type': 'text/html', 'set-cookie': ['id=1; HttpOnly', 'b=2'] })
          .end(`<p>${headers.cookie ?? 'none'}`),
    })
    const crawler = aCrawler(shop.origin, inBrowser)
    const seen: string[] = []
    for (const jar of ['one', 'one', 'two', undefined, undefined, 'one']) {
      const outcome = await visit(crawler, `${shop.origin}/`, jar)
      seen.push((outcome.kind === 'page' && /<p>(.*?)</.exec(outcome.page.body)?.[1]) || outcome.kind)
    }
    expect(seen).toEqual(['none', 'id=1; b=2', 'none', 'none', 'none', 'id=1; b=2'])
  })

  it('are forgotten after so many pages', async () => {
    const shop = await aShop({
      '/': ({ headers }, response) =>
        response
          .writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'id=1' })
          .end(`<p>${headers.cookie ?? 'none'}`),
    })
    const crawler = aCrawler(shop.origin, { ...inBrowser, limits: { settleMs: 1 } })
    const without: number[] = []
    for (let page = 1; page <= 27; page++) {
      const outcome = await visit(crawler, `${shop.origin}/`, 'one')
      if (outcome.kind === 'page' && outcome.page.body.includes('none')) without.push(page)
    }
    expect(without).toEqual([1, 26])
  })
})

describe.skipIf(!isHere)('the browser itself', () => {
  it('connects to nothing, whatever a page tries', async () => {
    const trap = await serve((_, response) => response.setHeader('access-control-allow-origin', '*').end('caught'))
    const udp = dgram.createSocket('udp4').bind(0, '127.0.0.1')
    await once(udp, 'listening')
    onTestFinished(() => void udp.close())
    let packets = 0
    udp.on('message', () => packets++)
    const to = `127.0.0.1:${trap.port}`
    const shop = await aShop({
      '/': `<!doctype html><head><link rel=preconnect href="http://${to}"><link rel=dns-prefetch href="//${to}"><link rel=prefetch href="http://${to}/prefetch"><link rel=modulepreload href="http://${to}/m.js"><link rel=icon href="http://${to}/icon"></head>
        <iframe src="http://${to}/frame"></iframe><img src="http://${to}/img"><script src="http://${to}/script"></script><object data="http://${to}/object"></object><embed src="http://${to}/embed">
        <a href="http://shop.example/" ping="http://${to}/ping" target=_blank id=a>x</a><form id=f action="http://localhost:${trap.port}/form" target=_blank method=post></form>
        <script>
          const tries = [
            () => fetch('http://${to}/fetch'), () => fetch('http://localhost:${trap.port}/'), () => fetch('http://[::1]:${trap.port}/'),
            () => new WebSocket('ws://${to}/ws'), () => new EventSource('http://${to}/events'), () => navigator.sendBeacon('http://${to}/beacon', 'x'),
            () => window.open('http://${to}/open'), () => document.getElementById('f').submit(), () => document.getElementById('a').click(),
            () => new Worker(URL.createObjectURL(new Blob(["fetch('http://${to}/worker'); new WebSocket('ws://${to}/worker')"]))),
            () => navigator.serviceWorker.register('/sw.js'), () => fetch('/redirect'), () => new WebTransport('https://${to}/t'),
            () => { const c = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${udp.address().port}' }, { urls: 'turn:${to}?transport=tcp', username: 'u', credential: 'p' }] }); c.createDataChannel('x'); c.createOffer().then(o => c.setLocalDescription(o)) },
          ]
          let tried = 0
          for (const each of tries) { try { const p = each(); if (p && p.catch) p.catch(() => 0) } catch (e) {} tried++ }
          document.body.append('tried ' + tried)
        </script>`,
      '/redirect': (_, response) => response.writeHead(302, { location: `http://${to}/redirected` }).end(),
    })
    expect(await bodyOf(shop.origin)).toContain('tried 14')
    expect({ connections: trap.connections(), packets }).toEqual({ connections: 0, packets: 0 })
  })

  it('asks nothing of a private address behind a public name', async () => {
    const trap = await serve((_, response) => response.end('caught'))
    const shop = aMarketplace({ origin: `http://shop.example:${trap.port}`, needs: 'browser' })
    const crawler = aCrawler(null, {
      ...inBrowser,
      browser: [],
      marketplaces: [shop],
      lookup: async () => [{ address: '127.0.0.1', family: 4 }],
    })
    expect(await visit(crawler, `http://shop.example:${trap.port}/`)).toMatchObject({ kind: 'refused' })
    expect(trap.connections()).toBe(0)
  })

  it('loads scripts from the origins that the marketplace declares, and from no other', async () => {
    const asked: string[] = []
    const cdn = await serve(({ headers, url }, response) => {
      asked.push(`${headers.host?.split(':')[0]}${url}`)
      if (url === '/')
        response
          .setHeader('content-type', 'text/html')
          .end(
            `<script src="http://cdn.example:${cdn.port}/a.js"></script><script src="http://other.example:${cdn.port}/b.js"></script>`,
          )
      else response.setHeader('content-type', 'text/javascript').end('document.title = "run"')
    })
    const proxy = await aProxy({ leadsTo: cdn.port })
    const crawler = aCrawler(null, {
      ...inBrowser,
      marketplaces: [
        aMarketplace({
          origin: `http://shop.example:${cdn.port}`,
          assetOrigins: [`http://cdn.example:${cdn.port}`],
        }),
      ],
      proxies: new Map([['shop', [proxy.origin]]]),
      lookup: async () => [{ address: '93.184.215.14', family: 4 }],
    })
    expect(await visit(crawler, `http://shop.example:${cdn.port}/`)).toMatchObject({ kind: 'page' })
    expect(asked).toEqual(['shop.example/', 'cdn.example/a.js'])
  })
})

describe('a marketplace that needs a browser', () => {
  const shop = aMarketplace({ needs: 'browser' })
  it('is refused where there is none, with what to do', async () => {
    const crawler = aCrawler(null, { ...withoutRobots, marketplaces: [shop], searchPath: '/nowhere' })
    expect(await visit(crawler, 'https://shop.example/')).toEqual({
      kind: 'refused',
      why: 'it needs a browser, and there is none on PATH: install Chromium (apt-get install chromium, or npx playwright install chromium), or name one in MORGIANA_CHROMIUM',
    })
  })

  it('is refused where the one that is named is not there', async () => {
    const crawler = aCrawler(null, {
      ...withoutRobots,
      marketplaces: [shop],
      searchPath,
      chromium: '/nowhere/chromium',
    })
    expect(await visit(crawler, 'https://shop.example/')).toEqual({
      kind: 'refused',
      why: 'it needs a browser, and MORGIANA_CHROMIUM names "/nowhere/chromium", which is not there or cannot be run',
    })
  })

  it('fails where what is named is no browser', async () => {
    const crawler = aCrawler(null, { ...withoutRobots, marketplaces: [shop], chromium: '/bin/false' })
    expect(await visit(crawler, 'https://shop.example/')).toEqual({
      kind: 'failed',
      why: expect.stringContaining('the browser does not start'),
    })
  })

  it('is read without one from an origin of the operator’s own', async () => {
    const saved = await aShop({ '/': '<p>saved' })
    const crawler = aCrawler(saved.origin, { ...withoutRobots, marketplaces: [shop], searchPath: '/nowhere' })
    expect(await visit(crawler, `${saved.origin}/`)).toMatchObject({ kind: 'page' })
  })
})

describe.skipIf(!isHere)('a crawler that is closed', () => {
  it('ends the page that is open, and the browser with it', async () => {
    const shop = await aShop({ '/': '<script>for (;;);</script>' })
    const crawler = aCrawler(shop.origin, inBrowser)
    const outcome = visit(crawler, `${shop.origin}/`)
    await expect.poll(() => shop.asked.length, { timeout: 20_000 }).toBe(1)
    const [browser] = childrenOf(process.pid)
    expect(browser?.command).toContain('nowhere.invalid')
    await crawler.close()
    expect(await outcome).toMatchObject({ kind: 'failed', why: expect.stringMatching(/stopped|ended/) })
    await expect.poll(() => childrenOf(process.pid), { timeout: 20_000 }).toEqual([])
    expect(await visit(crawler, `${shop.origin}/`)).toMatchObject({ kind: 'failed' })
    expect(childrenOf(process.pid)).toEqual([])
  })
})

describe.skipIf(!isHere)('two pages of one watch at once', () => {
  it('share its cookies, and each has its own answers', async () => {
    const shop = await aShop(
      Object.fromEntries(
        ['/1', '/2', '/3', '/4'].map((path) => [
          path,
          ({ headers }: http.IncomingMessage, response: http.ServerResponse) =>
            response
              .writeHead(200, { 'content-type': 'text/html', 'set-cookie': `c${path.slice(1)}=1` })
              .end(`<p>${path} ${headers.cookie ?? ''}`),
        ]),
      ),
    )
    const crawler = aCrawler(shop.origin, inBrowser)
    const paths = ['/1', '/2', '/3', '/4']
    const outcomes = await Promise.all(paths.map((path) => visit(crawler, `${shop.origin}${path}`, 'one')))
    const bodies = outcomes.map((outcome) => (outcome.kind === 'page' ? outcome.page.body : outcome.kind))
    for (const [index, path] of paths.entries()) expect(bodies[index]).toContain(`<p>${path} `)
    expect(bodies[3]).toContain('c1=1')
  })
})

/** The processes that this one has started and that run, by /proc. */
function childrenOf(pid: number): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')
        return Number(parent) === pid && state !== 'Z' ? [{ pid: Number(name), command }] : []
      } catch {
        // It has ended since the folder was read.
        return []
      }
    })
}

describe('a browser that does not start', () => {
  it.each([
    [
      'launch: closed\nlogs:\n[1] FATAL:zygote_host.cc(128)] No usable sandbox! Update',
      'its sandbox needs user namespaces',
    ],
    [
      'launch: closed\nlogs:\n[514] FATAL:zygote_host_impl_linux.cc:251] Zygote process exited prematurely with exit code -1',
      'its sandbox needs user namespaces',
    ],
    ['launch: closed\nlogs:\n- [err] chromium: error while loading shared libraries: libnss3.so', 'libnss3.so'],
    ['launch: closed', 'launch: closed'],
  ])('gives the reason in what it said: %j', (said, why) => {
    expect(whyNoStart(new Error(said))).toContain(why)
  })
})
