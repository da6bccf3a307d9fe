import type { Listing } from '../../model/listing.ts'
import { type PriceHints, readPrice } from '../../model/money-reader.ts'
import type { ListingOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, listingStatus } from '../judge.ts'
import { pictureUrls } from '../listing-urls.ts'
import { pageTitle, readBlock } from '../reading/block-pages.ts'
import { pageReader } from '../reading/card-stream.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, jsonAfter, listAt, parseJson, textAt } from '../reading/json-values.ts'
import { priceFields } from '../reading/product-price.ts'
import { detailOf, readDetail } from './detail.ts'

const hints: PriceHints = { currency: 'CNY', language: 'zh-CN' }

/** Taobao, 2020-07. Tmall of the same year is read by its `TShop.Setup` data. */
const selectors = { title: '.tb-main-title', price: '#J_StrPrice', shop: '.slogo-shopname' }
const readFields = pageReader(selectors)

/** An item page of Taobao or Tmall. Prices before promotions: those are loaded later. */
export function readTaobaoListing(page: Page): ListingOutcome {
  const early = readBlock(page) ?? listingStatus(page)
  if (early) return early
  const title = pageTitle(page.body)
  if (/宝贝不存在|商品不存在|很抱歉/.test(title)) return { kind: 'gone', said: title }
  const detail = detailOf(page.body)
  if (detail !== undefined) return readDetail(detail)
  const setup = jsonAfter(page.body, 'TShop.Setup(')
  return setup === undefined ? readTaobao(page) : readTmall(page, setup, title)
}

function readTaobao(page: Page): ListingOutcome {
  const config = page.body.indexOf('g_config')
  const text = config < 0 ? '' : page.body.slice(config, config + 60_000)
  const id = /itemId\s*:\s*'(\d{8,})'/.exec(text)?.[1]
  const fields = readFields(page.body)
  const title = fields.title[0]?.attributes['data-title']?.trim() || fields.title[0]?.text
  if (id === undefined) return changed('no itemId in g_config')
  if (!title) return changed('no .tb-main-title')
  const priceText = fields.price[0]?.text ?? ''
  const images = parseJson(/auctionImages\s{0,5}:\s{0,5}(\[[^\][]{0,5000}\])/.exec(text)?.[1] ?? '')
  return {
    kind: 'listing',
    listing: {
      marketplace: 'taobao',
      id,
      url: `https://item.taobao.com/item.htm?id=${id}`,
      title,
      ...priceFields(readPrice(priceText, hints), priceText),
      seller: sellerOf(text, 'sellerId', 'shopName'),
      images: pictureUrls(listAt(images).map((each) => textAt(each))),
    },
  }
}

function sellerOf(text: string, idName: string, shopName: string): Listing['seller'] {
  const id = new RegExp(`${idName}\\s*:\\s*'(\\d{1,20})'`).exec(text)?.[1]
  const written = new RegExp(`${shopName}\\s*:\\s*'([^']{1,200})'`).exec(text)?.[1]
  const name = written === undefined ? undefined : textAt(parseJson(`"${written.replaceAll('"', '')}"`))
  return id === undefined && name === undefined ? null : defined({ id, name })
}

function readTmall(page: Page, setup: Json, shown: string): ListingOutcome {
  const id =
    textAt(setup, 'itemDO', 'itemId') ?? textAt(setup, 'rateConfig', 'itemId') ?? /[?&]id=(\d{8,})/.exec(page.url)?.[1]
  const title = textAt(setup, 'itemDO', 'title') ?? shown.split('-tmall.com', 1)[0] ?? shown
  if (id === undefined || title === '') return changed('TShop.Setup without itemDO.itemId')
  const printed = textAt(setup, 'detail', 'defaultItemPrice') ?? ''
  const pictures = at(setup, 'propertyPics', 'default')
  const seller = defined({ id: textAt(setup, 'rateConfig', 'sellerId'), name: readFields(page.body).shop[0]?.text })
  return {
    kind: 'listing',
    listing: {
      marketplace: 'taobao',
      id,
      url: `https://detail.tmall.com/item.htm?id=${id}`,
      title,
      ...priceFields(readPrice(printed, hints), printed),
      seller: Object.keys(seller).length > 0 ? seller : null,
      images: pictureUrls(listAt(pictures).map((each) => textAt(each))),
    },
  }
}
