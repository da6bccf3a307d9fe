import type { Settings } from '../../config/settings.ts'
import type { Marketplace } from '../model/marketplace.ts'
import { sortsOf } from '../model/planned-search.ts'
import { canSort, type Sort } from '../model/sort.ts'
import type { Watch } from '../model/watch.ts'

/** What a watch's orders come to at its marketplaces where that is not what it says, a sentence each. */
export function sortNotes(
  watch: Pick<Watch, 'marketplaces' | 'sorts'>,
  marketplaces: readonly Marketplace[],
  settings: Pick<Settings, 'apiKeys'>,
): string[] {
  const named = marketplaces.filter((each) => watch.marketplaces.includes(each.id))
  return named.flatMap((market) => [...leftOut(watch, market), ...notByApi(watch, market, settings)])
}

function leftOut(watch: Pick<Watch, 'sorts'>, market: Marketplace): string[] {
  const cannot = (watch.sorts ?? []).filter((sort) => !canSort(market.sorts, sort))
  if (cannot.length === 0) return []
  return [`${market.id} cannot sort by ${listed(cannot)}: it is searched by ${listed(sortsOf(watch, market))} only`]
}

function notByApi(watch: Pick<Watch, 'sorts'>, market: Marketplace, { apiKeys }: Pick<Settings, 'apiKeys'>): string[] {
  const { api, id } = market
  if (!api || !apiKeys.has(id)) return []
  const cannot = sortsOf(watch, market).filter((sort) => !canSort(api.sorts, sort))
  return cannot.length === 0
    ? []
    : [`${id}: by ${listed(cannot)} its pages are read, since its ${api.name} cannot sort so`]
}

const listed = (sorts: readonly Sort[]): string => sorts.join(' and ')
