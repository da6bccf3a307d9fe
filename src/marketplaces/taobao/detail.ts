import type { Listing } from '../../model/listing.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { ListingOutcome } from '../../model/outcome.ts'
import { changed } from '../judge.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { readCount } from '../reading/counts.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, jsonAfter, listAt, textAt } from '../reading/json-values.ts'
import { mtopAnswer, mtopBlock } from '../reading/mtop-answer.ts'
import { priceFields } from '../reading/product-price.ts'

/**
 * What an item page of Taobao or Tmall is made of: in the page that the server writes (`__ICE_APP_CONTEXT__`, seen 2026-03 and
 * 2026-08), or the answer of `mtop.taobao.pcdetail.data.get` (documented). `undefined` for any other page.
 */
export function detailOf(body: string): Json | undefined {
  if (body.includes('__ICE_APP_CONTEXT__')) return at(jsonAfter(body, '"loaderData":'), 'home', 'data', 'res')
  return mtopAnswer(body)
}

/** Its price is the one before coupons: what is left after them differs from visitor to visitor, and stays text. */
export function readDetail(detail: Json): ListingOutcome {
  const blocked = mtopBlock(detail)
  if (blocked) return blocked
  const data = at(detail, 'item') === undefined ? at(detail, 'data') : detail
  const id = textAt(data, 'item', 'itemId')
  const title = textAt(data, 'item', 'title') ?? textAt(data, 'componentsVO', 'titleVO', 'title', 'title')
  if (id === undefined || title === undefined) return changed('no item.itemId and item.title in the page’s data')
  const isTmall = textAt(data, 'seller', 'sellerType') === 'B'
  const images = listAt(data, 'item', 'images').map((each) => textAt(each))
  return {
    kind: 'listing',
    listing: {
      marketplace: 'taobao',
      id,
      url: `https://${isTmall ? 'detail.tmall' : 'item.taobao'}.com/item.htm?id=${id}`,
      title,
      ...pricesOf(data),
      seller: sellerOf(at(data, 'seller')),
      images: pictureUrls(images),
      ...defined({
        sold: readCount(textAt(data, 'item', 'vagueSellCount') ?? ''),
        location: textAt(data, 'componentsVO', 'deliveryVO', 'deliveryFromAddr'),
      }),
    },
  }
}

function pricesOf(data: Json | undefined): Pick<Listing, 'price' | 'priceText'> {
  const printed =
    textAt(data, 'componentsVO', 'priceVO', 'price', 'priceText') ??
    textAt(data, 'skuCore', 'sku2info', '0', 'price', 'priceText') ??
    ''
  const price = readPrice(printed, { currency: 'CNY', language: 'zh-CN' })
  const after = at(data, 'componentsVO', 'priceVO', 'extraPrice') ?? at(data, 'skuCore', 'sku2info', '0', 'subPrice')
  const other = [textAt(after, 'priceTitle'), textAt(after, 'priceText')].filter((each) => each !== undefined).join(' ')
  return price !== null && other !== '' ? { price, priceText: other.slice(0, 300) } : priceFields(price, printed)
}

function sellerOf(seller: Json | undefined): Listing['seller'] {
  const found = defined({
    id: textAt(seller, 'sellerId') ?? textAt(seller, 'userId'),
    name: textAt(seller, 'shopName') ?? textAt(seller, 'sellerNick'),
    url: cleanUrl(textAt(seller, 'pcShopUrl'), 'https://shop.taobao.com') ?? undefined,
  })
  return Object.keys(found).length > 0 ? found : null
}
