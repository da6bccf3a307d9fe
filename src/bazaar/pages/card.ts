import { timesAmount } from '../amounts.ts'
import { dice } from '../dice.ts'
import { askingIn } from '../stock.ts'
import type { BazaarTerritory } from '../territories.ts'
import type { Ware } from '../ware.ts'
import { fill, words } from '../wording/words.ts'
import { escaped } from './html.ts'
import type { Layout } from './layout.ts'
import { printCount, printMoney } from './print-money.ts'

/** How a page shows wares: on which site, with which markup, and in the wrong currency when that is the trouble. */
export type Showing = {
  territory: BazaarTerritory
  layout: Layout
  seed: number
  wrongCurrency: BazaarTerritory | null
}

/** What a page prints of a ware's price. */
export const shownAsking = (ware: Ware, { territory, wrongCurrency }: Showing) =>
  askingIn(ware, wrongCurrency ?? territory)

export type Place = { position: number; page: number; isAd: boolean }

/** One result: everything that a reader wants, among much that it does not. */
export function card(ware: Ware, place: Place, showing: Showing): string {
  const { territory, layout } = showing
  const { page, conditions } = words[territory.language]
  const c = layout.prefix
  const href = escaped(trackedLink(ware, place, showing))
  const ad = place.isAd ? `<span class="${c}-card__ad">${page.sponsored}</span>` : ''
  const badge = ware.hasBadge ? `<span class="${c}-card__badge">${page.badge}</span>` : ''
  const sold =
    ware.sold > 0
      ? `<div class="${c}-card__sold" data-sold="${ware.sold}">${fill(page.sold, { t: printCount(ware.sold, territory) })}</div>`
      : ''
  return `<li class="${c}-card" ${layout.idAttribute}="${ware.id}" data-position="${place.position}"${place.isAd ? ' data-ad="1"' : ''}>
<div class="${c}-card__media"><a class="${c}-card__link" href="${href}" target="_blank" tabindex="-1"><img class="${c}-card__image" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" data-src="${pictureAddress(ware, 0)}" alt="" loading="lazy" width="240" height="240"></a><button class="${c}-card__keep" aria-label="keep">♡</button></div>
<div class="${c}-card__info">${ad}
<a class="${c}-card__link" href="${href}" target="_blank"><h3 class="${c}-card__title">${badge}<span dir="auto">${escaped(ware.title)}</span><span class="${c}-hidden">${page.opensInNewWindow}</span></h3></a>
<div class="${c}-card__condition">${conditions[ware.condition]}</div>
${prices(ware, showing)}
<div class="${c}-card__seller" data-country="${ware.seller.country}"><a href="/seller/${ware.seller.id}?territory=${territory.id}&amp;_trk=card">${escaped(ware.seller.name)}</a> <span class="${c}-card__ratings" data-ratings="${ware.seller.ratings}" data-rating="${ware.seller.rating}">${ware.seller.rating}% (${printCount(ware.seller.ratings, territory)})</span></div>
<div class="${c}-card__from" data-country="${ware.shipsFrom}">${fill(page.from, { a: countryName(ware.shipsFrom, territory) })}</div>
${sold}
</div>
</li>`
}

/** The price with what stands beside it: range, struck price, lot, instalments, fewest pieces. */
export function prices(ware: Ware, showing: Showing): string {
  const { territory, layout } = showing
  const { page } = words[territory.language]
  const c = layout.prefix
  const asking = shownAsking(ware, showing)
  const print = (money: typeof asking.price) => escaped(printMoney(money, territory))
  const range = asking.max ? `${print(asking.price)} ${page.to} ${print(asking.max)}` : print(asking.price)
  const parts = [`<span class="${layout.price}">${range}</span>`]
  if (asking.was) parts.push(`<s class="${c}-card__was">${fill(page.was, { a: print(asking.was) })}</s>`)
  if (asking.lot > 1)
    parts.push(
      `<span class="${c}-card__unit" data-pieces="${asking.lot}">${fill(page.lot, { q: String(asking.lot) })}</span>`,
    )
  if (asking.instalments) {
    parts.push(
      `<span class="${c}-card__instalments">${fill(page.instalments, { a: print(timesAmount(asking.price, 0.25)) })}</span>`,
    )
  }
  const moq = asking.moq
    ? `<div class="${c}-card__moq" data-moq="${asking.moq}">${fill(page.moq, { q: String(asking.moq) })}</div>`
    : ''
  return `<div class="${c}-card__prices">${parts.join(' ')}</div>${moq}`
}

/** A link as results carry it: the listing's address, and who clicked where. */
function trackedLink(ware: Ware, { position, page, isAd }: Place, { territory, seed }: Showing): string {
  const tag = dice(seed, 'track', ware.index, position).int(0xffffff).toString(16)
  const track = `_trk=p2380057.m${4000 + position}&_pos=${position}&_pg=${page}&hash=${tag}%3Ag%3A${ware.id}`
  return `/item/${ware.id}?territory=${territory.id}&${track}${isAd ? '&ad_click=1&campaign=spring' : ''}`
}

export const pictureAddress = (ware: Ware, number: number): string =>
  `/picture/${ware.id}-${number + 1}.${(ware.pictures[number] ?? ware.pictures[0]).format}`

const namers = new Map<string, Intl.DisplayNames>()

export function countryName(country: string, { language }: BazaarTerritory): string {
  const namer = namers.get(language) ?? new Intl.DisplayNames([language], { type: 'region' })
  namers.set(language, namer)
  return namer.of(country) ?? country
}
