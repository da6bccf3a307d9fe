import https from 'node:https'
import net, { type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { StartRefused } from '../../src/model/start-refused.ts'
import { aProxy, keptLog } from './connect-proxy.ts'
import { aCrawler, aMarketplace, fetchPage, listen, serve, withoutRobots } from './loopback.ts'
import { selfSigned } from './self-signed.ts'

const aShop = (body = 'page') => serve((_, response) => response.end(body))
const nobody = 'http://127.0.0.1:1'
const through = (...proxies: string[]) => ({ ...withoutRobots, proxies: new Map([['shop', proxies]]) })
const withPassword = (origin: string): string => origin.replace('://', '://anna:s%40cret@')
const signal = new AbortController().signal

describe('a marketplace with a proxy', () => {
  it('is asked through it for robots.txt, pages and pictures, and never directly', async () => {
    const shop = await serve(({ url }, response) =>
      url === '/1.png'
        ? response.setHeader('content-type', 'image/png').end('x')
        : response.end(url === '/' ? 'page' : ''),
    )
    const proxy = await aProxy({ credentials: 'anna:s@cret' })
    const crawler = aCrawler(shop.origin, { proxies: new Map([['shop', [withPassword(proxy.origin)]]]) })
    expect(await fetchPage(crawler, `${shop.origin}/`)).toMatchObject({ kind: 'page', page: { body: 'page' } })
    const picture = await crawler.fetchPicture(
      { marketplace: 'shop', url: `${shop.origin}/1.png` },
      { signal, trace: 't' },
    )
    expect(picture).toMatchObject({ kind: 'picture' })
    expect(proxy.asked.length).toBeGreaterThan(0)
    expect(shop.connections()).toBe(proxy.asked.length)
  })

  it('uses a tunnel again for the next page', async () => {
    const shop = await aShop()
    const proxy = await aProxy()
    const crawler = aCrawler(shop.origin, through(proxy.origin))
    for (const path of ['/1', '/2', '/3']) await fetchPage(crawler, `${shop.origin}${path}`)
    expect(proxy.asked).toEqual([shop.origin.replace('http://', '')])
  })

  it('has it connect to the address that was checked, not to the name', async () => {
    const shop = await aShop('public')
    const proxy = await aProxy({ leadsTo: shop.port })
    const crawler = aCrawler(null, {
      ...through(proxy.origin),
      marketplaces: [aMarketplace({ origin: 'http://shop.example' })],
      lookup: async () => [
        { address: '2606:4700::1111', family: 6 },
        { address: '93.184.215.14', family: 4 },
      ],
    })
    expect(await fetchPage(crawler, 'http://shop.example/')).toMatchObject({ kind: 'page', page: { body: 'public' } })
    expect(proxy.asked).toEqual(['93.184.215.14:80'])
  })

  it.each([
    ['http://shop.example', '10.0.0.1'],
    ['http://shop.example', '127.0.0.1'],
    ['http://shop.example', '169.254.169.254'],
    ['http://[::1]', ''],
    ['http://192.168.1.1', ''],
  ])('is refused at %s (%s), and the proxy is not even connected to', async (origin, address) => {
    const proxy = await aProxy()
    const crawler = aCrawler(null, {
      ...through(proxy.origin),
      marketplaces: [aMarketplace({ origin })],
      lookup: async () => [{ address, family: 4 }],
    })
    expect(await fetchPage(crawler, `${origin}/`)).toMatchObject({ kind: 'refused' })
    expect(proxy.connections()).toBe(0)
  })

  it('is encrypted from here to the marketplace, whose certificate is checked here', async () => {
    const server = https.createServer(selfSigned('127.0.0.1'), (_, response) => response.end('caught'))
    const shop = await listen(server, 'https')
    const proxy = await aProxy()
    const outcome = await fetchPage(aCrawler(shop.origin, through(proxy.origin)), `${shop.origin}/`)
    expect(outcome).toEqual({ kind: 'failed', why: expect.stringMatching(/^through 127\.0\.0\.1:\d+: .*self-signed/) })
    expect(proxy.asked).toHaveLength(1)
  })
})

describe('several proxies', () => {
  it('take turns', async () => {
    const shop = await aShop()
    const proxies = [await aProxy(), await aProxy(), await aProxy()]
    const crawler = aCrawler(shop.origin, through(...proxies.map(({ origin }) => origin)))
    for (let page = 0; page < 3; page++) await fetchPage(crawler, `${shop.origin}/${page}`)
    expect(proxies.map(({ asked }) => asked.length)).toEqual([1, 1, 1])
  })

  it('stand in for one that is dead, which is told once', async () => {
    const shop = await aShop()
    const proxy = await aProxy()
    const { log, lines } = keptLog()
    const crawler = aCrawler(shop.origin, { ...through(withPassword(nobody), proxy.origin), log })
    for (let page = 0; page < 6; page++) {
      expect(await fetchPage(crawler, `${shop.origin}/${page}`)).toMatchObject({ kind: 'page' })
    }
    const told = lines().filter(({ msg }) => `${msg}`.startsWith('a proxy does not work'))
    expect(told).toMatchObject([{ proxy: '127.0.0.1:1', why: expect.stringContaining('ECONNREFUSED') }])
    expect(JSON.stringify(lines())).not.toContain('cret')
  })

  it.each([
    ['wants another password', { credentials: 'who:else' }],
    ['declines the marketplace', { status: 403 }],
    ['says that it cannot reach it', { status: 502 }],
  ])('stand in for one that %s', async (_, behaviour) => {
    const shop = await aShop()
    const [bad, good] = [await aProxy(behaviour), await aProxy()]
    const crawler = aCrawler(shop.origin, through(bad.origin, good.origin))
    expect(await fetchPage(crawler, `${shop.origin}/`)).toMatchObject({ kind: 'page' })
    expect([bad.asked.length, good.asked.length]).toEqual([1, 1])
  })
})

describe('when no proxy works', () => {
  it.each<[string, object, string]>([
    ['takes a connection', {}, 'ECONNREFUSED'],
    ['knows us', { credentials: 'who:else' }, 'it wants another name or password (407)'],
    ['opens a way', { status: 502 }, 'it answers 502'],
    ['answers in time', { silent: true }, 'it does not answer in time'],
  ])(
    'because none %s, the page fails, says which and why, and nothing is asked directly',
    async (_, behaviour, why) => {
      const shop = await aShop()
      const origin = Object.keys(behaviour).length > 0 ? (await aProxy(behaviour)).origin : nobody
      const crawler = aCrawler(shop.origin, { ...through(withPassword(origin)), limits: { connectMs: 300 } })
      const outcome = await fetchPage(crawler, `${shop.origin}/`)
      expect(outcome).toMatchObject({ kind: 'failed' })
      const said = outcome.kind === 'failed' ? outcome.why : ''
      expect(said).toMatch(/^no proxy of shop works \(127\.0\.0\.1:\d+: /)
      expect(said).toContain(why)
      expect(said).not.toMatch(/anna|cret/)
      expect(shop.connections()).toBe(0)
    },
  )

  it('it rests, and is tried again after a while', async () => {
    const shop = await aShop()
    const proxy = await aProxy({ status: 407 })
    const { log, lines } = keptLog()
    let now = Date.parse('2026-11-01T12:00:00Z')
    const crawler = aCrawler(shop.origin, { ...through(proxy.origin), log, now: () => new Date(now) })
    const ask = async () => (await fetchPage(crawler, `${shop.origin}/`)).kind
    expect(await ask()).toBe('failed')
    now += 900
    expect(await fetchPage(crawler, `${shop.origin}/`)).toEqual({
      kind: 'failed',
      why: `no proxy of shop works (127.0.0.1:${proxy.port} rests: it wants another name or password (407))`,
    })
    expect(proxy.asked).toHaveLength(1)
    now += 200
    expect(await ask()).toBe('failed')
    expect(proxy.asked).toHaveLength(2)
    proxy.behaviour = {}
    now += 2_100
    expect([await ask(), await ask()]).toEqual(['page', 'page'])
    const said = lines().map(({ msg }) => `${msg}`)
    expect(said.filter((each) => each.startsWith('a proxy does not work'))).toHaveLength(1)
    expect(said.filter((each) => each === 'a proxy works again')).toHaveLength(1)
  })

  it('an answer that is no HTTP is one of a dead proxy', async () => {
    const shop = await aShop()
    const odd = await listen(net.createServer((socket: Socket) => socket.end('220 mail.example\r\n')))
    const outcome = await fetchPage(aCrawler(shop.origin, through(odd.origin)), `${shop.origin}/`)
    expect(outcome).toEqual({ kind: 'failed', why: expect.stringContaining(`127.0.0.1:${odd.port}: Parse Error`) })
  })

  it('a page that breaks off on the way says through which', async () => {
    const shop = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('half')
      response.destroy()
    })
    const proxy = await aProxy()
    const outcome = await fetchPage(aCrawler(shop.origin, through(proxy.origin)), `${shop.origin}/`)
    expect(outcome).toEqual({ kind: 'failed', why: expect.stringMatching(`^through 127.0.0.1:${proxy.port}: `) })
  })
})

