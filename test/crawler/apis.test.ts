import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type ApisOptions, openApis } from '../../src/crawler/apis.ts'
import { marketplaceOf } from '../../src/marketplaces/registry.ts'
import { openLog } from '../../src/telemetry/log.ts'
import { aProxy } from './connect-proxy.ts'
import { serve } from './loopback.ts'

const ebay = marketplaceOf('ebay')
const rakuten = marketplaceOf('rakuten')
const query = { keyword: 'halvard', page: 1, territory: 'us' }
const asking = () => ({ signal: new AbortController().signal, trace: 'run-1' })
const keys = new Map([
  ['ebay', { clientId: 'an-id', clientSecret: 'the-client-secret' }],
  ['rakuten', { applicationId: 'the-app-id', accessKey: 'the+access/key' }],
])

type Answer = (request: IncomingMessage, response: ServerResponse, path: string) => void

/** Official APIs on loopback: what they were asked, and the answers that a test gives. */
async function apisOn(
  answer: Answer,
  given: Omit<Partial<ApisOptions>, 'settings'> & { settings?: Partial<ApisOptions['settings']> } = {},
) {
  const asked: { path: string; method: string; authorization: string | undefined; body: string }[] = []
  const server = await serve((request, response) => {
    const path = request.url ?? ''
    text(request).then(
      (body) => {
        asked.push({ path, method: request.method ?? '', authorization: request.headers.authorization, body })
        answer(request, response, path)
      },
      () => response.destroy(),
    )
  })
  const apis = openApis({
    marketplaces: [ebay, rakuten],
    takeCall: async () => true,
    log: openLog('silent'),
    now: () => new Date('2026-11-24T10:00:00Z'),
    ...given,
    settings: {
      origins: new Map([
        ['ebay', server.origin],
        ['rakuten', server.origin],
      ]),
      allowLoopback: true,
      apiKeys: keys,
      apiCalls: new Map(),
      contact: null,
      ...given.settings,
    },
  })
  onTestFinished(() => apis.close())
  return { apis, asked, searches: () => asked.filter(({ path }) => path.startsWith('/buy/')).length }
}

