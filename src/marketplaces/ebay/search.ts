import type { Listing } from '../../model/listing.ts'
import type { PriceHints } from '../../model/money-reader.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { judge, searchStatus } from '../judge.ts'
import { readBlock } from '../reading/block-pages.ts'
import { type Card, cardReader } from '../reading/card-stream.ts'
import { readClaimed, readCount } from '../reading/counts.ts'
import { priceFields } from '../reading/product-price.ts'
import { languageOf, territoryOfPage } from '../reading/territory-of-page.ts'
import { placeIn, pricesOf, sellerOf } from './rows.ts'
import { ebayTerritories } from './territories.ts'

/** Each with the generations of pages it was seen on: s-item 2021-01 … 2025-08, s-card 2025-08 … 2026-03. */
const selectors = {
  card: 'li.s-card, li.s-item',
  fields: {
    link: 'a[href*="/itm/"]',
    title: '.s-card__title, .s-item__title',
    badge: '.s-card__new-listing',
    price: '.s-card__price, .s-item__price',
    condition: '.s-card__subtitle, .SECONDARY_INFO',
    image: 'img',
    row: '.s-card__attribute-row',
    seller: '.s-item__seller-info-text',
    location: '.s-item__location',
    sold: '.s-item__hotness, .s-item__quantitySold, .s-item__dynamic',
  },
  head: {
    heading: '.srp-controls__count-heading',
    none: '.srp-save-null-search__heading, .srp-save-null-search__title, .srp-river-answer--REWRITE_START',
    fewer: '.srp-river-answer--REWRITE_START',
    next: 'a.pagination__next',
  },
  hidden: '.clipped, .s-card__new-listing, .LIGHT_HIGHLIGHT, .strikethrough, .STRIKETHROUGH',
}

const readPage = cardReader(selectors)
type EbayCard = Card<keyof typeof selectors.fields>

/** The id of the two invisible "Shop on eBay" cards at the top of each list (2024 … 2026-03). */
const placeholderId = '123456'
const soldWords = /sold|vendid[oa]s?|verkauft|vendus?|vendut[oi]|verkocht|sprzedan|個販売|売れ|已售/i

/** An eBay results page. Sponsored cards are not told apart: each card carries the word, and style sheets made by chance hide it. */
export function readEbaySearch(page: Page): SearchOutcome {
  const early = readBlock(page, ebayTerritories) ?? searchStatus(page)
  if (early) return early
  const { cards, head, cut } = readPage(page.body)
  const territory = territoryOfPage(page, ebayTerritories)
  const language = languageOf(page.body) ?? territory.language
  const real = cards.filter((card) => linkOf(card) !== null && linkOf(card)?.id !== placeholderId)
  const listings = real
    .map((card) => readCard(card, { currency: territory.currency, language }))
    .filter((each) => each !== null)
  const heading = head.heading.map((each) => each.text).join(' ')
  const none = head.none.map((each) => each.text).find((text) => text !== '')
  const claimed = readClaimed(heading)
  return judge({
    listings,
    cards: real.length,
    linked: () => new Set(page.body.match(/\/itm\/(?:[^\s"'<>/?]{1,200}\/)?\d{9,15}/g) ?? []).size,
    claimed,
    next: head.next.some(
      (each) => each.attributes['href'] !== undefined && each.attributes['aria-disabled'] !== 'true',
    ),
    emptySaid: claimed === 0 ? heading : none,
    warnings: [
      ...(cut === undefined ? [] : [cut]),
      ...(claimed === 0 || (claimed !== undefined && claimed < listings.length && head.fewer.length > 0)
        ? [`"${heading}": what is listed matches fewer words`]
        : []),
    ],
  })
}

function linkOf(card: EbayCard): { id: string; origin: string } | null {
  for (const { attributes } of card.fields.link) {
    const found = /^(https?:\/\/[^/]{1,100})?\/itm\/(?:[^/?#]{1,400}\/)?(\d{6,15})/.exec(attributes['href'] ?? '')
    if (found?.[2]) return { id: found[2], origin: found[1] ?? '' }
  }
  return null
}

function readCard(card: EbayCard, hints: PriceHints): Listing | null {
  const { fields } = card
  const link = linkOf(card)
  const bare = fields.title[0]?.text ?? ''
  if (!link || bare === '') return null
  // The s-card's badge is part of the title line that people read (ROWS.json); model/hit.ts compares titles without it.
  const title = `${fields.badge[0]?.text ?? ''} ${bare}`.trim()
  const home =
    ebayTerritories.find((each) => each.origin === link.origin.replace('http:', 'https:')) ?? ebayTerritories[0]
  const rows = fields.row.map((each) => each.text)
  // Struck through alone ("Best offer accepted"): what was paid is not said, so the text stays without a price.
  const asked = fields.price.filter((each) => !/strikethrough/i.test(each.attributes['class'] ?? ''))
  const prices =
    asked.length > 0
      ? pricesOf(
          asked.map((each) => each.text),
          rows,
          hints,
        )
      : priceFields(null, fields.price.map((each) => each.text).join(' '))
  const seller = sellerOf(fields.seller[0]?.text, rows)
  // A first line below the title may be the seller's own; today's condition line adds who sells: "Neu | Gewerblich".
  const condition = fields.condition.at(-1)?.text.split(/[·|]/)[0]?.trim() ?? ''
  const located = fields.location
    .map((each) => each.text)
    .concat(rows)
    .map(placeIn)
    .find((text) => text !== undefined)
  const soldText = fields.sold
    .map((each) => each.text)
    .concat(rows)
    .find((text) => soldWords.test(text) && /\d/.test(text))
  const sold = soldText === undefined ? undefined : readCount(soldText)
  return {
    marketplace: 'ebay',
    id: link.id,
    url: `${home.origin}/itm/${link.id}`,
    title,
    ...prices,
    seller,
    images: imagesOf(card),
    ...(located !== undefined && { location: located }),
    ...(sold !== undefined && { sold }),
    ...(condition !== '' && { condition }),
  }
}

/** A picture comes in sizes ("…/s-l140.webp"), and the largest may wait in another attribute: it is first, the drawn one beside it. */
function imagesOf(card: EbayCard): string[] {
  const [first = []] = card.fields.image
    .map(({ attributes }) =>
      [attributes['src'], attributes['data-src'], attributes['data-defer-load']]
        .filter((url) => url !== undefined)
        .filter((url) => /^https?:\/\/[^/]*\bebayimg\.com\//.test(url)),
    )
    .filter((urls) => urls.length > 0)
  const [drawn] = first
  const largest = first.toSorted((a, b) => sizeOf(b) - sizeOf(a))[0]
  return [...new Set([largest, drawn])].filter((url) => url !== undefined)
}

const sizeOf = (url: string): number => Number(/\/s-l(\d{2,5})\./.exec(url)?.[1] ?? 0)
