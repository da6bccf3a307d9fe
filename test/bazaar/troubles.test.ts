import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Bazaar, openBazaar } from '../../src/bazaar/open-bazaar.ts'
import { type Asked, type Trouble, troubleBook } from '../../src/bazaar/troubles.ts'

const asked = (given: Partial<Asked> = {}): Asked => ({
  kind: 'search',
  path: '/search?q=a',
  territory: 'us',
  keyword: 'a',
  ...given,
})
/** Which of so many equal requests a trouble falls on, counted from 1. */
function struck(trouble: Trouble, requests: number, seed = 1, given: Partial<Asked> = {}): number[] {
  const book = troubleBook(seed)
  book.set([trouble])
  return Array.from({ length: requests }, (_, at) => at + 1).filter(() => book.meet(asked(given)).length > 0)
}

describe('where a trouble falls', () => {
  it('is on searches and listings, unless it is made for something else', () => {
    expect(struck({ kind: 'unavailable' }, 2)).toEqual([1, 2])
    expect(struck({ kind: 'unavailable' }, 2, 1, { kind: 'picture' })).toEqual([])
    expect(struck({ kind: 'robots-missing' }, 2)).toEqual([])
    expect(struck({ kind: 'robots-missing' }, 1, 1, { kind: 'robots' })).toEqual([1])
    expect(struck({ kind: 'unavailable', on: 'picture' }, 1, 1, { kind: 'picture' })).toEqual([1])
    expect(struck({ kind: 'unavailable', on: /page=2/ }, 1, 1, { path: '/search?q=a&page=2' })).toEqual([1])
    expect(struck({ kind: 'unavailable', on: /page=2/ }, 1)).toEqual([])
  })

  it('may be one territory or one keyword', () => {
    expect(struck({ kind: 'unavailable', territory: 'de' }, 1)).toEqual([])
    expect(struck({ kind: 'unavailable', territory: 'us' }, 1)).toEqual([1])
    expect(struck({ kind: 'unavailable', keyword: 'b' }, 1)).toEqual([])
  })

  it('may begin late, end early, and be thrown by dice that fall the same for the same seed', () => {
    expect(struck({ kind: 'unavailable', requestsBefore: 2, requestsMax: 3 }, 8)).toEqual([3, 4, 5])
    const thrown = struck({ kind: 'unavailable', probability: 0.3 }, 200)
    expect(thrown.length).toBeGreaterThan(30)
    expect(thrown.length).toBeLessThan(90)
    expect(struck({ kind: 'unavailable', probability: 0.3 }, 200)).toEqual(thrown)
    expect(struck({ kind: 'unavailable', probability: 0.3 }, 200, 2)).not.toEqual(thrown)
  })
})

let bazaar: Bazaar
beforeEach(async () => {
  bazaar = await openBazaar({ seed: 3, listings: 600 })
})
afterEach(() => bazaar.close())
const search = (path = '/search?q=skarvane', init: RequestInit = {}) => fetch(bazaar.origin + path, init)

describe('a bazaar in trouble, as a client sees it', () => {
  it.each([
    [{ kind: 'too-many-requests', retryAfterSeconds: 7 }, 429, '7'],
    [{ kind: 'unavailable', retryAfterSeconds: 9 }, 503, '9'],
    [{ kind: 'unavailable' }, 503, null],
  ] as const)('%j: the status and how long to wait', async (trouble, status, wait) => {
    await bazaar.set([trouble])
    const response = await search()
    expect([response.status, response.headers.get('retry-after')]).toEqual([status, wait])
    expect(bazaar.troubleCounts()).toEqual({ [trouble.kind]: 1 })
  })

  it.each([
    [{ kind: 'robots-disallow' }, 200, /Disallow: \/\n/],
    [{ kind: 'robots-disallow', what: 'search' }, 200, /Disallow: \/search\n/],
    [{ kind: 'robots-missing' }, 404, /./],
    [{ kind: 'robots-broken' }, 500, /./],
  ] as const)('%j: robots.txt says so, the pages are as ever', async (trouble, status, text) => {
    await bazaar.set([trouble])
    const robots = await search('/robots.txt')
    expect(robots.status).toBe(status)
    expect(await robots.text()).toMatch(text)
    expect((await search()).status).toBe(200)
  })

  it('redirects without end lead nowhere, each step to another address', async () => {
    await bazaar.set([{ kind: 'redirect-loop' }])
    const step = await search('/search?q=skarvane', { redirect: 'manual' })
    expect(step.headers.get('location')).toBe('/search?q=skarvane&turn=1')
    await expect(search()).rejects.toThrow()
  })

  it.each([{ kind: 'truncated' }, { kind: 'dead', how: 'reset' }] as const)(
    '%j: no whole answer comes',
    async (trouble) => {
      await bazaar.set([trouble])
      await expect(search().then((response) => response.text())).rejects.toThrow()
    },
  )

  it('a market that looks whether cookies come back lets in who brings them, and nobody when it never does', async () => {
    await bazaar.set([{ kind: 'cookie-wall' }])
    const wall = await search('/search?q=skarvane', { redirect: 'manual' })
    expect([wall.status, wall.headers.get('location')]).toEqual([302, '/search?q=skarvane'])
    const cookie = `${wall.headers.get('set-cookie')}`.split(';')[0] ?? ''
    expect((await search('/search?q=skarvane', { headers: { cookie } })).status).toBe(200)
    await bazaar.set([{ kind: 'cookie-wall', never: true }])
    expect((await search('/search?q=skarvane', { headers: { cookie }, redirect: 'manual' })).status).toBe(302)
  })

  it('"not modified" comes to who never had the page', async () => {
    await bazaar.set([{ kind: 'not-modified' }])
    expect((await search()).status).toBe(304)
  })

  it('a market that refuses connections comes back at the same address', async () => {
    await bazaar.set([{ kind: 'dead', how: 'refused' }])
    await expect(search()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
    await bazaar.set([])
    expect((await search()).status).toBe(200)
  })

  it.each([
    { kind: 'slow', delayMs: 30_000 },
    { kind: 'slow', delayMs: 30_000, drip: true },
  ] as const)('%j: a client that has no patience leaves, and the market closes all the same', async (trouble) => {
    await bazaar.set([trouble])
    await expect(
      search('/search?q=skarvane', { signal: AbortSignal.timeout(300) }).then((response) => response.text()),
    ).rejects.toThrow(/timeout/)
  })

  it('tells who has a listing’s page or robots.txt that it is as it was, until it is not; a search is always whole', async () => {
    const id = bazaar.goods.wareAt(0).id
    for (const path of [`/item/${id}`, '/robots.txt']) {
      const etag = `${(await search(path)).headers.get('etag')}`
      expect((await search(path, { headers: { 'if-none-match': etag } })).status).toBe(304)
      expect((await search(path, { headers: { 'if-none-match': 'W/"other"' } })).status).toBe(200)
    }
    const etag = `${(await search(`/item/${id}`)).headers.get('etag')}`
    bazaar.reprice(id, '1.23')
    expect((await search(`/item/${id}`, { headers: { 'if-none-match': etag } })).status).toBe(200)
    expect((await search()).headers.get('etag')).toBeNull()
  })

  it('is compressed for those who take it so', async () => {
    const plain = await search('/search?q=skarvane', { headers: { 'accept-encoding': 'identity' } })
    const packed = await search('/search?q=skarvane', { headers: { 'accept-encoding': 'gzip' } })
    expect([plain.headers.get('content-encoding'), packed.headers.get('content-encoding')]).toEqual([null, 'gzip'])
    expect(await packed.text()).toBe(await plain.text())
  })
})
