import type { Listing } from '../../model/listing.ts'
import type { Territory } from '../../model/marketplace.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { ListingOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, listingStatus } from '../judge.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { readBlock } from './block-pages.ts'
import { type Fields, pageReader } from './card-stream.ts'
import { readCount } from './counts.ts'
import { decodeEntities } from './html-text.ts'
import { defined, type Product, productsOf } from './json-ld.ts'
import { metaProduct } from './product-meta.ts'
import { priceFields, priceOfFields } from './product-price.ts'
import { territoryOfPage } from './territory-of-page.ts'

/** Open Graph and its kin, the second way of a page with schema.org data. */
const selectors = {
  canonical: 'link[rel=canonical]',
  url: 'meta[property="og:url"]',
  title: 'meta[property="og:title"]',
  image: 'meta[property="og:image"]',
  siteName: 'meta[property="og:site_name"]',
}
const readFields = pageReader(selectors)

export type ProductSite = {
  id: string
  territories: readonly [Territory, ...Territory[]]
  /** The listing's id, from what schema.org says and from the page's own address. */
  idOf(product: Product, url: string): string | undefined
  /** Who sells, when schema.org's `offers.seller` does not say. */
  sellerOf?(product: Product): string | undefined
  /** Any shop: urls stay on the page's own host instead of the territory's. */
  anyHost?: true
}

/**
 * A listing's page by its schema.org Product (json-ld.ts), for every shop that writes one; without one, by its product tags.
 *
 * @returns `changed` when there is none; the price is JSON-LD's, in its own currency
 */
export function readProductPage(page: Page, site: ProductSite): ListingOutcome {
  const early = readBlock(page, site.anyHost ? [] : site.territories) ?? listingStatus(page)
  if (early) return early
  const products = productsOf(page.body)
  const [product = metaProduct(page.body)] = [...products.filter((each) => each.offer !== undefined), ...products]
  if (!product) return changed('no schema.org Product in its JSON-LD')
  const fields = readFields(page.body)
  const territory = territoryOfPage(page, site.territories)
  const own = ownUrl(page, fields, product, site.anyHost ? undefined : territory.origin)
  const id = site.idOf(product, own)
  if (id === undefined) return changed('a schema.org Product without an id')
  return { kind: 'listing', listing: listingOf(product, fields, site, id, own, territory) }
}

function ownUrl(
  page: Page,
  fields: Fields<keyof typeof selectors>,
  product: Product,
  home: string | undefined,
): string {
  const named = [fields.canonical[0]?.attributes['href'], fields.url[0]?.attributes['content'], product.url, page.url]
  for (const each of named) {
    const url = cleanUrl(each, home ?? page.url)
    if (url !== null && (home === undefined || new URL(url).origin === home)) return url
  }
  return cleanUrl(page.url, home ?? page.url) ?? page.url
}

function listingOf(
  product: Product,
  fields: Fields<keyof typeof selectors>,
  site: ProductSite,
  id: string,
  url: string,
  territory: Territory,
): Listing {
  const offer = product.offer
  const currency = offer?.currency ?? territory.currency
  const text = offer?.amount ?? ''
  const price =
    priceOfFields(offer?.amount, currency, offer?.max) ?? readPrice(text, { currency, language: territory.language })
  const shop = site.anyHost ? fields.siteName[0]?.attributes['content'] : undefined
  const seller = offer?.seller ?? site.sellerOf?.(product) ?? shop
  const rating = product.rating === undefined ? Number.NaN : Number(product.rating.replace(',', '.'))
  return {
    marketplace: site.id,
    id,
    url,
    title: decoded(product.name),
    ...priceFields(price, text),
    seller: seller === undefined ? null : { name: seller },
    images: pictureUrls([
      ...product.images,
      ...(product.images.length > 0 ? [] : fields.image.map((each) => each.attributes['content'])),
    ]),
    ...defined({
      rating: Number.isFinite(rating) ? rating : undefined,
      ratings: product.ratings === undefined ? undefined : readCount(product.ratings),
      condition: offer?.condition,
      availability: offer?.availability,
      description: product.description?.slice(0, 5_000),
      category: product.category,
    }),
  }
}

/** Shops escape their JSON-LD once too often. */
const decoded = (text: string): string => decodeEntities(text).replace(/\s+/gu, ' ').trim()
