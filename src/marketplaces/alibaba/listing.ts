import type { Listing } from '../../model/listing.ts'
import { compareAmounts, type Price } from '../../model/money.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { ListingOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, listingStatus } from '../judge.ts'
import { pictureUrls } from '../listing-urls.ts'
import { readBlock } from '../reading/block-pages.ts'
import { type Fields, pageReader } from '../reading/card-stream.ts'
import { defined } from '../reading/json-ld.ts'
import { readDetail } from './detail.ts'

/** Seen 2026-02. */
const selectors = {
  canonical: 'link[rel=canonical]',
  title: 'h1',
  tier: '.price-item',
  single: '[data-testid=fixed-price], [data-testid=range-price]',
  company: '.company-name a',
  country: '.register-country',
  picture: '[data-testid=product-image-view] img',
  similar: '[data-aplus-similar-dot]',
}
const readFields = pageReader(selectors)
type AlibabaFields = Fields<keyof typeof selectors>

/** An Alibaba.com product page by its data, else by its elements, or the `main` of one. Its price goes from the largest tier's to the smallest's. */
export function readAlibabaListing(page: Page): ListingOutcome {
  const early = readBlock(page) ?? listingStatus(page)
  if (early) return early
  const told = readDetail(page.body)
  if (told !== null) return { kind: 'listing', listing: told }
  const fields = readFields(page.body)
  const company = fields.company[0]
  const id = [
    /_(\d{8,})\.html/.exec(fields.canonical[0]?.attributes['href'] ?? '')?.[1],
    /productId=(\d{8,})/.exec(fields.similar[0]?.attributes['data-aplus-similar-dot'] ?? '')?.[1],
    /productId=(\d{8,})/.exec(company?.attributes['href'] ?? '')?.[1],
    /_(\d{8,})\.html/.exec(page.url)?.[1],
  ].find((each) => each !== undefined)
  const title = fields.title[0]?.attributes['title'] || fields.title[0]?.text
  if (id === undefined) return changed('no product number: neither the canonical address nor the supplier link has one')
  if (!title) return changed('no title: no h1')
  const canonical = /^https:\/\/www\.alibaba\.com\/product-detail\/[^?#]+/.exec(
    fields.canonical[0]?.attributes['href'] ?? '',
  )?.[0]
  return {
    kind: 'listing',
    listing: {
      marketplace: 'alibaba',
      id,
      url: canonical ?? `https://www.alibaba.com/product-detail/_${id}.html`,
      title,
      ...pricesOf(fields),
      seller: sellerOf(fields),
      images: pictureUrls(
        fields.picture
          .map((each) => each.attributes['src'])
          .filter((src) => src?.includes('/kf/'))
          .map((src) => src?.replace(/_\d+x\d+(?:q\d+)?\.\w+$/, '')),
      ),
    },
  }
}

function pricesOf(fields: AlibabaFields): Pick<Listing, 'price' | 'priceText'> {
  const texts = (fields.tier.length > 0 ? fields.tier : fields.single).map((each) => each.text)
  const priceText = texts.join('; ').slice(0, 300)
  const hints = { currency: 'USD', language: 'en-US' }
  // A tier reads "300 - 1000 pairs GH₵80.51": its price is the last word.
  const read = texts.map((text) => readPrice(fields.tier.length > 0 ? (text.split(' ').at(-1) ?? '') : text, hints))
  const prices = read.filter((each) => each !== null).sort((a, b) => compareAmounts(a.amount, b.amount))
  const [low] = prices
  const high = prices.at(-1)
  if (!low || !high || prices.length < read.length || prices.some((each) => each.currency !== low.currency)) {
    return priceText === '' ? { price: null } : { price: null, priceText }
  }
  const moq = Number(/\d[\d,.]*/.exec(texts[0] ?? '')?.[0].replace(/\D/g, ''))
  const unit = /^\S*\s*(?:-\s*\d+\s*)?(\p{L}+)/u.exec(texts[0]?.replace(/^[≥>=\s]*/, '') ?? '')?.[1]
  const price: Price = { amount: low.amount, currency: low.currency }
  const max = high.max ?? high.amount
  if (compareAmounts(max, low.amount) > 0) price.max = max
  if (unit !== undefined && fields.tier.length > 0) price.per = unit.replace(/s$/, '').toLowerCase()
  if (fields.tier.length > 0 && moq > 0) price.moq = moq
  return { price }
}

function sellerOf(fields: AlibabaFields): Listing['seller'] {
  const company = fields.company[0]
  const name = company?.attributes['title'] || company?.text
  if (!name) return null
  const url = company?.attributes['href']
  return defined({
    name,
    url: url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined,
    country: fields.country[0]?.text || undefined,
  })
}
