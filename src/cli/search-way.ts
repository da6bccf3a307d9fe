import type { Settings } from '../../config/settings.ts'
import type { Marketplace } from '../model/marketplace.ts'

/** What has to be there before a marketplace's searches are asked. */
export type NotAsked = 'needs-key' | 'not-allowed' | 'needs-browser'
/** `hasBrowser`: a Chromium was found. */
export type SearchSettings = Pick<Settings, 'apiKeys' | 'apiCalls' | 'robotsOverrides' | 'origins' | 'browser'> & {
  hasBrowser: boolean
}
export type SearchWay = 'api' | 'pages' | 'pages in a browser'

/**
 * The ways that a marketplace's searches go, the first one first, and with none of them why: what the crawler would refuse,
 * known before it is asked. Where a key would do and robots.txt forbids the pages, a key is what is needed.
 */
export function searchWays(market: Marketplace, settings: SearchSettings): { ways: SearchWay[]; why: NotAsked | null } {
  const { api, needs } = market
  const calls = settings.apiCalls.get(market.id) ?? api?.callsADay ?? null
  const byApi = api !== undefined && settings.apiKeys.has(market.id) && calls !== 0
  const pages = pagesWay(market, settings)
  const ways: SearchWay[] = [...(byApi ? (['api'] as const) : []), ...(pages.way ? [pages.way] : [])]
  if (ways.length > 0) return { ways, why: null }
  const wouldDo = api !== undefined && !settings.apiKeys.has(market.id)
  return { ways, why: wouldDo && (needs === 'key' || pages.why === 'not-allowed') ? 'needs-key' : pages.why }
}

function pagesWay(
  { id, needs, robots }: Marketplace,
  settings: SearchSettings,
): { way: SearchWay; why: null } | { way: null; why: NotAsked } {
  if (needs === 'key') return { way: null, why: 'needs-key' }
  // Another origin has a robots.txt of its own, and pages that were saved.
  const isElsewhere = settings.origins.has(id)
  const isForbidden = robots !== 'not known' && robots.search === 'disallowed'
  if (isForbidden && !isElsewhere && !settings.robotsOverrides.has(id)) return { way: null, why: 'not-allowed' }
  const inBrowser = settings.browser.includes(id) || (needs === 'browser' && !isElsewhere)
  if (inBrowser && !settings.hasBrowser) return { way: null, why: 'needs-browser' }
  return { way: inBrowser ? 'pages in a browser' : 'pages', why: null }
}
