import type { Kysely } from 'kysely'
import { keyOf, type Listing } from '../../model/listing.ts'
import type { SeenBefore } from '../../model/seen-before.ts'
import type { Watch } from '../../model/watch.ts'
import type { ScoredListing } from '../matching/matching-store.ts'
import type { Tables } from '../tables.ts'
import type { Trx } from '../transaction.ts'
import { keepTexts, loadCopies } from './copies.ts'
import { loadSharedPictures } from './handed-on-pictures.ts'
import { keepPricePoints, loadPricePoints } from './price-points.ts'
import { loadSellerRecords } from './seller-records.ts'
import { type Instants, keepShopPoints, loadShops } from './shop-points.ts'

/** What is known beyond a batch's listings: a statement each for prices, sellers, shops, pictures and texts, whatever its size. */
export async function loadSeenBefore(
  db: Kysely<Tables>,
  watch: Watch,
  listings: readonly Listing[],
  instants: Instants,
): Promise<SeenBefore> {
  const points = await loadPricePoints(db, watch, listings, instants.now)
  const records = await loadSellerRecords(db, listings)
  const copies = await loadCopies(db, watch, listings)
  const shared = await loadSharedPictures(db, watch, listings, instants.runPlannedAt)
  const shops = await loadShops(db, listings, instants)
  return {
    points,
    recordOf: ({ marketplace, id }) => records.get(keyOf(marketplace, id)) ?? null,
    copiesOf: ({ marketplace, id }) => copies.get(keyOf(marketplace, id)) ?? [],
    sharedOf: ({ marketplace, id }) => shared.get(keyOf(marketplace, id)) ?? null,
    shopOf: ({ marketplace, id }) => shops.get(keyOf(marketplace, id)) ?? null,
  }
}

/** Keeps of a batch what later ones are held against. */
export async function keepSeen(
  trx: Trx,
  watch: Watch,
  listings: readonly Listing[],
  scored: readonly ScoredListing[],
  instants: Instants,
): Promise<void> {
  await keepPricePoints(trx, watch, listings, scored, instants.now)
  await keepShopPoints(trx, watch, scored, instants)
  await keepTexts(trx, listings)
}