let tokens = 0
const json = (response: ServerResponse, body: object, status = 200, headers: Record<string, string> = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
const token = (response: ServerResponse, lifeS = 7_200) =>
  json(response, { access_token: `token-${++tokens}`, expires_in: lifeS })
const isToken = (path: string) => path.startsWith('/identity/')
const nothing = { total: 0, limit: 200, offset: 0 }

describe('an API that exchanges the key for a token', () => {
  it('gets one for all who ask at once, posts the key, and uses it until it ends', async () => {
    let now = new Date('2026-11-24T10:00:00Z')
    const { apis, asked, searches } = await apisOn(
      (_request, response, path) => (isToken(path) ? token(response) : json(response, nothing)),
      { now: () => now },
    )
    const answers = await Promise.all([1, 2, 3].map(() => apis.ask(ebay, query, asking())))
    expect(answers.map((each) => each.kind)).toEqual(['page', 'page', 'page'])
    expect(asked.filter(({ path }) => isToken(path))).toEqual([
      expect.objectContaining({ method: 'POST', body: expect.stringContaining('grant_type=client_credentials') }),
    ])
    now = new Date('2026-11-24T11:58:59Z')
    await apis.ask(ebay, query, asking())
    expect(asked.filter(({ path }) => isToken(path))).toHaveLength(1)
    now = new Date('2026-11-24T11:59:01Z')
    await apis.ask(ebay, query, asking())
    expect(asked.filter(({ path }) => isToken(path))).toHaveLength(2)
    expect(searches()).toBe(5)
  })

  it('is asked again with a new one when the old one is refused, once', async () => {
    let good = ''
    const { apis, asked, searches } = await apisOn((request, response, path) => {
      if (isToken(path)) return token(response)
      good ||= `Bearer token-${tokens + 1}`
      return request.headers.authorization === good ? json(response, nothing) : json(response, {}, 401)
    })
    const answer = await apis.ask(ebay, query, asking())
    expect([answer.kind, searches(), asked.length]).toEqual(['page', 2, 4])

    const never = await apisOn((_request, response, path) =>
      isToken(path) ? token(response) : json(response, {}, 401),
    )
    expect(await never.apis.ask(ebay, query, asking())).toMatchObject({ kind: 'page', page: { status: 401 } })
    expect(never.searches()).toBe(2)
  })

  it.each([
    [401, { error: 'invalid_client' }, 'pages', /key to the Browse API was refused/],
    [500, {}, 'failed', /no token for the Browse API/],
    [429, {}, 'wait', /answers 429/],
  ] as const)('and answers %i to that: %s', async (status, body, kind, why) => {
    const { apis, searches } = await apisOn((_request, response) => json(response, body, status))
    const answer = await apis.ask(ebay, query, asking())
    expect(answer).toMatchObject({ kind, why: expect.stringMatching(why) })
    expect(searches()).toBe(0)
  })
})

describe('the pages are the way', () => {
  const never: Answer = (_request, response) => response.destroy()
  it.each([
    ['without a key', { apiKeys: new Map() }, query],
    ['when no call is to be made', { apiCalls: new Map([['ebay', 0]]) }, query],
    ['for a territory that the API does not serve', {}, { ...query, territory: 'ph' }],
  ])('%s, and nothing is said of it', async (_what, settings, about) => {
    const { apis, asked } = await apisOn(never, { settings })
    expect(await apis.ask(ebay, about, asking())).toEqual({ kind: 'pages', why: null })
    expect(asked).toEqual([])
  })

  it('once the calls of the day are spent, with how many there were', async () => {
    const taken: [string, number][] = []
    const takeCall = async (id: string, calls: number) => taken.push([id, calls]) <= 2
    const { apis, searches } = await apisOn(
      (_request, response, path) => (isToken(path) ? token(response) : json(response, nothing)),
      { takeCall, settings: { apiCalls: new Map([['ebay', 2]]) } },
    )
    const kinds = []
    for (let call = 0; call < 3; call += 1) kinds.push(await apis.ask(ebay, query, asking()))
    expect(kinds.map(({ kind }) => kind)).toEqual(['page', 'page', 'pages'])
    expect(kinds[2]).toMatchObject({
      why: expect.stringContaining('the 2 calls a day (UTC) to the Browse API are spent'),
    })
    expect([searches(), taken.at(-1)]).toEqual([2, ['ebay', 2]])
  })
})

describe('an API in trouble', () => {
  it.each([
    [
      '429 with Retry-After',
      (r: ServerResponse) => json(r, {}, 429, { 'retry-after': '7' }),
      { kind: 'wait', delayMs: 7_000 },
    ],
    ['a reset', (r: ServerResponse) => r.destroy(), { kind: 'failed' }],
    [
      'a redirect to another host',
      (r: ServerResponse) => r.writeHead(302, { location: 'https://elsewhere.example/' }).end(),
      { kind: 'pages' },
    ],
    [
      'a redirect to another port here',
      (r: ServerResponse) => r.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
      { kind: 'pages' },
    ],
    ['500', (r: ServerResponse) => json(r, {}, 500), { kind: 'page', page: { status: 500 } }],
  ])('%s', async (_what, answer, outcome) => {
    const { apis } = await apisOn((_request, response, path) => (isToken(path) ? token(response) : answer(response)))
    expect(await apis.ask(ebay, query, asking())).toMatchObject(outcome)
  })

  it('is never asked on this machine unless the operator put it there', async () => {
    const { apis, asked } = await apisOn((_request, response) => token(response), {
      settings: { allowLoopback: false },
    })
    expect((await apis.ask(rakuten, { ...query, territory: 'jp' }, asking())).kind).toBe('pages')
    expect(asked).toEqual([])
  })

  it('is left when the job is stopped, and when all is closed', async () => {
    const stop = new AbortController()
    const { apis } = await apisOn((_request, _response, path) => {
      if (path.includes('IchibaItem')) stop.abort(new Error('drained'))
    })
    const stopped = await apis.ask(rakuten, { ...query, territory: 'jp' }, { signal: stop.signal, trace: 't' })
    expect(stopped).toMatchObject({ kind: 'failed', why: expect.stringContaining('stopped') })
    await apis.close()
    expect((await apis.ask(rakuten, { ...query, territory: 'jp' }, asking())).kind).toBe('failed')
  })
})

describe('a secret that goes out in the address', () => {
  it('is in nothing that comes back, though the answer repeats it, nor in the log', async () => {
    const lines: string[] = []
    const log = openLog('silent')
    log.level = 'debug'
    log.debug = ((...said: unknown[]) => lines.push(JSON.stringify(said))) as typeof log.debug
    const { apis, asked } = await apisOn(
      (_request, response, path) =>
        json(response, { error: 'wrong_parameter', error_description: `${path} the+access/key` }, 400),
      { log },
    )
    const answer = await apis.ask(rakuten, { ...query, territory: 'jp' }, asking())
    expect(asked[0]?.path).toContain('accessKey=the%2Baccess%2Fkey')
    expect(lines.join()).toContain('asked an official API')
    const said = JSON.stringify(answer) + lines.join()
    expect(said).toContain('[secret]')
    expect(said).not.toMatch(/the\+access|the%2Baccess|the-app-id/)
  })
})

describe('an API of a marketplace with proxies', () => {
  it('is asked through them, for its token too', async () => {
    const proxy = await aProxy()
    const proxies = new Map([['ebay/de', [proxy.origin]]])
    const { apis, asked } = await apisOn(
      (_, response, path) => (isToken(path) ? token(response) : json(response, { itemSummaries: [] })),
      { settings: { proxies } },
    )
    expect(await apis.ask(ebay, query, asking())).toMatchObject({ kind: 'page' })
    expect(asked).toHaveLength(2)
    expect(proxy.asked.length).toBeGreaterThan(0)
  })

  it('is not asked at all when none works', async () => {
    const proxies = new Map([['ebay', ['http://anna:secret@127.0.0.1:1']]])
    const { apis, asked } = await apisOn((_, response) => token(response), { settings: { proxies } })
    expect(await apis.ask(ebay, query, asking())).toEqual({
      kind: 'failed',
      why: expect.stringContaining('no proxy of ebay works (127.0.0.1:1: '),
    })
    expect(asked).toEqual([])
  })
})
