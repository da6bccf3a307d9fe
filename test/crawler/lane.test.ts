import { describe, expect, it } from 'vitest'
import { WaitingLine } from '../../src/crawler/waiting-line.ts'
import { aCrawler, aMarketplace, fetchPage, serve } from './loopback.ts'

const source = (uniqueKey: string) => ({ url: 'https://shop.example/', uniqueKey })

describe('the line before a lane', () => {
  it('gives requests in the order they came, and forgets them', async () => {
    const line = new WaitingLine()
    await line.addRequestsBatched(['1', '2', '3'].map(source))
    expect(line.forget('2')).toBe(true)
    expect(line.forget('2')).toBe(false)
    const given: (string | undefined)[] = []
    for await (const request of line) given.push(request.uniqueKey)
    expect(given).toEqual(['1', '3'])
    expect([await line.isEmpty(), line.getPendingCount()]).toEqual([true, 0])
  })

  it('takes what was there before once more', async () => {
    const line = new WaitingLine()
    for (let again = 0; again < 2; again++) {
      await line.addRequest(source('1'))
      expect((await line.fetchNextRequest())?.uniqueKey).toBe('1')
      await line.markRequestHandled()
    }
    expect(await line.handledCount()).toBe(2)
  })

  it('is never longer than a thousand', async () => {
    const line = new WaitingLine()
    await line.addRequestsBatched(Array.from({ length: 1_000 }, (_, i) => source(`${i}`)))
    await expect(line.addRequest(source('one more'))).rejects.toThrow('more than 1000 requests wait in one lane')
  })
})

describe('a lane', () => {
  it('fetches the same address as often as it is asked', async () => {
    let asked = 0
    const { origin } = await serve((_, response) => response.end(`${++asked}`))
    const crawler = aCrawler(origin, { robotsOverrides: new Map([['shop', 'a test of something else']]) })
    const bodies: string[] = []
    for (let again = 0; again < 3; again++) {
      const outcome = await fetchPage(crawler, `${origin}/`)
      if (outcome.kind === 'page') bodies.push(outcome.page.body)
    }
    expect(bodies).toEqual(['1', '2', '3'])
  })

  it('needs no program of the machine', async () => {
    const { origin } = await serve((_, response) => response.end('there'))
    const crawler = aCrawler(origin)
    const path = process.env['PATH']
    process.env['PATH'] = '/nowhere'
    try {
      expect(await fetchPage(crawler, `${origin}/`)).toMatchObject({ kind: 'page' })
    } finally {
      process.env['PATH'] = path
    }
  })

  it('leaves Ctrl+C to the program', async () => {
    const { origin } = await serve((_, response) => response.end())
    const ids = ['shop', 'second', 'third']
    const crawler = aCrawler(null, {
      marketplaces: ids.map((id) => aMarketplace({ id })),
      origins: new Map(ids.map((id) => [id, origin])),
    })
    const open = async (marketplace: string): Promise<number> => {
      const options = { signal: new AbortController().signal, trace: 'test' }
      expect(await crawler.fetch({ marketplace, url: `${origin}/` }, options)).toMatchObject({ kind: 'page' })
      return process.listeners('SIGINT').filter((listener) => listener.name === 'sigintHandler').length
    }
    expect([await open('shop'), await open('second'), await open('third')]).toEqual([0, 0, 0])
  })
})
