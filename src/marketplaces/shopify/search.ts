import type { Listing } from '../../model/listing.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, judge, searchStatus } from '../judge.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { isJson, readBlock } from '../reading/block-pages.ts'
import { readItemList } from '../reading/item-list.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, listAt, parseJson, textAt } from '../reading/json-values.ts'
import { readReported } from './results-page.ts'
import { isCalledAfter } from './shop-name.ts'

/**
 * The answer of the predictive search (documented), or a results page by what it reports or by its JSON-LD. The answer names no currency, so a
 * price stays text; the listing's own page tells it.
 */
export function readShopifySearch(page: Page): SearchOutcome {
  const early = readBlock(page) ?? searchStatus(page)
  if (early) return early
  if (!isJson(page.body)) {
    if (/"pageType"\s?:\s?"product"/.test(page.body)) return changed('the page of one product')
    return (
      readReported(page) ??
      readItemList(page, {
        marketplace: 'shopify',
        idOf: (url, product) => product.ids.productId ?? handleOf(url),
        currency: null,
      })
    )
  }
  const products = at(parseJson(page.body), 'resources', 'results', 'products')
  if (products === undefined) return changed('JSON without resources.results.products')
  const cards = listAt(products)
  return judge({
    listings: cards.map((card) => readCard(card, page.url)).filter((each) => each !== null),
    cards: cards.length,
    linked: 0,
    next: false,
    emptySaid: Array.isArray(products) ? 'resources.results.products: []' : undefined,
  })
}

const handleOf = (url: string): string | undefined => /\/products\/([\w-]+)/.exec(url)?.[1]

function readCard(card: Json, base: string): Listing | null {
  const id = textAt(card, 'id')
  const title = textAt(card, 'title')
  const url = cleanUrl(textAt(card, 'url'), base)
  if (id === undefined || title === undefined || url === null) return null
  const printed = textAt(card, 'price_min') ?? textAt(card, 'price')
  const brand = textAt(card, 'vendor')
  const isOwn = brand !== undefined && URL.canParse(base) && isCalledAfter(new URL(base).hostname, brand)
  return {
    marketplace: 'shopify',
    id,
    url: url.split('?')[0] ?? url,
    title,
    price: null,
    ...(printed !== undefined && { priceText: printed }),
    seller: isOwn ? { name: brand } : null,
    ...defined({ brand }),
    images: pictureUrls([textAt(card, 'image')]),
  }
}
