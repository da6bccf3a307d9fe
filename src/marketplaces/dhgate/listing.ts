import type { Listing } from '../../model/listing.ts'
import { compareAmounts, isAmount, type Price } from '../../model/money.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { ListingOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { pageTitle } from '../reading/block-pages.ts'
import { pageReader } from '../reading/card-stream.ts'
import { visibleText } from '../reading/html-text.ts'
import { defined } from '../reading/json-ld.ts'
import { readProductPage } from '../reading/product-page.ts'
import { priceFields } from '../reading/product-price.ts'
import { onlyCount, onlyValue, pageData } from './page-data.ts'
import { dhgateSite, home, idOfUrl } from './pages.ts'

/** Its classes are made by chance; these attributes stay, as scrapers of 2025 and 2026 say. */
const selectors = {
  canonical: 'link[rel=canonical]',
  title: '[data-section=SectionProductTitle] h1, h1[itemprop=name]',
  bold: 'b',
  store: 'a[spm-index=store]',
  storeName: 'a[spm-index=store] b',
  image: 'meta[property="og:image"]',
}
const readFields = pageReader(selectors)
const gone =
  /item\s{1,8}doesn.{0,8}t\s{1,8}exist|page could not be found|item (?:is|was) (?:removed|no longer available)/i

const priceOnly = /^(?:US\s?)?\$\s?[\d.,]{1,12}(?:\s?-\s?[\d.,]{1,12})?$/

/**
 * A DHgate listing by its schema.org Product, which says the lowest of several prices, a cut title and, for a listing
 * without reviews, the seller's: the page's data and heading mend these. Without a Product, by its elements.
 */
export function readDhgateListing(page: Page): ListingOutcome {
  const outcome = readProductPage(page, {
    ...dhgateSite,
    idOf: (product, url) => idOfUrl(url) ?? product.ids.productId ?? product.ids.sku,
  })
  if (outcome.kind !== 'listing' && outcome.kind !== 'changed') return outcome
  const fields = readFields(page.body)
  const seller = sellerOf(fields.store[0]?.attributes['href'], fields.storeName[0]?.text || fields.store[0]?.text)
  if (outcome.kind === 'listing') return { kind: 'listing', listing: mended(outcome.listing, page, fields, seller) }
  const url = cleanUrl(fields.canonical[0]?.attributes['href'] ?? page.url, home) ?? page.url
  const id = idOfUrl(url)
  const title = fields.title[0]?.text
  if (id === undefined || !title) return goneOr(outcome, page)
  // The price's element has no name of its own: it is the bold text that is nothing else. Two of them are not certain.
  const printed = [...new Set(fields.bold.map((each) => each.text).filter((text) => priceOnly.test(text)))].join('; ')
  return {
    kind: 'listing',
    listing: {
      marketplace: 'dhgate',
      id,
      url,
      title,
      ...priceFields(
        printed.includes(';') ? null : readPrice(printed, { currency: 'USD', language: 'en-US' }),
        printed,
      ),
      seller,
      images: pictureUrls(fields.image.map((each) => each.attributes['content'])),
    },
  }
}

function mended(
  listing: Listing,
  page: Page,
  fields: ReturnType<typeof readFields>,
  seller: Listing['seller'],
): Listing {
  const data = pageData(page.body)
  const { rating, ratings, ...rest } = listing
  const ofSeller = ratings !== undefined && ratings === onlyCount(data, 'sellerReviewCount')
  const canonical = fields.canonical[0]?.attributes['href'] ?? ''
  // The page of another tongue (ie.dhgate.com) is the same listing.
  const path = idOfUrl(canonical) === listing.id ? /\/product\/[^?#]+/.exec(canonical)?.[0] : undefined
  return {
    ...rest,
    url: (path === undefined ? null : cleanUrl(path, home)) ?? listing.url,
    title: fields.title[0]?.text || listing.title.replace(/\s{0,3}\|\s{0,3}DHgate$/, ''),
    ...(listing.price === null ? {} : pricesOf(listing.price, data)),
    seller: seller === null && listing.seller === null ? null : { ...seller, ...listing.seller },
    ...(ofSeller ? {} : defined({ rating, ratings })),
  }
}

/** Schema.org's price to the highest that the page's data says; when their lowest is not the same, none is certain. */
function pricesOf(said: Price, data: string): Pick<Listing, 'price' | 'priceText'> {
  const low = onlyValue(data, 'dealMinBuyerPrice')
  const high = onlyValue(data, 'dealMaxBuyerPrice')
  const price: Price = { ...said, ...defined({ moq: onlyCount(data, 'minOrder') }) }
  const sameMoney = onlyValue(data, 'dispCurrency') === said.currency
  if (!sameMoney || low === undefined || !isAmount(low)) return { price }
  if (compareAmounts(low, said.amount) !== 0) return priceFields(null, `${said.currency} ${said.amount}; ${low}`)
  if (high !== undefined && isAmount(high) && compareAmounts(high, low) > 0) price.max = high
  return { price }
}

function goneOr(changed: ListingOutcome, page: Page): ListingOutcome {
  const said = /^404\b/.test(pageTitle(page.body))
    ? pageTitle(page.body)
    : gone.exec(visibleText(page.body, 5_000))?.[0]
  return said === undefined ? changed : { kind: 'gone', said }
}

function sellerOf(href: string | undefined, name: string | undefined): Listing['seller'] {
  const url = cleanUrl(href, home)
  const found = defined({
    id: /\/store\/(?:[\w-]{1,40}\/)?(\d{4,})/.exec(url ?? '')?.[1],
    name: name || undefined,
    url: url?.split('?', 1)[0]?.replace(/\/top-selling\/(\d{4,})\.html$/, '/$1'),
  })
  return Object.keys(found).length > 0 ? found : null
}
