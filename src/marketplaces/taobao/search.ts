import type { Listing } from '../../model/listing.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { judge, searchStatus } from '../judge.ts'
import { pictureUrls } from '../listing-urls.ts'
import { readBlock } from '../reading/block-pages.ts'
import { readCount } from '../reading/counts.ts'
import { decodeEntities } from '../reading/html-text.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, jsonAfter, listAt, numberAt, textAt } from '../reading/json-values.ts'
import { mtopAnswer, mtopBlock } from '../reading/mtop-answer.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'
import { readCards } from './cards.ts'

/**
 * A Taobao results page: by its `g_page_config` (seen 2018-07), by its cards as a browser has built them (2022 to 2026, as
 * documented), or the answer that those were built from (`mtop.relationrecommend`, as documented).
 */
export function readTaobaoSearch(page: Page): SearchOutcome {
  const early = readBlock(page) ?? searchStatus(page)
  if (early) return early
  const answer = mtopAnswer(page.body)
  if (answer !== undefined) return mtopBlock(answer) ?? readAnswer(at(answer, 'data'))
  const mods = at(jsonAfter(page.body, 'g_page_config ='), 'mods')
  return mods === undefined ? readCards(page) : readConfig(mods, page)
}

function readConfig(mods: Json, page: Page): SearchOutcome {
  const cards = listAt(mods, 'itemlist', 'data', 'auctions')
  const pager = at(mods, 'sortbar', 'data', 'pager') ?? at(mods, 'pager', 'data')
  const total = numberAt(pager, 'totalCount')
  return judge({
    listings: cards.map(readAuction).filter((each) => each !== null),
    cards: cards.length,
    linked: () =>
      new Set(
        page.body.match(/(?:item\.taobao|detail\.tmall)\.com\/item\.htm\?(?:[^"'\s?]{0,100}?[&;])?id=\d{8,20}/g) ?? [],
      ).size,
    claimed: total,
    next: (numberAt(pager, 'currentPage') ?? 1) < (numberAt(pager, 'totalPage') ?? 0),
    emptySaid: textAt(mods, 'itemlist', 'status') === 'hide' && total === 0 ? 'totalCount: 0' : undefined,
  })
}

/** A paid one's `raw_title` is not what its card shows. */
function readAuction(card: Json): Listing | null {
  const id = textAt(card, 'nid')
  const title = withoutTags(textAt(card, 'title')) ?? textAt(card, 'raw_title')
  if (id === undefined || title === undefined) return null
  const printed = textAt(card, 'view_price') ?? ''
  const seller = defined({ id: textAt(card, 'user_id'), name: textAt(card, 'nick') })
  return {
    marketplace: 'taobao',
    id,
    url: urlOf(id, at(card, 'shopcard', 'isTmall') === true),
    title,
    ...priceFields(priceOfFields(printed, 'CNY'), printed),
    seller: Object.keys(seller).length > 0 ? seller : null,
    images: pictureUrls([textAt(card, 'pic_url')]),
    ...defined({
      location: textAt(card, 'item_loc'),
      sold: readCount(textAt(card, 'view_sales') ?? ''),
      sponsored: numberAt(card, 'p4p') === 1 || undefined,
    }),
  }
}

function readAnswer(data: Json | undefined): SearchOutcome {
  const cards = listAt(data, 'itemsArray')
  const total = numberAt(data, 'mainInfo', 'totalNum') ?? numberAt(data, 'mainInfo', 'totalCount')
  return judge({
    listings: cards.map(readItem).filter((each) => each !== null),
    cards: cards.length,
    linked: 0,
    claimed: total,
    next: (numberAt(data, 'mainInfo', 'page') ?? 1) < (numberAt(data, 'mainInfo', 'totalPage') ?? 0),
    emptySaid: total === 0 ? 'mainInfo.totalNum: 0' : undefined,
  })
}

function readItem(card: Json): Listing | null {
  const address = textAt(card, 'auctionURL') ?? ''
  const id = textAt(card, 'item_id') ?? textAt(card, 'nid') ?? /[?&]id=(\d{8,})/.exec(address)?.[1]
  const title = withoutTags(textAt(card, 'title'))
  if (id === undefined || title === undefined) return null
  const printed = textAt(card, 'priceShow', 'price') ?? textAt(card, 'price') ?? ''
  const seller = defined({
    id: textAt(card, 'userId'),
    name: textAt(card, 'shopInfo', 'title') ?? textAt(card, 'nick'),
  })
  return {
    marketplace: 'taobao',
    id,
    url: urlOf(id, /detail\.tmall/.test(address)),
    title,
    ...priceFields(priceOfFields(printed, 'CNY'), printed),
    seller: Object.keys(seller).length > 0 ? seller : null,
    images: pictureUrls([textAt(card, 'pic_path')]),
    ...defined({
      location: textAt(card, 'procity'),
      sold: readCount(textAt(card, 'realSales') ?? ''),
      sponsored: /^(?:1|true)$/.test(textAt(card, 'isP4p') ?? '') || undefined,
    }),
  }
}

const urlOf = (id: string, isTmall: boolean): string =>
  `https://${isTmall ? 'detail.tmall' : 'item.taobao'}.com/item.htm?id=${id}`

/** A title with the keyword's marks taken out. */
function withoutTags(title: string | undefined): string | undefined {
  return title === undefined ? undefined : decodeEntities(title.replace(/<[^>]{0,60}>/g, '')).trim() || undefined
}
