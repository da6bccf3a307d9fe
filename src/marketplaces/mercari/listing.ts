import type { ListingOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { pageReader } from '../reading/card-stream.ts'
import { visibleText } from '../reading/html-text.ts'
import { readProductPage } from '../reading/product-page.ts'
import { mercariSite, pageOf } from './pages.ts'

/** What its schema.org data leaves out (2025-05, 2026-03, 2026-08). */
const readFields = pageReader({
  seller: 'a[href*="/user/profile/"], a[href*="/shops/profile/"], a[data-testid=seller-link]',
  named: '[data-testid=seller-link]',
  condition: '[data-testid="商品の状態"]',
  explained: '[data-testid="商品の状態"] p',
})
const gone =
  /(?:お探しのページは.{0,40}削除された|該当する商品は削除されています|この商品は.{0,20}(?:削除|存在しません))[^。]{0,60}/

/** A Mercari listing by its schema.org Product, sold or not; a person's or a shop's. */
export function readMercariListing(page: Page): ListingOutcome {
  const outcome = readProductPage(page, {
    ...mercariSite,
    idOf: (product, url) => product.ids.productId ?? pageOf(url)?.id,
  })
  if (outcome.kind === 'changed') {
    const said = gone.exec(visibleText(page.body, 20_000))?.[0]
    return said === undefined ? outcome : { kind: 'gone', said }
  }
  if (outcome.kind !== 'listing') return outcome
  const { listing } = outcome
  const { seller, named, condition, explained } = readFields(page.body)
  const id = /\/profile\/([\w-]{1,60})/.exec(seller[0]?.attributes['href'] ?? '')?.[1]
  const name = /^(.{1,100})'s profile$/.exec(named[0]?.attributes['aria-label'] ?? '')?.[1] ?? listing.seller?.name
  const meaning = explained[0]?.text ?? ''
  const state = condition[0]?.text
  return {
    kind: 'listing',
    listing: {
      ...listing,
      title: listing.title.replace(/ by メルカリ$/, ''),
      seller: id === undefined ? listing.seller : { id, ...(name !== undefined && { name }) },
      ...(state && {
        condition: state.endsWith(meaning) ? state.slice(0, state.length - meaning.length).trim() : state,
      }),
    },
  }
}
