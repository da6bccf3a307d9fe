import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { Crawler } from '../../src/crawler/crawler.ts'
import { pagesPerSessionMax, sessionsMax } from '../../src/crawler/limits.ts'
import { inBrowser, isHere } from './browser-page.ts'
import { aProxy } from './connect-proxy.ts'
import { aCrawler, aMarketplace, type Given, serve, serveRaw, withoutRobots } from './loopback.ts'

/** A market that gives each visitor a number in a cookie, and greets those who bring theirs. */
async function aMarket(given: Given = {}) {
  let visitors = 0
  const shop = await serve(({ headers }, response) => {
    const known = /visitor=(\d+)/.exec(headers.cookie ?? '')?.[1]
    response.writeHead(200, {
      'content-type': 'text/html',
      ...(!known && { 'set-cookie': `visitor=${++visitors}; Path=/; HttpOnly` }),
    })
    response.end(`<p>${known ?? 'nobody'}</p>`)
  })
  const crawler = aCrawler(shop.origin, { ...withoutRobots, ...given })
  return { ...shop, crawler, visit: visitor(crawler, shop.origin), visitors: () => visitors }
}

const visitor =
  (crawler: Crawler, origin: string) =>
  async (watch: string | null, { territory = 'us', marketplace = 'shop', path = '/' } = {}): Promise<string> => {
    const outcome = await crawler.fetch(
      { marketplace, url: `${origin}${path}` },
      { signal: new AbortController().signal, trace: 'test', territory, ...(watch !== null && { jar: watch }) },
    )
    if (outcome.kind !== 'page') return `${outcome.kind}: ${'why' in outcome ? outcome.why : ''}`
    return /<p>(.*?)<\/p>/.exec(outcome.page.body)?.[1] ?? outcome.page.body
  }

const inOrder = async <T>(tasks: readonly (() => Promise<T>)[]): Promise<T[]> => {
  const done: T[] = []
  for (const task of tasks) done.push(await task())
  return done
}

