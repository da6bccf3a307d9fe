import type { Listing } from '../../model/listing.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import { changed, judge } from '../judge.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, listAt, numberAt, textAt } from '../reading/json-values.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'

/** An answer of the Ichiba item search API, format versions 1 and 2. */
export function readItems(answer: Json | undefined): SearchOutcome {
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
