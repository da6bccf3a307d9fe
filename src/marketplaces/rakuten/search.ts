import type { Listing } from '../../model/listing.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { isJson, readBlock } from '../block-pages.ts'
import { type Card, cardReader } from '../card-stream.ts'
import { readClaimed } from '../counts.ts'
import { defined } from '../json-ld.ts'
import { at, type Json, listAt, numberAt, parseJson, textAt } from '../json-values.ts'
import { changed, judge, searchStatus } from '../judge.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { priceFields, priceOfFields } from '../product-price.ts'

/** Documented, no saved HTML results page. */
const selectors = {
  card: '.searchresultitem',
  fields: {
    link: 'a[href*="item.rakuten.co.jp"]',
    price: '[class*="price--"], .important',
    shop: '.merchant',
    image: 'img',
  },
  head: { count: '.count, ._medium', none: '.no-result, .notFound', next: 'a.nextPage, .item.-next' },
}
const readPage = cardReader(selectors)

/** An answer of the Ichiba item search API (2017, format versions 1 and 2), or an HTML results page. */
export function readRakutenSearch(page: Page): SearchOutcome {
  const early = readBlock(page) ?? searchStatus(page)
  if (early) return early
  if (isJson(page.body)) return readApi(parseJson(page.body))
  const { cards, head } = readPage(page.body)
  return judge({
    listings: cards.map(readCard).filter((each) => each !== null),
    cards: cards.length,
    linked: () => new Set(page.body.match(/item\.rakuten\.co\.jp\/[\w-]+\/[\w-]+/g) ?? []).size,
    claimed: head.count.map((each) => readClaimed(each.text)).find((each) => each !== undefined),
    next: head.next.length > 0,
    emptySaid: head.none.map((each) => each.text).find((text) => text !== ''),
  })
}

function readApi(answer: Json | undefined): SearchOutcome {
  const error = textAt(answer, 'error')
  const said = `${error ?? ''}: ${textAt(answer, 'error_description') ?? ''}`
  if (error === 'too_many_requests') return { kind: 'blocked', by: 'rate-limited', said }
  if (error === 'wrong_parameter' && /applicationId/i.test(said)) return { kind: 'blocked', by: 'login-wall', said }
  if (error === 'not_found') return { kind: 'empty', said }
  const count = numberAt(answer, 'count')
  if (count === undefined)
    return changed(error === undefined ? 'JSON without count and Items' : `the API answers ${said}`)
  const cards = listAt(answer, 'Items').map((each) => at(each, 'Item') ?? each)
  return judge({
    listings: cards.map(readItem).filter((each) => each !== null),
    cards: cards.length,
    linked: 0,
    claimed: count,
    next: (numberAt(answer, 'page') ?? 1) < (numberAt(answer, 'pageCount') ?? 0),
    emptySaid: count === 0 ? 'count: 0' : undefined,
  })
}

function readItem(card: Json): Listing | null {
  const id = textAt(card, 'itemCode')
  const title = textAt(card, 'itemName')
  const url = cleanUrl(textAt(card, 'itemUrl'), 'https://item.rakuten.co.jp')
  if (id === undefined || title === undefined || url === null) return null
  const seller = defined({ id: textAt(card, 'shopCode'), name: textAt(card, 'shopName'), url: textAt(card, 'shopUrl') })
  const images = [...listAt(card, 'mediumImageUrls'), ...listAt(card, 'smallImageUrls')]
  return {
    marketplace: 'rakuten',
    id,
    url,
    title,
    ...priceFields(priceOfFields(textAt(card, 'itemPrice'), 'JPY'), textAt(card, 'itemPrice') ?? ''),
    seller: Object.keys(seller).length > 0 ? seller : null,
    images: pictureUrls(images.map((each) => textAt(each, 'imageUrl') ?? textAt(each))).slice(0, 3),
    ...defined({
      rating: numberAt(card, 'reviewAverage') || undefined,
      ratings: numberAt(card, 'reviewCount') || undefined,
      description: textAt(card, 'itemCaption')?.slice(0, 5_000),
      availability: textAt(card, 'availability') === '0' ? 'out of stock' : undefined,
    }),
  }
}

function readCard(card: Card<keyof typeof selectors.fields>): Listing | null {
  const links = card.fields.link
  const url = cleanUrl(links[0]?.attributes['href'], 'https://item.rakuten.co.jp')
  const title = links.map((each) => each.text || (each.attributes['title'] ?? '')).find((text) => text !== '')
  const id = /item\.rakuten\.co\.jp\/([\w-]+)\/([\w-]+)/.exec(url ?? '')
  if (url === null || !title || !id) return null
  const priceText = card.fields.price[0]?.text ?? ''
  const shop = card.fields.shop[0]?.text
  return {
    marketplace: 'rakuten',
    id: `${id[1]}:${id[2]}`,
    url,
    title,
    ...priceFields(readPrice(priceText, { currency: 'JPY', language: 'ja-JP' }), priceText),
    seller: shop ? defined({ id: id[1], name: shop }) : null,
    images: pictureUrls(card.fields.image.map((each) => each.attributes['src'])).slice(0, 1),
  }
}
