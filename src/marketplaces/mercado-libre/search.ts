import type { Listing } from '../../model/listing.ts'
import type { Territory } from '../../model/marketplace.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { pageTitle, readBlock } from '../block-pages.ts'
import { visibleText } from '../html-text.ts'
import { defined } from '../json-ld.ts'
import { at, type Json, jsonAfter, listAt, numberAt, textAt } from '../json-values.ts'
import { changed, judge, searchStatus } from '../judge.ts'
import { cleanUrl } from '../listing-urls.ts'
import { priceFields, priceOfFields } from '../product-price.ts'
import { scriptJson } from '../script-json.ts'
import { territoryOfPage } from '../territory-of-page.ts'
import { mercadoLibreTerritories, offerUrl } from './territories.ts'

const noneWords = /(?:não há anúncios|no hay publicaciones|não encontramos|no encontramos).{0,120}/i

/** A Mercado Libre results page by its embedded state, counted against its cards. */
export function readMercadoLibreSearch(page: Page): SearchOutcome {
  const early = readBlock(page) ?? searchStatus(page)
  if (early) return early
  const state = stateOf(page.body)
  const shown = page.body.split('class="ui-search-layout__item').length - 1
  if (state === undefined) {
    const said = noneWords.exec(visibleText(page.body, 20_000))?.[0]
    if (shown === 0 && said !== undefined) return { kind: 'empty', said }
    return changed(`no embedded state on "${pageTitle(page.body)}" with ${shown} cards`)
  }
  const territory = territoryOfPage(page, mercadoLibreTerritories)
  const cards = listAt(state, 'results')
    .map((each) => at(each, 'polycard'))
    .filter((each) => each !== undefined)
  const claimed = numberAt(state, 'melidata_track', 'event_data', 'total')
  return judge({
    listings: cards.map((each) => readCard(each, territory)).filter((each) => each !== null),
    cards: cards.length,
    linked: shown,
    claimed,
    next: at(state, 'pagination', 'next_page', 'show') === true,
    emptySaid: claimed === 0 ? 'event_data.total: 0' : undefined,
    warnings: shown > 0 && shown !== cards.length ? [`${shown} cards are shown, ${cards.length} were read`] : [],
  })
}

/** In `__PRELOADED_STATE__` (2024-12), or somewhere in the rendering context of newer pages. */
function stateOf(body: string): Json | undefined {
  const preloaded = at(scriptJson(body, '__PRELOADED_STATE__'), 'pageState', 'initialState')
  if (preloaded !== undefined) return preloaded
  const context = body.indexOf('__NORDIC_RENDERING_CTX__')
  const state = context < 0 ? undefined : jsonAfter(body, '"initialState":', context)
  return at(state, 'results') === undefined ? undefined : state
}

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
  const seller = textAt(component('seller'), 'text')
    ?.replace(/\s*\{[^}]*\}/g, '')
    .replace(/^(?:por|de|vendido por)\s+/i, '')
    .trim()
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
      rating: numberAt(component('reviews'), 'rating_average'),
      ratings: numberAt(component('reviews'), 'total'),
    }),
    ...(sponsored && { sponsored: true }),
  }
}

/** A sponsored card's address is a click counter: the offer's own is made from its id. */
function urlOf(card: Json, territory: Territory): string {
  const written = textAt(card, 'metadata', 'url') ?? ''
  const url = cleanUrl(written.startsWith('http') ? written : `https://${written}`, territory.origin)
  if (url !== null && !/\/\/click\d*\./.test(url)) return url
  return offerUrl(textAt(card, 'metadata', 'id') ?? '', territory)
}
