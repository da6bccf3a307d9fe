import type { Listing } from '../../model/listing.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { readBlock } from '../block-pages.ts'
import { readCount } from '../counts.ts'
import { defined } from '../json-ld.ts'
import { at, type Json, jsonAfter, listAt, numberAt, textAt } from '../json-values.ts'
import { changed, judge, searchStatus } from '../judge.ts'
import { pictureUrls } from '../listing-urls.ts'
import { priceFields, priceOfFields } from '../product-price.ts'

/** A Taobao results page by its `g_page_config` (documented; newer ones are built in the browser behind a login). */
export function readTaobaoSearch(page: Page): SearchOutcome {
  const early = readBlock(page) ?? searchStatus(page)
  if (early) return early
  const mods = at(jsonAfter(page.body, 'g_page_config ='), 'mods')
  const linked = new Set(
    page.body.match(/(?:item\.taobao|detail\.tmall)\.com\/item\.htm\?[^"'\s]{0,100}?id=\d{8,}/g) ?? [],
  ).size
  if (mods === undefined) return changed(`no g_page_config; the page links to ${linked} items`)
  const cards = listAt(mods, 'itemlist', 'data', 'auctions')
  const total =
    numberAt(mods, 'sortbar', 'data', 'pager', 'totalCount') ?? numberAt(mods, 'pager', 'data', 'totalCount')
  const asked = numberAt(mods, 'pager', 'data', 'currentPage') ?? 1
  return judge({
    listings: cards.map(readCard).filter((each) => each !== null),
    cards: cards.length,
    linked,
    claimed: total,
    next: asked < (numberAt(mods, 'pager', 'data', 'totalPage') ?? 0),
    emptySaid: textAt(mods, 'itemlist', 'status') === 'hide' && total === 0 ? 'totalCount: 0' : undefined,
  })
}

function readCard(card: Json): Listing | null {
  const id = textAt(card, 'nid')
  const title = textAt(card, 'raw_title')
  if (id === undefined || title === undefined) return null
  const printed = textAt(card, 'view_price') ?? ''
  const isTmall = at(card, 'shopcard', 'isTmall') === true
  const seller = defined({ id: textAt(card, 'user_id'), name: textAt(card, 'nick') })
  const sales = textAt(card, 'view_sales')
  return {
    marketplace: 'taobao',
    id,
    url: `https://${isTmall ? 'detail.tmall' : 'item.taobao'}.com/item.htm?id=${id}`,
    title,
    ...priceFields(priceOfFields(printed, 'CNY'), printed),
    seller: Object.keys(seller).length > 0 ? seller : null,
    images: pictureUrls([textAt(card, 'pic_url')]),
    ...defined({ location: textAt(card, 'item_loc'), sold: sales === undefined ? undefined : readCount(sales) }),
  }
}
