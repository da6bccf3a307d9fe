import type { Listing } from '../../model/listing.ts'
import { type PriceHints, readPrice } from '../../model/money-reader.ts'
import type { ListingOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, listingStatus } from '../judge.ts'
import { pageTitle, readBlock } from '../reading/block-pages.ts'
import { type Fields, pageReader } from '../reading/card-stream.ts'
import { readCount, readRating } from '../reading/counts.ts'
import { defined } from '../reading/json-ld.ts'
import { jsonAfter, listAt, textAt } from '../reading/json-values.ts'
import { priceFields } from '../reading/product-price.ts'
import { territoryOfPage } from '../reading/territory-of-page.ts'
import { amazonTerritories } from './territories.ts'

/** Seen 2020-06 … 2026-04, a page for small screens and one that hides its price 2025. Prices only where the buy box is: the page is full of its neighbours' prices. */
const selectors = {
  html: 'html',
  canonical: 'link[rel=canonical]',
  asin: 'input#ASIN, input[name="ASIN.0"]',
  title: '#productTitle, #ebooksProductTitle',
  smallTitle: 'span#title, h1#title',
  price:
    '#corePriceDisplay_desktop_feature_div .a-price, #corePriceDisplay_mobile_feature_div .a-price, #corePrice_feature_div .a-price, #corePrice_desktop .a-price, #apex_desktop .a-price, #kindle-price, #priceblock_ourprice, #priceblock_dealprice, #priceblock_saleprice, #price_inside_buybox, #newBuyBoxPrice',
  used: '#usedBuySection .offer-price, #usedPrice',
  seller: '#sellerProfileTriggerId',
  offeredBy: '#merchantInfoFeature_feature_div .offer-display-feature-text-message',
  merchant: 'input#merchantID',
  soldBy: '#merchant-info',
  availability: '#availability span, #outOfStock span',
  rating: '#acrPopover',
  ratings: '#acrCustomerReviewText',
  image: '#landingImage, #imgBlkFront, #ebooksImgBlkFront, #main-image',
  byline: '#bylineInfo, #brand',
  category: '#wayfinding-breadcrumbs_feature_div a',
  description: '#feature-bullets, #productDescription, #bookDescription_feature_div',
}
const readFields = pageReader(selectors, '[aria-hidden=true], script, style, noscript')
type AmazonFields = Fields<keyof typeof selectors>

const goneTitle =
  /page not found|documento no (?:encontrado|disponible)|seite (?:wurde )?nicht gefunden|page introuvable|pagina non trovata|página não encontrada|pagina niet gevonden|ページが見つかりません/i

