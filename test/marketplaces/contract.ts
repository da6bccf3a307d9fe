import { describe, expect, it } from 'vitest'
import type { Listing } from '../../src/model/listing.ts'
import type { Marketplace } from '../../src/model/marketplace.ts'
import { isAmount } from '../../src/model/money.ts'
import { isCurrency } from '../../src/model/money-symbols.ts'
import type { Page } from '../../src/model/page.ts'
import { canSort, sorts } from '../../src/model/sort.ts'

export const aPage = (body: string, given: Partial<Page> = {}): Page => ({
  url: 'http://127.0.0.1:9/search',
  status: 200,
  headers: {},
  body,
  fetchedAt: new Date('2026-11-24T00:00:00Z'),
  ...given,
})

/** Bodies that are no answer of any marketplace: what a reader says of them is never "results", "empty" or "listing". */
const strangers: readonly [string, string][] = [
  ['nothing', ''],
  ['a blank', ' \n'],
  [
    'a page of somebody else',
    '<!doctype html><html><head><title>Weather</title></head><body><h1>Rain</h1><p>Tomorrow: 12°</p></body></html>',
  ],
  ['an app shell', '<!doctype html><html><body><div id="root"></div><script src="/app.js"></script></body></html>'],
  ['JSON that is something else', '{"status":"ok","items_total":3}'],
  ['JSON with a prototype in it', '{"__proto__":{"results":[1]},"constructor":{"items":[]}}'],
  ['an empty JSON object', '{}'],
  ['a JSON list', '[]'],
  ['JSON null', 'null'],
  ['half a JSON', '{"items":[{"id":1,'],
  ['a JavaScript answer', 'callback({"a":1})'],
  ['bytes that are no text', '\u0000\u0001\ufffd\ufffd'.repeat(200)],
  ['an open script', `<html><script>var a = {"results": [`],
  ['a listing of links only', `<html><body>${'<a href="/about">x</a>'.repeat(500)}</body></html>`],
]

/** Bodies that cost: each must be done within the test's time, whatever is said of it. */
const heavy: readonly [string, () => string][] = [
  ['1 MB of "<"', () => '<'.repeat(1_000_000)],
  ['1 MB of nesting', () => '<div>'.repeat(200_000)],
  ['1 MB of open scripts', () => '<script>'.repeat(125_000)],
  ['1 MB of open comments', () => '<!--'.repeat(250_000)],
  ['1 MB of JSON-LD that does not end', () => '<script type="application/ld+json">{"a":'.repeat(25_000)],
  ['1 MB of brackets', () => `window.runParams = {data: ${'{"a":['.repeat(160_000)}`],
  ['1 MB of entities', () => '&amp;&#x1f600;'.repeat(70_000)],
  ['1 MB of quotes', () => `{"a":"${'\\"'.repeat(500_000)}`],
  ['a body of 1 M links', () => '<a href=/itm/1>'.repeat(66_000)],
  ['JSON 100,000 deep', () => '['.repeat(100_000) + ']'.repeat(100_000)],
  ['1 MB of attributes', () => `<div ${'a=b '.repeat(250_000)}>`],
  ['1 MB of blanks in JSON-LD', () => `<script type="application/ld+json">${' \n'.repeat(500_000)}x</script>`],
  ['1 MB of blanks everywhere', () => `<title>${' '.repeat(500_000)}</title><p>${'\n'.repeat(500_000)}`],
  ['1 MB in one meta', () => `<meta ${' '.repeat(1_000_000)} charset=x`],
]

