import { tradeOf } from '../../model/market-kind.ts'
import { originOf } from '../origin.ts'
import { season, sizeRun } from '../trade-writing.ts'
import { nothing, type Signal } from './signal.ts'

/**
 * Weak: a trader's way of writing where a trader's goods are no matter of course: a run of sizes in a private advertisement,
 * or the season with it in a title of goods from a source market. Shops at home write so of genuine goods.
 */
export const supplyTradeTitle: Signal = {
  id: 'supply.trade-title',
  see({ listing, links, seller }) {
    if (links.length === 0 || seller.isAuthorised) return nothing
    if (tradeOf(listing.marketplace) !== 'retail') {
      const run = sizeRun(listing.title) ?? null
      if (!run) return nothing
      const text = `A run of sizes, where private persons sell one piece: “${run.text}”.`
      return [{ text, strength: 1, span: { field: 'title', start: run.start, end: run.end } }]
    }
    const written = season(listing.title)
    if (!written || originOf(listing)?.isSourceMarket !== true) return nothing
    const text = `The season in the title, as the trade writes it, of goods from a source market: “${written.text}”.`
    const strength = sizeRun(listing.title) ? 1 : seasonAlone
    return [{ text, strength, span: { field: 'title', start: written.start, end: written.end } }]
  },
}

const seasonAlone = 0.6
