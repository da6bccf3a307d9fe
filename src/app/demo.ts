import { fileURLToPath } from 'node:url'
import type { Settings } from '../../config/settings.ts'
import { demoMarket, openBazaar } from '../bazaar/open-bazaar.ts'

/** The demo's watchlist, which ships. */
export const demoWatchlist = fileURLToPath(new URL('../../config/watchlists/demo.yaml', import.meta.url))

/** The demo market on loopback, opened where it is one of those asked for and no setting says where it is. */
export type Market = { settings: Settings; origin: string | null; close(): Promise<void> }

/**
 * @param seenAt the address of a page of it that was seen before: two markets at once have two ports, and a listing is
 * asked for where it was seen
 */
export async function withDemoMarket(
  settings: Settings,
  marketplaces: readonly string[],
  seenAt?: string,
): Promise<Market> {
  const wanted = marketplaces.includes('bazaar') && !settings.origins.has('bazaar')
  if (!wanted) return { settings, origin: null, close: async () => undefined }
  const bazaar = await openBazaar({ ...demoMarket, ...(seenAt && { port: Number(new URL(seenAt).port) }) })
  const origins = new Map([...settings.origins, ['bazaar', bazaar.origin]])
  return { settings: { ...settings, origins, allowLoopback: true }, origin: bazaar.origin, close: () => bazaar.close() }
}
