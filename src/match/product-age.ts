import type { Money } from '../model/money.ts'
import type { Product } from '../model/watch.ts'

/** A year of making that stands alone: not of a range ("2019-24"), a size or a longer number. */
const years = /(?<![\d./:–-])(?:19[5-9]\d|20[0-4]\d)(?![\d./:–-])/gu

/** The one year that a title names, or null: two say nothing of the piece. */
function yearNamed(title: string): number | null {
  const named = new Set(title.match(years) ?? [])
  const [year] = named
  return named.size === 1 && year !== undefined ? Number(year) : null
}

/**
 * The official prices that a piece is held against: those of the year its title names, as far as the watchlist has them, with
 * that year; else today's. None for a piece of a year before the product came out: it is another one.
 */
export function pricesOfAge(product: Product, title: string): { prices: readonly Money[]; year: number | null } {
  const { released, priceHistory = [], prices } = product
  if (released === undefined && priceHistory.length === 0) return { prices, year: null }
  const year = yearNamed(title)
  if (year === null) return { prices, year: null }
  if (released !== undefined && year < Number(released.slice(0, 4))) return { prices: [], year }
  const old = priceHistory.find(({ until }) => year <= Number(until.slice(0, 4)))
  return old ? { prices: old.prices, year } : { prices, year: null }
}