/** What DESIGN.md §5 says of a listing. */
export function expectSound(listing: Listing, market: Marketplace): void {
  expect(listing.marketplace).toBe(market.id)
  expect(listing.id).toMatch(/^\S{1,200}$/)
  expect(listing.title.trim()).not.toBe('')
  expect(new URL(listing.url).protocol).toMatch(/^https?:$/)
  expect(listing.url).not.toMatch(/[?&](?:utm_|spm=|hash=|_trk|gclid)/)
  for (const image of listing.images) expect(new URL(image).protocol).toMatch(/^https?:$/)
  if (listing.price !== null) {
    expect(isAmount(listing.price.amount)).toBe(true)
    expect(Number(listing.price.amount)).toBeGreaterThan(0)
    expect(isCurrency(listing.price.currency)).toBe(true)
    if (listing.price.max !== undefined) expect(Number(listing.price.max)).toBeGreaterThan(Number(listing.price.amount))
  }
  if (listing.seller !== null)
    expect(Object.values(listing.seller).every((each) => String(each).trim() !== '')).toBe(true)
}

const override = 'http://127.0.0.1:8080'
const keywords = [
  'acme',
  'acme trail runner',
  'übergröße 50%',
  '手袋 & 財布',
  '../../etc/passwd',
  '?q=x#y',
  'o\'neill/\\"<b>',
]

