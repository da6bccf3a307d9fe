import { type Fields, pageReader } from './card-stream.ts'
import { defined } from './defined.ts'
import type { Product } from './json-ld.ts'

/** schema.org as microdata, and the product tags of Open Graph; both only from elements whose values are plain. */
const readMeta = pageReader({
  type: 'meta[property="og:type"]',
  title: 'meta[property="og:title"]',
  url: 'meta[property="og:url"]',
  image: 'meta[property="og:image"]',
  amount: 'meta[property="product:price:amount"], meta[name="product:price:amount"]',
  currency: 'meta[property="product:price:currency"], meta[name="product:price:currency"]',
  itemPrice: 'meta[itemprop=price]',
  itemCurrency: 'meta[itemprop=priceCurrency], meta[itemprop=currency]',
})

/**
 * The product that a page without JSON-LD says it is about (etsy 2015, costco 2020): its type must say product, or its price stand in
 * a product's own tags (mercari 2026), and that be one plain amount. "173.000" is a thousand in one shop and 173 in another, so only whole amounts and those with two
 * decimals count.
 */
export function metaProduct(body: string): Product | undefined {
  const fields = readMeta(body)
  const content = (name: keyof typeof fields): string | undefined => contentOf(fields, name)
  const name = content('title')
  const isProduct = /(?:^|[.:])(?:product|item)$/i.test(content('type') ?? '') || content('amount') !== undefined
  if (name === undefined || !isProduct) return undefined
  const amount = content('amount') ?? content('itemPrice')
  const currency = content('currency') ?? content('itemCurrency')
  if (amount === undefined || currency === undefined || !/^\d{1,12}(?:\.\d{2})?$/.test(amount)) return undefined
  return {
    name,
    ids: {},
    images: [content('image') ?? ''].filter((each) => each !== ''),
    offer: { amount, currency },
    ...defined({ url: content('url') }),
  }
}

/** The one value; none when several differ. */
function contentOf<Name extends string>(fields: Fields<Name>, name: Name): string | undefined {
  const values = new Set(
    fields[name].map((each) => each.attributes['content']?.trim() ?? '').filter((each) => each !== ''),
  )
  return values.size === 1 ? [...values][0] : undefined
}
