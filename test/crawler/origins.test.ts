import { describe, expect, it } from 'vitest'
import { declaredOrigins, isDeclared, readAddress } from '../../src/crawler/origins.ts'
import { aCrawler, aMarketplace, fetchPage, serve, withoutRobots } from './loopback.ts'

const territory = (id: string, origin: string) => ({ id, origin, currency: 'USD', language: 'en' })

describe('the origins of a marketplace', () => {
  const marketplace = aMarketplace({
    territories: [territory('us', 'https://www.shop.example'), territory('de', 'https://www.shop.example.de')],
    pictureOrigins: ['https://i.pictures.example', 'https://*.cdn.example'],
    assetOrigins: ['https://scripts.example', 'https://*.cdn.example'],
    loginOrigins: ['https://signin.shop.example'],
  })

  it('are its territories for pages, its picture hosts beside them for pictures, and more for what a browser loads', () => {
    expect(declaredOrigins(marketplace, undefined)).toEqual({
      page: ['https://www.shop.example', 'https://www.shop.example.de'],
      picture: [
        'https://www.shop.example',
        'https://www.shop.example.de',
        'https://i.pictures.example',
        'https://*.cdn.example',
      ],
      asset: [
        'https://www.shop.example',
        'https://www.shop.example.de',
        'https://i.pictures.example',
        'https://*.cdn.example',
        'https://scripts.example',
      ],
      wall: ['https://signin.shop.example'],
      override: null,
    })
  })

  it('are the operator’s own alone, when there is one', () => {
    expect(declaredOrigins(marketplace, 'http://127.0.0.1:8080/')).toEqual({
      page: ['http://127.0.0.1:8080'],
      picture: ['http://127.0.0.1:8080'],
      asset: ['http://127.0.0.1:8080'],
      wall: ['https://signin.shop.example'],
      override: 'http://127.0.0.1:8080',
    })
  })
})

const patterns = ['https://www.shop.example', 'http://127.0.0.1:8080', 'https://*.cdn.example']

describe('an address', () => {
  it.each([
    ['https://www.shop.example/s?k=a', true],
    ['https://www.shop.example:443/', true],
    ['https://WWW.SHOP.EXAMPLE/', true],
    ['http://127.0.0.1:8080/x', true],
    ['https://a.cdn.example/1.jpg', true],
    ['https://a.b.cdn.example/1.jpg', true],
    ['http://www.shop.example/', false],
    ['https://www.shop.example:8443/', false],
    ['https://shop.example/', false],
    ['https://www.shop.example.evil.example/', false],
    ['https://www.shop.example@evil.example/', false],
    ['http://127.0.0.1:8081/', false],
    ['https://cdn.example/', false],
    ['https://evilcdn.example/', false],
    ['https://cdn.example.evil.example/', false],
    ['http://a.cdn.example/', false],
    ['https://a.cdn.example:8443/', false],
    ['file:///etc/passwd', false],
    ['data:text/html,x', false],
  ])('%s is declared: %s', (address, declared) => {
    expect(isDeclared(new URL(address), patterns)).toBe(declared)
  })

  it.each([
    ['shop', { why: '"shop" is not a web address' }],
    ['https://', { why: '"https://" is not a web address' }],
    ['https://me:secret@www.shop.example/', { why: 'https://www.shop.example is asked for with a name and password' }],
    [`https://[${'x'.repeat(300)}`, { why: `"https://[${'x'.repeat(191)}…" is not a web address` }],
  ])('%s is not asked', (address, expected) => {
    expect(readAddress(address)).toEqual(expected)
  })

  it('loses its fragment, which no server needs', () => {
    expect(readAddress('https://www.shop.example/a#b')).toEqual({ url: new URL('https://www.shop.example/a') })
  })
})

describe('a request', () => {
  it.each([
    ['of a marketplace that nobody knows', { marketplace: 'nowhere', url: 'https://shop.example/' }],
    ['for another site', { marketplace: 'shop', url: 'https://other.example/' }],
    ['without encryption', { marketplace: 'shop', url: 'http://shop.example/' }],
    ['for no address', { marketplace: 'shop', url: 'oops' }],
    ['for a file', { marketplace: 'shop', url: 'file:///etc/passwd' }],
  ])('%s is refused before anything is looked up', async (_, request) => {
    let lookups = 0
    const crawler = aCrawler(null, { lookup: async () => [{ address: '10.0.0.1', family: 4 + 0 * ++lookups }] })
    const options = { signal: new AbortController().signal, trace: 'test' }
    expect(await crawler.fetch(request, options)).toMatchObject({ kind: 'refused' })
    expect(lookups).toBe(0)
  })

  it('for the real site is refused when the operator has put another in its place', async () => {
    const { origin } = await serve((_, response) => response.end('page'))
    expect(await fetchPage(aCrawler(origin), 'https://shop.example/')).toEqual({
      kind: 'refused',
      why: 'https://shop.example is not an address of shop',
    })
  })
})

describe('a site that sends us to its sign-in', () => {
  const marketplaces = [aMarketplace({ loginOrigins: ['https://signin.shop.example'] })]

  it.each([
    ['its sign-in', 'https://signin.shop.example/?next=/', { wall: true }],
    ['elsewhere', 'https://elsewhere.example/', {}],
  ])('%s is refused, and the sign-in is told apart', async (_, location, said) => {
    const shop = await serve((_, response) => response.writeHead(302, { location }).end())
    const crawler = aCrawler(shop.origin, { ...withoutRobots, marketplaces })
    const why = expect.stringContaining(`redirected to ${new URL(location).origin}`)
    expect(await fetchPage(crawler, `${shop.origin}/s`)).toEqual({ kind: 'refused', why, ...said })
  })
})
