import type { Listing } from '../../model/listing.ts'
import type { Territory } from '../../model/marketplace.ts'
import { compareAmounts, type Price } from '../../model/money.ts'
import { type PriceHints, readPrice } from '../../model/money-reader.ts'
import type { ListingOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { plainSellerName } from '../../model/seller-name.ts'
import { changed, listingStatus } from '../judge.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { readBlock } from './block-pages.ts'
import { type Fields, pageReader } from './card-stream.ts'
import { readCount } from './counts.ts'
import { type DrawnPage, readDrawnPage } from './drawn-page.ts'
import { decodeEntities, visibleText } from './html-text.ts'
import { sellerOfOffer } from './item-list.ts'
import { defined, type Product, schemaDataOf } from './json-ld.ts'
import { ownAddressOf } from './own-address.ts'
import { metaProduct } from './product-meta.ts'
import { priceFields, priceOfOffer, textOfOffer } from './product-price.ts'
import { languageOf, territoryOfPage } from './territory-of-page.ts'

/** Open Graph and its kin, the second way of a page with schema.org data. */
const selectors = {
  canonical: 'link[rel=canonical]',
  url: 'meta[property="og:url"]',
  title: 'meta[property="og:title"]',
  image: 'meta[property="og:image"]',
  siteName: 'meta[property="og:site_name"]',
  currency: 'meta[property="product:price:currency"], meta[itemprop=priceCurrency]',
}
const readFields = pageReader(selectors)
type PageFields = Fields<keyof typeof selectors>

export type ProductSite = {
  id: string
  territories: readonly [Territory, ...Territory[]]
  /** The listing's id, from what schema.org says and from the page's own address. */
  idOf(product: Product, url: string): string | undefined
  /** Who sells, when schema.org's `offers.seller` does not say. */
  sellerOf?(product: Product): string | undefined
  /** Any shop: urls stay on the page's own host instead of the territory's, and currencies are what the page says. */
  anyHost?: true
}

/**
 * A listing's page by its schema.org Product (json-ld.ts), for every shop that writes one; without one, by its product tags.
 *
 * @returns `changed` when there is none, which says what is there and could not be read; where its data and what it draws
 * differ, what it draws, with a warning
 */
export function readProductPage(page: Page, site: ProductSite): ListingOutcome {
  const early = readBlock(page, site.anyHost ? [] : site.territories) ?? listingStatus(page)
  if (early) return early
  const { products, unread } = schemaDataOf(page.body)
  const [product = metaProduct(page.body)] = [...products.filter((each) => each.offer !== undefined), ...products]
  if (!product) {
    const why = 'no schema.org Product: neither in JSON-LD nor in microdata, RDFa or Open Graph'
    return changed(unread.length > 0 ? unread.join('; ') : why)
  }
  const fields = readFields(page.body)
  const territory = territoryOfPage(page, site.territories)
  const own = site.anyHost ? addressOfAny(page, product) : ownUrl(page, fields, product, territory.origin)
  if (own === null) return changed('the page has no address: neither canonical nor og:url, and it was read from a file')
  const id = site.idOf(product, own)
  if (id === undefined) return changed('a schema.org Product without an id')
  return listingOf(page, product, fields, site, id, own, territory)
}

/** Where a page of any shop stands. Its data may say so as well. */
function addressOfAny(page: Page, product: Product): string | null {
  const own = ownAddressOf(page)
  if (own !== null) return own
  return (
    [product.url, product.offer?.url].map((each) => cleanUrl(each, 'about:blank')).find((each) => each !== null) ?? null
  )
}

function ownUrl(page: Page, fields: PageFields, product: Product, home: string): string {
  const named = [fields.canonical[0]?.attributes['href'], fields.url[0]?.attributes['content'], product.url, page.url]
  for (const each of named) {
    const url = cleanUrl(each, home)
    if (url !== null && new URL(url).origin === home) return url
  }
  return cleanUrl(page.url, home) ?? page.url
}

function listingOf(
  page: Page,
  product: Product,
  fields: PageFields,
  site: ProductSite,
  id: string,
  url: string,
  territory: Territory,
): ListingOutcome {
  const { offer } = product
  const language = languageOf(page.body) ?? (site.anyHost ? undefined : territory.language)
  const currency = site.anyHost ? fields.currency[0]?.attributes['content'] : territory.currency
  const hints = { ...(currency && { currency }), ...(language && { language }) }
  const said = priceOfOffer(offer, hints) ?? (site.anyHost ? null : readPrice(offer?.amount ?? '', hints))
  const drawn = site.anyHost ? readDrawnPage(page.body, hintsOf(said, hints)) : null
  const warnings: string[] = []
  const price = drawnPrice(said, product, drawn, warnings)
  const others = (product.otherOffers ?? []).map(
    (each) => `${textOfOffer(each)} (${each.seller ?? each.condition ?? 'another offer'})`,
  )
  const rating = product.rating === undefined ? Number.NaN : Number(product.rating.replace(',', '.'))
  const listing: Listing = {
    marketplace: site.id,
    id,
    url,
    title: decoded(product.name),
    ...priceFields(price, textOfOffer(offer)),
    ...(price !== null && others.length > 0 && { priceText: [textOfOffer(offer), ...others].join('; ').slice(0, 300) }),
    seller: sellerOf(product, fields, site, drawn, warnings),
    images: pictureUrls([
      ...product.images,
      ...(product.images.length > 0 ? [] : fields.image.map((each) => each.attributes['content'])),
    ]),
    ...defined({
      brand: product.brand === undefined ? undefined : decoded(product.brand),
      rating: Number.isFinite(rating) ? rating : undefined,
      ratings: product.ratings === undefined ? undefined : readCount(product.ratings),
      condition: offer?.condition,
      availability: offer?.availability,
      description: product.description === undefined ? undefined : described(product.description),
      category: product.category,
    }),
  }
  return warnings.length === 0 ? { kind: 'listing', listing } : { kind: 'listing', listing, warnings }
}

/** A bare sign on the page means the currency of the page's data. */
const hintsOf = (said: Price | null, hints: PriceHints): PriceHints =>
  said === null ? hints : { ...hints, currency: said.currency }

/** The price that a buyer sees, where data and drawn page differ. */
function drawnPrice(said: Price | null, product: Product, drawn: DrawnPage | null, warnings: string[]): Price | null {
  const [first] = drawn?.prices ?? []
  if (!drawn || !first) return said
  if (said === null) return product.offer?.amount === undefined || isSame(product.offer.amount, drawn) ? first : null
  const isSaid = ({ amount, currency }: Price): boolean =>
    currency === said.currency &&
    compareAmounts(amount, said.amount) >= 0 &&
    compareAmounts(amount, said.max ?? said.amount) <= 0
  const others = product.otherOffers ?? []
  if (drawn.prices.some((each) => isSaid(each) || others.some(({ amount }) => amount === each.amount))) return said
  const printed = (each: Price): string =>
    `${each.amount}${each.max === undefined ? '' : `–${each.max}`} ${each.currency}`
  warnings.push(`the page's data says ${printed(said)}, and it draws ${printed(first)}: what it draws is kept`)
  return first
}

/** Whether a page draws the amount that its data says without a currency, or doubtfully. */
const isSame = (amount: string, { prices }: DrawnPage): boolean =>
  prices[0] !== undefined && significant(prices[0].amount) === significant(amount)
/** An amount's digits without the zeros behind them; no amount has more digits than are looked at. */
const significant = (amount: string): string => amount.replace(/\D/g, '').slice(0, 40).replace(/0+$/, '')

/** The seller who is drawn, else who the data says, else the shop that the page is of; never the maker. */
function sellerOf(
  product: Product,
  fields: PageFields,
  site: ProductSite,
  drawn: DrawnPage | null,
  warnings: string[],
): Listing['seller'] {
  const said = sellerOfOffer(product.offer) ?? named(site.sellerOf?.(product))
  if (drawn?.seller && said?.name !== undefined && plainSellerName(said.name) !== plainSellerName(drawn.seller)) {
    warnings.push(`the page's data says that ${said.name} sells, and it draws ${drawn.seller}: what it draws is kept`)
    return { name: drawn.seller }
  }
  if (said || !site.anyHost) return said
  return named(drawn?.seller ?? shopNamed(fields.siteName[0]?.attributes['content']))
}

/** Sites where others sell: their own name is no seller's. */
const marketplaces =
  /^(?:amazon|ebay|etsy|walmart|aliexpress|alibaba|temu|wish|wallapop|vinted|leboncoin|kleinanzeigen|ebay kleinanzeigen|olx|allegro|cdiscount|rakuten|bol|kaufland|otto|zalando|fnac|mercado ?li[bv]re|shopee|lazada|tokopedia|flipkart|meesho|snapdeal|jumia|noon|ozon|wildberries|avito|etoren|depop|poshmark|grailed|mercari|stockx|goat|chrono24|catawiki|ricardo|willhaben|marktplaats|tradera|finn|blocket|subito|gumtree|carousell|trendyol|hepsiburada|n11|sahibinden|facebook|backmarket|back market|refurbed|onbuy|fruugo|manomano|joom|newegg|bonanza|emag|skroutz|coupang|gmarket|11번가|qoo10|zozotown|yahoo!?.*|1688|taobao|tmall|jd|dhgate|made-in-china)(?:[\s.].*)?$/i

const shopNamed = (site: string | undefined): string | undefined =>
  site === undefined || marketplaces.test(site.trim()) ? undefined : site

const named = (name: string | undefined): Listing['seller'] =>
  name === undefined || name.trim() === '' ? null : { name: decoded(name) }

/** Shops write the markup of their pages into it, at times with its brackets escaped; such a text is read as a page shows it. */
function described(text: string): string {
  const part = text.slice(0, 50_000)
  const markup = /&lt;\/?[a-z]/i.test(part) ? decodeEntities(part) : part
  return /<\/?[a-z][a-z0-9]{0,10}[\s/>]/i.test(markup) ? visibleText(markup, 5_000) : text.slice(0, 5_000)
}

/** Shops escape their JSON-LD once too often. */
const decoded = (text: string): string => decodeEntities(text).replace(/\s+/gu, ' ').trim()
