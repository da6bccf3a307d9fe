import http from 'node:http'
import { describe, expect, it } from 'vitest'
import { addressRefusal } from '../../src/crawler/address.ts'
import type { Lookup } from '../../src/crawler/connect.ts'
import { aCrawler, aMarketplace, fetchPage, listen, serve, withoutRobots } from './loopback.ts'

const refusedAddresses = [
  ['0.0.0.0', 'unspecified'],
  ['10.0.0.1', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.1', 'private'],
  ['100.64.0.1', 'carrierGradeNat'],
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['169.254.169.254', 'linkLocal'],
  ['192.0.0.8', 'reserved'],
  ['192.0.2.1', 'reserved'],
  ['198.18.0.1', 'reserved'],
  ['203.0.113.7', 'reserved'],
  ['224.0.0.1', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::127.0.0.1', 'ipv4Mapped'],
  ['::7f00:1', 'not global unicast'],
  ['::ffff:127.0.0.1', 'ipv4Mapped'],
  ['::ffff:8.8.8.8', 'ipv4Mapped'],
  ['64:ff9b::a00:1', 'rfc6052'],
  ['64:ff9b:1::1', 'rfc6052'],
  ['2002:7f00:1::', '6to4'],
  ['2001:0:1::1', 'teredo'],
  ['2001:db8::1', 'reserved'],
  ['fc00::1', 'uniqueLocal'],
  ['fd12:3456::1', 'uniqueLocal'],
  ['fe80::1', 'linkLocal'],
  ['fe80::1%eth0', 'linkLocal'],
  ['fec0::1', 'deprecatedSiteLocal'],
  ['ff02::1', 'multicast'],
  ['4000::1', 'not global unicast'],
  ['', 'not an address'],
  ['shop.example', 'not an address'],
] as const

describe('an address that a name leads to', () => {
  it.each(refusedAddresses)('is refused when it is %s (%s)', (address, why) => {
    expect(addressRefusal(address, false)).toContain(why)
  })

  it.each(['8.8.8.8', '93.184.215.14', '2606:4700::1111', '2a00:1450:4001::5'])('is taken when it is %s', (address) => {
    expect(addressRefusal(address, false)).toBeNull()
  })

  it.each(['127.0.0.1', '127.8.9.1', '::1'])('may be %s for the operator’s own origin only', (address) => {
    expect(addressRefusal(address, true)).toBeNull()
    expect(addressRefusal(address, false)).not.toBeNull()
  })

  it.each(['10.0.0.1', '169.254.169.254', '::ffff:127.0.0.1', 'fd00::1'])('is never %s, whoever asks', (address) => {
    expect(addressRefusal(address, true)).not.toBeNull()
  })
})

const always =
  (...addresses: string[]): Lookup =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

describe('a name', () => {
  it.each(refusedAddresses.filter(([address]) => address !== '' && address !== 'shop.example'))(
    'that leads to %s is not connected to',
    async (address) => {
      const trap = await serve((_, response) => response.end('caught'))
      const origin = `http://shop.example:${trap.port}`
      const crawler = aCrawler(null, {
        ...withoutRobots,
        marketplaces: [aMarketplace({ origin })],
        lookup: always(address),
      })
      expect(await fetchPage(crawler, `${origin}/`)).toEqual({
        kind: 'refused',
        why: expect.stringContaining(`shop.example leads to ${address}`),
      })
      expect(trap.connections()).toBe(0)
    },
  )

  it('of the operator’s own origin may lead to this machine', async () => {
    const shop = await serve((_, response) => response.end('open'))
    const origin = `http://shop.test:${shop.port}`
    const crawler = aCrawler(origin, { ...withoutRobots, lookup: always('127.0.0.1') })
    expect(await fetchPage(crawler, `${origin}/`)).toMatchObject({ kind: 'page', page: { body: 'open' } })
    expect(shop.connections()).toBe(1)
  })

  it('of the operator’s own origin may not, when loopback is not allowed', async () => {
    const trap = await serve((_, response) => response.end('caught'))
    const crawler = aCrawler(trap.origin, { ...withoutRobots, allowLoopback: false })
    expect(await fetchPage(crawler, `${trap.origin}/`)).toMatchObject({ kind: 'refused' })
    expect(trap.connections()).toBe(0)
  })

  it('with one private address among public ones is not connected to at all', async () => {
    const trap = await serve((_, response) => response.end('caught'))
    const origin = `http://shop.example:${trap.port}`
    const lookup = always('93.184.215.14', '127.0.0.1')
    const crawler = aCrawler(null, { ...withoutRobots, marketplaces: [aMarketplace({ origin })], lookup })
    expect(await fetchPage(crawler, `${origin}/`)).toMatchObject({ kind: 'refused' })
    expect(trap.connections()).toBe(0)
  })

  it('that turns private between two requests is refused at the second', async () => {
    // The server closes each connection, so that each request looks the name up anew.
    const shop = await serve((_, response) => response.setHeader('connection', 'close').end('open'))
    const origin = `http://shop.test:${shop.port}`
    let lookups = 0
    const crawler = aCrawler(origin, {
      ...withoutRobots,
      lookup: async () => [{ address: ++lookups === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }],
    })
    expect(await fetchPage(crawler, `${origin}/1`)).toMatchObject({ kind: 'page' })
    expect(await fetchPage(crawler, `${origin}/2`)).toEqual({
      kind: 'refused',
      why: 'shop.test leads to 10.0.0.1, which is not public (private)',
    })
  })

  it('that turns private between robots.txt and the page is refused at the page', async () => {
    const asked: (string | undefined)[] = []
    const shop = await serve(({ url }, response) => {
      asked.push(url)
      response.writeHead(404, { connection: 'close' }).end()
    })
    const origin = `http://shop.test:${shop.port}`
    let lookups = 0
    const lookup: Lookup = async () => [{ address: ++lookups === 1 ? '127.0.0.1' : '192.168.0.1', family: 4 }]
    expect(await fetchPage(aCrawler(origin, { lookup }), `${origin}/`)).toMatchObject({ kind: 'refused' })
    expect(asked).toEqual(['/robots.txt'])
  })

  it('that nobody knows is a failure, not a refusal', async () => {
    const lookup: Lookup = () =>
      Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }))
    const crawler = aCrawler(null, { ...withoutRobots, lookup })
    expect(await fetchPage(crawler, 'https://shop.example/')).toEqual({
      kind: 'failed',
      why: expect.stringContaining('ENOTFOUND'),
    })
  })

  it('that has no address is a failure', async () => {
    const crawler = aCrawler(null, { ...withoutRobots, lookup: always() })
    expect(await fetchPage(crawler, 'https://shop.example/')).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('no address'),
    })
  })
})

describe('an address in numbers', () => {
  it.each(['http://127.0.0.1', 'http://0x7f.1', 'http://2130706433', 'http://[::1]', 'http://[::ffff:127.0.0.1]'])(
    '%s is refused although the marketplace declares it',
    async (host) => {
      const trap = await serve((_, response) => response.end('caught'))
      const origin = `${host}:${trap.port}`
      const crawler = aCrawler(null, { ...withoutRobots, marketplaces: [aMarketplace({ origin })] })
      expect(await fetchPage(crawler, `${origin}/`)).toMatchObject({ kind: 'refused' })
      expect(trap.connections()).toBe(0)
    },
  )
})

describe('a redirect', () => {
  it('from the operator’s own origin to another server on this machine is refused, and that server is not connected to', async () => {
    const trap = await serve((_, response) => response.end('caught'))
    const shop = await listen(
      http.createServer((_, response) => response.writeHead(302, { location: `${trap.origin}/admin` }).end()),
    )
    const outcome = await fetchPage(aCrawler(shop.origin, withoutRobots), `${shop.origin}/`)
    expect(outcome).toEqual({ kind: 'refused', why: expect.stringContaining(`redirected to ${trap.origin}/admin`) })
    expect(trap.connections()).toBe(0)
  })
})
