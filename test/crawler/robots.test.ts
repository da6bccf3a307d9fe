import type { ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { aCrawler, aMarketplace, fetchPage, type Given, serve } from './loopback.ts'

type Answer = (response: ServerResponse, path: string) => unknown

/** A shop whose robots.txt answers as given; every address that is asked is written down. */
async function aShop(robots: Answer, given: Given = {}) {
  const asked: string[] = []
  const { origin } = await serve(({ url = '' }, response) => {
    asked.push(url)
    if (url.startsWith('/robots')) robots(response, url)
    else response.end('page')
  })
  const crawler = aCrawler(origin, given)
  return { asked, origin, crawler, fetch: (path: string) => fetchPage(crawler, `${origin}${path}`) }
}

const answer =
  (status: number, body = '', headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end(body)
const rules = 'User-agent: *\nDisallow: /closed'

const outcomes: [string, Answer, string, object][] = [
  ['lets it', answer(200, rules), '/open', { kind: 'page' }],
  [
    'forbids it',
    answer(200, rules),
    '/closed/1',
    { kind: 'refused', why: expect.stringContaining('"Disallow: /closed"') },
  ],
  ['is not there (404)', answer(404, rules), '/closed', { kind: 'page' }],
  ['is not for us (403)', answer(403, rules), '/closed', { kind: 'page' }],
  [
    'is broken (500)',
    answer(500),
    '/open',
    { kind: 'refused', why: expect.stringContaining('answers 500, which forbids everything for now') },
  ],
  ['is away (503)', answer(503), '/open', { kind: 'refused' }],
  ['is away until later (503)', answer(503, '', { 'retry-after': '30' }), '/open', { kind: 'wait', delayMs: 30_000 }],
  ['asks for patience (429)', answer(429), '/open', { kind: 'wait', delayMs: 60_000 }],
  [
    'is cut off',
    (response) => response.writeHead(200, { 'content-length': '100' }).write('U', () => response.destroy()),
    '/open',
    { kind: 'failed', why: expect.stringContaining('cannot be read, so nothing is asked for now') },
  ],
  [
    'has moved to another site',
    answer(302, '', { location: 'https://elsewhere.example/robots.txt' }),
    '/open',
    { kind: 'refused', why: expect.stringContaining('elsewhere.example') },
  ],
  [
    'moves for ever',
    (response, path) => response.writeHead(302, { location: `${path}x` }).end(),
    '/closed',
    { kind: 'page' },
  ],
  [
    'is longer than is read, and forbids in the part that is',
    answer(200, `${rules}\n${'#'.repeat(2_000_000)}`),
    '/closed',
    { kind: 'refused' },
  ],
  [
    'is longer than is read, and forbids in the part that is not',
    answer(200, `User-agent: *\n${'#'.repeat(520_000)}\nDisallow: /`),
    '/closed',
    { kind: 'page' },
  ],
  ['is not text', answer(200, '\0\u0001\u0002'), '/closed', { kind: 'page' }],
]

describe('a page of a site whose robots.txt', () => {
  it.each(outcomes)('%s', async (_, robots, path, expected) => {
    const { fetch, asked } = await aShop(robots)
    const outcome = await fetch(path)
    expect(outcome).toMatchObject(expected)
    expect(asked.includes(path)).toBe(outcome.kind === 'page')
  })

  it('has moved five times is read there, for the origin that was asked', async () => {
    const { fetch } = await aShop((response, path) => {
      const number = Number(path.replace('/robots', '').replace('.txt', ''))
      if (number === 5) response.end(rules)
      else response.writeHead(301, { location: `/robots${number + 1}.txt` }).end()
    })
    expect(await fetch('/closed')).toMatchObject({ kind: 'refused' })
  })
})

describe('robots.txt', () => {
  it('is asked once, however many ask for pages at once', async () => {
    const { fetch, asked } = await aShop(answer(200, rules))
    await Promise.all(['/1', '/2', '/3', '/closed'].map(fetch))
    expect(asked.filter((path) => path === '/robots.txt')).toHaveLength(1)
  })

  it('is kept for a day and then asked again', async () => {
    let now = new Date('2026-11-01T12:00:00Z')
    let text = rules
    const { fetch } = await aShop((response) => response.end(text), { now: () => now })
    expect(await fetch('/closed')).toMatchObject({ kind: 'refused' })
    text = ''
    now = new Date('2026-11-02T11:59:00Z')
    expect(await fetch('/closed')).toMatchObject({ kind: 'refused' })
    now = new Date('2026-11-02T12:00:01Z')
    expect(await fetch('/closed')).toMatchObject({ kind: 'page' })
  })

  it('is asked, after its day, only whether it has changed; unchanged, it holds for another day', async () => {
    let now = new Date('2026-11-01T12:00:00Z')
    const asked: (string | undefined)[] = []
    const { origin } = await serve(({ url, headers }, response) => {
      if (url !== '/robots.txt') return response.end('page')
      asked.push(headers['if-none-match'])
      if (headers['if-none-match']) return response.writeHead(304).end()
      return response.writeHead(200, { etag: '"r1"' }).end(rules)
    })
    const crawler = aCrawler(origin, { now: () => now })
    const at = async (time: string) => {
      now = new Date(time)
      return (await fetchPage(crawler, `${origin}/closed`)).kind
    }
    expect(await at('2026-11-01T12:00:00Z')).toBe('refused')
    expect(await at('2026-11-02T13:00:00Z')).toBe('refused')
    expect(await at('2026-11-03T12:30:00Z')).toBe('refused')
    expect(asked).toEqual([undefined, '"r1"'])
    expect(await at('2026-11-03T13:00:01Z')).toBe('refused')
    expect(asked).toEqual([undefined, '"r1"', '"r1"'])
  })

  it('is used beyond its day when it cannot be had again', async () => {
    let now = new Date('2026-11-01T12:00:00Z')
    let reachable = true
    const robots: Answer = (response) => (reachable ? response.end(rules) : response.destroy())
    const { fetch } = await aShop(robots, { now: () => now })
    await fetch('/open')
    reachable = false
    now = new Date('2026-11-03T12:00:00Z')
    expect(await fetch('/open')).toMatchObject({ kind: 'page' })
    expect(await fetch('/closed')).toMatchObject({ kind: 'refused' })
  })

  it('that was broken is asked again after five minutes', async () => {
    let now = new Date('2026-11-01T12:00:00Z')
    let status = 500
    const { fetch } = await aShop((response) => response.writeHead(status).end(), { now: () => now })
    expect(await fetch('/a')).toMatchObject({ kind: 'refused' })
    status = 404
    expect(await fetch('/a')).toMatchObject({ kind: 'refused' })
    now = new Date('2026-11-01T12:05:01Z')
    expect(await fetch('/a')).toMatchObject({ kind: 'page' })
  })

  it('is not asked where the operator has given a reason, which is said once', async () => {
    const said: unknown[] = []
    const { openLog } = await import('../../src/telemetry/log.ts')
    const log = openLog('silent')
    log.warn = (bound: unknown) => said.push(bound)
    const override = { robotsOverrides: new Map([['shop', 'written permission of 2026-10-01']]), log }
    const { fetch, asked } = await aShop(answer(200, rules), override)
    expect(await fetch('/closed')).toMatchObject({ kind: 'page' })
    expect(await fetch('/closed')).toMatchObject({ kind: 'page' })
    expect(asked).toEqual(['/closed', '/closed'])
    expect(said).toEqual([{ marketplace: 'shop', reason: 'written permission of 2026-10-01' }])
  })

  it('of one marketplace’s override does not free another', async () => {
    const { origin } = await serve(({ url }, response) => response.end(url === '/robots.txt' ? rules : 'page'))
    const crawler = aCrawler(origin, {
      marketplaces: [aMarketplace(), aMarketplace({ id: 'other' })],
      origins: new Map([['other', origin]]),
      robotsOverrides: new Map([['shop', 'written permission']]),
    })
    const signal = new AbortController().signal
    const request = { marketplace: 'other', url: `${origin}/closed` }
    expect(await crawler.fetch(request, { signal, trace: 'test' })).toMatchObject({ kind: 'refused' })
  })
})
