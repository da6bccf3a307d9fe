import type { Sort } from '../../model/sort.ts'
import { dice } from '../dice.ts'
import type { Stock } from '../stock.ts'
import type { Ware } from '../ware.ts'
import { fill, words } from '../wording/words.ts'
import { card, type Showing, shownAsking } from './card.ts'
import { framed } from './frame.ts'
import { asJson, escaped } from './html.ts'
import type { Noise } from './noise.ts'
import { printCount } from './print-money.ts'

export const cardsOnPage = 48
/** Cards that somebody paid for, beside the 48; most repeat a result of this or another page. */
const adsOnPage = 3
const neighboursOnPage = 8

/** `hidden`: the page says that there is nothing, whatever there is. */
export type Search = { query: string; page: number; sort: Sort; hidden?: boolean }
/** `ids` are those of its results and paid cards. */
export type SearchPage = { body: string; ids: readonly string[] }

/** A results page; beyond the last page it is empty of cards and says so, as page 1 of nothing does. */
export function searchPage(stock: Stock, search: Search, showing: Showing, noise: Noise): SearchPage {
  const found = search.hidden ? new Uint32Array() : stock.find(search.query, showing.territory.id, search.sort)
  const from = (search.page - 1) * cardsOnPage
  const wares = Array.from(found.subarray(from, from + cardsOnPage), stock.wareAt)
  const { territory } = showing
  const title = fill(words[territory.language].page.results, {
    t: printCount(found.length, territory),
    q: search.query,
  })
  const paid = wares.length === 0 ? [] : ads(stock, search, found, showing)
  const main =
    wares.length === 0 ? noResults(stock, search, showing) : results(stock, search, found.length, wares, paid, showing)
  const jsonLd = showing.layout.jsonLd && wares.length > 0 ? embedded(wares, showing) : ''
  const body = framed({ territory, title, noise, main, query: search.query, head: jsonLd })
  return { body, ids: [...wares, ...paid.map(([, ware]) => ware)].map(({ id }) => id) }
}

function results(stock: Stock, search: Search, total: number, wares: Ware[], paid: Paid[], showing: Showing): string {
  const { territory, layout } = showing
  const { page } = words[territory.language]
  const c = layout.prefix
  const from = (search.page - 1) * cardsOnPage
  const last = Math.ceil(total / cardsOnPage)
  const cards = wares.map((ware, at) =>
    card(ware, { position: from + at + 1, page: search.page, isAd: false }, showing),
  )
  for (const [at, ware] of paid) {
    cards.splice(at, 0, card(ware, { position: at, page: search.page, isAd: true }, showing))
  }
  const claim = `<strong class="${c}-count__total">${printCount(total, territory)}</strong>`
  const says = fill(escaped(page.results), { t: claim, q: `<em>${escaped(search.query)}</em>` })
  return `<div class="${c}-count">${from + 1}–${from + wares.length} · ${says}</div>
<aside class="${c}-facets">${facets(showing)}</aside>
<ol class="${c}-results" data-cards="${wares.length}">
${cards.join('\n')}
</ol>
<nav class="${c}-pages">${pager(search, last, showing)}</nav>
${neighbours(stock, search, showing)}`
}

/** Where a paid card stands, as an index in the list, and its ware, which most often is among the results anyway. */
type Paid = [number, Ware]

function ads(stock: Stock, search: Search, found: Uint32Array, { seed }: Showing): Paid[] {
  const throws = dice(seed, 'ads', search.query, search.page)
  return Array.from(
    { length: Math.min(adsOnPage, found.length) },
    (_, number): Paid => [number * 9, stock.wareAt(found[throws.int(found.length)] ?? 0)],
  )
}

function noResults(stock: Stock, search: Search, showing: Showing): string {
  const { page } = words[showing.territory.language]
  const c = showing.layout.prefix
  const says = fill(escaped(page.none), { q: `<em>${escaped(search.query)}</em>` })
  return `<section class="${c}-empty"><h2 class="${c}-empty__says">${says}</h2><p>${escaped(page.noneHint)}</p></section>
${neighbours(stock, search, showing)}`
}

/** "Recommended for you": cards like those of the results, which are no results. */
function neighbours(stock: Stock, search: Search, showing: Showing): string {
  const { page } = words[showing.territory.language]
  const c = showing.layout.prefix
  const throws = dice(showing.seed, 'neighbours', search.query, search.page)
  const cards = Array.from({ length: Math.min(neighboursOnPage, stock.size) }, (_, at) =>
    card(stock.wareAt(throws.int(stock.size)), { position: at + 1, page: 0, isAd: false }, showing),
  )
  return `<section class="${c}-rail"><h2>${page.recommended}</h2><ol class="${c}-rail__list">${cards.join('\n')}</ol></section>`
}

function facets({ territory }: Showing): string {
  const { conditions, colours } = words[territory.language]
  const boxes = [conditions.new, conditions.used, ...Object.values(colours)]
  return boxes.map((name) => `<label><input type="checkbox"> ${escaped(name)}</label>`).join('')
}

function pager(search: Search, last: number, { territory, layout }: Showing): string {
  const c = layout.prefix
  const sort: { sort?: Sort } = search.sort === 'best-match' ? {} : { sort: search.sort }
  const href = (page: number) =>
    escaped(`/search?${new URLSearchParams({ q: search.query, page: String(page), territory: territory.id, ...sort })}`)
  const numbers = Array.from({ length: Math.min(last, 9) }, (_, at) =>
    at + 1 === search.page ? `<span aria-current="page">${at + 1}</span>` : `<a href="${href(at + 1)}">${at + 1}</a>`,
  )
  const next =
    search.page < last
      ? `<a class="${c}-pages__next" rel="next" href="${href(search.page + 1)}">${words[territory.language].page.next}</a>`
      : ''
  return numbers.join('') + next
}

/** The results once more, for search engines: schema.org, without the paid cards. */
function embedded(wares: readonly Ware[], showing: Showing): string {
  const offers = wares.map((ware, at) => {
    const { price, max } = shownAsking(ware, showing)
    return {
      '@type': 'ListItem',
      position: at + 1,
      item: {
        '@type': 'Product',
        sku: ware.id,
        name: ware.title,
        offers: max
          ? { '@type': 'AggregateOffer', lowPrice: price.amount, highPrice: max.amount, priceCurrency: price.currency }
          : { '@type': 'Offer', price: price.amount, priceCurrency: price.currency },
      },
    }
  })
  const list = {
    '@context': 'https://schema.org',
    '@type': 'ItemList',
    numberOfItems: wares.length,
    itemListElement: offers,
  }
  return `<script type="application/ld+json">${asJson(list)}</script>`
}
