import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { brands } from '../../src/bazaar/catalogue.ts'
import { goodsOf } from '../../src/bazaar/goods.ts'
import { type Bazaar, openBazaar } from '../../src/bazaar/open-bazaar.ts'
import { layout } from '../../src/bazaar/pages/layout.ts'
import { listingPage } from '../../src/bazaar/pages/listing-page.ts'
import { cardsOnPage, searchPage } from '../../src/bazaar/pages/search-page.ts'
import { askingIn, stockOf } from '../../src/bazaar/stock.ts'
import { territories, territoryOf } from '../../src/bazaar/territories.ts'
import type { Trouble } from '../../src/bazaar/troubles.ts'
import type { Ware } from '../../src/bazaar/ware.ts'
import { bazaar as market } from '../../src/marketplaces/bazaar/index.ts'
import type { Listing } from '../../src/model/listing.ts'
import { blockKinds } from '../../src/model/outcome.ts'
import { sorts } from '../../src/model/sort.ts'
import { fetchPage, readListingAt, readSearchAt, resultsAt, searchUrl } from '../bazaar/visits.ts'

const noise = { head: '', tail: '' }
const pageAt = (path: string, body: string) => ({
  url: `http://bazaar.test${path}`,
  status: 200,
  headers: {},
  body,
  fetchedAt: new Date(0),
})

/** What a person reads on the page of a ware, without the page. */
function readByEye(ware: Ware, territory: string) {
  const { price, max, lot, moq } = askingIn(ware, territoryOf(territory))
  return {
    id: ware.id,
    title: ware.title,
    price: {
      ...price,
      ...(max && { max: max.amount }),
      ...(lot > 1 && { per: `lot of ${lot}` }),
      ...(moq && { moq }),
    },
    seller: {
      id: ware.seller.id,
      name: ware.seller.name,
      country: ware.seller.country,
      url: `http://bazaar.test/seller/${ware.seller.id}`,
    },
    sellerRatings: ware.seller.ratings,
    shipsFrom: ware.shipsFrom,
    images: [`http://bazaar.test/picture/${ware.id}-1.${ware.pictures[0].format}`],
  }
}
const partsOf = ({ id, title, price, seller, sellerRatings, shipsFrom, images }: Listing) => ({
  id,
  title,
  price,
  seller,
  sellerRatings,
  shipsFrom,
  images,
})

const worlds = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
  territory: fc.constantFrom(...territories.map((each) => each.id)),
  query: fc.constantFrom(...brands.map((brand) => brand.name)),
  sort: fc.constantFrom(...sorts),
})

describe('a results page, whatever the seed, the territory and the language', () => {
  it('is read back as the goods are: id, title, price, seller, origin, picture; in order, paid cards apart', () => {
    fc.assert(
      fc.property(worlds, ({ seed, territory, query, sort }) => {
        const stock = stockOf(goodsOf(seed, 400))
        const found = stock.find(query, territory, sort)
        const showing = { territory: territoryOf(territory), layout, seed, wrongCurrency: null }
        const { body } = searchPage(stock, { query, page: 1, sort }, showing, noise)
        const outcome = market.readSearch(pageAt(`/search?q=${query}&territory=${territory}&page=1`, body))
        if (found.length === 0) {
          expect(outcome.kind).toBe('empty')
          return
        }
        if (outcome.kind !== 'results') throw new Error(JSON.stringify(outcome))
        const organic = outcome.listings.filter((each) => !each.sponsored)
        const wanted = Array.from(found.subarray(0, cardsOnPage), (at) => readByEye(stock.wareAt(at), territory))
        expect(organic.map(partsOf)).toEqual(wanted)
        expect(new Set(outcome.listings.map((each) => each.id)).size).toBe(outcome.listings.length)
        expect(outcome).toMatchObject({ claimed: found.length, next: found.length > cardsOnPage, warnings: [] })
      }),
      { numRuns: 60 },
    )
  })
})

describe("a listing's own page", () => {
  it('is read back as the goods are, with description, category and all pictures, and nothing of its neighbours', () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 0, max: 399 }), ({ seed, territory }, index) => {
        const stock = stockOf(goodsOf(seed, 400))
        const ware = stock.wareAt(index)
        const showing = { territory: territoryOf(territory), layout, seed, wrongCurrency: null }
        const outcome = market.readListing(
          pageAt(`/item/${ware.id}?territory=${territory}`, listingPage(stock, ware, showing, noise)),
        )
        if (outcome.kind !== 'listing') throw new Error(JSON.stringify(outcome))
        const { images, ...wanted } = readByEye(ware, territory)
        expect(partsOf(outcome.listing)).toEqual({ ...wanted, images: outcome.listing.images })
        expect(outcome.listing.images).toHaveLength(ware.pictures.length)
        expect(outcome.listing.images[0]).toBe(images[0])
        expect(outcome.listing).toMatchObject({ description: ware.description, category: ware.category })
      }),
      { numRuns: 120 },
    )
  })
})

