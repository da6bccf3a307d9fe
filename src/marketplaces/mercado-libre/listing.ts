import type { ListingOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { parseJson, textAt } from '../reading/json-values.ts'
import { readProductPage } from '../reading/product-page.ts'
import { idOfUrl, mercadoLibreTerritories } from './territories.ts'

/** A Mercado Libre listing by its schema.org data (2025-09, 2026-04); who sells stands only in what the page counts by. */
export function readMercadoLibreListing(page: Page): ListingOutcome {
  const outcome = readProductPage(page, {
    id: 'mercado-libre',
    territories: mercadoLibreTerritories,
    anyHost: true,
    idOf: (product, url) => idOfUrl(url) ?? product.ids.sku ?? product.ids.productId,
  })
  if (outcome.kind !== 'listing') return outcome
  return { ...outcome, listing: { ...outcome.listing, seller: sellerOf(page.body) ?? outcome.listing.seller } }
}

/** The first is the page's own; sellers of other offers follow. */
function sellerOf(body: string): { id: string; name: string } | null {
  const [, id, written] = /"seller_id":(\d{3,15}),"seller_name":"([^"]{1,200})"/.exec(body) ?? []
  const name = written === undefined ? undefined : textAt(parseJson(`"${written}"`))
  return id === undefined || name === undefined ? null : { id, name }
}
