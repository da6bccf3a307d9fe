import type { Listing } from '../../model/listing.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { readBlock } from '../block-pages.ts'
import { defined } from '../json-ld.ts'
import { at, type Json, jsonAfter, listAt, numberAt, textAt } from '../json-values.ts'
import { changed, judge, searchStatus } from '../judge.ts'
import { pictureUrls } from '../listing-urls.ts'
import { priceFields, priceOfFields } from '../product-price.ts'

/** A 1688 results page by its `window.data.offerresultData` (documented). */
export function read1688Search(page: Page): SearchOutcome {
  const early = readBlock(page) ?? searchStatus(page)
  if (early) return early
  const found =
    jsonAfter(page.body, 'window.data.offerresultData = successDataCheck(') ??
    jsonAfter(page.body, 'window.data.offerresultData =')
  const data = at(found, 'data') ?? found
  const linked = new Set(page.body.match(/detail\.1688\.com\/offer\/\d{8,}/g) ?? []).size
  if (data === undefined) return changed(`no offerresultData; the page links to ${linked} offers`)
  const cards = listAt(data, 'offerList')
  const total = numberAt(data, 'found') ?? numberAt(data, 'totalCount')
  return judge({
    listings: cards.map(readCard).filter((each) => each !== null),
    cards: cards.length,
    linked,
    claimed: total,
    next: (numberAt(data, 'pageIndex') ?? numberAt(data, 'currentPage') ?? 1) < (numberAt(data, 'pageCount') ?? 0),
    emptySaid: total === 0 ? 'found: 0' : undefined,
  })
}

function readCard(card: Json): Listing | null {
  const id = textAt(card, 'id') ?? textAt(card, 'information', 'offerId')
  const title =
    textAt(card, 'information', 'simpleSubject') ?? textAt(card, 'information', 'subject')?.replace(/<[^>]{0,40}>/g, '')
  if (id === undefined || !/^\d{8,}$/.test(id) || title === undefined) return null
  const printed = textAt(card, 'tradePrice', 'offerPrice', 'priceInfo', 'price') ?? ''
  const seller = defined({ id: textAt(card, 'company', 'memberId'), name: textAt(card, 'company', 'name') })
  return {
    marketplace: '1688',
    id,
    url: `https://detail.1688.com/offer/${id}.html`,
    title,
    ...priceFields(
      priceOfFields(printed, 'CNY') ?? readPrice(printed, { currency: 'CNY', language: 'zh-CN' }),
      printed,
    ),
    seller: Object.keys(seller).length > 0 ? seller : null,
    images: pictureUrls([textAt(card, 'image', 'imgUrl')]),
    ...defined({
      location:
        [textAt(card, 'company', 'province'), textAt(card, 'company', 'city')]
          .filter((each) => each !== undefined)
          .join(' ') || undefined,
    }),
  }
}
