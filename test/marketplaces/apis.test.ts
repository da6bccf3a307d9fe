import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signatureOf } from '../../src/marketplaces/aliexpress/api.ts'
import { marketplaceOf, marketplaces } from '../../src/marketplaces/registry.ts'
import type { MarketplaceApi } from '../../src/model/marketplace-api.ts'
import { aPage, expectSound } from './contract.ts'

const pages = fileURLToPath(new URL('../pages/', import.meta.url))
const shared = fileURLToPath(new URL('../../../shared/pages/', import.meta.url))

const apiOf = (id: string): MarketplaceApi => {
  const { api } = marketplaceOf(id)
  if (!api) throw new Error(`${id} has no API`)
  return api
}
const withApi = marketplaces.filter((each) => each.api).map((each) => each.id)
const read = (file: string): unknown => JSON.parse(readFileSync(join(pages, file), 'utf8'))
const answer = (body: unknown, status = 200, url = 'https://api.example/x?limit=200&offset=0') =>
  aPage(typeof body === 'string' ? body : JSON.stringify(body), { status, url })

/** Credentials by every name that any API uses. */
const credentials = {
  ...{ clientId: 'an-id', clientSecret: 'c-secret', keystring: 'a-key', sharedSecret: 's-secret' },
  ...{ applicationId: 'app-1', accessKey: 'pk_secret', appKey: '123456', appSecret: 'topsecret' },
}
const access = { credentials, token: 'a-token', now: new Date('2026-11-24T10:00:00Z') }
const asked = (id: string, query: { keyword: string; page: number; territory: string }, given = access) =>
  apiOf(id).searchRequest({ ...query, origin: apiOf(id).origin }, given)
const parameters = (url: string) => Object.fromEntries(new URL(url).searchParams)

describe('the request of', () => {
  it('eBay: the site by its header, 200 a page by offset, auctions too, the token as bearer', () => {
    const { url, headers, form } = asked('ebay', { keyword: 'halvard parka & co', page: 3, territory: 'uk' })
    expect(url).toMatch(/^https:\/\/api\.ebay\.com\/buy\/browse\/v1\/item_summary\/search\?/)
    expect(parameters(url)).toMatchObject({ q: 'halvard parka & co', limit: '200', offset: '400' })
    expect(parameters(url)['filter']).toContain('AUCTION')
    expect(headers).toMatchObject({ authorization: 'Bearer a-token', 'x-ebay-c-marketplace-id': 'EBAY_GB' })
    expect(form).toBeUndefined()
  })

  it('Etsy: keystring and shared secret in x-api-key, 100 a page', () => {
    const { url, headers } = asked('etsy', { keyword: 'halvard', page: 2, territory: 'us' })
    expect(url).toMatch(/^https:\/\/openapi\.etsy\.com\/v3\/application\/listings\/active\?/)
    expect(parameters(url)).toMatchObject({ keywords: 'halvard', limit: '100', offset: '100' })
    expect(headers['x-api-key']).toBe('a-key:s-secret')
  })

  it('Rakuten: application id and access key, 30 a page', () => {
    const { url } = asked('rakuten', { keyword: 'ハルヴァード', page: 2, territory: 'jp' })
    expect(new URL(url).pathname).toBe('/ichibams/api/IchibaItem/Search/20260701')
    expect(parameters(url)).toMatchObject({
      ...{ applicationId: 'app-1', accessKey: 'pk_secret', keyword: 'ハルヴァード', hits: '30', page: '2' },
    })
  })

  it('AliExpress: signed over all parameters, in the currency and for the country of the territory', () => {
    const { url } = asked('aliexpress', { keyword: 'über ß', page: 1, territory: 'de' })
    const { sign, ...rest } = parameters(url)
    expect(rest).toMatchObject({
      ...{ method: 'aliexpress.affiliate.product.query', app_key: '123456', timestamp: String(access.now.getTime()) },
      ...{ target_currency: 'EUR', target_language: 'DE', ship_to_country: 'DE', page_size: '50' },
    })
    expect(sign).toBe(signatureOf(rest as Record<string, string>, 'topsecret'))
  })

  it('AliExpress with a session: the dropshippers’ search', () => {
    const given = { ...access, credentials: { ...credentials, session: 'ds-session' } }
    const { url } = asked('aliexpress', { keyword: 'parka', page: 4, territory: 'us-local' }, given)
    expect(parameters(url)).toMatchObject({
      ...{
        method: 'aliexpress.ds.text.search',
        keyWord: 'parka',
        pageIndex: '4',
        countryCode: 'US',
        session: 'ds-session',
      },
    })
  })

  it.each(withApi)(
    '%s: stays on its origin, names its secrets, and is refused for a territory it does not serve',
    (id) => {
      const api = apiOf(id)
      fc.assert(
        fc.property(
          fc.string(),
          fc.integer({ min: 1, max: 50 }),
          fc.constantFrom(...api.territories),
          (keyword, page, territory) => {
            const request = api.searchRequest({ keyword, page, territory, origin: 'http://127.0.0.1:9' }, access)
            expect(new URL(request.url).origin).toBe('http://127.0.0.1:9')
            for (const secret of request.secrets) expect(secret.length).toBeGreaterThanOrEqual(4)
            const said = `${request.url} ${JSON.stringify(request.headers)}`
            for (const secret of ['c-secret', 's-secret', 'pk_secret', 'topsecret', 'a-token']) {
              if (said.includes(secret)) expect(request.secrets).toContain(secret)
            }
          },
        ),
      )
      expect(api.territories.every((each) => marketplaceOf(id).territories.some((one) => one.id === each))).toBe(true)
    },
  )
})

