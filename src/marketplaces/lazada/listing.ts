import type { Listing } from '../../model/listing.ts'
import { compareAmounts, type Price } from '../../model/money.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { ListingOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { visibleText } from '../reading/html-text.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, jsonAfter, listAt, numberAt, textAt } from '../reading/json-values.ts'
import { readProductPage } from '../reading/product-page.ts'
import { territoryOfPage } from '../reading/territory-of-page.ts'
import { lazadaTerritories } from './territories.ts'

const gone =
  /(?:this (?:product|item) is no longer available|sorry! this product is|the product you are looking for (?:is|was)|สินค้านี้ไม่มี|sản phẩm không (?:tồn tại|còn))[^.]{0,60}/i

/**
 * A Lazada listing by its schema.org Product and by `__moduleData__` (2019 to 2026, as documented), which knows its seller. Where
 * both have a price and they differ, it is not certain.
 */
export function readLazadaListing(page: Page): ListingOutcome {
  const outcome = readProductPage(page, {
    id: 'lazada',
    territories: lazadaTerritories,
    idOf: (product, url) => /-i(\d{6,})/.exec(url)?.[1] ?? product.ids.sku?.split('_')[0],
  })
  if (outcome.kind !== 'listing' && outcome.kind !== 'changed') return outcome
  const told = readFields(at(jsonAfter(page.body, '__moduleData__ ='), 'data', 'root', 'fields'), page)
  if (outcome.kind === 'listing')
    return { kind: 'listing', listing: told === null ? outcome.listing : both(outcome.listing, told) }
  if (told !== null) return { kind: 'listing', listing: told }
  const said = gone.exec(visibleText(page.body, 10_000))?.[0]
  return said === undefined ? outcome : { kind: 'gone', said }
}

function readFields(fields: Json | undefined, page: Page): Listing | null {
  const territory = territoryOfPage(page, lazadaTerritories)
  const sku = at(fields, 'skuInfos', '0')
  const id = textAt(fields, 'primaryKey', 'itemId') ?? textAt(sku, 'itemId') ?? /-i(\d{6,})/.exec(page.url)?.[1]
  const title = textAt(fields, 'product', 'title')
  if (id === undefined || title === undefined) return null
  const printed = textAt(sku, 'price', 'salePrice', 'text') ?? ''
  const price = readPrice(printed, { currency: territory.currency, language: territory.language })
  const link = cleanUrl(textAt(fields, 'product', 'link'), territory.origin)
  return {
    marketplace: 'lazada',
    id,
    url: link?.includes(`-i${id}`) ? link : `${territory.origin}/products/-i${id}.html`,
    title,
    ...(price === null && printed !== '' ? { price, priceText: printed } : { price }),
    seller: sellerOf(at(fields, 'seller'), territory.origin),
    images: pictureUrls(listAt(fields, 'skuGalleries', '0').map((each) => textAt(each, 'src'))),
    ...defined({
      rating: numberAt(fields, 'review', 'ratings', 'average') || undefined,
      ratings: numberAt(fields, 'review', 'ratings', 'rateCount') || undefined,
    }),
  }
}

function sellerOf(seller: Json | undefined, origin: string): Listing['seller'] {
  const found = defined({
    id: textAt(seller, 'sellerId') ?? textAt(seller, 'shopId'),
    name: textAt(seller, 'name'),
    url: cleanUrl(textAt(seller, 'url')?.split('?', 1)[0], origin) ?? undefined,
  })
  return Object.keys(found).length > 0 ? found : null
}

/** What schema.org says, with the seller and what else it leaves out. */
function both(listing: Listing, told: Listing): Listing {
  const agree = listing.price === null || told.price === null || isWithin(told.price, listing.price)
  const price = agree ? (listing.price ?? told.price) : null
  const priceText =
    price === null ? (listing.priceText ?? told.priceText ?? (agree ? undefined : textOf(listing, told))) : undefined
  const { price: _, priceText: __, ...rest } = listing
  return {
    ...told,
    ...rest,
    price,
    ...(priceText !== undefined && { priceText }),
    seller: told.seller ?? listing.seller,
    images: [...new Set([...listing.images, ...told.images])],
  }
}

const textOf = ({ price: a }: Listing, { price: b }: Listing): string =>
  [a, b].map((each) => (each === null ? '' : `${each.currency} ${each.amount}`)).join(' or ')

const isWithin = (one: Price, range: Price): boolean =>
  one.currency === range.currency &&
  compareAmounts(one.amount, range.amount) >= 0 &&
  compareAmounts(one.amount, range.max ?? range.amount) <= 0