describe('a session', () => {
  it('tells a reader the names of the cookies that came, and nothing of what is in them', async () => {
    const { crawler, origin } = await aMarket()
    const outcome = await crawler.fetch(
      { marketplace: 'shop', url: `${origin}/` },
      { signal: new AbortController().signal, trace: 'test', territory: 'us' },
    )
    expect(outcome).toMatchObject({ kind: 'page', page: { headers: { 'set-cookie': 'visitor=' } } })
  })

  it('keeps what a site gives one watch, and shows it to no other', async () => {
    const { visit } = await aMarket()
    const seen = await inOrder(['one', 'two', 'one', 'two', null, null].map((watch) => () => visit(watch)))
    expect(seen).toEqual(['nobody', 'nobody', '1', '2', 'nobody', 'nobody'])
  })

  it('is kept apart for watches that are asked for at once', async () => {
    const { visit } = await aMarket()
    const watches = Array.from({ length: 8 }, (_, i) => `watch-${i}`)
    await Promise.all(watches.map((watch) => visit(watch)))
    const numbers = await Promise.all(watches.map((watch) => visit(watch)))
    expect(new Set(numbers).size).toBe(8)
  })

  it('is one lane’s and one territory’s', async () => {
    const marketplaces = ['shop', 'market'].map((id) => aMarketplace({ id }))
    const robotsOverrides = new Map(marketplaces.map(({ id }) => [id, 'a test of something else']))
    const { visit, crawler, origin } = await aMarket()
    const both = visitor(
      aCrawler(null, { marketplaces, robotsOverrides, origins: new Map(marketplaces.map(({ id }) => [id, origin])) }),
      origin,
    )
    expect(await inOrder(['us', 'de', 'us'].map((territory) => () => visit('one', { territory })))).toEqual([
      ...['nobody', 'nobody', '1'],
    ])
    expect(await inOrder(['shop', 'market', 'shop'].map((marketplace) => () => both('one', { marketplace })))).toEqual([
      ...['nobody', 'nobody', '3'],
    ])
    expect((await crawler.health()).sessions).toEqual([expect.objectContaining({ marketplace: 'shop', live: 2 })])
  })

  it('of a search goes along to the listings of its territory, and to no other’s', async () => {
    const { port } = await aMarket()
    const proxy = await aProxy({ leadsTo: port })
    const territories = [
      { id: 'us', origin: `http://us.example:${port}`, currency: 'USD', language: 'en' },
      { id: 'de', origin: `http://de.example:${port}`, currency: 'EUR', language: 'de' },
    ] as const
    const crawler = aCrawler(null, {
      ...withoutRobots,
      marketplaces: [aMarketplace({ territories })],
      proxies: new Map([['shop', [proxy.origin]]]),
      lookup: async () => [{ address: '93.184.215.14', family: 4 }],
    })
    const ask = async (territory: string | null, at: 'us' | 'de') => {
      const options = { signal: new AbortController().signal, trace: 'test', jar: 'one' }
      const request = { marketplace: 'shop', url: `http://${at}.example:${port}/` }
      await crawler.fetch(request, { ...options, ...(territory !== null && { territory }) })
      return (await crawler.health()).sessions[0]?.live
    }
    expect(
      await inOrder([() => ask('de', 'de'), () => ask(null, 'de'), () => ask(null, 'us'), () => ask('us', 'us')]),
    ).toEqual([1, 1, 2, 2])
  })

  it('is one proxy’s: what was given through one is not shown through the other', async () => {
    const [first, second] = [await aProxy(), await aProxy()]
    const { visit } = await aMarket({ proxies: new Map([['shop', [first.origin, second.origin]]]) })
    expect(await inOrder(Array.from({ length: 4 }, () => () => visit('one')))).toEqual(['nobody', 'nobody', '1', '2'])
  })

  it('that met a block page is not used again, and the others are', async () => {
    const { visit, crawler } = await aMarket()
    await inOrder(['one', 'two'].map((watch) => () => visit(watch)))
    crawler.retire('shop', 'one')
    expect(await inOrder(['one', 'one', 'two'].map((watch) => () => visit(watch)))).toEqual(['nobody', '3', '2'])
    const [shop] = (await crawler.health()).sessions
    expect(shop).toMatchObject({ live: 2, ended: { blocked: 1 } })
  })

  it('ends after so many pages, and its cookies with it', async () => {
    const { visit, crawler, visitors } = await aMarket()
    const pages = Array.from({ length: pagesPerSessionMax + 1 }, () => () => visit('one'))
    const seen = await inOrder(pages)
    expect(seen.filter((each) => each === 'nobody')).toHaveLength(2)
    expect([seen.at(-1), visitors()]).toEqual(['nobody', 2])
    expect((await crawler.health()).sessions[0]).toMatchObject({ live: 1, ended: { used: 1 } })
  })

  it('is one of at most a hundred in a lane: the one that was used longest ago makes room', async () => {
    const { visit, crawler } = await aMarket()
    for (let at = 0; at < sessionsMax; at++) await visit(`watch-${at}`)
    await visit('watch-0')
    await visit('one more')
    expect((await crawler.health()).sessions[0]).toMatchObject({ live: sessionsMax, ended: { crowded: 1 } })
    expect(await visit('watch-0')).toBe('1')
    expect(await visit('watch-1')).toBe('nobody')
  })
})

describe('a site that looks whether cookies come back', () => {
  const wall = ({ headers, url }: IncomingMessage): [number, Record<string, string>, string] =>
    headers.cookie?.includes('seen=1')
      ? [200, { 'content-type': 'text/html' }, `<p>in at ${url}</p>`]
      : [302, { location: '/', 'set-cookie': 'seen=1; Path=/' }, '']
  const behind = async () => {
    const shop = await serve((request, response) => {
      const [status, headers, body] = wall(request)
      response.writeHead(status, headers).end(body)
    })
    return visitor(aCrawler(shop.origin, withoutRobots), shop.origin)
  }

  it('lets a watch in, though it sends it to where it was', async () => {
    expect(await (await behind())('one')).toBe('in at /')
  })

  it('leaves out who has none: that is a circle, and is said', async () => {
    expect(await (await behind())(null)).toMatch(/^failed: redirects go round in a circle/)
  })

  it('and sends round without end is a circle', async () => {
    let count = 0
    const shop = await serve((_, response) =>
      response.writeHead(302, { location: '/', 'set-cookie': `n=${++count}` }).end(),
    )
    const visit = visitor(aCrawler(shop.origin, withoutRobots), shop.origin)
    expect(await visit('one')).toBe('failed: more than 5 redirects')
  })
})

