import { describe, expect, it } from 'vitest'
import type { Crawler, PictureOutcome } from '../../src/crawler/crawler.ts'
import { aCrawler, fetchPage, serve, withoutRobots } from './loopback.ts'

const fetchPicture = (crawler: Crawler, url: string): Promise<PictureOutcome> =>
  crawler.fetchPicture({ marketplace: 'shop', url }, { signal: new AbortController().signal, trace: 'test' })

const bytes = Buffer.from([0xff, 0xd8, 0xff, 1, 2, 3])

describe('a picture', () => {
  it('comes as it was sent, with its type', async () => {
    const { origin } = await serve((_, response) => response.setHeader('content-type', 'image/JPEG; q=1').end(bytes))
    const outcome = await fetchPicture(aCrawler(origin), `${origin}/1.jpg`)
    expect(outcome).toEqual({ kind: 'picture', type: 'image/jpeg', bytes })
  })

  it.each([
    ['is not there', 404, 'image/jpeg', bytes, 'answers 404'],
    ['is a page', 200, 'text/html', Buffer.from('<html>'), 'not a picture but "text/html"'],
    ['has no type', 200, '', bytes, 'not a picture but ""'],
    ['is empty', 200, 'image/png', Buffer.alloc(0), 'empty'],
    ['is too long', 200, 'image/png', Buffer.alloc(2_000), 'longer than 1000'],
    ['is asked for too often', 429, 'image/png', bytes, 'answers 429'],
  ])('that %s is none', async (_, status, type, body, why) => {
    const { origin } = await serve(({ url }, response) =>
      url === '/robots.txt'
        ? response.writeHead(404).end()
        : response.writeHead(status, { 'content-type': type }).end(body),
    )
    const crawler = aCrawler(origin, { limits: { pictureBytesMax: 1_000 } })
    expect(await fetchPicture(crawler, `${origin}/1.png`)).toEqual({
      kind: 'failed',
      why: expect.stringContaining(why),
    })
  })

  it.each([
    ['https://elsewhere.example/1.jpg', 'is not an address of shop'],
    ['http://a.pictures.example/1.jpg', 'is not an address of shop'],
    ['https://a.pictures.example/1.jpg', 'not public'],
  ])('at %s is refused', async (url, why) => {
    const crawler = aCrawler(null, { lookup: async () => [{ address: '10.0.0.1', family: 4 }] })
    expect(await fetchPicture(crawler, url)).toEqual({ kind: 'refused', why: expect.stringContaining(why) })
  })

  it('is not asked for where robots.txt forbids it', async () => {
    const { origin } = await serve((_, response) => response.end('User-agent: *\nDisallow: /1'))
    expect(await fetchPicture(aCrawler(origin), `${origin}/1.jpg`)).toMatchObject({ kind: 'refused' })
  })

  it.each([
    [429, '7', 7_000],
    [429, undefined, 60_000],
    [503, '7', 7_000],
  ])(
    'whose host answers %i with Retry-After %s is not asked for again before that time',
    async (status, said, restMs) => {
      let asked = 0
      const { origin } = await serve((_, response) =>
        ++asked === 1
          ? response.writeHead(status, said === undefined ? {} : { 'retry-after': said }).end()
          : response.setHeader('content-type', 'image/png').end(bytes),
      )
      let now = Date.parse('2026-11-01T12:00:00Z')
      const crawler = aCrawler(origin, { ...withoutRobots, now: () => new Date(now) })
      expect(await fetchPicture(crawler, `${origin}/1.png`)).toMatchObject({ kind: 'failed' })
      now += restMs - 1
      expect(await fetchPicture(crawler, `${origin}/2.png`)).toEqual({
        kind: 'failed',
        why: expect.stringContaining('asks to be left alone until 2026-11-01T12:0'),
      })
      expect(asked).toBe(1)
      now += 1
      expect(await fetchPicture(crawler, `${origin}/2.png`)).toMatchObject({ kind: 'picture' })
    },
  )

  it('whose host is broken is asked for again', async () => {
    let asked = 0
    const { origin } = await serve((_, response) => response.writeHead(++asked && 503).end())
    const crawler = aCrawler(origin, withoutRobots)
    for (let again = 0; again < 2; again++) await fetchPicture(crawler, `${origin}/1.png`)
    expect(asked).toBe(2)
  })

  it('is one of four under way at most', async () => {
    let underWay = 0
    let most = 0
    const waiting: (() => void)[] = []
    const { origin } = await serve(({ url }, response) => {
      if (!url?.startsWith('/picture')) return response.end()
      most = Math.max(most, ++underWay)
      return waiting.push(() => {
        underWay--
        response.setHeader('content-type', 'image/png').end(bytes)
      })
    })
    const crawler = aCrawler(origin)
    const outcomes = Promise.all(Array.from({ length: 12 }, (_, i) => fetchPicture(crawler, `${origin}/picture/${i}`)))
    for (let answered = 0; answered < 12; ) {
      await expect.poll(() => waiting.length, { timeout: 20_000, interval: 5 }).toBeGreaterThanOrEqual(4)
      // Whatever was sent together with these four has arrived by the time a page has come and gone.
      await fetchPage(crawler, `${origin}/page`)
      const batch = waiting.splice(0)
      answered += batch.length
      for (const answer of batch) answer()
    }
    expect((await outcomes).every((outcome) => outcome.kind === 'picture')).toBe(true)
    expect(most).toBe(4)
  })
})
