import { describe, expect, it, onTestFinished } from 'vitest'
import { freePort } from '../../src/store/free-port.ts'
import { openLog } from '../../src/telemetry/log.ts'
import { openHealth } from '../../src/web/open-health.ts'
import { aCrawler, serve, withoutRobots } from '../crawler/loopback.ts'

describe('a process without a page', () => {
  it('tells its sessions and proxies to who asks from loopback, and never a password', async () => {
    const shop = await serve((_, response) => response.setHeader('set-cookie', 'a=1').end('page'))
    const crawler = aCrawler(shop.origin, {
      ...withoutRobots,
      proxies: new Map([['elsewhere', ['http://anna:geheim@one.example:3128']]]),
    })
    for (const jar of ['one', 'two']) {
      const options = { signal: new AbortController().signal, trace: 'test', jar }
      expect(await crawler.fetch({ marketplace: 'shop', url: `${shop.origin}/` }, options)).toMatchObject({
        kind: 'page',
      })
    }
    crawler.retire('shop', 'one')
    const port = await freePort()
    const settings = { host: '127.0.0.1', port }
    const parts = {
      checks: [],
      outages: () => ({ now: [], counts: { database: 0, queues: 0, vault: 0 } }),
      log: openLog('silent'),
      crawling: () => crawler.health(),
      settings,
    }
    const health = await openHealth(parts)
    onTestFinished(() => health.close())
    const ask = (headers: Record<string, string> = {}) => fetch(`http://127.0.0.1:${port}/metrics`, { headers })
    for (let again = 0; again < 2; again++) {
      const text = await (await ask()).text()
      expect(text).toContain('morgiana_sessions{marketplace="shop"} 1\n')
      expect(text).toContain('morgiana_sessions_ended_total{marketplace="shop",why="blocked"} 1\n')
      expect(text).toContain('morgiana_proxy_works{proxy="one.example:3128"} 1\n')
      expect(text).not.toMatch(/anna|geheim/)
    }
    expect((await ask({ 'x-forwarded-for': '203.0.113.9' })).status).toBe(403)
  })
})
