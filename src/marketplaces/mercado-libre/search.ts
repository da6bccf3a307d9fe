import type { Listing } from '../../model/listing.ts'
import type { Territory } from '../../model/marketplace.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, judge, searchStatus } from '../judge.ts'
import { cleanUrl } from '../listing-urls.ts'
import { pageTitle, readBlock } from '../reading/block-pages.ts'
import { visibleText } from '../reading/html-text.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, jsonAfter, listAt, numberAt, textAt } from '../reading/json-values.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'
import { scriptJson } from '../reading/script-json.ts'
import { territoryOfPage } from '../reading/territory-of-page.ts'
import { brandAndSeller, ratingIn, readCards, soldIn } from './cards.ts'
import { mercadoLibreTerritories, offerUrl } from './territories.ts'

const noneWords = /(?:não há anúncios|no hay publicaciones|não encontramos|no encontramos).{0,120}/i

/** A Mercado Libre results page by its embedded state, counted against its cards; by its cards where there is no state. */
export function readMercadoLibreSearch(page: Page): SearchOutcome {
  const early = readBlock(page) ?? searchStatus(page)
  if (early) return early
  const state = stateOf(page.body)
  // Filters and the like stand between the cards, as "ui-search-layout__item--…".
  const shown = page.body.split(/class="ui-search-layout__item[" ]/).length - 1
  if (state === undefined) return withoutState(page, shown)
  const territory = territoryOfPage(page, mercadoLibreTerritories)
  const { cards, claimed, next } = state
  return judge({
    listings: cards.map((each) => readCard(each, territory)).filter((each) => each !== null),
    cards: cards.length,
    linked: shown,
    claimed,
    next,
    emptySaid: claimed === 0 ? 'event_data.total: 0' : undefined,
    warnings: shown > 0 && shown !== cards.length ? [`${shown} cards are shown, ${cards.length} were read`] : [],
  })
}

/** A listing's own page has cards of what is like it. */
function withoutState(page: Page, shown: number): SearchOutcome {
  const { cards, listings } = page.body.includes('ui-pdp') ? { cards: 0, listings: [] } : readCards(page.body)
  const said = noneWords.exec(visibleText(page.body, 20_000))?.[0]
  if (cards === 0 && shown === 0 && said !== undefined) return { kind: 'empty', said }
  if (cards === 0) return changed(`no embedded state on "${pageTitle(page.body)}" with ${shown} cards`)
  return judge({
    listings,
    cards: Math.max(cards, shown),
    linked: shown,
    next: /class="[^"]{0,200}andes-pagination__button--next(?![^>]{0,200}disabled)/.test(page.body),
    warnings: ['no embedded state: read by the cards'],
  })
}

type State = { cards: Json[]; claimed: number | undefined; next: boolean }

/** In `__PRELOADED_STATE__` (2024-12), or in the rendering context of newer pages: of results (2025-11), of offers (2026-06). */
function stateOf(body: string): State | undefined {
  const preloaded = at(scriptJson(body, '__PRELOADED_STATE__'), 'pageState', 'initialState')
  if (preloaded !== undefined) return resultsOf(preloaded)
  const context = body.indexOf('__NORDIC_RENDERING_CTX__')
  if (context < 0) return undefined
  const state = jsonAfter(body, '"initialState":', context)
  if (at(state, 'results') !== undefined) return resultsOf(state)
  const offers = at(jsonAfter(body, '_n.ctx.r=', context), 'appProps', 'pageProps', 'data')
  const cards = listAt(offers, 'items').map((each) => at(each, 'card'))
  if (at(offers, 'paging') === undefined || cards.length === 0) return undefined
  const number = (name: string): number => numberAt(offers, 'paging', name) ?? 0
  const claimed = numberAt(offers, 'paging', 'total')
  return { cards: present(cards), claimed, next: number('offset') + number('limit') < number('total') }
}

function resultsOf(state: Json | undefined): State {
  return {
    cards: present(listAt(state, 'results').map((each) => at(each, 'polycard'))),
    claimed: numberAt(state, 'melidata_track', 'event_data', 'total'),
    next: at(state, 'pagination', 'next_page', 'show') === true,
  }
}

const present = (cards: (Json | undefined)[]): Json[] => cards.filter((each) => each !== undefined)

function readCard(card: Json, territory: Territory): Listing | null {
  const component = (type: string): Json | undefined =>
    at(
      listAt(card, 'components').find((each) => textAt(each, 'type') === type),
      type,
    )
  const title = textAt(component('title'), 'text')
  const id = textAt(card, 'metadata', 'product_id') ?? textAt(card, 'metadata', 'id')
  if (id === undefined || title === undefined) return null
  const price = at(component('price'), 'current_price')
  const { brand, seller } = brandAndSeller(filled(component('seller')), makerOf(component('seller')))
  const review = filled(component('review_compacted'))
  const picture = textAt(card, 'pictures', 'pictures', 0, 'id')
  const square = textAt(card, 'pictures', 'square') === 'Q' ? 'Q_' : ''
  const sponsored = at(card, 'ads_promotions') !== undefined || textAt(card, 'metadata', 'is_pad') === 'true'
  return {
    marketplace: 'mercado-libre',
    id,
    url: urlOf(card, territory),
    title,
    ...priceFields(
      priceOfFields(textAt(price, 'value'), textAt(price, 'currency') ?? territory.currency),
      textAt(price, 'value') ?? '',
    ),
    seller: seller ? { name: seller } : null,
    images: picture === undefined ? [] : [`https://http2.mlstatic.com/D_${square}NP_2X_${picture}-E.webp`],
    ...defined({
      brand: filled(component('brand')) ?? brand,
      rating: numberAt(component('reviews'), 'rating_average') ?? ratingIn(review),
      ratings: numberAt(component('reviews'), 'total'),
      sold: soldIn(review),
      condition: filled(component('item_condition')),
    }),
    ...(sponsored && { sponsored: true }),
  }
}

/** The bold word that a seller's line begins with: "{label} por Norte Sports". */
function makerOf(seller: Json | undefined): string | undefined {
  const key = /^\{([\w-]{1,40})\}/.exec(textAt(seller, 'text') ?? '')?.[1]
  const first = listAt(seller, 'values').find((each) => textAt(each, 'key') === key)
  return textAt(first, 'styles', 'font_weight') === 'semibold' ? textAt(first, 'label', 'text') : undefined
}

/** A component's text with what its braces stand for: "{icon_star} {label} {label2}" is "4.9 | +1000 vendidos". Icons are no words. */
function filled(component: Json | undefined): string | undefined {
  const text = textAt(component, 'text')
  if (text === undefined) return undefined
  const values = listAt(component, 'values')
  const whole = text.replace(/\{([\w-]{1,40})\}/g, (_, key: string) => {
    const value = values.find((each) => textAt(each, 'key') === key)
    return textAt(value, 'label', 'text') ?? textAt(value, 'text', 'text') ?? ''
  })
  return whole.replace(/\s+/g, ' ').trim() || undefined
}

/** A sponsored card's address is a click counter: the offer's own is made from its id. */
function urlOf(card: Json, territory: Territory): string {
  const written = textAt(card, 'metadata', 'url') ?? ''
  const url = cleanUrl(written.startsWith('http') ? written : `https://${written}`, territory.origin)
  if (url !== null && !/\/\/click\d*\./.test(url)) return url
  return offerUrl(textAt(card, 'metadata', 'id') ?? '', territory)
}
