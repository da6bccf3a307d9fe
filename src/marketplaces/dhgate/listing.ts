import type { Listing } from '../../model/listing.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { ListingOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { pageTitle } from '../block-pages.ts'
import { pageReader } from '../card-stream.ts'
import { visibleText } from '../html-text.ts'
import { defined } from '../json-ld.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { readProductPage } from '../product-page.ts'
import { priceFields } from '../product-price.ts'
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
const gone = /item\s+doesn.{0,8}t\s+exist|page could not be found|item (?:is|was) (?:removed|no longer available)/i

const priceOnly = /^(?:US\s?)?\$\s?[\d.,]{1,12}(?:\s?-\s?[\d.,]{1,12})?$/

/** A DHgate listing by its schema.org Product, else by its elements; its seller stands in its elements only. */
export function readDhgateListing(page: Page): ListingOutcome {
  const outcome = readProductPage(page, {
    ...dhgateSite,
    idOf: (product, url) => idOfUrl(url) ?? product.ids.productId ?? product.ids.sku,
  })
  if (outcome.kind !== 'listing' && outcome.kind !== 'changed') return outcome
  const fields = readFields(page.body)
  const seller = sellerOf(fields.store[0]?.attributes['href'], fields.storeName[0]?.text || fields.store[0]?.text)
  if (outcome.kind === 'listing')
    return { kind: 'listing', listing: { ...outcome.listing, seller: outcome.listing.seller ?? seller } }
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
    url: url === null ? undefined : url.replace(/\?.*$/, ''),
  })
  return Object.keys(found).length > 0 ? found : null
}
