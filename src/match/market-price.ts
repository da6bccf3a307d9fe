import { keyOf } from '../model/listing.ts'
import type { MarketPrice, PricePoint } from '../model/seen-before.ts'

/** Fewer listings than this say nothing about a market; of authorised sellers, who set the price, fewer are enough. */
const listingsMin = 12
const authorisedMin = 4

/** More points of one product and currency are not looked at. */
const pointsMax = 400

/**
 * Prices stand in two groups when the gap between the groups' middles is at least this (a factor of 1.8) and this many
 * times the spread within them, and each group has this share and count. Then the upper one is the reference: where many
 * sell copies, the middle of all prices is the copies' price.
 */
const gapMin = Math.log(1.8)
const gapSpreads = 4
const groupShareMin = 0.25
const groupMin = 4

/** Listings that differ by more than this (about a factor of 2 either way) are not one kind of goods; of a dearer group, 1.4. */
const spreadMax = { all: 0.7, authorised: 0.7, upper: 0.35 } as const
/** Prices that hardly differ are not more exact for it. */
const spreadMin = 0.1

/** Looks up what the market asks; `null` where it says nothing. */
export type MarketPrices = (product: string | null, currency: string) => MarketPrice | null

/** The reference of every product and currency that has enough listings. A listing that is in twice counts as it stands last. */
export function marketPrices(points: readonly PricePoint[]): MarketPrices {
  const byListing = new Map(points.map((point) => [keyOf(point.marketplace, point.id), point]))
  const groups = new Map<string, PricePoint[]>()
  for (const point of byListing.values()) {
    const group = groups.get(groupOf(point.product, point.currency))
    if (group) group.push(point)
    else groups.set(groupOf(point.product, point.currency), [point])
  }
  const references = new Map<string, MarketPrice | null>()
  return (product, currency) => {
    const name = groupOf(product, currency)
    const known = references.get(name)
    if (known !== undefined) return known
    const reference = referenceOf((groups.get(name) ?? []).slice(0, pointsMax), currency)
    references.set(name, reference)
    return reference
  }
}

const groupOf = (product: string | null, currency: string): string => JSON.stringify([product, currency])

function referenceOf(points: readonly PricePoint[], currency: string): MarketPrice | null {
  const logs = sortedLogs(points)
  const made = (of: MarketPrice['of'], part: readonly number[]): MarketPrice | null => {
    const spread = Math.max(spreadMin, spreadOf(part))
    if (spread > spreadMax[of]) return null
    const median = Math.exp(medianOf(part)).toFixed(2)
    const rounded = Math.round(spread * 1000) / 1000
    return { kind: 'market-price', currency, median, listings: part.length, all: logs.length, of, spread: rounded }
  }
  const authorised = sortedLogs(points.filter((point) => point.isAuthorised))
  if (authorised.length >= authorisedMin) return made('authorised', authorised)
  if (logs.length < listingsMin) return null
  const upper = upperGroup(logs)
  return upper ? made('upper', upper) : made('all', logs)
}

const sortedLogs = (points: readonly PricePoint[]): number[] =>
  points
    .map(({ perPiece }) => Math.log(perPiece))
    .filter(Number.isFinite)
    .sort((a, b) => a - b)

/**
 * The dearer of two groups, cut where the squares within both are least (Otsu, 1979); `null` when it is one group. Groups
 * that are too small to be one, a few dear or cheap ones, are left out first.
 */
function upperGroup(logs: readonly number[]): readonly number[] | null {
  const least = Math.max(groupMin, Math.ceil(logs.length * groupShareMin))
  let rest = logs
  while (rest.length >= 2 * least) {
    const at = bestCut(rest)
    const [lower, upper] = [rest.slice(0, at), rest.slice(at)]
    if (!areApart(lower, upper)) return null
    if (lower.length >= least && upper.length >= least) return upper
    rest = lower.length > upper.length ? lower : upper
  }
  return null
}

function bestCut(logs: readonly number[]): number {
  let best = { at: 1, within: Number.POSITIVE_INFINITY }
  for (let at = 1; at < logs.length; at++) {
    const within = squaresWithin(logs.slice(0, at)) + squaresWithin(logs.slice(at))
    if (within < best.within) best = { at, within }
  }
  return best.at
}

function areApart(lower: readonly number[], upper: readonly number[]): boolean {
  const gap = medianOf(upper) - medianOf(lower)
  const spread = Math.max(spreadMin, (spreadOf(lower) + spreadOf(upper)) / 2)
  return gap >= gapMin && gap >= gapSpreads * spread
}

function squaresWithin(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
}

/** The middle of sorted values. */
function medianOf(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[middle]]
  return (low + high) / 2
}

/** 1.4826 × the median distance from the median: the standard deviation, if it were normal, that outliers do not move. */
function spreadOf(sorted: readonly number[]): number {
  const median = medianOf(sorted)
  return 1.4826 * medianOf(sorted.map((value) => Math.abs(value - median)).sort((a, b) => a - b))
}
