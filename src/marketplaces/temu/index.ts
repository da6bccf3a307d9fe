import type { Marketplace, Territory } from '../../model/marketplace.ts'
import type { ListingOutcome, SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { judge, listingStatus, searchStatus } from '../judge.ts'
import { readBlock } from '../reading/block-pages.ts'
import { readItemListPage } from '../reading/item-list.ts'
import { readProductPage } from '../reading/product-page.ts'
import { listingRequestOf, queryOf, searchRequestOf, territory } from '../requests.ts'
import { cardsOf, readTemuCard, readTemuGoods, storeOf } from './raw-data.ts'

const temuTerritories: readonly [Territory, ...Territory[]] = [territory('us', 'https://www.temu.com', 'USD', 'en-US')]
const site: Pick<Marketplace, 'id' | 'territories' | 'sorts'> = {
  id: 'temu',
  territories: temuTerritories,
  sorts: {},
}
const idOfUrl = (url: string): string | undefined =>
  /-g-(\d{10,20})\.html|[?&]goods_id=(\d{10,20})/
    .exec(url)
    ?.slice(1)
    .find((each) => each !== undefined)

/** docs/marketplaces/temu.md. What was seen of it is its login wall. */
export const temu: Marketplace = {
  ...site,
  name: 'Temu',
  pictureOrigins: ['https://img.kwcdn.com', 'https://*.kwcdn.com'],
  needs: 'browser',
  rate: { requests: 4, perMs: 60_000 },
  canary: { keyword: 'shoes' },
  robots: 'not known',
  unproven:
    'only its login wall was seen: results and listings are read by rawData as described in 2026-09, and by schema.org data',
  searchRequest: (query) =>
    searchRequestOf(site, query, `/search_result.html?${queryOf({ search_key: query.keyword, page: query.page })}`),
  listingRequest: (listing, origin) => listingRequestOf(site, listing, origin),
  readSearch: readTemuSearch,
  readListing: readTemuListing,
}

/** By the page's own data, else by schema.org's. */
function readTemuSearch(page: Page): SearchOutcome {
  const cards = cardsOf(storeOf(page.body))
  const site = { marketplace: 'temu', idOf: idOfUrl, currency: 'USD' }
  if (cards.length === 0) return readItemListPage(page, { ...site, territories: temuTerritories })
  return (
    readBlock(page, temuTerritories) ??
    searchStatus(page) ??
    judge({
      listings: cards.map(readTemuCard).filter((each) => each !== null),
      cards: cards.length,
      linked: 0,
      next: cards.length > 0,
    })
  )
}

function readTemuListing(page: Page): ListingOutcome {
  const own = readTemuGoods(storeOf(page.body))
  const early = own ? (readBlock(page, temuTerritories) ?? listingStatus(page)) : null
  if (own) return early ?? { kind: 'listing', listing: own }
  return readProductPage(page, {
    ...site,
    idOf: (product, url) => idOfUrl(url) ?? product.ids.sku ?? product.ids.productId,
  })
}
