import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readBlock } from '../../src/marketplaces/reading/block-pages.ts'
import { marketplaceIds, marketplaceOf } from '../../src/marketplaces/registry.ts'
import { decodeBody } from '../../src/model/charset.ts'
import type { Listing } from '../../src/model/listing.ts'
import type { ListingOutcome, SearchOutcome } from '../../src/model/outcome.ts'
import type { Page } from '../../src/model/page.ts'

const folder = fileURLToPath(new URL('../../../shared/pages/', import.meta.url))
const isThere = existsSync(folder)

/** What a person reads, as GROUND_TRUTH.json states it; an absent value is not stated. */
type Stated = {
  id?: string
  title?: string
  price?: number | string
  price_min?: number
  price_max?: number
  price_note?: string
  currency?: string
  seller?: string
  seller_id?: string
  merchant_id?: string
  sponsored?: boolean
  image?: string
  url?: string
  availability?: string
}
type Results = { first3: Stated[]; last: Stated }
type Truth = Stated & {
  marketplace: string
  kind: string
  block_type?: string
  result_count?: number
  distinct_ids?: number
  sponsored_by_link?: number
  total_on_site?: number
  results?: Results
  stacks?: { result_count: number; results: Results }[]
  images?: number
  images_in_colorImages?: number
  offers?: { lowPrice: string; highPrice: string; priceCurrency: string }
  price_tiers?: { price: number }[]
  raw_price_min?: number
  variants?: { price: string; currency: string }[]
}
type Row = { id?: string; title: string; price?: { amount: string; currency: string; max?: string }; seller?: string }

const json = <T>(name: string): T => JSON.parse(readFileSync(folder + name, 'utf8')) as T
const truths = isThere ? Object.entries(json<Record<string, Truth>>('GROUND_TRUTH.json')) : []
const rows = isThere ? json<Record<string, { rows: Row[] }>>('ROWS.json') : {}

/** Stated values that are not met, each with its reason; rows that state a price of 0 are read as no price. */
const notMet: Record<string, string> = {
  'walmart/search/us-aaa-page-2-2024-12.html count': 'the second stack is shown too, and ROWS.json states its rows',
}

/** What a page itself says of its results that a reader tells; no other page is read with a warning. */
const told: Record<string, string[]> = {
  'ebay/search/sg-airpods-4-2025-09.html': ['"1result for airpods 4": what is listed matches fewer words'],
}

const pageOf = (file: string): Page => ({
  url: new URL(file, 'file:///saved/').href,
  status: 200,
  headers: {},
  body: decodeBody(readFileSync(folder + file)),
  fetchedAt: new Date('2026-11-24T00:00:00Z'),
})
const kindOf = (file: string): string => file.split('/')[1] ?? ''
const of = (kind: string) =>
  truths.filter(([file, truth]) => kindOf(file) === kind && marketplaceIds.includes(truth.marketplace))
const amount = (value: string | undefined): number | undefined => (value === undefined ? undefined : Number(value))

