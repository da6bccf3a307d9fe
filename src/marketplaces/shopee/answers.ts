import type { Listing } from '../../model/listing.ts'
import type { Territory } from '../../model/marketplace.ts'
import { multiplyAmounts, type Price } from '../../model/money.ts'
import type { Blocked, ListingOutcome, SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, judge, listingStatus, searchStatus } from '../judge.ts'
import { isJson, readBlock } from '../reading/block-pages.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, listAt, numberAt, parseJson, textAt } from '../reading/json-values.ts'
import { readProductPage } from '../reading/product-page.ts'
import { priceOfFields } from '../reading/product-price.ts'
import { territoryOfPage } from '../reading/territory-of-page.ts'
import { itemOf } from './item-shapes.ts'
import { readShopeePage } from './results-page.ts'
import { homeOfCurrency, shopeeTerritories } from './territories.ts'

/** The API counts in 1/100000 of the currency (2025-04). */
const unit = '0.00001'
/** Errors that ask for a human or a session. */
const blockErrors = new Set([90_309_999, 90_309_902])

/** The answer of `/api/v4/search/search_items` (documented), or a page as a browser has built it. */
export function readShopeeSearch(page: Page): SearchOutcome {
  const early = readBlock(page) ?? searchStatus(page)
  if (early) return early
  if (!isJson(page.body)) return readShopeePage(page)
  const answer = parseJson(page.body)
  const blocked = blockOf(answer)
  if (blocked) return blocked
  const items = at(answer, 'items')
  if (items === undefined) return changed('JSON without items')
  const territory = territoryOfPage(page, shopeeTerritories)
  const cards = listAt(items)
  const total = numberAt(answer, 'total_count')
  return judge({
    listings: cards
      .map((card) => readItem(itemOf(card), territory, (at(card, 'adsid') ?? null) !== null))
      .filter((each) => each !== null),
    cards: cards.length,
    linked: 0,
    claimed: total,
    next: at(answer, 'nomore') !== true && cards.length > 0,
    emptySaid: total === 0 ? 'total_count: 0' : undefined,
  })
}

/** The answer of `/api/v4/pdp/get_pc` (2025-04) or of `/api/v4/item/get` (2022-01), or a listing's page by its schema.org data. */
export function readShopeeListing(page: Page): ListingOutcome {
  const early = readBlock(page) ?? listingStatus(page)
  if (early) return early
  if (!isJson(page.body)) {
    return readProductPage(page, {
      id: 'shopee',
      territories: shopeeTerritories,
      idOf: (product, url) =>
        /[.-]i\.\d+\.(\d+)|\/product\/\d+\/(\d+)/
          .exec(url)
          ?.slice(1)
          .find((each) => each !== undefined) ?? product.ids.productId,
    })
  }
  const answer = parseJson(page.body)
  const blocked = blockOf(answer)
  if (blocked) return blocked
  const data = at(answer, 'data')
  const item = at(data, 'item') ?? at(answer, 'item') ?? (at(data, 'itemid') === undefined ? undefined : data)
  if (item === undefined) {
    const error = numberAt(answer, 'error')
    return error === undefined || error === 0
      ? changed('JSON without data.item')
      : { kind: 'gone', said: `error ${error}` }
  }
  const territory = homeOfCurrency(textAt(item, 'currency')) ?? territoryOfPage(page, shopeeTerritories)
  const listing = readItem(item, territory, false)
  if (!listing) return changed('data.item has no item_id, shop_id or title')
  const shop = at(data, 'shop_detailed')
  return {
    kind: 'listing',
    listing: {
      ...listing,
      price: listing.price ?? shownPrice(data, textAt(item, 'currency') ?? territory.currency),
      seller: defined({
        id: textAt(shop, 'shopid') ?? textAt(item, 'shop_id') ?? textAt(item, 'shopid'),
        name: textAt(shop, 'name'),
        url: undefined,
      }),
      images: pictures(
        [...listAt(data, 'product_images', 'images'), ...listAt(item, 'images')].map(
          (each) => textAt(each) ?? textAt(each, 'image_id'),
        ),
        listing.images,
      ),
      ...defined({
        sold: numberAt(data, 'product_review', 'historical_sold'),
        ratings: numberAt(data, 'product_review', 'total_rating_count'),
        rating: numberAt(data, 'product_review', 'rating_star'),
      }),
    },
  }
}

function blockOf(answer: Json | undefined): Blocked | null {
  const error = numberAt(answer, 'error')
  if (error !== undefined && blockErrors.has(error)) return { kind: 'blocked', by: 'captcha', said: `error ${error}` }
  return error === 19 ? { kind: 'blocked', by: 'login-wall', said: 'error 19' } : null
}

function readItem(item: Json, territory: Territory, sponsored: boolean): Listing | null {
  const id = textAt(item, 'item_id') ?? textAt(item, 'itemid')
  const shop = textAt(item, 'shop_id') ?? textAt(item, 'shopid')
  const title = textAt(item, 'title') ?? textAt(item, 'name')
  if (id === undefined || shop === undefined || title === undefined) return null
  const currency = textAt(item, 'currency') ?? territory.currency
  return {
    marketplace: 'shopee',
    id,
    url: `${territory.origin}/product/${shop}/${id}`,
    title,
    price: priceOf(item, currency),
    seller: defined({ id: shop, name: textAt(item, 'shop_name') }),
    images: pictures([textAt(item, 'image')], []),
    ...defined({
      brand: textAt(item, 'brand'),
      location: textAt(item, 'shop_location'),
      sold: numberAt(item, 'historical_sold'),
      rating: numberAt(item, 'item_rating', 'rating_star') || undefined,
      ratings: numberAt(item, 'item_rating', 'rating_count', 0) || undefined,
      description: textAt(item, 'description')?.slice(0, 5_000),
    }),
    ...(sponsored && { sponsored }),
  }
}

function priceOf(item: Json, currency: string): Price | null {
  return fromUnits(textAt(item, 'price_min') ?? textAt(item, 'price'), textAt(item, 'price_max'), currency)
}

/** What the page shows as the price, from the cheapest variant to the dearest: where the item itself has none. */
function shownPrice(data: Json | undefined, currency: string): Price | null {
  const price = at(data, 'product_price', 'price')
  return (
    fromUnits(textAt(price, 'range_min'), textAt(price, 'range_max'), currency) ??
    fromUnits(textAt(price, 'single_value'), undefined, currency)
  )
}

function fromUnits(low: string | undefined, high: string | undefined, currency: string): Price | null {
  const amount = (raw: string | undefined): string | undefined =>
    raw !== undefined && /^\d{1,18}$/.test(raw) ? multiplyAmounts(raw, unit) : undefined
  return priceOfFields(amount(low), currency, amount(high))
}

/** The picture server's address of a hash. */
function pictures(hashes: readonly (string | undefined)[], others: readonly string[]): string[] {
  const made = hashes
    .filter((each) => each !== undefined && /^[\w-]{16,80}$/.test(each))
    .map((each) => `https://cf.shopee.sg/file/${each}`)
  return made.length > 0 ? [...new Set(made)] : [...others]
}
