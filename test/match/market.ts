import type { PricePoint } from '../../src/model/seen-before.ts'
import type { Watch } from '../../src/model/watch.ts'
import { halvard } from './matched.ts'

/** Halvard without official prices. */
export const unpriced: Watch = halvard({}, { prices: [] })

/** What other listings of the trail runner ask, in dollars. */
export const marketOf = (prices: readonly number[], { from = 'm', isAuthorised = false } = {}): PricePoint[] =>
  prices.map((perPiece, at) => ({
    ...{ marketplace: 'ebay', id: `${from}${at}`, product: 'Halvard Trail Runner', currency: 'USD' },
    ...{ perPiece, isAuthorised },
  }))