describe('the signature of AliExpress', () => {
  it('is what another implementation of HMAC-SHA256 gives', () => {
    const signed = { app_key: '123456', method: 'aliexpress.affiliate.product.query', timestamp: '1764000000000' }
    const more = { keywords: 'über ß', foo_bar: '3', foo: '1' }
    expect(signatureOf({ ...signed, ...more }, 'topsecret')).toBe(
      '208196C60BCA44ED861D5A28B144FAFC1FCBA2E4B194F24EDFFB2D45C560524D',
    )
    expect(signatureOf({ ...more, ...signed }, 'topsecret')).toBe(
      '208196C60BCA44ED861D5A28B144FAFC1FCBA2E4B194F24EDFFB2D45C560524D',
    )
  })
})

describe('the token of eBay', () => {
  const { token } = apiOf('ebay')
  it('is asked with the client’s credentials, for the scope of the Buy APIs', () => {
    const request = token?.request('https://api.ebay.com', credentials)
    expect(request).toMatchObject({
      url: 'https://api.ebay.com/identity/v1/oauth2/token',
      form: 'grant_type=client_credentials&scope=https%3A%2F%2Fapi.ebay.com%2Foauth%2Fapi_scope',
    })
    expect(request?.headers['authorization']).toBe(`Basic ${Buffer.from('an-id:c-secret').toString('base64')}`)
  })

  it.each([
    [200, { access_token: 'v^1.1#t', expires_in: 7200 }, { kind: 'token', token: 'v^1.1#t', lifeMs: 7_200_000 }],
    [200, { access_token: 'a\nb', expires_in: 7200 }, { kind: 'failed' }],
    [200, 'half a {', { kind: 'failed' }],
    [401, { error: 'invalid_client', error_description: 'client authentication failed' }, { kind: 'refused' }],
    [500, {}, { kind: 'failed' }],
  ])('in an answer of %i %j is %j', (status, body, outcome) => {
    expect(token?.read(answer(body, status))).toMatchObject(outcome)
  })
})

describe.each(withApi)('an answer of %s', (id) => {
  const { readSearch } = apiOf(id)

  it.each(['api-search', 'api-none'])('%s is read as a person reads it', (file) => {
    const outcome = readSearch(answer(read(`${id}/${file}.json`)))
    expect(outcome).toMatchObject(read(`${id}/${file}.expected.json`) as object)
    if (outcome.kind === 'results') for (const listing of outcome.listings) expectSound(listing, marketplaceOf(id))
  })

  it.each([
    [401, 'login-wall'],
    [403, 'login-wall'],
    [429, 'rate-limited'],
    [500, 'service-unavailable'],
    [503, 'service-unavailable'],
  ])('with status %i is blocked by %s, whatever its body is', (status, by) => {
    for (const body of ['', '<html>busy</html>', '{}', '{"count":0,"results":[],"total":0}']) {
      expect(readSearch(answer(body, status))).toMatchObject({ kind: 'blocked', by })
    }
  })

  it('that is none is neither results nor empty, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), fc.constantFrom(200, 204, 404), (body, status) => {
        const { kind } = readSearch(answer(body, status))
        expect(['changed', 'blocked']).toContain(kind)
      }),
    )
  })

  it('whose values are of another kind is never half read as a price of zero or a listing without an id', () => {
    const whole = read(`${id}/api-search.json`)
    const leaves = fc.oneof(
      fc.constant(null),
      fc.constant(''),
      fc.constant('0.00'),
      fc.constant([]),
      fc.constant({}),
      fc.constant(-1),
    )
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), leaves, (place, leaf) => {
        const outcome = readSearch(answer(withLeaf(whole, place, leaf)))
        if (outcome.kind === 'results') for (const listing of outcome.listings) expectSound(listing, marketplaceOf(id))
      }),
    )
  })
})

