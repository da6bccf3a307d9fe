import type { Listing } from '../../model/listing.ts'
import type { ListingOutcome, SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, judge, listingStatus, searchStatus } from '../judge.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { isJson, readBlock } from '../reading/block-pages.ts'
import { decodeEntities } from '../reading/html-text.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, listAt, numberAt, parseJson, textAt } from '../reading/json-values.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'
import { readEtsyPage } from './results-page.ts'

/** The API's next page begins after this many, when its answer does not repeat what was asked. */
const limitDefault = 25

/** An answer of the Open API (v3 as documented, v2 of 2011 as seen), or a results page. */
export function readEtsySearch(page: Page): SearchOutcome {
  const early = readBlock(page) ?? searchStatus(page)
  if (early) return early
  if (!isJson(page.body)) return readEtsyPage(page)
  const answer = parseJson(page.body)
  const count = numberAt(answer, 'count')
  if (answer === undefined || count === undefined) return changed('JSON without count and results')
  const cards = listAt(answer, 'results')
  const offset = numberAt(answer, 'params', 'offset') ?? 0
  const limit = numberAt(answer, 'params', 'limit') ?? limitDefault
  return judge({
    listings: cards.map(readCard).filter((each) => each !== null),
    cards: cards.length,
    linked: 0,
    claimed: count,
    next: offset + limit < count,
    emptySaid: count === 0 ? 'count: 0' : undefined,
  })
}

/** `getListing` of the Open API: v3 answers with the listing itself, v2 (2018) with a list of one; else the page's schema.org data. */
export function readEtsyListing(page: Page, readPage: (page: Page) => ListingOutcome): ListingOutcome {
  if (!isJson(page.body)) return readPage(page)
  const early = readBlock(page) ?? listingStatus(page)
  if (early) return early
  const answer = parseJson(page.body)
  const listed = listAt(answer, 'results')
  const listing = answer === undefined || listed.length > 1 ? null : readCard(listed[0] ?? answer)
  return listing ? { kind: 'listing', listing } : changed('JSON without one listing that has listing_id and title')
}

function readCard(card: Json): Listing | null {
  const id = textAt(card, 'listing_id')
  const title = textAt(card, 'title')
  if (id === undefined || title === undefined) return null
  const url = cleanUrl(textAt(card, 'url'), 'https://www.etsy.com') ?? `https://www.etsy.com/listing/${id}`
  const seller = defined({
    id: textAt(card, 'shop_id') ?? textAt(card, 'user_id'),
    name: textAt(card, 'shop', 'shop_name'),
  })
  return {
    marketplace: 'etsy',
    id,
    url,
    title: decodeEntities(title),
    ...priceOf(card),
    seller: Object.keys(seller).length > 0 ? seller : null,
    images: pictureUrls(
      [...listAt(card, 'images'), ...listAt(card, 'Images')].map((each) => textAt(each, 'url_fullxfull')),
    ),
    ...defined({ description: textAt(card, 'description')?.slice(0, 5_000) }),
  }
}

/** v2 writes "29.00" and `currency_code`; v3 an amount, its divisor and the currency. */
function priceOf(card: Json): Pick<Listing, 'price' | 'priceText'> {
  const price = at(card, 'price')
  const amount = textAt(price, 'amount')
  const decimals = (textAt(price, 'divisor') ?? '1').length - 1
  if (amount === undefined)
    return priceFields(priceOfFields(textAt(price), textAt(card, 'currency_code')), textAt(price) ?? '')
  if (!/^\d{1,15}$/.test(amount) || !/^10{0,6}$/.test(textAt(price, 'divisor') ?? '1'))
    return { price: null, priceText: amount }
  const digits = amount.padStart(decimals + 1, '0')
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
  return priceFields(priceOfFields(text, textAt(price, 'currency_code')), amount)
}
