import { dice } from '../dice.ts'
import type { Stock } from '../stock.ts'
import type { BazaarTerritory } from '../territories.ts'
import type { Ware } from '../ware.ts'
import { words } from '../wording/words.ts'
import { card, countryName, pictureAddress, prices, type Showing, shownAsking } from './card.ts'
import { framed } from './frame.ts'
import { asJson, escaped } from './html.ts'
import type { Noise } from './noise.ts'

/** A listing's own page: what the results page shows, and description, category and all pictures. */
export function listingPage(stock: Stock, ware: Ware, showing: Showing, noise: Noise): string {
  const { territory, layout } = showing
  const { conditions } = words[territory.language]
  const c = layout.prefix
  const pictures = ware.pictures.map(
    (_, number) => `<li><img class="${c}-listing__picture" src="${pictureAddress(ware, number)}" alt=""></li>`,
  )
  const main = `<nav class="${c}-crumbs"><a href="/">bazaar</a> › <a class="${c}-crumbs__category" href="/search?q=${encodeURIComponent(ware.category)}">${escaped(ware.category)}</a></nav>
<article class="${c}-listing" ${layout.idAttribute}="${ware.id}">
<ul class="${c}-listing__pictures">${pictures.join('')}</ul>
<h1 class="${c}-listing__title"><span class="${c}-hidden">${escaped(words[territory.language].page.badge)}</span>${escaped(ware.title)}</h1>
${prices(ware, showing)}
<dl class="${c}-listing__facts"><dt>condition</dt><dd class="${c}-listing__condition">${conditions[ware.condition]}</dd>
<dt>ships from</dt><dd class="${c}-listing__from" data-country="${ware.shipsFrom}">${countryName(ware.shipsFrom, territory)}</dd>
<dt>sold</dt><dd class="${c}-listing__sold" data-sold="${ware.sold}">${ware.sold}</dd></dl>
<section class="${c}-listing__seller" data-country="${ware.seller.country}"><a href="/seller/${ware.seller.id}?territory=${territory.id}&amp;_trk=listing">${escaped(ware.seller.name)}</a>
<span class="${c}-listing__ratings" data-ratings="${ware.seller.ratings}" data-rating="${ware.seller.rating}">${ware.seller.rating}%</span> <span>${countryName(ware.seller.country, territory)}</span></section>
<section class="${c}-listing__description" lang="${ware.language}">${escaped(ware.description)}</section>
</article>
${similar(stock, ware, showing)}`
  return framed({ territory, title: ware.title, noise, main, head: layout.jsonLd ? embedded(ware, showing) : '' })
}

/** Other people's offers, with prices of their own, under the listing. */
function similar(stock: Stock, ware: Ware, showing: Showing): string {
  const throws = dice(showing.seed, 'similar', ware.index)
  const c = showing.layout.prefix
  const cards = Array.from({ length: Math.min(6, stock.size) }, (_, at) =>
    card(stock.wareAt(throws.int(stock.size)), { position: at + 1, page: 0, isAd: at === 0 }, showing),
  )
  return `<section class="${c}-rail"><h2>${words[showing.territory.language].page.recommended}</h2><ol class="${c}-rail__list">${cards.join('\n')}</ol></section>`
}

function embedded(ware: Ware, showing: Showing): string {
  const { price, max } = shownAsking(ware, showing)
  const product = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    sku: ware.id,
    name: ware.title,
    offers: max
      ? { '@type': 'AggregateOffer', lowPrice: price.amount, highPrice: max.amount, priceCurrency: price.currency }
      : { '@type': 'Offer', price: price.amount, priceCurrency: price.currency },
  }
  return `<script type="application/ld+json">${asJson(product)}</script>`
}

/** What stands in a listing's place once it was taken down. */
export function gonePage(territory: BazaarTerritory, noise: Noise): string {
  const { page } = words[territory.language]
  const main = `<section class="bz-gone"><h1 class="bz-gone__says">${escaped(page.gone)}</h1></section>`
  return framed({ territory, title: page.gone, noise, main })
}