let bazaar: Bazaar
beforeAll(async () => {
  bazaar = await openBazaar({ seed: 5, listings: 3_000 })
})
afterEach(() => bazaar.set([]))
afterAll(() => bazaar.close())

describe('the pages of one search', () => {
  it('have each result once, as many as claimed, and end', async () => {
    const seen: string[] = []
    let claimed = 0
    for (let page = 1, next = true; next && page < 50; page += 1) {
      const results = await resultsAt(bazaar.origin, 'skarvane', 'us', page)
      seen.push(...results.listings.filter((each) => !each.sponsored).map((each) => each.id))
      claimed = results.claimed ?? 0
      next = results.next
    }
    expect(seen.length).toBeGreaterThan(cardsOnPage)
    expect(seen).toHaveLength(claimed)
    expect(new Set(seen).size).toBe(claimed)
  })

  it('have urls without tracking parameters', async () => {
    const { listings } = await resultsAt(bazaar.origin, 'skarvane')
    for (const { url, id } of listings) expect(url).toBe(`${bazaar.origin}/item/${id}`)
  })

  it('say that there is nothing only where the page says so, in its own words', async () => {
    expect(await readSearchAt(bazaar.origin, 'zzyzx', 'us')).toEqual({ kind: 'empty', said: '0 results for zzyzx' })
    expect(await readSearchAt(bazaar.origin, 'zzyzx', 'jp')).toMatchObject({
      kind: 'empty',
      said: 'zzyzx の検索結果 0 件',
    })
    expect(await readSearchAt(bazaar.origin, 'skarvane', 'us', 99)).toMatchObject({ kind: 'empty' })
  })
})

