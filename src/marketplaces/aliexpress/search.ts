import type { Listing } from '../../model/listing.ts'
import type { Territory } from '../../model/marketplace.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, judge, searchStatus } from '../judge.ts'
import { readBlock } from '../reading/block-pages.ts'
import { canonicalTag } from '../reading/canonical-tag.ts'
import { readCount } from '../reading/counts.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, jsonAfter, listAt, numberAt, parseJson, textAt } from '../reading/json-values.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'
import { territoryOfPage } from '../reading/territory-of-page.ts'
import { apiError } from './api-error.ts'
import { readCards } from './cards.ts'
import { aliexpressTerritories } from './territories.ts'
import { absolute } from './urls.ts'

/** Where a results page keeps its data: `_init_data_` since 2023, `runParams` before. Documented, no saved results page. */
const marks = [/_init_data_\s*=\s*(?=\{)/, /window\.runParams\s*=\s*(?=\{)/] as const

/** An AliExpress results page, or the answer of `aliexpress.ds.text.search` (2026-04). */
export function readAliexpressSearch(page: Page): SearchOutcome {
  const early = readBlock(page, aliexpressTerritories) ?? searchStatus(page)
  if (early) return early
  const territory = territoryOfPage(page, aliexpressTerritories)
  if (/^\s*[{[]/.test(page.body)) return readApi(parseJson(page.body), territory)
  const linked = new Set(page.body.match(/\/item\/\d{8,20}\.html/g) ?? []).size
  const data = resultsData(page.body)
  if (data === undefined) return withoutData(page, territory, linked)
  const cards = listAt(data, 'mods', 'itemList', 'content')
  const total = numberAt(data, 'pageInfo', 'totalResults')
  return judge({
    listings: cards.map((card) => readCard(card, territory)).filter((each) => each !== null),
    cards: cards.length,
    linked: () => linked,
    claimed: total,
    next: hasNext(numberAt(data, 'pageInfo', 'page'), numberAt(data, 'pageInfo', 'pageSize'), total),
    emptySaid: total === 0 ? 'pageInfo.totalResults: 0' : undefined,
  })
}

/** By the cards, when a browser has built them. An item's own page has cards of what is like it. */
function withoutData(page: Page, territory: Territory, linked: number): SearchOutcome {
  const isItem = canonicalTag(page.body).includes('/item/') || page.body.includes('window.runParams')
  const { cards, listings, leftOut } = isItem
    ? { cards: 0, listings: [], leftOut: {} }
    : readCards(page.body, territory)
  if (cards > 0)
    return judge({ listings, cards, leftOut, linked, next: false, warnings: ['no results data: read by the cards'] })
  if (linked > 0)
    return changed(`the page links to ${linked} items, but holds no results data (_init_data_, runParams)`)
  return changed('a page built in the browser: it holds neither products nor the sentence for no results')
}

/** The part that has `mods` and `pageInfo`, wherever the page's generation keeps it. */
function resultsData(body: string): Json | undefined {
  for (const mark of marks) {
    const found = jsonAfter(afterData(body, mark), '')
    for (const path of [['data', 'data', 'root', 'fields'], ['data', 'root', 'fields'], ['data'], []]) {
      const data = at(found, ...path)
      if (at(data, 'mods') !== undefined || at(data, 'pageInfo') !== undefined) return data
    }
  }
  return undefined
}

/** `_init_data_= { data: {…} }` is script, not JSON: its value begins behind the bare word. */
function afterData(body: string, mark: RegExp): string {
  const found = mark.exec(body)
  if (!found) return ''
  return body.slice(found.index + found[0].length).replace(/^\{\s*data\s*:\s*/, '')
}

function readCard(card: Json, territory: Territory): Listing | null {
  const id = textAt(card, 'productId') ?? textAt(card, 'redirectedId')
  const title = textAt(card, 'title', 'displayTitle') ?? textAt(card, 'title', 'seoTitle') ?? textAt(card, 'title')
  if (id === undefined || !/^\d{6,20}$/.test(id) || title === undefined) return null
  const sale = at(card, 'prices', 'salePrice')
  const printed = textAt(sale, 'formattedPrice') ?? ''
  const currency = textAt(sale, 'currencyCode') ?? territory.currency
  const price =
    priceOfFields(textAt(sale, 'minPrice'), currency) ?? readPrice(printed, { currency, language: territory.language })
  const advertiser = parseJson(textAt(card, 'trace', 'custom', 'p4pExtendParam') ?? '')
  const seller = defined({
    id: textAt(card, 'store', 'storeId'),
    name: textAt(card, 'store', 'storeName') ?? textAt(advertiser, 'store_name'),
    url: absolute(textAt(card, 'store', 'storeUrl')),
  })
  const image = absolute(textAt(card, 'image', 'imgUrl'))
  const sold = textAt(card, 'trade', 'tradeDesc')
  return {
    marketplace: 'aliexpress',
    id,
    url: `${territory.origin}/item/${id}.html`,
    title,
    ...priceFields(price, printed),
    seller: Object.keys(seller).length > 0 ? seller : null,
    images: image === undefined ? [] : [image],
    ...defined({
      sold: sold === undefined ? undefined : readCount(sold),
      rating: numberAt(card, 'evaluation', 'starRating'),
    }),
    ...((textAt(card, 'productType') === 'ad' || at(card, 'p4p') !== undefined || advertiser !== undefined) && {
      sponsored: true,
    }),
  }
}

function readApi(answer: Json | undefined, territory: Territory): SearchOutcome {
  if (answer === undefined) return changed('JSON that does not parse')
  const error = apiError(answer)
  if (error) return error
  const data = at(answer, 'aliexpress_ds_text_search_response', 'data')
  if (data === undefined) return changed('JSON without aliexpress_ds_text_search_response.data')
  const cards = listAt(data, 'products', 'selection_search_product')
  const total = numberAt(data, 'totalCount')
  return judge({
    listings: cards.map((card) => readApiCard(card, territory)).filter((each) => each !== null),
    cards: cards.length,
    linked: () => 0,
    claimed: total,
    next: hasNext(numberAt(data, 'pageIndex'), numberAt(data, 'pageSize'), total),
    emptySaid: total === 0 ? 'totalCount: 0' : undefined,
  })
}

function readApiCard(card: Json, territory: Territory): Listing | null {
  const id = textAt(card, 'itemId')
  const title = textAt(card, 'title')
  if (id === undefined || title === undefined) return null
  const printed = textAt(card, 'salePriceFormat') ?? ''
  const price = priceOfFields(
    textAt(card, 'targetSalePrice'),
    textAt(card, 'targetSalePriceCurrency') ?? textAt(card, 'targetOriginalPriceCurrency'),
  )
  const image = absolute(textAt(card, 'itemMainPic'))
  const orders = textAt(card, 'orders')
  const rating = numberAt(card, 'score')
  return {
    marketplace: 'aliexpress',
    id,
    url: `${aliexpressTerritories[0].origin}/item/${id}.html`,
    title,
    ...priceFields(price ?? readPrice(printed, { currency: territory.currency }), printed),
    seller: null,
    images: image === undefined ? [] : [image],
    ...defined({
      sold: orders === undefined ? undefined : readCount(orders),
      rating: rating === 0 ? undefined : rating,
    }),
  }
}

function hasNext(page: number | undefined, size: number | undefined, total: number | undefined): boolean {
  return page !== undefined && size !== undefined && total !== undefined && page * size < total
}
