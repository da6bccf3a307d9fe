import type { Listing } from '../../model/listing.ts'
import { compareAmounts, isAmount, multiplyAmounts, type Price } from '../../model/money.ts'
import type { ListingOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, listingStatus } from '../judge.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { isJson, readBlock } from '../reading/block-pages.ts'
import { pageReader } from '../reading/card-stream.ts'
import { decodeEntities, oneLine } from '../reading/html-text.ts'
import { defined, productsOf } from '../reading/json-ld.ts'
import { at, type Json, jsonAfter, listAt, parseJson, textAt } from '../reading/json-values.ts'
import { priceOfFields } from '../reading/product-price.ts'
import { isCalledAfter, shopNameOf } from './shop-name.ts'

const selectors = {
  canonical: 'link[rel=canonical]',
  siteName: 'meta[property="og:site_name"]',
  image: 'meta[property="og:image:secure_url"], meta[property="og:image"]',
  heading: 'h1',
  title: 'meta[property="og:title"]',
}
const readFields = pageReader(selectors)

/**
 * A product of a Shopify shop: `/products/….json`, or its page by Shopify's own `meta` object (2026-04), whose prices are
 * hundredths in every currency. The `og:price:amount` is written in the shop's locale and is not read: "173.000" are
 * 173,000 Colombian pesos.
 */
export function readShopifyListing(page: Page): ListingOutcome {
  const early = readBlock(page) ?? listingStatus(page)
  if (early) return early
  return isJson(page.body) ? readAnswer(page) : readProduct(page)
}

function readAnswer(page: Page): ListingOutcome {
  const product = at(parseJson(page.body), 'product')
  const id = textAt(product, 'id')
  const title = textAt(product, 'title')
  if (id === undefined || title === undefined) return changed('JSON without product.id and product.title')
  const variants = listAt(product, 'variants')
  const url = cleanUrl(page.url, page.url)?.replace(/\.json(?:\?[^?]{0,2000})?$/, '') ?? page.url
  const handle = textAt(product, 'handle')
  return {
    kind: 'listing',
    listing: {
      marketplace: 'shopify',
      id,
      url: url.startsWith('http') || handle === undefined ? url : `https://shop.invalid/products/${handle}`,
      title,
      price: spread(
        variants.map((each) => textAt(each, 'price')),
        textAt(variants[0], 'price_currency'),
      ),
      seller: sellerOfAnswer(textAt(product, 'vendor'), page.url),
      ...defined({ brand: textAt(product, 'vendor') }),
      images: pictureUrls(listAt(product, 'images').map((each) => textAt(each, 'src'))),
    },
  }
}

function readProduct(page: Page): ListingOutcome {
  const meta = at(jsonAfter(page.body, 'var meta ='), 'product')
  const id = textAt(meta, 'id')
  if (id === undefined) return changed('no product in "var meta"')
  const fields = readFields(page.body)
  const group = productsOf(page.body)
  const title = group[0]?.name ?? (fields.heading[0]?.text || fields.title[0]?.attributes['content']) ?? ''
  if (title === '') return changed('no title: neither JSON-LD nor h1 nor og:title')
  const currency = /ShopifyAnalytics\.meta\.currency\s*=\s*'([A-Z]{3})'/.exec(page.body)?.[1]
  const variants = listAt(meta, 'variants')
  // A theme and its apps each write a Product: the one with the most pictures is the gallery.
  const most = group.map((each) => each.images).sort((a, b) => b.length - a.length)[0] ?? []
  const shop = shopNameOf(page.body, fields.siteName[0]?.attributes['content'])
  const listing: Listing = {
    marketplace: 'shopify',
    id,
    url: cleanUrl(fields.canonical[0]?.attributes['href'], page.url) ?? page.url,
    title: oneLine(decodeEntities(title)),
    price: spread(variants.map(hundredths), currency),
    // The shop sells; the vendor is who made it, and may be the brand that is copied.
    seller: shop === undefined ? null : { name: shop },
    ...defined({ brand: textAt(meta, 'vendor') }),
    images: pictureUrls(most.length > 0 ? most : fields.image.map((each) => each.attributes['content'])),
  }
  return { kind: 'listing', listing }
}

/**
 * An answer names the maker alone. In a shop that is called after it, it sells; so it is taken for a saved answer, which does not
 * say of which shop it is.
 */
function sellerOfAnswer(vendor: string | undefined, url: string): Listing['seller'] {
  if (vendor === undefined || (/^https?:/.test(url) && !isCalledAfter(new URL(url).hostname, vendor))) return null
  return { name: vendor }
}

/** From cents to the currency, for each variant. */
function hundredths(variant: Json): string | undefined {
  const cents = textAt(variant, 'price')
  return cents !== undefined && isAmount(cents) ? multiplyAmounts(cents, '0.01') : undefined
}

/** From the cheapest variant to the dearest. */
function spread(amounts: readonly (string | undefined)[], currency: string | undefined): Price | null {
  const sorted = amounts
    .filter((each) => each !== undefined)
    .filter(isAmount)
    .sort(compareAmounts)
  return priceOfFields(sorted[0], currency, sorted.at(-1))
}
