import { type Mistake, printMistake, readWatchlists } from '../../config/watchlist.ts'
import { marketplaces } from '../marketplaces/registry.ts'
import type { Watch } from '../model/watch.ts'
import { readFileBytes } from './file-bytes.ts'
import { type Official, readOfficials } from './official-photos.ts'
import { CommandError, exitCode } from './verb.ts'

/** The marketplaces a watchlist may name, with their territories. */
export const knownMarketplaces = marketplaces.map((market) => ({
  id: market.id,
  territories: market.territories.map((territory) => territory.id),
}))

/** A watchlist of thousands of sellers and photos is smaller. */
const watchlistBytesMax = 20_000_000

/** What stands in watchlist files. @throws CommandError (configuration) for one that cannot be read */
export const readFiles = (files: readonly string[]): Promise<{ file: string; text: string }[]> =>
  Promise.all(
    files.map(async (file) => {
      const bytes = await readFileBytes(file, watchlistBytesMax)
      if (typeof bytes === 'string') throw new CommandError(`${file}: ${bytes}`, exitCode.configuration)
      return { file, text: new TextDecoder().decode(bytes) }
    }),
  )

/**
 * Reads watchlist files as one.
 * @throws CommandError (configuration) with every mistake as file:line:column, or the file that cannot be read
 */
export async function loadWatchlists(files: readonly string[]): Promise<Watch[]> {
  const reading = readWatchlists(await readFiles(files), knownMarketplaces)
  if (reading.ok) return reading.watches
  throw configurationError(reading.mistakes)
}

/** Watches, and the official photos that their watchlists name. @throws CommandError as `loadWatchlists`, also for photos */
export async function loadWatched(files: readonly string[]): Promise<{ watches: Watch[]; officials: Official[] }> {
  const reading = readWatchlists(await readFiles(files), knownMarketplaces)
  if (!reading.ok) throw configurationError(reading.mistakes)
  const photos = await readOfficials(reading.images)
  if (photos.mistakes.length > 0) throw configurationError(photos.mistakes)
  return { watches: reading.watches, officials: photos.officials }
}

const configurationError = (mistakes: readonly Mistake[]): CommandError =>
  new CommandError(mistakes.map(printMistake).join('\n'), exitCode.configuration)
