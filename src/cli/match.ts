import { stat } from 'node:fs/promises'
import { listingsLine } from '../intake/listing-shape.ts'
import type { ManyMatcher, WatchScore } from '../match/many-watches.ts'
import type { Matcher } from '../match/matcher.ts'
import { shopsOf } from '../match/shop.ts'
import type { Listing } from '../model/listing.ts'
import type { PricePoint, SeenBefore, ShopPoint } from '../model/seen-before.ts'
import type { Watch } from '../model/watch.ts'
import { readArguments } from './arguments.ts'
import { codeFor, mistakesSaid, readJsonLines } from './json-lines.ts'
import { loadWatchlists } from './load-watchlists.ts'
import { readyMatcher } from './ready-matcher.ts'
import { CommandError, exitCode, type Verb } from './verb.ts'

const options = {
  watchlist: { type: 'string', multiple: true },
  rates: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** DESIGN.md §5: one JSON object a listing. With several watches, the highest score is printed, and `watch` says whose. */
export const match: Verb = {
  name: 'match',
  summary: 'score listings of a file against a watchlist: one JSON object a listing, with reasons',
  usage: 'match --watchlist FILE [--watchlist FILE]… [--rates FILE] LISTINGS.jsonl',
  example: 'morgiana match --watchlist config/watchlists/demo.yaml samples/listings.jsonl',
  async run(args, io, settings) {
    const { values, words } = readArguments(match, args, options, { called: 'file of listings', min: 1, max: 1 })
    if (!values.watchlist) throw new CommandError(`match needs --watchlist\nusage: morgiana ${match.usage}`)
    const watches = await loadWatchlists(values.watchlist)
    const matcher = readyMatcher(values.rates ?? settings.exchangeRatesFile)
    const file = words[0] ?? ''
    const markets = await marketsIn(file, watches, matcher)
    const score = matcher.many(watches)
    const mistakes: string[] = []
    for await (const line of readJsonLines(file, listingsLine)) {
      if (io.interrupted.aborted) return exitCode.interrupted
      if (!line.ok) mistakes.push(line.mistake)
      else for (const listing of line.value) io.out(JSON.stringify(printed(listing, watches, score, markets)))
    }
    for (const said of mistakesSaid(mistakes)) io.err(said)
    return codeFor(mistakes)
  },
}

/** Nothing is known beyond the file yet: each listing says what it says of its shop and its price. */
const nothingBefore: SeenBefore = { points: [], recordOf: () => null, copiesOf: () => [] }

/** By watch: what the file's listings ask, for products without an official price; and what they say of their shops. */
type Markets = ReadonlyMap<string, SeenBefore>

/** More are not kept: the market of one product, and a shop, need far fewer. */
const pointsMax = 100_000

/** The file is its own market and its own shops, so it is read once before. What can be read only once, a pipe, has neither. */
async function marketsIn(file: string, watches: readonly Watch[], matcher: Matcher): Promise<Markets> {
  const score = matcher.many(watches)
  const points = new Map<string, PricePoint[]>(watches.map((watch) => [watch.id, []]))
  const shopPoints: ShopPoint[] = []
  // A file that is not there is said by who reads it next.
  const found = await stat(file).catch(() => null)
  if (found?.isFile() !== true) return new Map()
  for await (const line of readJsonLines(file, listingsLine)) {
    if (!line.ok) continue
    const listings = line.value
    score(listings, () => nothingBefore).near.forEach((scores) => {
      for (const { watch, scored } of scores) {
        const kept = points.get(watches[watch]?.id ?? '')
        if (kept && scored.pricePoint && kept.length < pointsMax) kept.push(scored.pricePoint)
      }
      const point = bestOf(scores)?.scored.shopPoint
      if (point && shopPoints.length < pointsMax) shopPoints.push(point)
    })
  }
  const beyond = { recordOf: () => null, copiesOf: () => [], shopOf: shopsOf(shopPoints) }
  return new Map([...points].map(([watch, kept]) => [watch, { points: kept, ...beyond }]))
}

const bestOf = (scores: readonly WatchScore[]): WatchScore | null =>
  scores.reduce<WatchScore | null>(
    (best, one) => (best && best.scored.score.score >= one.scored.score.score ? best : one),
    null,
  )

function printed(listing: Listing, watches: readonly Watch[], score: ManyMatcher, markets: Markets) {
  const best = score([listing], (watch) => markets.get(watches[watch]?.id ?? '')).best(0)
  const watch = best && watches[best.watch]
  if (!watch) throw new CommandError('the watchlist has no watch in it', exitCode.configuration)
  const { score: probability, verdict, findings } = best.scored.score
  const whose = watches.length > 1 ? { watch: watch.id } : {}
  return { id: listing.id, ...whose, score: Math.round(probability * 1e4) / 1e4, verdict, findings }
}
