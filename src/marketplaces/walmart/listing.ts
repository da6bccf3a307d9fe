import type { ListingOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, listingStatus } from '../judge.ts'
import { pictureUrls } from '../listing-urls.ts'
import { readBlock } from '../reading/block-pages.ts'
import { defined } from '../reading/json-ld.ts'
import { at, listAt, numberAt, textAt } from '../reading/json-values.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'
import { nextData, walmartUrl } from './search.ts'

/** A Walmart item page by its `__NEXT_DATA__` (2024-12). The seller's display name is the name, as on results pages. */
export function readWalmartListing(page: Page): ListingOutcome {
  const early = readBlock(page) ?? listingStatus(page)
  if (early) return early
  const product = at(nextData(page.body), 'props', 'pageProps', 'initialData', 'data', 'product')
  const id = textAt(product, 'usItemId')
  const title = textAt(product, 'name')
  if (id === undefined || title === undefined) return changed('no product with usItemId and name in __NEXT_DATA__')
  const current = at(product, 'priceInfo', 'currentPrice')
  const seller = defined({
    id: textAt(product, 'sellerId'),
    name: textAt(product, 'sellerDisplayName') ?? textAt(product, 'sellerName'),
  })
  const price = priceOfFields(textAt(current, 'price'), textAt(current, 'currencyUnit') ?? 'USD')
  return {
    kind: 'listing',
    listing: {
      marketplace: 'walmart',
      id,
      url: walmartUrl(textAt(product, 'canonicalUrl'), id),
      title,
      ...priceFields(price, textAt(current, 'priceString') ?? ''),
      seller: Object.keys(seller).length > 0 ? seller : null,
      images: pictureUrls(listAt(product, 'imageInfo', 'allImages').map((each) => textAt(each, 'url'))),
      ...defined({
        brand: textAt(product, 'brand'),
        rating: numberAt(product, 'averageRating') || undefined,
        ratings: numberAt(product, 'numberOfReviews') || undefined,
        condition: textAt(product, 'conditionType'),
        availability: textAt(product, 'availabilityStatus'),
        description: textAt(product, 'shortDescription')?.slice(0, 5_000),
        category:
          listAt(product, 'category', 'path')
            .map((each) => textAt(each, 'name'))
            .join(' › ') || undefined,
      }),
    },
  }
}
