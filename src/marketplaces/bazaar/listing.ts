import type { Listing } from '../../model/listing.ts'
import type { ListingOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, listingStatus } from '../judge.ts'
import { placeOf } from '../listing-urls.ts'
import { type Fields, pageReader } from '../reading/card-stream.ts'
import { productsOf } from '../reading/json-ld.ts'
import { readBazaarBlock, readBazaarDamage } from './page-state.ts'
import { readBazaarPrice } from './price.ts'
import { readSeller } from './seller.ts'

/** Where each thing stands, with the layout's first day: all of 2026-11. */
const selectors = {
  html: 'html',
  article: 'article.bz-listing',
  title: 'h1.bz-listing__title',
  price: '.bz-card__price',
  lot: '.bz-card__unit',
  moq: '.bz-card__moq',
  condition: '.bz-listing__condition',
  from: '.bz-listing__from',
  sold: '.bz-listing__sold',
  seller: '.bz-listing__seller',
  sellerLink: 'a[href*="/seller/"]',
  ratings: '.bz-listing__ratings',
  description: '.bz-listing__description',
  category: '.bz-crumbs__category',
  picture: 'img.bz-listing__picture',
  gone: '.bz-gone__says',
}
/** Other people's offers under the listing, with prices and sellers of their own. */
const neighbours = 'section.bz-rail'

const readPage = pageReader(selectors, '.bz-hidden', neighbours)
type ListingFields = Fields<keyof typeof selectors>

/** A listing's page of the bazaar. What was taken down says so, with status 404 or with 200. */
export function readBazaarListing(page: Page): ListingOutcome {
  const blocked = readBazaarBlock(page)
  if (blocked) return blocked
  const fields = readPage(page.body)
  const said = fields.gone[0]?.text ?? ''
  if (said !== '') return { kind: 'gone', said }
  const early = listingStatus(page) ?? readBazaarDamage(page)
  if (early) return early
  const id = fields.article[0]?.attributes['data-listing-id'] ?? ''
  const title = fields.title[0]?.text ?? ''
  if (id === '' || title === '') return changed('neither a listing with id and title nor the sentence that it is gone')
  const asked = /\/item\/(\d+)/.exec(page.url)?.[1]
  if (asked !== undefined && asked !== id) return changed(`listing ${asked} was asked for, the page is about ${id}`)
  const [product] = productsOf(page.body).filter((each) => each.ids.sku === id)
  const currency = fields.html[0]?.attributes['data-currency']
  const language = fields.html[0]?.attributes['lang']
  const { price, source } = readBazaarPrice(fields, product, {
    ...(currency && { currency }),
    ...(language && { language }),
  })
  if (source === 'none') return changed('the listing has no price where prices were')
  return { kind: 'listing', listing: listingOf(id, title, price, fields, page.url) }
}

function listingOf(
  id: string,
  title: string,
  price: Pick<Listing, 'price' | 'priceText'>,
  fields: ListingFields,
  pageUrl: string,
): Listing {
  const text = (name: keyof ListingFields): string => fields[name][0]?.text ?? ''
  const country = fields.from[0]?.attributes['data-country']
  const sold = Number(fields.sold[0]?.attributes['data-sold'] ?? '')
  const place = placeOf(pageUrl)
  const { seller, sellerRatings } = readSeller(fields, place)
  const pictures = fields.picture.map(({ attributes }) => place.absolute(attributes['src'] ?? ''))
  return {
    marketplace: 'bazaar',
    id,
    url: `${place.root}/item/${id}`,
    title,
    ...price,
    seller,
    images: [...new Set(pictures.filter((each) => each !== null))],
    ...(sellerRatings !== undefined && { sellerRatings }),
    ...(text('condition') !== '' && { condition: text('condition') }),
    ...(text('description') !== '' && { description: text('description') }),
    ...(text('category') !== '' && { category: text('category') }),
    ...(text('from') !== '' && { location: text('from') }),
    ...(country && { shipsFrom: country }),
    ...(sold > 0 && { sold }),
  }
}