describe('the address of a proxy', () => {
  const elsewhere = { ...withoutRobots, lookup: async () => [{ address: '93.184.215.14', family: 4 as const }] }

  it.each([
    ['http://169.254.169.254', 'it is not public (linkLocal)'],
    ['http://0.0.0.0:1', 'it is not public (unspecified)'],
    [nobody, 'it is this machine (loopback)'],
  ])('may not be %s', async (proxy, why) => {
    const given = { ...elsewhere, proxies: new Map([['shop', [proxy]]]), allowLoopback: false }
    const outcome = await fetchPage(aCrawler(null, given), 'https://shop.example/')
    expect(outcome).toEqual({ kind: 'failed', why: expect.stringContaining(why) })
  })

  it('may be a name, which is looked up here', async () => {
    const shop = await aShop()
    const proxy = await aProxy()
    const asked: string[] = []
    const crawler = aCrawler(shop.origin, {
      ...through(`http://proxy.test:${proxy.port}`),
      lookup: async (name) => {
        asked.push(name)
        return [{ address: '127.0.0.1', family: 4 }]
      },
    })
    expect(await fetchPage(crawler, `${shop.origin}/`)).toMatchObject({ kind: 'page' })
    expect(asked).toEqual(['proxy.test'])
  })

  it('that is https is asked only when its certificate holds', async () => {
    const shop = await aShop()
    const proxy = await aProxy({}, https.createServer(selfSigned('127.0.0.1')))
    const secure = proxy.origin.replace('http:', 'https:')
    const outcome = await fetchPage(aCrawler(shop.origin, through(secure)), `${shop.origin}/`)
    expect(outcome).toEqual({ kind: 'failed', why: expect.stringContaining('self-signed') })
    expect(proxy.asked).toEqual([])
  })
})

