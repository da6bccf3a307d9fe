import type { Listing } from '../../model/listing.ts'
import { isAmount } from '../../model/money.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import { judge } from '../judge.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, jsonAfter, listAt, numberAt, textAt } from '../reading/json-values.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'
import { itemOf } from './items.ts'

/** The search in a results page's `window.__INITIAL_STATE__`; `undefined` without one. */
export function searchState(body: string): Json | undefined {
  const state = jsonAfter(body, 'window.__INITIAL_STATE__')
  return (
    at(state, 'state', 'data', 'ichibaSearch') ??
    at(state, 'state', 'searchPage', 'ichibaSearch') ??
    at(state, 'data', 'ichibaSearch')
  )
}

/** Rakuten serves no page behind `subset` results, however many it found. Its JSON-LD is ten items of a carousel, not the results. */
export function readState(search: Json | undefined, body: string): SearchOutcome {
  // A paid place may have no address of its own, only a redirect: it names no listing.
  const items = listAt(search, 'items').filter((each) => addressOf(each) !== null || !isPaid(each))
  const found = numberAt(search, 'pagination', 'numFound')
  const served = Math.min(found ?? 0, numberAt(search, 'pagination', 'subset') ?? Number.POSITIVE_INFINITY)
  const seen =
    (numberAt(search, 'pagination', 'start') ?? 0) + (numberAt(search, 'pagination', 'pageSize') ?? items.length)
  const shown = (body.match(/class="[^"]{0,200}\bsearchresultitem\b/g) ?? []).length
  return judge({
    listings: items.map(readItem).filter((each) => each !== null),
    cards: items.length,
    linked: shown,
    claimed: found,
    next: seen < served,
    emptySaid: found === 0 ? 'pagination.numFound: 0' : undefined,
    warnings: shown > items.length * 2 ? [`the page shows ${shown} cards, and its data has ${items.length}`] : [],
  })
}

function readItem(item: Json): Listing | null {
  const url = addressOf(item)
  const place = itemOf(url)
  const title = textAt(item, 'name')
  if (url === null || place === null || title === undefined) return null
  const seller = defined({
    id: textAt(item, 'shop', 'urlCode') ?? place.shop,
    name: textAt(item, 'shop', 'name'),
    url: cleanUrl(textAt(item, 'shop', 'url'), url) ?? undefined,
  })
  const ratings = numberAt(item, 'review', 'numReviews')
  return {
    marketplace: 'rakuten',
    id: `${place.shop}:${place.name}`,
    url,
    title,
    ...pricesOf(item),
    seller,
    images: pictureUrls(listAt(item, 'images').map((each) => textAt(each, 'url') ?? textAt(each, 'location'))).slice(
      0,
      3,
    ),
    ...defined({
      rating: ratings ? numberAt(item, 'review', 'score') : undefined,
      ratings: ratings || undefined,
      sponsored: isPaid(item) || undefined,
      availability: at(item, 'isSoldOut') === true ? 'out of stock' : undefined,
      category: textAt(listAt(item, 'genres').at(-1), 'name'),
    }),
  }
}

/** The lowest price, which the card prints, and the highest of its variants. */
function pricesOf(item: Json): Pick<Listing, 'price' | 'priceText'> {
  const printed = textAt(item, 'price')
  const [low, high] = (textAt(item, 'skuInfo', 'priceRange') ?? '').split('/')
  const price = printed ?? low
  const max = high !== undefined && isAmount(high) && low === price ? high : undefined
  return priceFields(priceOfFields(price, 'JPY', max), price ?? '')
}

function isPaid(item: Json): boolean {
  const paid = at(item, 'itemOptions', 'cpc')
  const isTold = typeof paid === 'object' && paid !== null && Object.keys(paid).length > 0
  return isTold || /\bias\.rakuten\.co\.jp\/redirect/.test(textAt(item, 'url') ?? '')
}

/** Addresses of items may be wrapped in a redirect that names them. */
function addressOf(item: Json): string | null {
  for (const name of ['originalItemUrl', 'url']) {
    const written = textAt(item, name)
    const wrapped = /[?&]url=(https?[^&]{1,500})/.exec(written ?? '')?.[1]
    const url = cleanUrl(wrapped === undefined ? written : unescaped(wrapped), 'https://item.rakuten.co.jp')
    if (itemOf(url) !== null) return url
  }
  return null
}

/** "" for what is no percent-encoded UTF-8. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return ''
    throw error
  }
}
