import { readFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { describe, expect, it } from 'vitest'
import { requestHeaders, userAgent, version, withoutKeys } from '../../src/crawler/request-headers.ts'
import { aCrawler, fetchPage, type Given, serve, withoutRobots } from './loopback.ts'

async function sentHeaders(given: Given, headers: Record<string, string> = {}): Promise<IncomingHttpHeaders> {
  let sent: IncomingHttpHeaders = {}
  const { origin } = await serve((request, response) => {
    sent = request.headers
    response.end()
  })
  await fetchPage(aCrawler(origin, { ...withoutRobots, ...given }), `${origin}/`, { headers })
  return sent
}

describe('what is sent', () => {
  it('says who asks, with the package’s version', async () => {
    expect((await sentHeaders({}))['user-agent']).toBe(`morgiana/${version}`)
    const { version: packed } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
    expect(version).toBe(packed)
  })

  it('says whom to write to, when the operator has given an address', async () => {
    const sent = await sentHeaders({ contact: 'https://brand.example/crawler' })
    expect(sent['user-agent']).toBe(`morgiana/${version} (+https://brand.example/crawler)`)
  })

  it.each([
    ['mailto:a@b.example', '(+mailto:a@b.example)'],
    ['a)(b\r\nx: y', '(+abx:y)'],
    ['größe@b.example', '(+gre@b.example)'],
  ])('never lets a contact break the header: %j', (contact, shown) => {
    expect(userAgent(contact)).toBe(`morgiana/${version} ${shown}`)
  })

  it('has the marketplace’s own headers, but none that says who we are or how we connect', () => {
    const asked = {
      'Accept-Language': 'de',
      Authorization: 'Bearer k',
      'User-Agent': 'Mozilla/5.0',
      Cookie: 'a=b',
      Host: 'x',
    }
    expect(requestHeaders('morgiana/1', 'page', asked)).toEqual({
      accept: expect.any(String),
      'accept-language': 'de',
      authorization: 'Bearer k',
      'accept-encoding': expect.stringContaining('br'),
      'user-agent': 'morgiana/1',
    })
  })

  it('loses its keys where a redirect leads to another origin', () => {
    const headers = { accept: '*/*', authorization: 'Bearer k', 'x-api-key': 'k', 'x-access-token': 'k' }
    expect(withoutKeys(headers)).toEqual({ accept: '*/*' })
  })

  it('has no cookie, whatever the page before has set', async () => {
    const sent: (string | undefined)[] = []
    const { origin } = await serve((request, response) => {
      sent.push(request.headers.cookie)
      response.setHeader('set-cookie', 'session=1').end()
    })
    const crawler = aCrawler(origin, withoutRobots)
    const first = await fetchPage(crawler, `${origin}/1`)
    await fetchPage(crawler, `${origin}/2`)
    expect(sent).toEqual([undefined, undefined])
    // The name alone goes on to the readers: it tells whose block page a page is.
    expect(first).toMatchObject({ kind: 'page', page: { headers: { 'set-cookie': 'session=' } } })
  })
})
