import { readFile } from 'node:fs/promises'
import { printMistake, readWatchlists } from '../../config/watchlist.ts'
import { marketplaces } from '../marketplaces/registry.ts'
import type { Watch } from '../model/watch.ts'
import { CommandError, exitCode } from './verb.ts'

/** The marketplaces a watchlist may name, with their territories. */
export const knownMarketplaces = marketplaces.map((market) => ({
  id: market.id,
  territories: market.territories.map((territory) => territory.id),
}))

/** What stands in watchlist files. @throws CommandError (configuration) for one that cannot be read */
export const readFiles = (files: readonly string[]): Promise<{ file: string; text: string }[]> =>
  Promise.all(
    files.map(async (file) => {
      try {
        return { file, text: await readFile(file, 'utf8') }
      } catch (cause) {
        const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason'
        throw new CommandError(`${file}: cannot be read (${why})`, exitCode.configuration)
      }
    }),
  )

/**
 * Reads watchlist files as one.
 * @throws CommandError (configuration) with every mistake as file:line:column, or the file that cannot be read
 */
export async function loadWatchlists(files: readonly string[]): Promise<Watch[]> {
  const reading = readWatchlists(await readFiles(files), knownMarketplaces)
  if (reading.ok) return reading.watches
  throw new CommandError(reading.mistakes.map(printMistake).join('\n'), exitCode.configuration)
}
