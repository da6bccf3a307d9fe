import type { Listing } from '../../model/listing.ts'
import { type PriceHints, readPrice } from '../../model/money-reader.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { judge, searchStatus } from '../judge.ts'
import { readBlock } from '../reading/block-pages.ts'
import { canonicalTag } from '../reading/canonical-tag.ts'
import { type Card, cardReader } from '../reading/card-stream.ts'
import { readClaimed, readCount, readRating } from '../reading/counts.ts'
import { defined } from '../reading/json-ld.ts'
import { priceFields } from '../reading/product-price.ts'
import { languageOf, territoryOfPage } from '../reading/territory-of-page.ts'
import { readAmazonRanking } from './ranking.ts'
import { amazonTerritories } from './territories.ts'

/** Seen 2024-02 … 2026-06 in the United States, India, Japan, Brazil and the Netherlands. */
const selectors = {
  card: 'div[data-component-type=s-search-result]',
  fields: {
    heading: 'h2',
    link: 'a[href*="/dp/"], a[href*="%2Fdp%2F"]',
    sponsoredLink: 'a[href*="/sspa/"]',
    price: '.a-price',
    image: 'img.s-image',
    rating: '.a-icon-alt',
    ratings: '.s-underline-text',
    small: 'span.a-color-secondary',
    offers: '[data-cy=secondary-offer-recipe]',
    offer: '[data-cy=secondary-offer-recipe] .a-color-base',
    buy: '[data-cy=price-recipe] .a-row',
  },
  head: {
    bar: '[data-component-type=s-result-info-bar]',
    next: 'a.s-pagination-next',
    message:
      '.s-no-outline, .s-messaging-widget-results-header, [data-component-type=s-messaging-widget-results-header]',
  },
  hidden: '[aria-hidden=true], .a-popover-preload, script, style',
}

const readPage = cardReader(selectors)
type AmazonCard = Card<keyof typeof selectors.fields>

const noneWords =
  /no results for|did not match any products|keine ergebnisse|aucun résultat|nessun risultato|no hay resultados|sin resultados|nenhum resultado|geen resultaten|inga resultat|brak wyników|sonuç bulunamadı|一致する商品はありません|検索に一致する商品|لا توجد نتائج/i
const boughtWords =
  /(?<![\d.,])([\d.,]{1,15}\s?[km万]?\+?)\s{0,3}(?:bought|gekauft|achetés?|comprad[oa]s?|acquistat[oi]|gekocht|点以上購入)|過去1か月で([\d.,]{1,15}万?)点/i

/** An Amazon results page: every card in page order, a listing that is repeated as sponsored twice. */
export function readAmazonSearch(page: Page): SearchOutcome {
  const early = readBlock(page, amazonTerritories) ?? searchStatus(page)
  if (early) return early
  const { cards, head, cut } = readPage(page.body)
  const territory = territoryOfPage(page, amazonTerritories)
  const hints = { currency: territory.currency, language: languageOf(page.body) ?? territory.language }
  const real = cards.filter((card) => (card.attributes['data-asin'] ?? '') !== '')
  if (real.length === 0) {
    const ranking = readAmazonRanking(page.body, hints, territory.origin)
    const isRanking =
      ranking.cards > 0 && !listingAddress.test(canonicalTag(page.body)) && !page.body.includes('id="productTitle"')
    if (isRanking) return judge({ ...ranking, linked: 0, next: false, warnings: ranking.cut ? [ranking.cut] : [] })
  }
  const listings = real.map((card) => readCard(card, hints, territory.origin)).filter((each) => each !== null)
  const bar = head.bar[0]?.text.slice(0, 300) ?? ''
  // 0 where the cards came later than the count (2026-05).
  const counted = /"asinOnPageCount":([1-9]\d{0,3})/.exec(page.body)?.[1]
  const warnings = cut === undefined ? [] : [cut]
  if (counted !== undefined && real.length > 0 && Number(counted) !== real.length) {
    warnings.push(`the page counts ${counted} results, ${real.length} cards were read`)
  }
  return judge({
    listings,
    cards: real.length,
    linked: () => new Set(page.body.match(/\/dp\/[A-Z0-9]{10}/g) ?? []).size,
    claimed: readClaimed(bar) ?? readCount(/"totalResultCount":(\d{1,9})/.exec(page.body)?.[1] ?? ''),
    next: head.next.some((each) => each.attributes['href'] !== undefined),
    emptySaid: head.message.map((each) => each.text).find((text) => noneWords.test(text)),
    warnings,
  })
}

