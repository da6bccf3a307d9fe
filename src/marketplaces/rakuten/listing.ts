import type { Listing } from '../../model/listing.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { ListingOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, listingStatus } from '../judge.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { pageTitle, readBlock } from '../reading/block-pages.ts'
import { type Fields, pageReader } from '../reading/card-stream.ts'
import { readCount } from '../reading/counts.ts'
import { oneLine } from '../reading/html-text.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, listAt, textAt } from '../reading/json-values.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'
import { scriptJson } from '../reading/script-json.ts'
import { itemOf } from './items.ts'

/** Microdata in `meta` elements, 2025-01; reviews carry names of their own, so the first of each counts. The last three are of pages before 2021, as documented. */
const selectors = {
  url: 'link[rel=canonical]',
  name: 'meta[itemprop=name]',
  image: 'meta[itemprop=image]',
  ogImage: 'meta[property="og:image"]',
  sku: 'meta[itemprop=sku]',
  price: 'meta[itemprop=price]',
  currency: 'meta[itemprop=priceCurrency]',
  availability: 'meta[itemprop=availability]',
  rating: 'meta[itemprop=ratingValue]',
  ratings: 'meta[itemprop=reviewCount]',
  description: 'meta[itemprop=description]',
  oldName: '.item_name',
  oldPrice: '.price2',
  oldShop: 'input[name=shopname]',
}
const readFields = pageReader(selectors)
type ItemFields = Fields<keyof typeof selectors>

const gone =
  /ページが表示できません|お探しのページ|ページが見つかりません|この商品は(?:現在)?(?:お取り扱いできません|存在しません)/

/** A Rakuten item page. Its id is the item's own name in its address, as the page's `sku` has it behind the shop. */
export function readRakutenListing(page: Page): ListingOutcome {
  const early = readBlock(page) ?? listingStatus(page)
  if (early) return early
  const title = pageTitle(page.body)
  if (gone.test(title)) return { kind: 'gone', said: title }
  const fields = readFields(page.body)
  const app = scriptJson(page.body, 'item-page-app-data')
  const info = at(app, 'newApi', 'itemInfoSku') ?? at(app, 'api', 'data', 'itemInfoSku')
  const sku = content(fields, 'sku')?.split(':')
  const canonical = cleanUrl(fields.url[0]?.attributes['href'], 'https://item.rakuten.co.jp')
  const place = itemOf(canonical) ?? itemOf(page.url)
  const shop = sku?.[0] ?? textAt(app, 'shop', 'shopUrl') ?? place?.shop
  const id = sku?.[1] ?? textAt(info, 'manageNumber') ?? place?.name
  const named = content(fields, 'name')
  const name =
    named?.replace(/｜[^｜]*$/, '') ?? textAt(info, 'title')?.replace(/<[^>]{0,60}>/g, ' ') ?? fields.oldName[0]?.text
  if (id === undefined || shop === undefined) return changed('neither a sku nor an item address')
  if (!name) return changed('no meta[itemprop=name]')
  const shopName =
    /"shopName"\s*:\s*"([^"]{1,100})"/.exec(page.body)?.[1] ??
    fields.oldShop[0]?.attributes['value'] ??
    (named?.includes('｜') ? named.split('｜').at(-1) : undefined)
  const rating = Number(fields.rating.at(-1)?.attributes['content'])
  return {
    kind: 'listing',
    listing: {
      marketplace: 'rakuten',
      id,
      url: itemOf(canonical) !== null && canonical !== null ? canonical : `https://item.rakuten.co.jp/${shop}/${id}/`,
      title: oneLine(name),
      ...pricesOf(fields, info),
      seller: defined({ id: shop, name: shopName === undefined ? undefined : oneLine(shopName) }),
      images: pictureUrls([
        fields.ogImage[0]?.attributes['content'],
        ...fields.image.map((each) => each.attributes['content']),
        ...(fields.image.length > 0 ? [] : listAt(info, 'media', 'images').map((each) => textAt(each, 'location'))),
      ]),
      ...defined({
        availability: content(fields, 'availability')?.replace(/^https?:\/\/schema\.org\//, ''),
        rating: rating > 0 ? rating : undefined,
        ratings: readCount(content(fields, 'ratings') ?? ''),
        description: content(fields, 'description')?.slice(0, 5_000),
      }),
    },
  }
}

const content = (fields: ItemFields, name: keyof typeof selectors): string | undefined =>
  fields[name][0]?.attributes['content']?.trim() || undefined

/** By the microdata, else by the page's own data, else as an old page prints it. */
function pricesOf(fields: ItemFields, info: Json | undefined): Pick<Listing, 'price' | 'priceText'> {
  const told = content(fields, 'price')
  if (told !== undefined) return priceFields(priceOfFields(told, content(fields, 'currency') ?? 'JPY'), told)
  const own = at(info, 'purchaseInfo', 'purchaseBySellType', 'normalPurchase', 'price')
  const low = textAt(own, 'minPrice')
  if (low !== undefined) return priceFields(priceOfFields(low, 'JPY', textAt(own, 'maxPrice')), low)
  const printed = fields.oldPrice[0]?.text ?? ''
  return priceFields(readPrice(printed, { currency: 'JPY', language: 'ja-JP' }), printed)
}
