import { createHmac } from 'node:crypto'
import type { Listing, Seller } from '../../model/listing.ts'
import type { ApiAccess, ApiRequest, MarketplaceApi } from '../../model/marketplace-api.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import { type Sort, sortWord } from '../../model/sort.ts'
import { changed, judge } from '../judge.ts'
import { pictureUrls } from '../listing-urls.ts'
import { readApiAnswer } from '../reading/api-answer.ts'
import { readCount } from '../reading/counts.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, listAt, numberAt, textAt } from '../reading/json-values.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'
import { queryOf, territoryNamed } from '../requests.ts'
import { apiError } from './api-error.ts'
import { readAliexpressSearch } from './search.ts'
import { aliexpressTerritories } from './territories.ts'

/** The most that one call may ask for. */
const perPage = 50

/** Neither search can be asked for the newest. */
const affiliates = {
  id: "the affiliates' search",
  sorts: { 'price-low': 'SALE_PRICE_ASC', 'price-high': 'SALE_PRICE_DESC' },
}
const dropshippers = {
  id: "the dropshippers' search",
  sorts: { 'price-low': 'min_price,asc', 'price-high': 'min_price,desc' },
}

/**
 * docs/apis.md. The open platform's product search: for a dropshipper's application (`session` is there) by
 * aliexpress.ds.text.search, else for an affiliate's by aliexpress.affiliate.product.query. As of 2026.
 */
export const aliexpressApi: MarketplaceApi = {
  name: 'Open Platform',
  origin: 'https://api-sg.aliexpress.com',
  keyFrom: 'https://openservice.aliexpress.com',
  callsADay: 5_000,
  territories: aliexpressTerritories.map((each) => each.id),
  sorts: affiliates.sorts,
  searchRequest,
  readSearch: (page) =>
    readApiAnswer(page, apiErrorOf, (answer) =>
      at(answer, 'aliexpress_affiliate_product_query_response') === undefined
        ? readAliexpressSearch(page)
        : readAffiliate(answer),
    ),
}

/**
 * The signature of a call to /sync: HMAC-SHA256 with the secret over every parameter's name and value, in the order of
 * the names; upper-case hex. Exported for its test.
 */
export function signatureOf(parameters: Readonly<Record<string, string>>, secret: string): string {
  const text = Object.keys(parameters)
    .sort()
    .map((name) => `${name}${parameters[name] ?? ''}`)
    .join('')
  return createHmac('sha256', secret).update(text, 'utf8').digest('hex').toUpperCase()
}

function searchRequest(
  query: Parameters<MarketplaceApi['searchRequest']>[0],
  { credentials: { appKey = '', appSecret = '', trackingId, session }, now }: ApiAccess,
): ApiRequest {
  const common = {
    app_key: appKey,
    sign_method: 'sha256',
    timestamp: String(now.getTime()),
    format: 'json',
    v: '2.0',
  }
  const parameters =
    session === undefined
      ? { ...common, ...affiliate(query), ...(trackingId !== undefined && { tracking_id: trackingId }) }
      : { ...common, ...dropship(query), session }
  const sign = signatureOf(parameters, appSecret)
  return {
    url: new URL(`/sync?${queryOf({ ...parameters, sign })}`, query.origin).href,
    headers: { accept: 'application/json' },
    secrets: [appSecret, sign, ...(session === undefined ? [] : [session])],
  }
}

type Query = { keyword: string; page: number; territory: string; sort?: Sort }

const affiliate = ({ keyword, page, territory, sort }: Query) => {
  const word = sortWord(affiliates, sort)
  const { currency, language } = siteOf(territory)
  return {
    method: 'aliexpress.affiliate.product.query',
    keywords: keyword,
    page_no: String(page),
    page_size: String(perPage),
    target_currency: currency,
    target_language: (language.split('-')[0] ?? 'en').toUpperCase(),
    ship_to_country: countryOf(territory),
    ...(word && { sort: word }),
  }
}

const dropship = ({ keyword, page, territory, sort }: Query) => {
  const word = sortWord(dropshippers, sort)
  const { currency, language } = siteOf(territory)
  return {
    method: 'aliexpress.ds.text.search',
    keyWord: keyword,
    pageIndex: String(page),
    pageSize: String(perPage),
    currency,
    local: language.replace('-', '_'),
    countryCode: countryOf(territory),
    ...(word && { sortBy: word }),
  }
}

const siteOf = (territory: string) =>
  territoryNamed({ id: 'aliexpress', territories: aliexpressTerritories }, territory)

/** Territories are named by country, but for the site of goods that are in the United States already. */
const countryOf = (territory: string): string => (territory.split('-')[0] ?? territory).toUpperCase()

/** "405: The result is empty" is how the affiliate search says that there are no results. */
function apiErrorOf(answer: Json | undefined): SearchOutcome | null {
  if (answer === undefined) return null
  const code = textAt(answer, 'aliexpress_affiliate_product_query_response', 'resp_result', 'resp_code')
  if (code === undefined || code === '200') return apiError(answer)
  const said = `${code}: ${textAt(answer, 'aliexpress_affiliate_product_query_response', 'resp_result', 'resp_msg') ?? 'no message'}`
  return code === '405' && /result is empty/i.test(said) ? { kind: 'empty', said } : changed(`the API answers ${said}`)
}

function readAffiliate(answer: Json): SearchOutcome {
  const result = at(answer, 'aliexpress_affiliate_product_query_response', 'resp_result', 'result')
  const cards = listAt(result, 'products', 'product')
  const total = numberAt(result, 'total_record_count')
  const page = numberAt(result, 'current_page_no') ?? 1
  return judge({
    listings: cards.map(readCard).filter((each) => each !== null),
    cards: cards.length,
    linked: 0,
    claimed: total,
    next: total !== undefined && cards.length > 0 && page * perPage < total,
    emptySaid: total === 0 ? 'total_record_count: 0' : undefined,
  })
}

function readCard(card: Json): Listing | null {
  const id = textAt(card, 'product_id')
  const title = textAt(card, 'product_title')
  if (id === undefined || !/^\d{6,20}$/.test(id) || title === undefined) return null
  const amount = textAt(card, 'target_sale_price') ?? textAt(card, 'target_original_price')
  const currency = textAt(card, 'target_sale_price_currency') ?? textAt(card, 'target_original_price_currency')
  const seller: Seller = defined({ id: textAt(card, 'shop_id'), name: textAt(card, 'shop_name') })
  const pictures = [at(card, 'product_main_image_url'), ...listAt(card, 'product_small_image_urls', 'string')]
  const sold = textAt(card, 'lastest_volume')
  return {
    marketplace: 'aliexpress',
    id,
    url: `${aliexpressTerritories[0].origin}/item/${id}.html`,
    title,
    ...priceFields(priceOfFields(amount, currency), amount ?? ''),
    seller: Object.keys(seller).length > 0 ? seller : null,
    images: pictureUrls(pictures.map((each) => textAt(each))),
    ...defined({
      sold: sold === undefined ? undefined : readCount(sold),
      category: textAt(card, 'second_level_category_name') ?? textAt(card, 'first_level_category_name'),
    }),
  }
}
