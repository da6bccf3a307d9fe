import type { Listing } from '../../model/listing.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { judge, searchStatus } from '../judge.ts'
import { pictureUrls } from '../listing-urls.ts'
import { readBlock } from '../reading/block-pages.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, jsonAfter, listAt, numberAt, textAt } from '../reading/json-values.ts'
import { mtopAnswer, mtopBlock } from '../reading/mtop-answer.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'
import { readCards } from './cards.ts'

/**
 * A 1688 results page: by its `window.data.offerresultData` (2020 to 2023, as documented), by its cards, or the answer that those
 * were built from (`mtop.relationrecommend`, as documented).
 */
export function read1688Search(page: Page): SearchOutcome {
  const early = readBlock(page) ?? searchStatus(page)
  if (early) return early
  const answer = mtopAnswer(page.body)
  if (answer !== undefined) return mtopBlock(answer) ?? readAnswer(at(answer, 'data', 'data', 'OFFER'))
  const found =
    jsonAfter(page.body, 'window.data.offerresultData = successDataCheck(') ??
    jsonAfter(page.body, 'window.data.offerresultData =')
  const data = at(found, 'data') ?? found
  if (data === undefined) return readCards(page)
  const cards = listAt(data, 'offerList')
  const total = numberAt(data, 'found') ?? numberAt(data, 'totalCount')
  return judge({
    listings: cards.map(readCard).filter((each) => each !== null),
    cards: cards.length,
    linked: () => new Set(page.body.match(/detail\.1688\.com\/offer\/\d{8,}/g) ?? []).size,
    claimed: total,
    next: (numberAt(data, 'pageIndex') ?? numberAt(data, 'currentPage') ?? 1) < (numberAt(data, 'pageCount') ?? 0),
    emptySaid: total === 0 ? 'found: 0' : undefined,
  })
}

function readAnswer(offers: Json | undefined): SearchOutcome {
  const cards = listAt(offers, 'items')
  const total = numberAt(offers, 'found') ?? numberAt(offers, 'totalCount')
  return judge({
    listings: cards.map((each) => readItem(at(each, 'data'))).filter((each) => each !== null),
    cards: cards.length,
    linked: 0,
    claimed: total,
    next: (total ?? 0) > cards.length,
    emptySaid: total === 0 ? 'OFFER.found: 0' : undefined,
  })
}

function readItem(card: Json | undefined): Listing | null {
  const id = textAt(card, 'offerId')
  const title = textAt(card, 'title')?.replace(/<[^>]{0,60}>/g, '')
  if (id === undefined || !/^\d{8,}$/.test(id) || !title) return null
  const printed = textAt(card, 'priceInfo', 'price') ?? ''
  const seller = defined({
    id: textAt(card, 'memberId'),
    name: textAt(card, 'shop', 'text') ?? textAt(card, 'shopAddition', 'text') ?? textAt(card, 'loginId'),
  })
  return {
    marketplace: '1688',
    id,
    url: `https://detail.1688.com/offer/${id}.html`,
    title,
    ...priceFields(priceOfFields(printed, 'CNY'), printed),
    seller: Object.keys(seller).length > 0 ? seller : null,
    images: pictureUrls([textAt(card, 'offerPicUrl')]),
    ...defined({ location: placeOf(card), sponsored: textAt(card, 'isP4P') === 'true' || undefined }),
  }
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
      location: placeOf(at(card, 'company')),
    }),
  }
}

/** "省 市", as far as it is told. */
const placeOf = (of: Json | undefined): string | undefined =>
  [textAt(of, 'province'), textAt(of, 'city')].filter((each) => each !== undefined).join(' ') || undefined
