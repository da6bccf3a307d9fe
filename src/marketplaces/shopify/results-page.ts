import type { Listing } from '../../model/listing.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { judge } from '../judge.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { canonicalTag } from '../reading/canonical-tag.ts'
import { pageReader } from '../reading/card-stream.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, listAt, parseJson, textAt } from '../reading/json-values.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'
import { readResultsPlace } from '../reading/results-place.ts'
import { shopNameOf } from './shop-name.ts'

const readFields = pageReader({ siteName: 'meta[property="og:site_name"]' })

/** What a page reports to the shop's trackers is longer than this nowhere. */
const eventsMax = 2_000_000

/**
 * A results or collection page of any theme, by what every Shopify page reports to the shop's trackers (2026-01): one
 * variant of each product shown, with amount and currency. `null` for a page that reports neither.
 */
export function readReported(page: Page): SearchOutcome | null {
  const events = listOf(eventsOf(page.body))
  const found = events.find((event) => ['search_submitted', 'collection_viewed'].includes(textAt(event, 0) ?? ''))
  const shown = at(found, 1, 'searchResult', 'productVariants') ?? at(found, 1, 'collection', 'productVariants')
  if (!Array.isArray(shown)) return null
  const base = /\shref="(https?:[^"]{1,500})"/i.exec(canonicalTag(page.body))?.[1] ?? page.url
  const cards = listAt(shown)
  const shop = shopNameOf(page.body, readFields(page.body).siteName[0]?.attributes['content'])
  return judge({
    listings: cards.map((card) => readVariant(card, base, shop)).filter((each) => each !== null),
    cards: cards.length,
    linked: 0,
    next: /<(?:link|a)\b[^<>]{0,300}rel=["']?next/i.test(page.body),
    emptySaid:
      cards.length === 0 && readResultsPlace(page.body).shows === 0
        ? `${textAt(found, 0) ?? ''}: no products`
        : undefined,
  })
}

const listOf = (value: Json | undefined): readonly Json[] => listAt(value)

/** JSON in a string of a script: `"events":"[[\"page_viewed\",{}],…]"`. */
function eventsOf(body: string): Json | undefined {
  const mark = '"events":"'
  const found = body.indexOf(`${mark}[[`)
  if (found < 0) return undefined
  const start = found + mark.length - 1
  const end = body.indexOf(']]"', start)
  if (end < 0 || end - start > eventsMax) return undefined
  return parseJson(textAt(parseJson(body.slice(start, end + 3))) ?? '')
}

function readVariant(variant: Json, base: string, shop: string | undefined): Listing | null {
  const product = at(variant, 'product')
  const id = textAt(product, 'id')
  const title = textAt(product, 'title')
  const url = cleanUrl(textAt(product, 'url')?.split('?')[0], base)
  if (id === undefined || title === undefined || url === null) return null
  const amount = textAt(variant, 'price', 'amount')
  const brand = textAt(product, 'vendor')
  return {
    marketplace: 'shopify',
    id,
    url,
    title,
    ...priceFields(priceOfFields(amount, textAt(variant, 'price', 'currencyCode')), amount ?? ''),
    seller: shop === undefined ? null : { name: shop },
    ...defined({ brand }),
    images: pictureUrls([textAt(variant, 'image', 'src')]),
  }
}
