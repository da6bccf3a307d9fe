import type { Listing } from '../../model/listing.ts'
import type { Territory } from '../../model/marketplace.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, judge, searchStatus } from '../judge.ts'
import { type Place, placeOf } from '../listing-urls.ts'
import { type Card, cardReader } from '../reading/card-stream.ts'
import { type Product, productsOf } from '../reading/json-ld.ts'
import { readBazaarBlock, readBazaarDamage } from './page-state.ts'
import { type PriceSource, readBazaarPrice } from './price.ts'
import { readSeller } from './seller.ts'
import { bazaarTerritories } from './territories.ts'

/** Where each thing stands, with the layout's first day: all of 2026-11. */
const selectors = {
  card: 'li.bz-card',
  fields: {
    image: 'img.bz-card__image',
    ad: '.bz-card__ad',
    title: 'h3.bz-card__title',
    price: '.bz-card__price',
    lot: '.bz-card__unit',
    moq: '.bz-card__moq',
    condition: '.bz-card__condition',
    seller: '.bz-card__seller',
    sellerLink: 'a[href*="/seller/"]',
    ratings: '.bz-card__ratings',
    from: '.bz-card__from',
    sold: '.bz-card__sold',
  },
  head: {
    list: 'ol.bz-results',
    total: '.bz-count__total',
    none: '.bz-empty__says',
    next: 'a[rel="next"]',
  },
  hidden: '.bz-hidden, .bz-card__badge, .bz-card__was, .bz-card__instalments',
  /** Cards of the same make that are no results: "recommended for you". */
  without: 'section.bz-rail',
}

const readPage = cardReader(selectors)
type BazaarCard = Card<keyof typeof selectors.fields>
type ReadCard = { listing: Listing; source: PriceSource }

/** A results page of the bazaar. Paid cards that repeat a result are left out; the others are `sponsored`. */
export function readBazaarSearch(page: Page): SearchOutcome {
  const early = readBazaarBlock(page) ?? searchStatus(page) ?? readBazaarDamage(page)
  if (early) return early
  const { cards, head } = readPage(page.body)
  const territory = territoryOf(page)
  const place = placeOf(page.url)
  const products = new Map(productsOf(page.body).map((product) => [product.ids.sku ?? '', product]))
  const read = cards.map((card) => readCard(card, products, place, territory)).filter((each) => each !== null)
  const results = withoutRepeats(read)
  const total = head.total[0]?.text.replace(/\D/g, '') ?? ''
  if (results.length > 0 && results.every(({ source }) => source === 'none')) return changed('no card has a price')
  return judge({
    listings: results.map(({ listing }) => listing),
    // Repeats are cards that were read; what is missing is what has no id or title.
    cards: cards.length - (read.length - results.length),
    linked: () => new Set(withoutRails(page.body).match(/\/item\/\d{6,15}/g) ?? []).size,
    claimed: total === '' ? undefined : Number(total),
    next: head.next.length > 0,
    emptySaid: head.none[0]?.text,
    warnings: driftOf(results, products.size, Number(head.list[0]?.attributes['data-cards'] ?? '-1'), territory),
  })
}

/** For a page whose cards are not found, where the stream cannot say what stands where. */
function withoutRails(body: string): string {
  let kept = ''
  let at = 0
  for (
    let rail = body.indexOf('<section class="bz-rail">');
    rail >= 0;
    rail = body.indexOf('<section class="bz-rail">', at)
  ) {
    const end = body.indexOf('</section>', rail)
    if (end < 0) break
    kept += body.slice(at, rail)
    at = end
  }
  return kept + body.slice(at)
}

const territoryOf = (page: Page): Territory => {
  const id = URL.canParse(page.url) ? new URL(page.url).searchParams.get('territory') : null
  return bazaarTerritories.find((each) => each.id === id) ?? bazaarTerritories[0]
}

function readCard(
  card: BazaarCard,
  products: ReadonlyMap<string, Product>,
  place: Place,
  territory: Territory,
): ReadCard | null {
  const { fields, attributes } = card
  const id = attributes['data-listing-id'] ?? ''
  const title = fields.title[0]?.text ?? ''
  if (!/^\d{6,15}$/.test(id) || title === '') return null
  const { price, source } = readBazaarPrice(fields, products.get(id), {
    currency: territory.currency,
    language: territory.language,
  })
  const written = fields.image[0]?.attributes['data-src'] ?? ''
  const picture = written === '' ? null : place.absolute(written)
  const condition = fields.condition[0]?.text ?? ''
  const from = fields.from[0]
  const sold = Number(fields.sold[0]?.attributes['data-sold'] ?? '')
  const { seller, sellerRatings } = readSeller(fields, place)
  const listing: Listing = {
    marketplace: 'bazaar',
    id,
    url: `${place.root}/item/${id}`,
    title,
    ...price,
    seller,
    images: picture === null ? [] : [picture],
    ...(sellerRatings !== undefined && { sellerRatings }),
    ...(condition !== '' && { condition }),
    ...(from && from.text !== '' && { location: from.text }),
    ...(from?.attributes['data-country'] && { shipsFrom: from.attributes['data-country'] }),
    ...(sold > 0 && { sold }),
    ...(fields.ad.length > 0 && { sponsored: true }),
  }
  return { listing, source }
}

/** One of each id, in the page's order: the result rather than the paid card. */
function withoutRepeats(read: readonly ReadCard[]): ReadCard[] {
  const seen = new Set(read.filter(({ listing }) => !listing.sponsored).map(({ listing }) => listing.id))
  return read.filter(({ listing }) => {
    if (!listing.sponsored) return true
    if (seen.has(listing.id)) return false
    seen.add(listing.id)
    return true
  })
}

/** The second way: what the page embeds and states about itself, beside what its cards show. */
function driftOf(results: readonly ReadCard[], embedded: number, stated: number, territory: Territory): string[] {
  const organic = results.filter(({ listing }) => !listing.sponsored).length
  const count = (source: PriceSource) => results.filter((each) => each.source === source).length
  const foreign = results.filter(({ listing }) => listing.price && listing.price.currency !== territory.currency)
  const warnings: string[] = []
  if (embedded === 0) warnings.push('the embedded data is gone')
  else if (organic !== embedded) warnings.push(`${organic} results in cards, ${embedded} in the embedded data`)
  if (stated >= 0 && organic !== stated) warnings.push(`${organic} results in cards, ${stated} by the page's own count`)
  if (count('embedded') > 0)
    warnings.push(`${count('embedded')} of ${results.length} prices stand only in the embedded data`)
  if (count('contradicted') > 0)
    warnings.push(`${count('contradicted')} of ${results.length} prices differ from the embedded data`)
  const [first] = foreign
  if (first)
    warnings.push(
      `${foreign.length} of ${results.length} prices are in ${first.listing.price?.currency}; ${territory.id} prints ${territory.currency}`,
    )
  return warnings
}
