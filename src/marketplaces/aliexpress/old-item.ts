import type { Listing } from '../../model/listing.ts'
import type { Territory } from '../../model/marketplace.ts'
import { pictureUrls } from '../listing-urls.ts'
import { readCount } from '../reading/counts.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, listAt, numberAt, textAt } from '../reading/json-values.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'
import { absolute } from './urls.ts'

/** An item page whose data is in modules (`titleModule`, `priceModule` …), as of 2020-07; `null` for any other. */
export function readOldItem(data: Json, territory: Territory): Listing | null {
  const id = textAt(data, 'actionModule', 'productId') ?? textAt(data, 'commonModule', 'productId')
  const title = textAt(data, 'titleModule', 'subject')
  if (id === undefined || title === undefined) return null
  const prices = at(data, 'priceModule')
  const asked = (which: 'min' | 'max'): Json | undefined =>
    at(prices, `${which}ActivityAmount`) ?? at(prices, `${which}Amount`)
  const price = priceOfFields(
    textAt(asked('min'), 'value'),
    textAt(asked('min'), 'currency') ?? textAt(data, 'commonModule', 'currencyCode'),
    textAt(asked('max'), 'value'),
  )
  const store = at(data, 'storeModule')
  const seller = defined({
    id: textAt(store, 'storeNum'),
    name: textAt(store, 'storeName'),
    url: absolute(textAt(store, 'storeURL')),
    country: textAt(store, 'countryCompleteName'),
  })
  const sold = textAt(data, 'titleModule', 'formatTradeCount')
  return {
    marketplace: 'aliexpress',
    id,
    url: `${territory.origin}/item/${id}.html`,
    title,
    ...priceFields(price, textAt(prices, 'formatedActivityPrice') ?? textAt(prices, 'formatedPrice') ?? ''),
    seller: Object.keys(seller).length > 0 ? seller : null,
    images: pictureUrls(listAt(data, 'imageModule', 'imagePathList').map((each) => textAt(each))),
    ...defined({
      sold: sold === undefined ? undefined : readCount(sold),
      rating: numberAt(data, 'titleModule', 'feedbackRating', 'averageStar') || undefined,
      ratings: numberAt(data, 'titleModule', 'feedbackRating', 'totalValidNum') || undefined,
    }),
  }
}
