import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { Crawler } from '../../src/crawler/crawler.ts'
import type { Validators } from '../../src/model/page.ts'
import { aProxy } from './connect-proxy.ts'
import { aCrawler, fetchPage, type Given, serve, withoutRobots } from './loopback.ts'

const long = 'Sat, 31 Oct 2020 12:00:00 GMT'

/** A shop that knows whether a page is the one that was read. `asked` is what each request asked with. */
async function aShop(answer?: (request: IncomingMessage, response: ServerResponse) => unknown, given: Given = {}) {
  const asked: { tag: string | undefined; date: string | undefined }[] = []
  const page = { tag: '"v1"', body: 'first' }
  const shop = await serve((request, response) => {
    asked.push({ tag: request.headers['if-none-match'], date: request.headers['if-modified-since'] })
    if (answer) {
      answer(request, response)
      return
    }
    const headers = { etag: page.tag, 'last-modified': long }
    if (request.headers['if-none-match'] === page.tag) response.writeHead(304, headers).end()
    else response.writeHead(200, headers).end(page.body)
  })
  const crawler = aCrawler(shop.origin, { ...withoutRobots, ...given })
  return { ...shop, asked, page, crawler, visit: visitor(crawler, shop.origin) }
}

const visitor =
  (crawler: Crawler, origin: string) =>
  (since: Validators | null, { jar = 'acme', territory = 'us', path = '/' } = {}) =>
    crawler.refetch({ marketplace: 'shop', url: `${origin}${path}` }, since, {
      signal: new AbortController().signal,
      trace: 'test',
      jar,
      territory,
    })

const validatorsOf = (outcome: Awaited<ReturnType<Crawler['refetch']>>): Validators => {
  if (outcome.kind !== 'page' || !outcome.validators) throw new Error(`${outcome.kind} without validators`)
  return outcome.validators
}

describe('a page that was read before', () => {
  it('is asked whether it has changed, and comes only when it has', async () => {
    const { visit, asked, page } = await aShop()
    const first = validatorsOf(await visit(null))
    expect(await visit(first)).toEqual({ kind: 'unchanged' })
    Object.assign(page, { tag: '"v2"', body: 'second' })
    expect(await visit(first)).toMatchObject({ kind: 'page', page: { body: 'second' }, validators: { etag: '"v2"' } })
    expect(asked).toEqual([
      { tag: undefined, date: undefined },
      { tag: '"v1"', date: long },
      { tag: '"v1"', date: long },
    ])
  })

  it.each<[string, Parameters<Awaited<ReturnType<typeof aShop>>['visit']>[1]]>([
    ['another watch', { jar: 'other' }],
    ['another territory', { territory: 'de' }],
    ['another page', { path: '/2' }],
  ])('is asked for as a whole for %s', async (_, other) => {
    const { visit, asked } = await aShop()
    const first = validatorsOf(await visit(null))
    expect(await visit(first, other)).toMatchObject({ kind: 'page', page: { body: 'first' } })
    expect(asked[1]).toEqual({ tag: undefined, date: undefined })
  })

  it('is asked for as a whole through another proxy', async () => {
    const [one, two] = [await aProxy(), await aProxy()]
    const { visit, asked } = await aShop(undefined, { proxies: new Map([['shop', [one.origin, two.origin]]]) })
    const first = validatorsOf(await visit(null))
    expect([(await visit(first)).kind, (await visit(first)).kind]).toEqual(['page', 'unchanged'])
    expect(asked.map(({ tag }) => tag)).toEqual([undefined, undefined, '"v1"'])
  })

  it('is not asked again with what it had when it was a search: those are always asked for as a whole', async () => {
    const { crawler, origin, asked } = await aShop()
    for (let again = 0; again < 2; again++) {
      const outcome = await fetchPage(crawler, `${origin}/`)
      expect(outcome).toMatchObject({ kind: 'page', page: { body: 'first' } })
      expect(outcome).not.toHaveProperty('validators')
    }
    expect(asked).toEqual([
      { tag: undefined, date: undefined },
      { tag: undefined, date: undefined },
    ])
  })

  it('and has moved is asked for at its new place without a condition, and nothing of it is kept', async () => {
    const { visit, asked, page } = await aShop(({ url, headers }, response) => {
      if (url === '/' && headers['if-none-match']) response.writeHead(302, { location: '/moved' }).end()
      else response.writeHead(200, { etag: page.tag }).end(`at ${url}`)
    })
    const moved = await visit(validatorsOf(await visit(null)))
    expect(moved).toMatchObject({ kind: 'page', page: { body: 'at /moved' } })
    expect(moved).not.toHaveProperty('validators')
    expect(asked.map(({ tag }) => tag)).toEqual([undefined, '"v1"', undefined])
  })
})

describe('"not modified" (304) that was not asked', () => {
  const said = { kind: 'failed', why: 'it answers "not modified" (304), which was not asked' }
  const unasked = (_: unknown, response: ServerResponse) => response.writeHead(304).end()

  it('is a failure that is said, for a page that was never read', async () => {
    const { visit, crawler, origin } = await aShop(unasked)
    expect(await visit(null)).toEqual(said)
    expect(await fetchPage(crawler, `${origin}/`)).toEqual(said)
  })

  it('is one for robots.txt, too: no rules are made of it', async () => {
    const { crawler, origin, asked } = await aShop(unasked, { robotsOverrides: new Map() })
    const outcome = await fetchPage(crawler, `${origin}/`)
    expect(outcome).toEqual({ kind: 'failed', why: expect.stringContaining('not modified') })
    expect(asked).toHaveLength(1)
  })

  it('is one after a redirect, since the condition was about another address', async () => {
    const { visit } = await aShop(({ url, headers }, response) => {
      if (url === '/2') response.writeHead(304).end()
      else if (headers['if-none-match']) response.writeHead(302, { location: '/2' }).end()
      else response.writeHead(200, { etag: '"v1"' }).end('first')
    })
    expect(await visit(validatorsOf(await visit(null)))).toEqual(said)
  })
})