/** What differs between what is stated and what was read: path, stated, read. */
function differences(stated: Stated, read: Listing | undefined): unknown[] {
  const wrong: unknown[] = []
  const check = (name: string, said: unknown, found: unknown, same = said === found) => {
    if (said !== undefined && !same) wrong.push([stated.id ?? stated.title, name, said, found])
  }
  check('id', stated.id, read?.id)
  check('title', stated.title, read?.title)
  if (stated.price_note === undefined && typeof stated.price !== 'object') {
    const low = stated.price ?? stated.price_min
    check('price', low, read?.price, low !== undefined && amount(read?.price?.amount) === Number(low))
    check('max', stated.price_max, amount(read?.price?.max))
    if (low !== undefined) check('currency', stated.currency, read?.price?.currency)
  } else check('price', null, read?.price)
  check('seller', stated.seller, read?.seller?.name)
  check('seller id', stated.seller_id ?? stated.merchant_id, read?.seller?.id)
  check('sponsored', stated.sponsored, read?.sponsored)
  const ending = stated.url?.replace(/^https?:\/\/www\.ebay\.com\/itm\/.*?(\d+)$/, '/itm/$1')
  check('url', stated.url, read?.url, ending !== undefined && read?.url.endsWith(ending) === true)
  check('url is absolute', true, URL.canParse(read?.url ?? ''))
  if (stated.image?.startsWith('http'))
    check('image', stated.image, read?.images, read?.images.includes(stated.image) === true)
  else if (stated.image !== undefined) check('image', [], read?.images, read?.images.length === 0)
  if (stated.availability !== undefined) {
    check('availability', stated.availability.replace(/^https?:\/\/schema\.org\//, ''), read?.availability)
  }
  return wrong
}

const listingsOf = (file: string, outcome: SearchOutcome): Listing[] => {
  if (outcome.kind !== 'results') throw new Error(`${file}: ${JSON.stringify(outcome)}`)
  return outcome.listings
}

describe.skipIf(!isThere)('real saved pages (skipped: no ../shared/pages)', () => {
  it.each(truths.map(([file, truth]) => [file, truth.block_type ?? null]))('%s: block page %s', (file, by) => {
    expect(readBlock(pageOf(file))?.by ?? null).toBe(by)
  })

  it.each(of('blocked').map(([file, truth]) => [file, truth] as const))(
    '%s ends as blocked, read either way',
    (file, truth) => {
      const market = marketplaceOf(truth.marketplace)
      expect(market.readSearch(pageOf(file))).toMatchObject({ kind: 'blocked', by: truth.block_type })
      expect(market.readListing(pageOf(file))).toMatchObject({ kind: 'blocked', by: truth.block_type })
    },
  )

  it.each(of('empty').map(([file, truth]) => [file, truth] as const))('%s is changed, not empty', (file, truth) => {
    expect(marketplaceOf(truth.marketplace).readSearch(pageOf(file)).kind).toBe('changed')
  })

  it.each(of('search').map(([file, truth]) => [file, truth] as const))(
    '%s: count, first three, last',
    (file, truth) => {
      const outcome = marketplaceOf(truth.marketplace).readSearch(pageOf(file))
      const listings = listingsOf(file, outcome)
      const results = truth.results ?? truth.stacks?.[0]?.results
      const last = truth.stacks?.[0] ? listings[truth.stacks[0].result_count - 1] : listings.at(-1)
      if (!(`${file} count` in notMet)) expect(listings).toHaveLength(truth.result_count ?? -1)
      if (truth.distinct_ids !== undefined)
        expect(new Set(listings.map((each) => each.id)).size).toBe(truth.distinct_ids)
      if (truth.sponsored_by_link !== undefined) {
        expect(listings.filter((each) => each.sponsored === true)).toHaveLength(truth.sponsored_by_link)
      }
      if (truth.total_on_site !== undefined) expect(outcome).toMatchObject({ claimed: truth.total_on_site })
      expect(results?.first3.flatMap((each, at) => differences(each, listings[at]))).toEqual([])
      expect(results === undefined ? [] : differences(results.last, last)).toEqual([])
      expect(outcome).toMatchObject({ warnings: told[file] ?? [] })
    },
  )

  it.each(Object.keys(rows))('%s: every row', (file) => {
    const market = marketplaceOf(file.split('/')[0] ?? '')
    const listings = listingsOf(file, market.readSearch(pageOf(file)))
    const wrong = rows[file]!.rows.flatMap((row, at) => {
      const read = row.id === undefined ? listings[at] : listings.find((each) => each.id === row.id)
      const isZero = row.price !== undefined && Number(row.price.amount) === 0
      const { price, seller, ...rest } = row
      const stated: Stated = { ...rest }
      if (seller !== undefined) stated.seller = seller.trim()
      if (price && !isZero) {
        stated.price = price.amount
        stated.currency = price.currency
        if (price.max !== undefined) stated.price_max = Number(price.max)
      }
      return [...differences(stated, read), ...(isZero && read?.price !== null ? [[row.id, 'a price of 0']] : [])]
    })
    expect(wrong).toEqual([])
  })

  it.each(of('listing').map(([file, truth]) => [file, truth] as const))('%s: the listing', (file, truth) => {
    const outcome: ListingOutcome = marketplaceOf(truth.marketplace).readListing(pageOf(file))
    if (outcome.kind !== 'listing') throw new Error(JSON.stringify(outcome))
    const { listing } = outcome
    expect(differences(truth, listing)).toEqual([])
    const images = truth.images ?? truth.images_in_colorImages
    if (images !== undefined) expect(listing.images).toHaveLength(images)
    if (truth.offers) {
      const { lowPrice, highPrice, priceCurrency } = truth.offers
      const max = lowPrice === highPrice ? undefined : highPrice
      expect(listing.price).toEqual({ amount: lowPrice, currency: priceCurrency, ...(max !== undefined && { max }) })
    }
    if (truth.price_tiers) {
      const prices = truth.price_tiers.map((each) => each.price)
      expect([amount(listing.price?.amount), amount(listing.price?.max)]).toEqual([
        Math.min(...prices),
        Math.max(...prices),
      ])
      expect(listing.price?.currency).toBe(truth.currency)
    }
    if (truth.raw_price_min !== undefined) expect(amount(listing.price?.amount)).toBe(truth.raw_price_min / 100_000)
    if (truth.variants)
      expect(listing.price).toEqual({ amount: truth.variants[0]!.price, currency: truth.variants[0]!.currency })
    if (truth.marketplace === 'amazon' && truth.price === undefined) expect(listing.price).toBeNull()
  })
})