/** The value with its n-th leaf replaced. */
function withLeaf(value: unknown, place: number, leaf: unknown): unknown {
  let at = -1
  return JSON.parse(JSON.stringify(value), (_key, each) => {
    if (typeof each === 'object' && each !== null) return each
    at += 1
    return at === place ? leaf : each
  })
}

describe('paging', () => {
  it.each([
    ['ebay', { total: 201, limit: 200, offset: 0 }, true],
    ['ebay', { total: 200, limit: 200, offset: 0 }, false],
    ['ebay', { total: 90_000, limit: 200, offset: 9_800 }, false],
  ])('of %s with %j: a further page %s', (id, given, next) => {
    const first = read('ebay/api-search.json') as object
    expect(apiOf(id).readSearch(answer({ ...first, ...given }))).toMatchObject({ next })
  })

  it.each([
    [0, 231, true],
    [200, 231, false],
    [11_900, 90_000, false],
  ])('of Etsy from %i of %i: a further page %s', (offset, count, next) => {
    const first = read('etsy/api-search.json') as object
    const page = answer({ ...first, count }, 200, `https://openapi.etsy.com/x?limit=100&offset=${offset}`)
    expect(apiOf('etsy').readSearch(page)).toMatchObject({ next })
  })
})

describe('what an API says of a key', () => {
  it.each([
    ['rakuten', 400, { error: 'wrong_parameter', error_description: 'specify valid applicationId' }, 'blocked'],
    ['rakuten', 400, { error: 'wrong_parameter', error_description: 'API Configuration not found' }, 'changed'],
    ['rakuten', 403, { errors: { errorCode: 403, errorMessage: 'HTTP_REFERRER_NOT_ALLOWED' } }, 'blocked'],
    ['etsy', 403, { error: 'Shared secret is required in x-api-key header.' }, 'blocked'],
    [
      'ebay',
      403,
      { errors: [{ errorId: 1100, message: 'Access denied', longMessage: 'Insufficient permissions.' }] },
      'blocked',
    ],
    ['ebay', 400, { errors: [{ errorId: 12001, message: 'The call must have a q.' }] }, 'changed'],
    [
      'aliexpress',
      200,
      { error_response: { code: 'IncompleteSignature', msg: 'The signature does not conform' } },
      'blocked',
    ],
    ['aliexpress', 200, { error_response: { code: 'ApiCallLimit', msg: 'frequency limit' } }, 'blocked'],
  ])('%s, %i %j: %s, in its own words', (id, status, body, kind) => {
    const outcome = apiOf(id).readSearch(answer(body, status))
    expect(outcome.kind).toBe(kind)
    expect(JSON.stringify(outcome)).toMatch(
      /applicationId|Configuration|REFERRER|Shared secret|permissions|must have|signature|limit/,
    )
  })
})

const realAnswers = [
  ['aliexpress', 'aliexpress/search/api-ds-text-search-fr-2026-04.json'],
  ['etsy', 'etsy/search/api-v2-active-accessories-2011.json'],
  ['rakuten', 'rakuten/search/api-ichiba-item-search-ruby-2017.json'],
] as const
describe.skipIf(!existsSync(shared))('real answers (skipped: no ../shared/pages)', () => {
  it.each(realAnswers)('of %s: %s is read as a person reads it', (id, file) => {
    type Truth = { result_count: number; total_on_site: number; results: { first3: { id: string; title: string }[] } }
    const truth = (JSON.parse(readFileSync(join(shared, 'GROUND_TRUTH.json'), 'utf8')) as Record<string, Truth>)[file]
    const outcome = apiOf(id).readSearch(answer(readFileSync(join(shared, file), 'utf8')))
    expect(outcome).toMatchObject({ kind: 'results', claimed: truth?.total_on_site })
    const listings = outcome.kind === 'results' ? outcome.listings : []
    expect(listings).toHaveLength(truth?.result_count ?? -1)
    const first = listings.slice(0, 3).map(({ id: own, title }) => ({ id: own, title }))
    expect(first).toEqual(truth?.results.first3.map(({ id: own, title }) => ({ id: own, title })))
  })
})
