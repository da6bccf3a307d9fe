import type { Listing } from '../../model/listing.ts'
import type { Territory } from '../../model/marketplace.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, judge, searchStatus } from '../judge.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { readBlock } from './block-pages.ts'
import { decodeEntities, oneLine } from './html-text.ts'
import { defined, type Product, schemaDataOf } from './json-ld.ts'
import { ownAddressOf } from './own-address.ts'
import { priceFields, priceOfOffer, textOfOffer } from './product-price.ts'
import { readResultsPlace } from './results-place.ts'
import type { Offer } from './schema-offers.ts'
import { languageOf } from './territory-of-page.ts'

const itemList = /"@type"\s{0,5}:\s{0,5}"(?:https?:\/\/schema\.org\/)?(?:ItemList|SearchResultsPage|CollectionPage)"/

type Site = { marketplace: string; idOf(url: string, product: Product): string | undefined; currency: string | null }

/** What the page says of itself: where it stands, its language. */
type Given = { base: string; language: string | undefined }

/** As `readItemList`, with block pages and error statuses told first. */
export function readItemListPage(page: Page, site: Site & { territories: readonly Territory[] }): SearchOutcome {
  return readBlock(page, site.territories) ?? searchStatus(page) ?? readItemList(page, site)
}

/** A results page whose items are schema.org Products: an ItemList, or Products one by one. */
export function readItemList(page: Page, site: Site): SearchOutcome {
  const { products: found, unread } = schemaDataOf(page.body)
  const given = { base: ownAddressOf(page) ?? page.url, language: languageOf(page.body) }
  const read = found.map((each) => readItem(each, given, site))
  const items = read.flat()
  // One Product that is in no list is the listing that the page is about; a theme and its apps each write it.
  const isListing = new Set(items.map((each) => each.id)).size <= 1 && !itemList.test(page.body)
  const products = isListing ? [] : found
  const listings = isListing ? [] : items
  if (listings.length > 0 || products.length > 0) {
    return judge({
      listings,
      cards: listings.length + read.filter((each) => each.length === 0).length,
      linked: 0,
      next: /<(?:link|a)\b[^<>]{0,300}rel=["']?next/i.test(page.body),
      warnings: unread,
    })
  }
  const place = readResultsPlace(page.body)
  if (unread.length > 0 && place.emptySaid === undefined) return changed(unread.join('; '))
  if (isListing && found.length > 0 && place.emptySaid === undefined)
    return changed('the page of one product, no results page')
  if (place.shows > 0)
    return changed(`the page shows ${place.shows} products, and no schema.org Product says what they are`)
  return judge({ listings, cards: 0, linked: 0, next: false, emptySaid: place.emptySaid })
}

/** A product's listings: one for each seller and condition that the page offers it of. */
function readItem(product: Product, given: Given, site: Site): Listing[] {
  const url = cleanUrl(product.url ?? product.offer?.url, given.base)
  const id = url === null ? undefined : site.idOf(url, product)
  if (url === null || id === undefined) return []
  const offers = [product.offer, ...(product.otherOffers ?? [])]
  return offers.map((offer, at) => ({
    marketplace: site.marketplace,
    id: at === 0 ? id : offerId(id, offer),
    url,
    title: oneLine(decodeEntities(product.name)),
    ...priceOfItem(offer, given, site),
    seller: sellerOfOffer(offer),
    images: pictureUrls(product.images),
    ...defined({ brand: product.brand, condition: offer?.condition }),
  }))
}

/** The id of a further offer of a product: by its seller, or by its condition where nobody says who sells. */
function offerId(id: string, offer: Offer | undefined): string {
  const of = offer?.seller ?? offer?.condition ?? 'other'
  return `${id}~${of
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 60)}`
}

export function sellerOfOffer(offer: Offer | undefined): Listing['seller'] {
  if (offer?.seller === undefined) return null
  const rating = Number(offer.sellerRating?.replace(',', '.') ?? Number.NaN)
  const ratings = Number(offer.sellerRatings ?? Number.NaN)
  return {
    name: oneLine(decodeEntities(offer.seller)),
    ...(Number.isFinite(rating) && rating >= 0 && { rating }),
    ...(Number.isSafeInteger(ratings) && ratings >= 0 && { ratings }),
  }
}

function priceOfItem(offer: Offer | undefined, { language }: Given, site: Site): Pick<Listing, 'price' | 'priceText'> {
  const price = priceOfOffer(offer, {
    ...(site.currency !== null && { currency: site.currency }),
    ...(language !== undefined && { language }),
  })
  return priceFields(price, textOfOffer(offer))
}
