import { listingsLine } from '../intake/listing-shape.ts'
import type { Matcher } from '../match/matcher.ts'
import type { Listing } from '../model/listing.ts'
import type { Watch } from '../model/watch.ts'
import type { ScoredListing } from '../store/store.ts'
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
  usage: 'match --watchlist FILE [--rates FILE] LISTINGS.jsonl',
  example: 'morgiana match --watchlist config/watchlists/demo.yaml listings.jsonl',
  async run(args, io, settings) {
    const { values, words } = readArguments(match, args, options, { called: 'file of listings', min: 1, max: 1 })
    if (!values.watchlist) throw new CommandError(`match needs --watchlist\nusage: morgiana ${match.usage}`)
    const watches = await loadWatchlists(values.watchlist)
    const matcher = readyMatcher(values.rates ?? settings.exchangeRatesFile)
    const mistakes: string[] = []
    for await (const line of readJsonLines(words[0] ?? '', listingsLine)) {
      if (io.interrupted.aborted) return exitCode.interrupted
      if (!line.ok) mistakes.push(line.mistake)
      else for (const listing of line.value) io.out(JSON.stringify(printed(listing, watches, matcher)))
    }
    for (const said of mistakesSaid(mistakes)) io.err(said)
    return codeFor(mistakes)
  },
}

function printed(listing: Listing, watches: readonly Watch[], matcher: Matcher) {
  const all = watches.flatMap((watch) => matcher.score(watch, [listing]).map((scored) => ({ watch, scored })))
  const best = all.reduce<{ watch: Watch; scored: ScoredListing } | null>(
    (soFar, one) => (!soFar || one.scored.score.score > soFar.scored.score.score ? one : soFar),
    null,
  )
  if (!best) throw new CommandError('the watchlist has no watch in it', exitCode.configuration)
  const { score, verdict, findings } = best.scored.score
  const whose = watches.length > 1 ? { watch: best.watch.id } : {}
  return { id: listing.id, ...whose, score: Math.round(score * 1e4) / 1e4, verdict, findings }
}
