import type { Listing } from '../../model/listing.ts'
import { type PriceHints, readPrice } from '../../model/money-reader.ts'
import type { ListingOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, listingStatus } from '../judge.ts'
import { readBlock } from '../reading/block-pages.ts'
import { type Fields, type Found, pageReader } from '../reading/card-stream.ts'
import { readCount } from '../reading/counts.ts'
import { defined, type Product, productsOf } from '../reading/json-ld.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'
import { territoryOfPage } from '../reading/territory-of-page.ts'
import { ebayTerritories } from './territories.ts'

/** First the pages of today (documented, no saved page), then microdata as of 2020-06. */
const selectors = {
  html: 'html',
  canonical: 'link[rel=canonical]',
  title: '.x-item-title__mainTitle, #itemTitle',
  price: '.x-price-primary, #prcIsum, #mm-saleDscPrc',
  condition: '.x-item-condition-text, #vi-itm-cond',
  image: '#icImg',
  ogImage: 'meta[property="og:image"]',
  seller: '.x-sellercard-atf__info__about-seller, #mbgLink',
  sellerName: '.mbg-nw',
  location: '[itemprop=availableAtOrFrom], .ux-textspans--SECONDARY',
  quantity: '.x-quantity__availability, #qtySubTxt, .vi-qtyS-hot-red, .d-quantity__availability',
  ended: '.d-statusmessage, .x-status-message, #msgPanel, .error-header__headline',
}
const readFields = pageReader(selectors, '.g-hdn, .clipped, .hideforacc, script, style')

const endedWords =
  /ended|sold on|no longer available|beendet|verkauft am|finalizad|termin|vendu le|scadut|page (?:is )?missing|we looked everywhere/i

/** An eBay item's own page. A page that says the item ended is `gone`, with the page's sentence. */
export function readEbayListing(page: Page): ListingOutcome {
  const early = readBlock(page, ebayTerritories) ?? listingStatus(page)
  if (early) return early
  const fields = readFields(page.body)
  const ended = fields.ended.map((each) => each.text).find((text) => endedWords.test(text))
  if (ended !== undefined) return { kind: 'gone', said: ended.slice(0, 300) }
  const [product] = productsOf(page.body)
  const territory = territoryOfPage(page, ebayTerritories)
  const id = [fields.canonical[0]?.attributes['href'], product?.url, product?.offer?.url, page.url]
    .map((url) => /\/itm\/(?:[^/?#]*\/)?(\d{6,15})/.exec(url ?? '')?.[1])
    .find((each) => each !== undefined)
  const title = fields.title[0]?.text || product?.name
  if (id === undefined) return changed('no item number in the canonical address')
  if (title === undefined) return changed('no title: neither .x-item-title__mainTitle nor #itemTitle nor JSON-LD')
  const hints = { currency: territory.currency, language: fields.html[0]?.attributes['lang'] ?? territory.language }
  return { kind: 'listing', listing: listingOf(id, title, fields, product, hints, territory.origin) }
}

function listingOf(
  id: string,
  title: string,
  fields: Fields<keyof typeof selectors>,
  product: Product | undefined,
  hints: PriceHints,
  origin: string,
): Listing {
  const offer = product?.offer
  const priceText = fields.price[0]?.text ?? ''
  const price = readPrice(priceText, hints) ?? priceOfFields(offer?.amount, offer?.currency, offer?.max)
  const quantity = fields.quantity
    .map((each) => /(?<![\d.,])([\d.,]{1,15}\s{0,3}(?:sold|verkauft|vendidos?|vendus?|venduti))/i.exec(each.text)?.[1])
    .find((each) => each !== undefined)
  const images = [
    ...(product?.images ?? []),
    ...fields.image.map((each) => each.attributes['src'] ?? ''),
    ...fields.ogImage.map((each) => each.attributes['content'] ?? ''),
  ]
  return {
    marketplace: 'ebay',
    id,
    url: `${origin}/itm/${id}`,
    title,
    ...priceFields(price, priceText),
    seller: sellerOf(fields),
    images: eachPictureOnce(images.filter((url) => /^https?:\/\/[^/]*\bebayimg\.com\//.test(url))),
    ...defined({
      condition: fields.condition[0]?.text || undefined,
      location: fields.location.map(locatedIn).find((each) => each !== undefined),
      sold: quantity === undefined ? undefined : readCount(quantity),
      description: product?.description,
      category: product?.category,
      availability: offer?.availability,
    }),
  }
}

/** The same picture comes in several sizes: "…/g/PICTURE/s-l400.jpg". The first is kept. */
function eachPictureOnce(urls: readonly string[]): string[] {
  const first = new Map<string, string>()
  for (const url of urls) {
    const picture = /\/g\/([\w~-]{6,40})\//.exec(url)?.[1] ?? url
    if (!first.has(picture)) first.set(picture, url)
  }
  return [...first.values()]
}

/** Microdata says the place; today's pages say "Located in: place" among other small print. */
function locatedIn({ text, attributes }: Found): string | undefined {
  if (attributes['itemprop'] === 'availableAtOrFrom') return text || undefined
  return /^(?:located in|item location|standort|artikelstandort|lieu où se trouve l'objet|luogo in cui si trova l'oggetto|ubicación|ubicado en)\s{0,5}:?\s{0,5}(\S.{0,200})$/i.exec(
    text,
  )?.[1]
}

function sellerOf(fields: Fields<keyof typeof selectors>): Listing['seller'] {
  const name = fields.sellerName[0]?.text || fields.seller[0]?.text.split(/ ?\((?=[\d.,]{1,15}\))/)[0]
  return name ? { name } : null
}
