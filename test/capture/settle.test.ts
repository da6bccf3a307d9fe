import { describe, expect, it } from 'vitest'
import { settleCapture } from '../../src/capture/settle.ts'
import type { PageCapture } from '../../src/crawler/page-capture.ts'
import type { Listing } from '../../src/model/listing.ts'
import type { BlockKind, ListingOutcome } from '../../src/model/outcome.ts'
import { aListing } from '../builders.ts'
import { shop } from '../stage-ground.ts'
import { aPage } from './seen-page.ts'

const listing = (given: Partial<Listing> = {}): ListingOutcome => ({
  kind: 'listing',
  listing: aListing({
    ...{ title: 'Acme Runner', price: { amount: '1129.90', currency: 'USD' }, seller: { name: 'Harbour' } },
    ...given,
  }),
})
const settle = (outcome: ListingOutcome, page: Partial<PageCapture> = {}, wanted: string | null = 'l1') =>
  settleCapture('listing', aPage(page), shop({ readListing: () => outcome }), wanted)
const refusalOf = (outcome: ListingOutcome, page: Partial<PageCapture> = {}, wanted: string | null = 'l1') =>
  settle(outcome, page, wanted).refusal?.kind ?? null

describe('a capture of a listing', () => {
  it('is complete with what the page says as it prints it', () => {
    expect(settle(listing())).toEqual({
      ...{ state: 'complete', why: [], outcome: 'present', listing: 'l1', refusal: null },
      reading: {
        ...{ title: 'Acme Runner', priceText: '$ 1,129.90', price: { amount: '1129.90', currency: 'USD' } },
        seller: 'Harbour',
      },
    })
  })

  it.each<[string, Partial<PageCapture>, string[]]>([
    [
      'a step',
      {
        steps: [
          { step: 'scroll', why: 'too long' },
          { step: 'open', why: null },
        ],
      },
      ['step-scroll'],
    ],
    ['requests', { failed: [{ url: 'x', error: 'reset' }] }, ['requests-failed']],
    ['height', { isCut: true }, ['screenshot-cut']],
  ])('is partial where %s went wrong, and says what', (_, page, codes) => {
    const settled = settle(listing(), page)
    expect([settled.state, settled.why.map(({ code }) => code)]).toEqual(['partial', codes])
    expect(settled.why.every(({ text }) => text !== '')).toBe(true)
  })

  it('that is gone is said so, and nothing is read of it', () => {
    const gone: ListingOutcome = { kind: 'gone', said: 'ended' }
    expect(settle(gone)).toMatchObject({ state: 'complete', outcome: 'gone', reading: null, listing: 'l1' })
    for (const status of [404, 410]) expect(refusalOf(gone, { status })).toBeNull()
    expect(refusalOf(gone, { status: 500 })).toBe('error')
  })

  it('is about the listing that was asked for, else the one that the page shows', () => {
    expect(settle(listing({ id: 'l2' }), { dom: 'l1 l2' }).listing).toBe('l1')
    expect(settle(listing({ id: 'l2' }), {}, null).listing).toBe('l2')
    expect(settle({ kind: 'changed', why: 'no title' }, {}, null).listing).toBeNull()
  })
})

describe('what was read of a page', () => {
  const reading = (given: Partial<Listing>, page: Partial<PageCapture> = {}) => settle(listing(given), page).reading

  it('leaves out what the page does not say in those words', () => {
    expect(reading({ title: 'Acme  Runner' })).toMatchObject({ title: 'Acme Runner'.replace(' ', '  ') })
    expect(reading({ title: 'Another title' })).not.toHaveProperty('title')
    expect(reading({ price: { amount: '7.00', currency: 'USD' } })).not.toHaveProperty('priceText')
    expect(reading({ price: null, seller: null })).toEqual({ title: 'Acme Runner' })
    expect(reading({ seller: { id: 's1' } })).not.toHaveProperty('seller')
  })

  it.each([
    ['29.90', 'now EUR 29,90 only', 'EUR 29,90'],
    ['1129.90', '1.129,90€ only', '1.129,90'],
    ['1234567', '¥1,234,567', '¥1,234,567'],
    ['29.90', 'now 129.90', undefined],
    ['29.90', 'now 29.901', undefined],
    ['49', '49 USD', '49'],
  ])('has the price %s in “%s” as %j', (amount, text, printed) => {
    const read = reading({ price: { amount, currency: 'USD' } }, { text })
    expect(read && 'priceText' in read ? read.priceText : undefined).toBe(printed)
  })

  it('is its title where no listing was read', () => {
    const changed: ListingOutcome = { kind: 'changed', why: 'no price' }
    expect(settle(changed).reading).toEqual({ title: 'Acme Runner' })
    expect(settle(changed, { title: 'Not there' }).reading).toEqual({})
    expect(settle(changed, { title: '' }).reading).toEqual({})
  })
})