describe('cookies that a site sets', () => {
  const setting = async (cookies: (page: number) => string[]) => {
    const sent: string[] = []
    const shop = await serve(({ headers }, response) => {
      sent.push(headers.cookie ?? '')
      response.writeHead(200, { 'set-cookie': cookies(sent.length) }).end('page')
    })
    const crawler = aCrawler(shop.origin, withoutRobots)
    return { sent, crawler, visit: visitor(crawler, shop.origin) }
  }

  it.each([
    ['for another site', 'a=1; Domain=elsewhere.example'],
    ['for another path', 'a=1; Path=/elsewhere'],
    ['in the past', 'a=1; Max-Age=0'],
    ['that are none', ';;;='],
  ])('%s are not sent here', async (_, cookie) => {
    const { sent, visit } = await setting(() => [cookie])
    expect(await inOrder([() => visit('one'), () => visit('one')])).toEqual(['page', 'page'])
    expect(sent).toEqual(['', ''])
  })

  it('with letters that no header may have are not sent, and cost no page', async () => {
    const sent: string[] = []
    const shop = await serveRaw((socket, head) => {
      sent.push(/^cookie: (.*)$/im.exec(head)?.[1] ?? '')
      const cookies = ['b=\u00ff', 'c=\t3', 'd=4'].map((each) => `set-cookie: ${each}\r\n`).join('')
      socket.write(Buffer.from(`HTTP/1.1 200 OK\r\n${cookies}content-length: 4\r\n\r\npage`, 'latin1'))
    })
    const visit = visitor(aCrawler(shop.origin, withoutRobots), shop.origin)
    expect(await inOrder([() => visit('one'), () => visit('one')])).toEqual(['page', 'page'])
    expect(sent).toEqual(['', 'b=\u00ff; d=4'])
  })

  it('without end end the session, and no more than 8 KB is ever sent', async () => {
    const { sent, visit, crawler } = await setting((page) =>
      Array.from({ length: 7 }, (_, i) => `c${page}-${i}=${'x'.repeat(4_000)}`),
    )
    for (let page = 0; page < 20; page++) expect(await visit('one')).toBe('page')
    expect(Math.max(...sent.map(({ length }) => length))).toBeLessThanOrEqual(8_192)
    expect((await crawler.health()).sessions[0]?.ended['cookies']).toBeGreaterThan(0)
  })
})

describe.skipIf(!isHere)('a session in the browser', () => {
  it('is one watch’s and one territory’s, and one that met a block page is not used again', async () => {
    const { visit, crawler } = await aMarket(inBrowser)
    const visits = [() => visit('one'), () => visit('two'), () => visit('one', { territory: 'de' }), () => visit('one')]
    expect(await inOrder(visits)).toEqual(['nobody', 'nobody', 'nobody', '1'])
    crawler.retire('shop', 'one')
    expect(await inOrder([() => visit('one'), () => visit('two')])).toEqual(['nobody', '2'])
  })

  it('goes through one proxy: its cookies are not shown through the other', async () => {
    const [first, second] = [await aProxy(), await aProxy()]
    const { visit } = await aMarket({ ...inBrowser, proxies: new Map([['shop', [first.origin, second.origin]]]) })
    expect(await inOrder(Array.from({ length: 4 }, () => () => visit('one')))).toEqual(['nobody', 'nobody', '1', '2'])
  })
})