/** A product's own page has rankings of what is like it. */
const listingAddress = /\/(?:dp|gp\/product)\/[A-Z0-9]{10}/

function readCard(card: AmazonCard, hints: PriceHints, origin: string): Listing | null {
  const { fields } = card
  const id = card.attributes['data-asin'] ?? ''
  const title = titleOf(card)
  if (!/^[A-Z0-9]{10}$/.test(id) || title === '') return null
  const rating = fields.rating.map((each) => readRating(each.text)).find((each) => each !== undefined)
  const ratings = fields.ratings
    .map((each) => /^\(?([\d.,]+[km]?)\)?$/i.exec(each.text)?.[1])
    .find((each) => each !== undefined)
  const bought = fields.small.map((each) => boughtWords.exec(each.text)).find((each) => each !== null)
  const sold = bought?.[1] ?? bought?.[2]
  const image = fields.image[0]?.attributes['src'] ?? ''
  return {
    marketplace: 'amazon',
    id,
    url: urlOf(card, id, origin),
    title,
    ...pricesOf(card, hints),
    seller: null,
    images: /^https?:\/\//.test(image) ? [image] : [],
    ...defined({
      brand: brandOf(card),
      rating,
      ratings: ratings === undefined ? undefined : readCount(ratings),
      sold: sold === undefined ? undefined : readCount(sold),
    }),
    ...(fields.sponsoredLink.length > 0 && { sponsored: true }),
  }
}

/**
 * The price to buy for now. Where Amazon itself offers nothing ("No featured offers available $329.99 (3 new offers)"), that of other
 * sellers; beside what a subscription makes free, that to buy it ("Or $4.99 to buy"). The other stays text.
 */
function pricesOf({ fields }: AmazonCard, hints: PriceHints): Pick<Listing, 'price' | 'priceText'> {
  const asked = fields.price.find((each) => !/\ba-text-price\b/.test(each.attributes['class'] ?? ''))?.text ?? ''
  const own = asked === '' ? null : readPrice(asked, hints)
  if (own !== null) return { price: own }
  const others =
    asked === '' ? fields.offers[0]?.text : fields.buy.map((each) => each.text).find((text) => toBuy.test(text))
  const amount = (asked === '' ? fields.offer[0]?.text : undefined) ?? toBuy.exec(others ?? '')?.[1] ?? ''
  const price = amount === '' ? null : readPrice(amount, hints)
  if (price === null) return priceFields(null, asked || (others ?? ''))
  return { price, priceText: (asked || others || '').slice(0, 300) }
}

const toBuy =
  /\b(?:or|oder|ou|o|of|lub|veya|eller)\s{1,3}(\S{1,12}(?:\s\S{1,12})?)\s{1,3}(?:to buy|zum kauf|zu kaufen|pour acheter|à l'achat|para comprar|per l'acquisto|per acquistare|om te kopen)/iu

/** The brand stands above the title, as a heading of its own or a line (2025-02, 2026-04). */
function brandOf(card: AmazonCard): string | undefined {
  const first = card.fields.heading[0]
  return first !== undefined && first.text !== titleOf(card) && first.text.length <= 60
    ? first.text || undefined
    : undefined
}

/** A card's first h2 may be the brand, its last one a badge: the title has an aria-label, and before 2025 stood alone. */
function titleOf(card: AmazonCard): string {
  const headings = card.fields.heading
  const own =
    headings.find((each) => each.attributes['aria-label'] !== undefined) ??
    headings.find((each) => /\ba-text-normal\b/.test(each.attributes['class'] ?? '')) ??
    headings[0]
  return own?.text ?? ''
}

/** The product's address with its words and without tracking; of a sponsored card, the address that its click ends at. */
function urlOf(card: AmazonCard, id: string, origin: string): string {
  for (const { attributes } of card.fields.link) {
    const href = attributes['href'] ?? ''
    const target = href.includes('/sspa/') ? clickTarget(href, origin) : href
    const found =
      /^(?:https?:\/\/[^/]{1,100})?(\/(?:-\/[a-z]{2}\/)?(?:[^/?#]{1,2000}\/)?dp\/([A-Z0-9]{10}))(?:[/?#]|$)/.exec(
        target,
      )
    if (found?.[2] === id && found[1]) return origin + found[1]
  }
  return `${origin}/dp/${id}`
}

function clickTarget(href: string, origin: string): string {
  return URL.canParse(href, origin) ? (new URL(href, origin).searchParams.get('url') ?? '') : ''
}
