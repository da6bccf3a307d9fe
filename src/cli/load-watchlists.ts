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
      return { file, text: textOf(file, bytes) }
    }),
  )

/** @throws CommandError with the place of the first byte that is not UTF-8: what is altered unseen would be searched for */
function textOf(file: string, given: Uint8Array): string {
  const bytes = Buffer.from(given)
  const encoded = Buffer.from(bytes.toString('utf8'))
  if (encoded.equals(bytes)) return new TextDecoder().decode(bytes)
  const at = encoded.findIndex((byte, index) => byte !== bytes[index])
  const before = bytes.subarray(0, at).toString('utf8').split('\n')
  const byte = bytes[at]?.toString(16).padStart(2, '0').toUpperCase()
  throw new CommandError(
    `${file}:${before.length}:${[...(before.at(-1) ?? '')].length + 1}  not UTF-8 (byte ${byte}): save the file as UTF-8`,
    exitCode.configuration,
  )
}

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