describe('a results page in trouble', () => {
  const outcomes: [string, Trouble, object][] = [
    ['a captcha with status 200', { kind: 'block-page' }, { kind: 'blocked', by: 'captcha' }],
    ['a captcha with status 403', { kind: 'block-page', status: 403 }, { kind: 'blocked', by: 'captcha' }],
    ['a slider', { kind: 'block-page', by: 'slider' }, { kind: 'blocked', by: 'slider' }],
    ['a button to hold', { kind: 'block-page', by: 'press-and-hold' }, { kind: 'blocked', by: 'press-and-hold' }],
    ['a button to click', { kind: 'block-page', by: 'click-through' }, { kind: 'blocked', by: 'click-through' }],
    [
      'a script that checks the browser',
      { kind: 'block-page', by: 'js-challenge', status: 503 },
      { kind: 'blocked', by: 'js-challenge' },
    ],
    [
      'Cloudflare’s check',
      { kind: 'block-page', by: 'cloudflare', status: 503 },
      { kind: 'blocked', by: 'cloudflare' },
    ],
    ['a redirect to the sign-in page', { kind: 'block-page', by: 'login-wall' }, { kind: 'blocked', by: 'login-wall' }],
    ['a redirect to the home page', { kind: 'redirect-home' }, { kind: 'blocked', by: 'redirected-to-home' }],
    ['429', { kind: 'too-many-requests', retryAfterSeconds: 3 }, { kind: 'blocked', by: 'rate-limited' }],
    ['403 without a word', { kind: 'forbidden' }, { kind: 'blocked', by: 'forbidden' }],
    ['503', { kind: 'unavailable' }, { kind: 'blocked', by: 'service-unavailable' }],
    [
      'a new layout',
      { kind: 'changed-layout' },
      { kind: 'changed', why: expect.stringMatching(/links to \d+ listings, but no card/) },
    ],
    [
      'new cards around old data',
      { kind: 'changed-layout', part: 'cards' },
      { kind: 'changed', why: expect.stringMatching(/no card/) },
    ],
    [
      'an empty shell',
      { kind: 'empty-shell' },
      { kind: 'changed', why: 'neither results nor the sentence for no results' },
    ],
    [
      'a body that ends early',
      { kind: 'truncated', how: 'silent' },
      { kind: 'changed', why: expect.stringMatching(/ends in the middle/) },
    ],
    [
      'GBK under the name of UTF-8',
      { kind: 'charset', header: 'utf-8', bytes: 'gbk' },
      { kind: 'changed', why: expect.stringMatching(/wrong charset/) },
    ],
    [
      'Shift_JIS under the name of windows-1251',
      { kind: 'charset', header: 'windows-1251', bytes: 'shift_jis' },
      { kind: 'changed', why: expect.stringMatching(/wrong charset/) },
    ],
    [
      'windows-1251 under the name of Shift_JIS',
      { kind: 'charset', header: 'shift_jis', bytes: 'windows-1251' },
      { kind: 'changed', why: expect.stringMatching(/wrong charset/) },
    ],
  ]
  it('can be of every kind of block that a reader tells', () => {
    const told = outcomes.map(([, , outcome]) => ('by' in outcome ? outcome.by : null)).filter((by) => by !== null)
    expect(new Set(told)).toEqual(new Set(blockKinds))
  })

  it.each(outcomes)('%s is told as it is', async (_, trouble, outcome) => {
    await bazaar.set([trouble])
    expect(await readSearchAt(bazaar.origin, 'skarvane', 'de')).toMatchObject(outcome)
  })

  it.each([
    ['gbk', 'cn'],
    ['shift_jis', 'jp'],
    ['windows-1251', 'ru'],
  ])('a page in %s that says so is read as one in UTF-8', async (charset, territory) => {
    const { listings } = await resultsAt(bazaar.origin, 'skarvane', territory)
    await bazaar.set([{ kind: 'charset', header: charset, bytes: charset }])
    const read = await resultsAt(bazaar.origin, 'skarvane', territory)
    expect(read.listings.map(partsOf)).toEqual(listings.map(partsOf))
  })

  it('new names for the prices: the embedded ones are taken, and it says so', async () => {
    const before = await resultsAt(bazaar.origin, 'skarvane')
    await bazaar.set([{ kind: 'changed-layout', part: 'prices' }])
    const after = await resultsAt(bazaar.origin, 'skarvane')
    const amounts = (listings: readonly Listing[]) => listings.map(({ price }) => price?.amount)
    const organic = (listings: readonly Listing[]) => listings.filter((each) => !each.sponsored)
    expect(amounts(organic(after.listings))).toEqual(amounts(organic(before.listings)))
    expect(after.warnings).toContainEqual(expect.stringMatching(/prices stand only in the embedded data/))
  })

  it("another territory's currency is read as it is printed, and it says so", async () => {
    await bazaar.set([{ kind: 'currency', as: 'jp' }])
    const { listings, warnings } = await resultsAt(bazaar.origin, 'skarvane', 'us')
    expect(new Set(listings.map(({ price }) => price?.currency))).toEqual(new Set(['JPY']))
    expect(warnings).toContainEqual(expect.stringMatching(/prices are in JPY; us prints USD/))
  })

  it('a price that differs from the embedded one is not certain: it stays text', async () => {
    const page = await fetchPage(searchUrl(bazaar.origin, 'skarvane'))
    const forged = { ...page, body: page.body.replace(/("price":")\d+/, '$19') }
    const outcome = market.readSearch(forged)
    if (outcome.kind !== 'results') throw new Error(JSON.stringify(outcome))
    const uncertain = outcome.listings.filter((each) => each.price === null)
    expect(uncertain).toHaveLength(1)
    expect(uncertain[0]?.priceText).toMatch(/\$/)
    expect(outcome.warnings).toContainEqual(expect.stringMatching(/1 of \d+ prices differ from the embedded data/))
  })
})

describe("a listing's page in trouble", () => {
  let id: string
  beforeAll(async () => {
    id = (await resultsAt(bazaar.origin, 'skarvane')).listings[0]?.id ?? ''
  })
  const outcomes: [string, Trouble, object][] = [
    [
      'taken down, with 404',
      { kind: 'gone', status: 404 },
      { kind: 'gone', said: 'This listing is no longer available.' },
    ],
    [
      'taken down, with 410',
      { kind: 'gone', status: 410 },
      { kind: 'gone', said: 'This listing is no longer available.' },
    ],
    [
      'taken down, with 200',
      { kind: 'gone', status: 200 },
      { kind: 'gone', said: 'This listing is no longer available.' },
    ],
    ['a captcha', { kind: 'block-page' }, { kind: 'blocked', by: 'captcha' }],
    ['a redirect to the home page', { kind: 'redirect-home' }, { kind: 'blocked', by: 'redirected-to-home' }],
    ['a new layout', { kind: 'changed-layout' }, { kind: 'changed' }],
    ['a body that ends early', { kind: 'truncated', how: 'silent', share: 0.9 }, { kind: 'changed' }],
  ]
  it.each(outcomes)('%s is told as it is', async (_, trouble, outcome) => {
    await bazaar.set([trouble])
    expect(await readListingAt(bazaar.origin, id)).toMatchObject(outcome)
  })

  it('the page of another listing is not taken for the one that was asked for', async () => {
    const page = await fetchPage(`${bazaar.origin}/item/${id}`)
    expect(market.readListing({ ...page, url: `${bazaar.origin}/item/310000000000` })).toMatchObject({
      kind: 'changed',
    })
  })
})