/** An Amazon product page. Without a buy box ("cannot be shipped", "currently unavailable") its price is `null`. */
export function readAmazonListing(page: Page): ListingOutcome {
  const early = readBlock(page, amazonTerritories) ?? listingStatus(page)
  if (early) return early
  const title = pageTitle(page.body)
  if (goneTitle.test(title)) return { kind: 'gone', said: title }
  const fields = readFields(page.body)
  const canonical = fields.canonical[0]?.attributes['href'] ?? ''
  const path = /(\/(?:-\/[a-z]{2}\/)?(?:[^/?#]+\/)?dp\/([A-Z0-9]{10}))(?:[/?#]|$)/
  // The variant that is shown, as results pages name it; the canonical address may be another's of the same parent.
  const shown = fields.asin.map((each) => each.attributes['value'] ?? '').find((value) => /^[A-Z0-9]{10}$/.test(value))
  const id = shown ?? path.exec(canonical)?.[2] ?? path.exec(page.url)?.[2]
  const name = [...fields.title, ...fields.smallTitle].map((each) => each.text).find((text) => text !== '')
  if (id === undefined || !/^[A-Z0-9]{10}$/.test(id))
    return changed('no product number: neither the canonical address nor #ASIN')
  if (name === undefined) return changed('no title: #productTitle is not there or empty')
  const territory = territoryOfPage(page, amazonTerritories)
  const hints = { currency: territory.currency, language: fields.html[0]?.attributes['lang'] ?? territory.language }
  const own = path.exec(canonical)
  const url = `${territory.origin}${own?.[2] === id && own[1] ? own[1] : `/dp/${id}`}`
  return {
    kind: 'listing',
    listing: { marketplace: 'amazon', id, url, title: name, ...valuesOf(fields, page.body, hints) },
  }
}

function valuesOf(
  fields: AmazonFields,
  body: string,
  hints: PriceHints,
): Omit<Listing, 'marketplace' | 'id' | 'url' | 'title'> {
  const asked = fields.price.filter(
    (each) => !/\ba-text-price\b/.test(each.attributes['class'] ?? '') && each.text !== '',
  )
  // Where nobody sells it new, the box is that of a used one.
  const priceText = asked[0]?.text ?? (embeddedPrice(body) || (fields.used[0]?.text ?? ''))
  const category = fields.category.map((each) => each.text).join(' › ')
  const ratings = fields.ratings[0]?.text
  return {
    ...priceFields(readPrice(priceText, hints), priceText),
    seller: sellerOf(fields),
    images: imagesOf(fields, body),
    ...defined({
      brand: brandOf(fields.byline[0]?.text ?? ''),
      rating: readRating(fields.rating[0]?.attributes['title'] ?? ''),
      ratings: ratings === undefined ? undefined : readCount(ratings),
      category: category || undefined,
      availability: fields.availability.map((each) => each.text).find((text) => text !== ''),
      description:
        fields.description
          .map((each) => each.text)
          .join('\n')
          .slice(0, 5_000) || undefined,
    }),
  }
}

/** "Visit the Halvard Store", "Brand: Halvard", in the languages of Amazon's sites; a book's author is no brand. */
const bylines: readonly RegExp[] = [
  /^(?:brand|marke|marque|marca|merk|marka|märke|ブランド|品牌|العلامة التجارية)\s{0,5}[:：]\s{0,5}(\S.{0,79})$/i,
  /^visit the (.{1,80}?) store$/i,
  /^besuche(?:n sie)? den (.{1,80}?)[ -]store$/i,
  /^(?:visiter|consulter|voir) la boutique (.{1,80})$/i,
  /^visita la tienda de (.{1,80})$/i,
  /^visita lo store di (.{1,80})$/i,
  /^visite a loja (?:da |do |de )?(.{1,80})$/i,
  /^(?:ga naar de|bezoek de) (.{1,80}?)[ -]store$/i,
  /^odwiedź sklep (.{1,80})$/i,
  /^besök (.{1,80}?)[ -]butiken$/i,
  /^(.{1,80}?) (?:store'u ziyaret edin|mağazasını ziyaret edin)$/i,
  /^(.{1,80}?)のストアを表示$/,
]

const brandOf = (byline: string): string | undefined =>
  bylines.map((each) => each.exec(byline.trim())?.[1]?.trim()).find((each) => each !== undefined)

/** The second way: the buy box's data. "" when there is none. */
function embeddedPrice(body: string): string {
  const found = body.indexOf('twister-plus-buying-options-price-data')
  if (found < 0) return ''
  return /"displayPrice":"([^"]{1,60})"/.exec(body.slice(found, found + 3_000))?.[1] ?? ''
}

function sellerOf(fields: AmazonFields): Listing['seller'] {
  const linked = /[?&]seller=([A-Z0-9]{10,16})\b/.exec(fields.seller[0]?.attributes['href'] ?? '')?.[1]
  const id = fields.merchant.map((each) => each.attributes['value'] ?? '').find((value) => value !== '') ?? linked
  const soldBy = /sold by ([^.]{2,60}(?:\.com)?)/i.exec(fields.soldBy[0]?.text ?? '')?.[1]
  // The offers below the first (used, from others) have a seller's link too: the box's own line comes first.
  const name =
    [...fields.offeredBy, ...fields.seller].map((each) => each.text).find((text) => text !== '') ?? soldBy?.trim()
  return id === undefined && name === undefined ? null : defined({ id, name })
}

function imagesOf(fields: AmazonFields, body: string): string[] {
  const gallery = body.indexOf("'colorImages'")
  const initial = gallery < 0 ? undefined : jsonAfter(body, "'initial':", gallery)
  const urls = listAt(initial).map((each) => textAt(each, 'hiRes') ?? textAt(each, 'large') ?? '')
  const shown = fields.image.flatMap(({ attributes }) => [
    attributes['data-old-hires'] ?? '',
    /"(https:[^"]+)"/.exec(attributes['data-a-dynamic-image'] ?? '')?.[1] ?? '',
    attributes['src'] ?? '',
  ])
  const found = urls.some((url) => url !== '') ? urls : shown.filter((url) => /^https?:/.test(url)).slice(0, 1)
  const small = /"landingImageUrl":"(https:[^"]{1,300})"/.exec(body)?.[1]
  return [
    ...new Set([...found, ...(found.length === 0 && small ? [small] : [])].filter((url) => /^https?:\/\//.test(url))),
  ]
}
