import type { Listing } from '../../model/listing.ts'
import { type PriceHints, readPrice } from '../../model/money-reader.ts'
import { pictureUrls } from '../listing-urls.ts'
import { cardReader } from '../reading/card-stream.ts'
import { readCount, readRating } from '../reading/counts.ts'
import { defined } from '../reading/json-ld.ts'
import { priceFields } from '../reading/product-price.ts'

/** The cards of "Best Sellers" and their like, in rows (2026-03) and in carousels (2025-08). Half of their class names are made by chance. */
const selectors = {
  card: 'div.p13n-sc-uncoverable-faceout',
  fields: {
    link: 'a[href*="/dp/"]',
    title: '[class*="p13n-sc-css-line-clamp"], [class*="p13n-sc-truncate"]',
    price: '[class*="p13n-sc-price_"], span.p13n-sc-price',
    offers: 'span.a-color-secondary',
    image: 'img',
    rating: '.a-icon-alt',
    ratings: 'a[aria-label]',
  },
  head: {},
}
const readPage = cardReader(selectors)

/** What a ranking lists: `cards` counts what looked like a product. No cards on any other page. */
export function readAmazonRanking(
  body: string,
  hints: PriceHints,
  origin: string,
): { cards: number; listings: Listing[]; cut?: string } {
  if (!body.includes('p13n-sc-uncoverable-faceout')) return { cards: 0, listings: [] }
  const { cards, cut } = readPage(body)
  const listings = cards.flatMap(({ attributes, fields }) => {
    const id = attributes['id'] ?? ''
    const title = fields.title[0]?.text || fields.image[0]?.attributes['alt'] || ''
    if (!/^[A-Z0-9]{10}$/.test(id) || title === '') return []
    const path = /^(?:https?:\/\/[^/]+)?(\/(?:[^/?#]+\/)?dp\/[A-Z0-9]{10})/.exec(
      fields.link[0]?.attributes['href'] ?? '',
    )
    const asked = fields.price[0]?.text ?? ''
    // "13 offers from $20.13": the cheapest of other sellers, perhaps a used one.
    const offers = asked === '' ? undefined : fields.offers.find(({ text }) => text.endsWith(asked))?.text
    const price = offers === undefined ? readPrice(asked, hints) : null
    const label = fields.ratings.map((each) => each.attributes['aria-label'] ?? '').find((text) => /,/.test(text))
    return [
      {
        marketplace: 'amazon',
        id,
        url: path?.[1]?.endsWith(id) ? origin + path[1] : `${origin}/dp/${id}`,
        title,
        ...priceFields(price, offers ?? asked),
        seller: null,
        images: pictureUrls([fields.image[0]?.attributes['src']]),
        ...defined({
          rating: readRating(fields.rating[0]?.text ?? ''),
          ratings: label === undefined ? undefined : readCount(label.slice(label.indexOf(',') + 1)),
        }),
      },
    ]
  })
  return { cards: cards.length, listings, ...(cut !== undefined && { cut }) }
}