describe('something else in the place of the page', () => {
  it.each<[BlockKind, string]>([
    ['captcha', 'captcha'],
    ['click-through', 'captcha'],
    ['press-and-hold', 'captcha'],
    ['slider', 'captcha'],
    ['js-challenge', 'block'],
    ['cloudflare', 'block'],
    ['rate-limited', 'block'],
    ['forbidden', 'block'],
    ['login-wall', 'login'],
    ['service-unavailable', 'error'],
    ['redirected-to-home', 'redirect'],
  ])('that the reader knows as %s is refused as %s', (by, kind) => {
    expect(refusalOf({ kind: 'blocked', by, said: 'x' })).toBe(kind)
  })

  it.each<[string, Partial<PageCapture>, string | null]>([
    ['403', { status: 403 }, 'block'],
    ['429', { status: 429 }, 'block'],
    ['404', { status: 404 }, 'error'],
    ['503', { status: 503 }, 'error'],
    ['199', { status: 199 }, 'error'],
    ['300', { status: 300 }, 'error'],
    ['204', { status: 204 }, null],
    ['299', { status: 299 }, null],
    ['a check for humans', { text: 'Are you a robot?' }, 'captcha'],
    ['a check in its title', { text: 'x', title: 'Just a moment' }, 'captcha'],
    ['a consent wall', { text: 'Before you continue: Accept all cookies' }, 'consent'],
    ['a consent wall by its title', { text: 'Hello', title: 'Cookie preferences' }, 'consent'],
    ['a long page that asks for consent, too', { text: `Accept cookies ${'word '.repeat(160)}` }, null],
  ])('with %s is refused as %s', (_, page, kind) => {
    expect(refusalOf(listing(), page)).toBe(kind)
  })

  it('is another listing, where nothing on the page names the one that was asked for', () => {
    const other = listing({ id: 'l2' })
    expect(refusalOf(other, { dom: '<html>l2</html>' })).toBe('redirect')
    expect(refusalOf(other, { dom: '<html>l2, like l1</html>' })).toBeNull()
    expect(refusalOf(other, { dom: '<html>l2</html>' }, null)).toBeNull()
    const changed: ListingOutcome = { kind: 'changed', why: 'no title' }
    const elsewhere = { dom: '<html>home</html>', final: 'https://shop.example/' }
    expect(refusalOf(changed, elsewhere)).toBe('redirect')
    expect(refusalOf(changed, elsewhere, null)).toBeNull()
    expect(refusalOf(changed, { dom: '<html>home</html>' })).toBeNull()
    expect(refusalOf(changed, { final: 'https://shop.example/' })).toBeNull()
  })

  it('says what it says, in its first words, its title, or its number', () => {
    const says = (page: Partial<PageCapture>) =>
      settle({ kind: 'blocked', by: 'captcha', said: 'x' }, page).refusal?.says
    expect(says({ text: `  Prove\n it ${'x'.repeat(400)}` })).toBe(`Prove it ${'x'.repeat(291)}`)
    expect(says({ text: '', title: 'Robot check' })).toBe('Robot check')
    expect(says({ text: ' ', title: '', status: 403 })).toBe('an answer of 403 without words')
    expect(settle({ kind: 'blocked', by: 'captcha', said: 'x' }, { text: 'Prove it' })).toMatchObject({
      ...{ state: 'refused', why: [{ code: 'captcha', text: 'Prove it' }], outcome: 'present', listing: 'l1' },
      reading: null,
    })
  })
})

describe('a capture of another page', () => {
  it('of a search has its results by rank, with titles that the page says', () => {
    const results = {
      ...{ kind: 'results' as const, cards: 3, leftOut: {}, next: false, warnings: [] },
      listings: [
        aListing({ id: 'a', title: 'Acme Runner' }),
        aListing({ id: 'b', title: 'put right' }),
        aListing({ id: 'c' }),
      ],
    }
    const page = aPage({ dom: 'a b' })
    expect(settleCapture('search', page, shop({ readSearch: () => results }), null)).toMatchObject({
      ...{ state: 'complete', listing: null, outcome: 'present' },
      reading: {
        title: 'Acme Runner',
        listings: [
          { rank: 1, id: 'a', title: 'Acme Runner' },
          { rank: 2, id: 'b' },
        ],
      },
    })
  })

  it('of a seller is read by nobody, and refused where it is a block', () => {
    const seller = (outcome: ListingOutcome) =>
      settleCapture('seller', aPage(), shop({ readListing: () => outcome }), null)
    expect(seller({ kind: 'changed', why: 'no listing' })).toMatchObject({
      ...{ state: 'complete', listing: null, reading: { title: 'Acme Runner' } },
    })
    expect(seller({ kind: 'blocked', by: 'slider', said: 'x' })).toMatchObject({ state: 'refused' })
  })
})
