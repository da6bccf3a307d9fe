import type { Listing } from '../../model/listing.ts'
import type { Territory } from '../../model/marketplace.ts'
import { compareAmounts, isAmount, type Price } from '../../model/money.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { ListingOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, listingStatus } from '../judge.ts'
import { readBlock } from '../reading/block-pages.ts'
import { readCount } from '../reading/counts.ts'
import { decodeEntities } from '../reading/html-text.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, jsonAfter, listAt, numberAt, parseJson, textAt } from '../reading/json-values.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'
import { territoryOfPage } from '../reading/territory-of-page.ts'
import { apiError } from './api-error.ts'
import { readOldItem } from './old-item.ts'
import { aliexpressTerritories } from './territories.ts'
import { absolute } from './urls.ts'

/** An AliExpress item page (`window.runParams`, 2020 and 2023), or the answer of `aliexpress.ds.product.get` (2026-04). */
export function readAliexpressListing(page: Page): ListingOutcome {
  const early = readBlock(page, aliexpressTerritories) ?? listingStatus(page)
  if (early) return early
  if (/^\s*[{[]/.test(page.body)) return readApi(parseJson(page.body))
  const data = runParams(page.body)
  if (data === undefined) return changed('a page built in the browser: no window.runParams with data')
  const old = readOldItem(data, territoryOfPage(page, aliexpressTerritories))
  if (old) return { kind: 'listing', listing: old }
  const status = numberAt(data, 'itemStatusComponent', 'status')
  if (status !== undefined && status !== 0) return { kind: 'gone', said: `itemStatusComponent.status: ${status}` }
  const id = textAt(data, 'productInfoComponent', 'idStr') ?? textAt(data, 'productInfoComponent', 'id')
  const title = textAt(data, 'productInfoComponent', 'subject')
  if (id === undefined || title === undefined)
    return changed('runParams.data.productInfoComponent has no id or subject')
  return {
    kind: 'listing',
    listing: readItem(data, id, title, page.body, territoryOfPage(page, aliexpressTerritories)),
  }
}

function runParams(body: string): Json | undefined {
  const found = body.indexOf('window.runParams')
  const start = found < 0 ? -1 : body.slice(found, found + 400).search(/data["']?\s*:\s*\{/)
  return start < 0 ? undefined : jsonAfter(body.slice(found + start), ':')
}

function readItem(data: Json, id: string, title: string, body: string, territory: Territory): Listing {
  const seller = at(data, 'sellerComponent')
  const currency = textAt(data, 'currencyComponent', 'currencyCode') ?? territory.currency
  const og = decodeEntities(/property="og:title"\s+content="([^"|]{1,120})/.exec(body)?.[1] ?? '').replace(
    /\s?\d{1,3}%\s?OFF\s{0,3}$/i,
    '',
  )
  const sold = textAt(data, 'tradeComponent', 'formatTradeCount')
  return {
    marketplace: 'aliexpress',
    id,
    url: `${territory.origin}/item/${id}.html`,
    title,
    ...priceFields(skuRange(data) ?? readPrice(og, { currency, language: territory.language }), og),
    seller: sellerOf(
      textAt(seller, 'storeNum'),
      textAt(seller, 'storeName'),
      absolute(textAt(seller, 'storeURL')),
      textAt(seller, 'countryCompleteName'),
    ),
    images: listAt(data, 'imageComponent', 'imagePathList')
      .map((each) => absolute(textAt(each)))
      .filter((each) => each !== undefined),
    ...defined({
      sold: sold === undefined ? undefined : readCount(sold),
      rating: numberAt(data, 'feedbackComponent', 'evarageStar'),
      ratings: numberAt(data, 'feedbackComponent', 'totalValidNum'),
    }),
  }
}

/** From the cheapest variant's price to the dearest's; `undefined` when a variant has none or currencies differ. */
function skuRange(data: Json): Price | undefined {
  const variants = listAt(data, 'priceComponent', 'skuPriceList').map(
    (each) => at(each, 'skuVal', 'skuActivityAmount') ?? at(each, 'skuVal', 'skuAmount'),
  )
  return rangeOf(variants.map((each) => [textAt(each, 'value'), textAt(each, 'currency')]))
}

function rangeOf(prices: (readonly [string | undefined, string | undefined])[]): Price | undefined {
  const currency = prices[0]?.[1]
  const amounts = prices
    .map(([amount]) => amount)
    .filter((each) => each !== undefined && isAmount(each))
    .filter((each) => each !== undefined)
  if (currency === undefined || amounts.length !== prices.length || prices.some(([, each]) => each !== currency))
    return undefined
  const sorted = [...amounts].sort(compareAmounts)
  return priceOfFields(sorted[0], currency, sorted.at(-1)) ?? undefined
}

function readApi(answer: Json | undefined): ListingOutcome {
  if (answer === undefined) return changed('JSON that does not parse')
  const error = apiError(answer)
  if (error) return error
  const response = at(answer, 'aliexpress_ds_product_get_response')
  const result = at(response, 'result')
  const base = at(result, 'ae_item_base_info_dto')
  const id = textAt(base, 'product_id')
  const title = textAt(base, 'subject')
  if (id === undefined || title === undefined) {
    const code = textAt(response, 'rsp_code')
    if (code !== undefined && code !== '200')
      return { kind: 'gone', said: `${code}: ${textAt(response, 'rsp_msg') ?? 'no message'}` }
    return changed('JSON without aliexpress_ds_product_get_response.result.ae_item_base_info_dto')
  }
  const status = textAt(base, 'product_status_type')
  if (status !== undefined && status !== 'onSelling') return { kind: 'gone', said: `product_status_type: ${status}` }
  return { kind: 'listing', listing: readApiItem(result, base, id, title) }
}

function readApiItem(result: Json | undefined, base: Json | undefined, id: string, title: string): Listing {
  const skus = listAt(result, 'ae_item_sku_info_dtos', 'ae_item_sku_info_d_t_o')
  const sold = textAt(base, 'sales_count')
  return {
    marketplace: 'aliexpress',
    id,
    url: `${aliexpressTerritories[0].origin}/item/${id}.html`,
    title,
    price:
      rangeOf(
        skus.map((sku) => [textAt(sku, 'offer_sale_price') ?? textAt(sku, 'sku_price'), textAt(sku, 'currency_code')]),
      ) ?? null,
    seller: sellerOf(
      textAt(result, 'ae_store_info', 'store_id'),
      textAt(result, 'ae_store_info', 'store_name'),
      undefined,
      textAt(result, 'ae_store_info', 'store_country_code'),
    ),
    images: (textAt(result, 'ae_multimedia_info_dto', 'image_urls') ?? '')
      .split(';')
      .map((each) => absolute(each))
      .filter((each) => each !== undefined),
    ...defined({
      sold: sold === undefined ? undefined : readCount(sold),
      rating: numberAt(base, 'avg_evaluation_rating'),
      ratings: numberAt(base, 'evaluation_count'),
    }),
  }
}

function sellerOf(
  id: string | undefined,
  name: string | undefined,
  url: string | undefined,
  country: string | undefined,
): Listing['seller'] {
  const seller = defined({ id, name, url, country })
  return Object.keys(seller).length > 0 ? seller : null
}
