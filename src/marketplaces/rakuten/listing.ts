import type { ListingOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { pageTitle, readBlock } from '../block-pages.ts'
import { pageReader } from '../card-stream.ts'
import { readCount } from '../counts.ts'
import { oneLine } from '../html-text.ts'
import { defined } from '../json-ld.ts'
import { changed, listingStatus } from '../judge.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { priceFields, priceOfFields } from '../product-price.ts'

/** Microdata in `meta` elements, 2025-01; reviews carry names of their own, so the first of each counts. */
const selectors = {
  url: 'link[rel=canonical]',
  name: 'meta[itemprop=name]',
  image: 'meta[itemprop=image]',
  sku: 'meta[itemprop=sku]',
  price: 'meta[itemprop=price]',
  currency: 'meta[itemprop=priceCurrency]',
  availability: 'meta[itemprop=availability]',
  rating: 'meta[itemprop=ratingValue]',
  ratings: 'meta[itemprop=reviewCount]',
  description: 'meta[itemprop=description]',
}
const readFields = pageReader(selectors)

/** A Rakuten item page. Its id is the item's own name in its address, as the page's `sku` has it behind the shop. */
export function readRakutenListing(page: Page): ListingOutcome {
  const early = readBlock(page) ?? listingStatus(page)
  if (early) return early
  const title = pageTitle(page.body)
  if (/ページが表示できません|お探しのページ|ページが見つかりません/.test(title)) return { kind: 'gone', said: title }
  const fields = readFields(page.body)
  const first = (name: keyof typeof selectors): string | undefined =>
    fields[name][0]?.attributes['content']?.trim() || undefined
  const url = cleanUrl(fields.url[0]?.attributes['href'], 'https://item.rakuten.co.jp')
  const sku = first('sku')?.split(':')
  const address = /item\.rakuten\.co\.jp\/([\w-]+)\/([\w-]+)/.exec(url ?? '')
  const shop = sku?.[0] ?? address?.[1]
  const id = sku?.[1] ?? address?.[2]
  const named = first('name')
  if (id === undefined || url === null) return changed('neither a sku nor an item address')
  if (named === undefined) return changed('no meta[itemprop=name]')
  const shopName = /"shopName"\s*:\s*"([^"]{1,100})"/.exec(page.body)?.[1] ?? named.split('｜').at(-1)
  const rating = Number(fields.rating.at(-1)?.attributes['content'])
  return {
    kind: 'listing',
    listing: {
      marketplace: 'rakuten',
      id,
      url,
      title: oneLine(named.replace(/｜[^｜]*$/, '')),
      ...priceFields(priceOfFields(first('price'), first('currency') ?? 'JPY'), first('price') ?? ''),
      seller: defined({ id: shop, name: shopName === undefined ? undefined : oneLine(shopName) }),
      images: pictureUrls([
        /property="og:image"/.test(page.body) ? ogImage(page.body) : undefined,
        ...fields.image.map((each) => each.attributes['content']),
      ]),
      ...defined({
        availability: first('availability')?.replace(/^https?:\/\/schema\.org\//, ''),
        rating: rating > 0 ? rating : undefined,
        ratings: readCount(first('ratings') ?? ''),
        description: first('description')?.slice(0, 5_000),
      }),
    },
  }
}

const ogImage = (body: string): string | undefined =>
  /<meta\b[^>]{0,20}content="([^"]{1,500})"[^>]{0,20}property="og:image"/.exec(body)?.[1] ??
  /property="og:image"[^>]{0,20}content="([^"]{1,500})"/.exec(body)?.[1]
