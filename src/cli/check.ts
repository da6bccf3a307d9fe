import { existsSync } from 'node:fs'
import { printMistake, readWatchlists, type WatchlistReading } from '../../config/watchlist.ts'
import { watchlistSchema } from '../../config/watchlist-schema.ts'
import { marketplaces } from '../marketplaces/registry.ts'
import type { Watch } from '../model/watch.ts'
import { readArguments } from './arguments.ts'
import { knownMarketplaces, readFiles } from './load-watchlists.ts'
import { readOfficials } from './official-photos.ts'
import { sortNotes } from './sort-notes.ts'
import { CommandError, exitCode, type Verb } from './verb.ts'

const filesMax = 100
const ownWatchlist = 'watchlist.yaml'

/** The files that were named, or the one that is there. @throws CommandError when there is none */
export function watchlistsOf(words: readonly string[]): readonly string[] {
  if (words.length > 0) return words
  if (existsSync(ownWatchlist)) return [ownWatchlist]
  throw new CommandError(`no watchlist was named and there is no ${ownWatchlist} here; "morgiana init" writes one`)
}

export const check: Verb = {
  name: 'check',
  summary: 'every mistake in watchlists, with line and column; nothing is started',
  usage: 'check [--json | --schema] [WATCHLIST…]',
  example: 'morgiana check config/watchlists/demo.yaml',
  async run(args, io, settings) {
    const options = { json: { type: 'boolean' }, schema: { type: 'boolean' } } as const
    const { values, words } = readArguments(check, args, options, { called: 'watchlist', min: 0, max: filesMax })
    if (values.schema) {
      io.out(watchlistSchema(knownMarketplaces).trimEnd())
      return exitCode.fine
    }
    const reading = await withPhotos(readWatchlists(await readFiles(watchlistsOf(words)), knownMarketplaces))
    const notes = reading.ok ? reading.watches.flatMap((watch) => sortNotes(watch, marketplaces, settings)) : []
    if (values.json) io.out(JSON.stringify(reading.ok ? { ...reading, notes } : reading))
    else if (reading.ok) for (const line of [...reading.watches.map(watchedLine), ...notes.map(noteLine)]) io.out(line)
    else for (const mistake of reading.mistakes) io.err(printMistake(mistake))
    return reading.ok ? exitCode.fine : exitCode.configuration
  },
}

/** A photo that is missing or is no picture is a mistake of the watchlist, as it is when a run starts. */
async function withPhotos(reading: WatchlistReading): Promise<WatchlistReading> {
  if (!reading.ok) return reading
  const { mistakes } = await readOfficials(reading.images)
  return mistakes.length > 0 ? { ok: false, mistakes } : reading
}

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

const noteLine = (note: string): string => `note  ${note}`

function watchedLine(watch: Watch): string {
  const when = watch.schedule ? `"${watch.schedule.cron}" in ${watch.schedule.zone}` : 'without a schedule'
  const what = `${counted(watch.products.length, 'product')}, ${counted(watch.keywords.length, 'keyword')}`
  return `ok  ${watch.brand} (${watch.id}): ${what} on ${watch.marketplaces.join(', ')}, ${when}`
}
