import { createHash } from 'node:crypto'
import type { PlannedSearch } from './coverage.ts'
import type { Marketplace } from './marketplace.ts'
import { canSort, type Sort } from './sort.ts'
import type { Watch } from './watch.ts'

/**
 * The id of a search: 24 hex digits, made from everything else in it, so that planning twice plans once. The order that comes
 * unasked is left out: ids are what they were before searches had one.
 */
export function searchId(search: Omit<PlannedSearch, 'id'>): string {
  const { run, watch, marketplace, territory, keyword, sort, page, canary } = search
  const special = [...(canary ? ['canary'] : []), ...(sort === 'best-match' ? [] : [sort])]
  const about = JSON.stringify([run, watch, marketplace, territory, keyword, page, ...special])
  return createHash('sha256').update(about).digest('hex').slice(0, 24)
}

const withId = (search: Omit<PlannedSearch, 'id'>): PlannedSearch => ({ id: searchId(search), ...search })

/** The territories that a watch searches on a marketplace: those it names and the marketplace has, else its default. */
export function territoriesOf(watch: Pick<Watch, 'territories'>, marketplace: Marketplace): string[] {
  const named = marketplace.territories.map((each) => each.id).filter((id) => watch.territories.includes(id))
  return named.length > 0 ? named : [marketplace.territories[0].id]
}

/** The orders that a watch searches a marketplace in: those it names and the marketplace has, else the one that comes unasked. */
export function sortsOf(watch: Pick<Watch, 'sorts'>, marketplace: Pick<Marketplace, 'sorts'>): Sort[] {
  const named = (watch.sorts ?? []).filter((sort) => canSort(marketplace.sorts, sort))
  return named.length > 0 ? named : ['best-match']
}

/**
 * The first page of each search of a run: keyword × marketplace × territory × sort, in the watchlist's order.
 * @param marketplaces all there are; those that the watch does not name are passed over
 */
export function firstPages(run: string, watch: Watch, marketplaces: readonly Marketplace[]): PlannedSearch[] {
  const named = marketplaces.filter((each) => watch.marketplaces.includes(each.id))
  return watch.keywords.flatMap((keyword) =>
    named.flatMap((marketplace) =>
      territoriesOf(watch, marketplace).flatMap((territory) =>
        sortsOf(watch, marketplace).map((sort) =>
          withId({ run, watch: watch.id, marketplace: marketplace.id, territory, keyword, sort, page: 1 }),
        ),
      ),
    ),
  )
}

/** The same search, one page on. */
export const nextPage = ({ id: _, ...search }: PlannedSearch): PlannedSearch =>
  withId({ ...search, page: search.page + 1 })

/** The canary of a search's run, marketplace and territory: one, whichever of its searches asks for it. */
export const canaryOf = ({ run, watch, marketplace, territory, way }: PlannedSearch, keyword: string): PlannedSearch =>
  withId({
    ...{ run, watch, marketplace, territory, keyword, sort: 'best-match', page: 1, canary: true },
    ...(way && { way }),
  })
