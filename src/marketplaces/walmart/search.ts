import type { Listing } from '../../model/listing.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, judge, searchStatus } from '../judge.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { isJson, readBlock } from '../reading/block-pages.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, listAt, numberAt, parseJson, textAt } from '../reading/json-values.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'
import { scriptJson } from '../reading/script-json.ts'

const origin = 'https://www.walmart.com'

/** A Walmart results page by its `__NEXT_DATA__` (2024-12). All stacks, in page order; placeholders of ads are no results. */
export function readWalmartSearch(page: Page): SearchOutcome {
  const early = readBlock(page) ?? searchStatus(page)
  if (early) return early
  const result = at(nextData(page.body), 'props', 'pageProps', 'initialData', 'searchResult')
  if (result === undefined) return changed('no searchResult in __NEXT_DATA__')
  const cards = listAt(result, 'itemStacks')
    .flatMap((stack) => listAt(stack, 'items'))
    .filter((each) => at(each, 'usItemId') !== undefined)
  const claimed = numberAt(result, 'aggregatedCount')
  const asked = numberAt(result, 'paginationV2', 'pageProperties', 'page') ?? 1
  return judge({
    listings: cards.map(readCard).filter((each) => each !== null),
    cards: cards.length,
    linked: () => new Set(page.body.match(/\/ip\/[^"'\s]{0,200}?\/\d{5,14}/g) ?? []).size,
    claimed,
    next: asked < (numberAt(result, 'paginationV2', 'maxPage') ?? 0),
    emptySaid: claimed === 0 ? 'searchResult.aggregatedCount: 0' : undefined,
  })
}

/** The page's data: in its script, or saved by itself. */
export const nextData = (body: string): Json | undefined =>
  isJson(body) ? parseJson(body) : scriptJson(body, '__NEXT_DATA__')

function readCard(card: Json): Listing | null {
  const id = textAt(card, 'usItemId')
  const title = textAt(card, 'name')
  if (id === undefined || title === undefined) return null
  const printed = textAt(card, 'priceInfo', 'linePrice') ?? textAt(card, 'priceInfo', 'priceRangeString') ?? ''
  const price =
    readPrice(printed, { currency: 'USD', language: 'en-US' }) ?? priceOfFields(textAt(card, 'price'), 'USD')
  const seller = defined({ id: textAt(card, 'sellerId'), name: textAt(card, 'sellerName') })
  return {
    marketplace: 'walmart',
    id,
    url: walmartUrl(textAt(card, 'canonicalUrl'), id),
    title,
    ...priceFields(price, printed),
    seller: Object.keys(seller).length > 0 ? seller : null,
    images: pictureUrls([textAt(card, 'image') ?? textAt(card, 'imageInfo', 'thumbnailUrl')]),
    ...defined({
      rating: numberAt(card, 'rating', 'averageRating') || undefined,
      ratings: numberAt(card, 'rating', 'numberOfReviews') || undefined,
      availability: textAt(card, 'availabilityStatusV2', 'value'),
    }),
    ...(at(card, 'isSponsoredFlag') === true && { sponsored: true }),
  }
}

/** The item's address without its click data. */
export function walmartUrl(canonical: string | undefined, id: string): string {
  const url = cleanUrl(canonical, origin)
  return url === null || new URL(url).origin !== origin ? `${origin}/ip/${id}` : origin + new URL(url).pathname
}