describe('which proxies are meant', () => {
  const abroad = (proxies: [string, string[]][], own?: string) => {
    const territory = { currency: 'EUR', language: 'de' }
    const shop = aMarketplace({
      territories: [
        { ...territory, id: 'us', origin: 'http://shop.example' },
        { ...territory, id: 'de', origin: 'http://shop.de.example' },
      ],
    })
    return aCrawler(own ?? null, {
      ...withoutRobots,
      marketplaces: [shop],
      proxies: new Map(proxies),
      lookup: async () => [{ address: '93.184.215.14', family: 4 }],
    })
  }
  const ask = async (crawler: ReturnType<typeof aCrawler>, url: string, territory?: string) =>
    crawler.fetch({ marketplace: 'shop', url }, { signal, trace: 't', ...(territory && { territory }) })

  it.each<[string, string | undefined, string, string]>([
    ['the territory that is asked for', 'de', 'http://shop.example/', 'de'],
    ['the territory whose origin it is', undefined, 'http://shop.de.example/', 'de'],
    ['the marketplace', 'us', 'http://shop.example/', 'all'],
  ])('those of %s', async (_, territory, url, expected) => {
    const shop = await aShop()
    const byName = { de: await aProxy({ leadsTo: shop.port }), all: await aProxy({ leadsTo: shop.port }) }
    const other = await aProxy({ leadsTo: shop.port })
    const crawler = abroad([
      ['shop/de', [byName.de.origin]],
      ['shop', [byName.all.origin]],
      ['*', [other.origin]],
    ])
    expect(await ask(crawler, url, territory)).toMatchObject({ kind: 'page' })
    expect({ de: byName.de.asked.length, all: byName.all.asked.length, other: other.asked.length }).toEqual({
      de: 0,
      all: 0,
      other: 0,
      [expected]: 1,
    })
  })

  it('everybody’s, for one that is not named', async () => {
    const proxy = await aProxy({ leadsTo: (await aShop()).port })
    expect(await ask(abroad([['*', [proxy.origin]]]), 'http://shop.example/')).toMatchObject({ kind: 'page' })
    expect(proxy.asked).toHaveLength(1)
  })

  it('not everybody’s, for an origin of the operator’s own', async () => {
    const shop = await aShop()
    const proxy = await aProxy()
    expect(await ask(abroad([['*', [proxy.origin]]], shop.origin), `${shop.origin}/`)).toMatchObject({ kind: 'page' })
    expect(proxy.asked).toEqual([])
  })

  it('any of its territories’, for a picture that is nobody’s', async () => {
    const proxy = await aProxy({ status: 403 })
    const crawler = abroad([['shop/de', [proxy.origin]]])
    const url = 'https://a.pictures.example/1.jpg'
    await crawler.fetchPicture({ marketplace: 'shop', url }, { signal, trace: 't' })
    expect(proxy.asked).toHaveLength(1)
  })

  it('none, when a territory is named that the marketplace does not have: nothing starts', () => {
    expect(() => abroad([['shop/fr', [nobody]]])).toThrow(StartRefused)
    expect(() => abroad([['shop/fr', [nobody]]])).toThrow('the territories of shop are us, de')
  })
})