/** The contract test of a marketplace: what every folder of src/marketplaces holds to, proven or not. */
export function marketplaceContract(market: Marketplace): void {
  describe(`${market.id}, as every marketplace`, () => {
    const origins = [...market.territories.map((each) => each.origin), ...(market.pageOrigins ?? [])]

    it('says who it is', () => {
      expect(market.id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
      expect(market.name).not.toBe('')
      expect(market.rate.requests).toBeGreaterThan(0)
      expect(market.rate.perMs).toBeGreaterThan(0)
      expect(new Set(market.territories.map((each) => each.id)).size).toBe(market.territories.length)
      for (const territory of market.territories) {
        expect(territory.origin).toBe(new URL(territory.origin).origin)
        expect(isCurrency(territory.currency)).toBe(true)
        expect(() => new Intl.Locale(territory.language)).not.toThrow()
      }
      for (const pattern of market.pictureOrigins) expect(pattern).toMatch(/^https?:\/\/(?:\*\.)?[a-z0-9.:-]+$/)
    })

    it('says what its robots.txt was read to say, with day and source, or that it is not known', () => {
      if (market.robots === 'not known') return
      const { asOf, rule, source } = market.robots
      expect(new Date(asOf).toISOString().slice(0, 10)).toBe(asOf)
      expect(rule).not.toBe('')
      expect(source).not.toBe('')
    })

    it('has a canary: a keyword in the script of its default territory, or a reason why there can be none', () => {
      if ('none' in market.canary) {
        expect(market.canary.none).toMatch(/\S/)
        // Whoever names the shop must name its canary: a marketplace of its own host has no such excuse.
        expect(new URL(market.territories[0].origin).hostname).toMatch(/\.invalid$/)
        return
      }
      const { keyword } = market.canary
      expect(keyword).toBe(keyword.trim().normalize('NFC'))
      expect(keyword).toMatch(/^.{1,40}$/u)
      const { id, language } = market.territories[0]
      const scripts = new Map([
        ['zh', /^\p{Script=Han}+$/u],
        ['ja', /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u],
      ])
      expect(keyword).toMatch(scripts.get(language.slice(0, 2)) ?? /^[\p{Script=Latin} ]+$/u)
      expect(() => market.searchRequest({ keyword, page: 1, territory: id })).not.toThrow()
    })

    it('asks only its declared origins, another page for another number, another request for another keyword', () => {
      for (const { id } of market.territories) {
        const urls = keywords.flatMap((keyword) =>
          [1, 2].map((page) => market.searchRequest({ keyword, page, territory: id })),
        )
        for (const { url, marketplace } of urls) {
          expect(marketplace).toBe(market.id)
          expect(origins).toContain(new URL(url).origin)
        }
        expect(new Set(urls.map((each) => each.url)).size).toBe(urls.length)
      }
    })

    it('asks for each of its orders by another request, of the same place, and for no other', () => {
      for (const { id } of market.territories) {
        for (const page of [1, 2]) {
          const query = { keyword: 'acme trail runner', page, territory: id }
          const able = sorts.filter((sort) => canSort(market.sorts, sort))
          const urls = able.map((sort) => new URL(market.searchRequest({ ...query, sort }).url))
          expect(new Set(urls.map((each) => each.href)).size).toBe(able.length)
          expect(new Set(urls.map((each) => each.origin)).size).toBe(1)
          expect(urls[0]?.href).toBe(market.searchRequest(query).url)
          for (const sort of sorts.filter((each) => !able.includes(each)))
            expect(() => market.searchRequest({ ...query, sort })).toThrow(RangeError)
        }
      }
    })

    it('keeps path and query when its origin is replaced', () => {
      for (const { id } of market.territories) {
        const query = { keyword: 'acme trail runner', page: 2, territory: id }
        const own = new URL(market.searchRequest(query).url)
        const replaced = new URL(market.searchRequest({ ...query, origin: override }).url)
        expect(replaced.origin).toBe(override)
        expect(replaced.pathname + replaced.search).toBe(own.pathname + own.search)
      }
    })

    it('refuses a territory and a page that it does not have', () => {
      expect(() => market.searchRequest({ keyword: 'acme', page: 1, territory: 'atlantis' })).toThrow(RangeError)
      for (const page of [0, -1, 1.5]) {
        expect(() => market.searchRequest({ keyword: 'acme', page, territory: market.territories[0].id })).toThrow(
          RangeError,
        )
      }
    })

    it('asks for a listing where it is, and nowhere else', () => {
      const listing = { marketplace: market.id, id: '1', title: 'x', price: null, seller: null, images: [] }
      for (const origin of origins) {
        const own = new URL(market.listingRequest({ ...listing, url: `${origin}/itm/1?a=b` }).url)
        const replaced = new URL(market.listingRequest({ ...listing, url: `${origin}/itm/1?a=b` }, override).url)
        expect(own.origin).toBe(origin)
        expect(replaced.origin).toBe(override)
        expect(replaced.pathname + replaced.search).toBe(own.pathname + own.search)
      }
      let asked: string | null = null
      try {
        asked = new URL(market.listingRequest({ ...listing, url: 'https://elsewhere.invalid/itm/1' }).url).origin
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError)
      }
      if (asked !== null) expect(origins).toContain(asked)
    })

    it.each(strangers)('is given %s: changed or blocked, never results, nothing or a listing', (_, body) => {
      for (const outcome of [market.readSearch(aPage(body)), market.readListing(aPage(body))]) {
        expect(['changed', 'blocked']).toContain(outcome.kind)
        expect(outcome.kind === 'changed' ? outcome.why : 'x').not.toBe('')
      }
    })

    it.each(heavy)('is given %s and does not break', (_, body) => {
      const page = aPage(body())
      expect(['changed', 'blocked']).toContain(market.readSearch(page).kind)
      expect(['changed', 'blocked']).toContain(market.readListing(page).kind)
    })

    it.each([
      [429, 'rate-limited'],
      [503, 'service-unavailable'],
      [403, 'forbidden'],
    ] as const)('takes status %i for %s', (status, by) => {
      expect(market.readSearch(aPage('<html></html>', { status }))).toMatchObject({ kind: 'blocked', by })
    })

    it('names the hosts of its sign-in, and asks none of them', () => {
      const asked = [...origins, ...market.pictureOrigins, ...(market.assetOrigins ?? [])]
      for (const pattern of market.loginOrigins ?? []) {
        expect(pattern).toMatch(/^https:\/\/(?:\*\.)?[a-z0-9.-]+$/)
        expect(asked).not.toContain(pattern)
      }
    })

    it('takes 404 for a listing that is gone, and for no results page', () => {
      expect(market.readListing(aPage('<html></html>', { status: 404 })).kind).toBe('gone')
      expect(market.readSearch(aPage('<html></html>', { status: 404 })).kind).toBe('changed')
    })
  })
}
