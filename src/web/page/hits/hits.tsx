import { useEffect, useState } from 'preact/hooks'
import { verdicts } from '../../../model/hit.ts'
import type { Facets } from '../../api.ts'
import { api } from '../api.ts'
import { Link } from '../frame/link.tsx'
import { go, place } from '../frame/route.ts'
import type { Signed } from '../frame/session.ts'
import { SearchIcon } from '../parts/icons.tsx'
import { Failed, Loading, State } from '../parts/states.tsx'
import { useLoad } from '../parts/use-load.ts'
import { useCell } from '../review/cell.ts'
import { formatNumber } from '../words/format.ts'
import { messages } from '../words/messages.ts'
import { ExportHits } from './export-hits.tsx'
import { filterIn, pageSize } from './filter.ts'
import { HitsTable } from './hits-table.tsx'
import { Views } from './views.tsx'

/** All hits as a table. The address holds the filter, so that it can be sent to somebody. */
export function Hits({ signed }: { signed: Signed }) {
  const { query } = useCell(place)
  const filter = filterIn(query)
  const key = filter.toString()
  const [state, again] = useLoad(key, () => {
    const asked = new URLSearchParams(filter)
    asked.set('limit', String(pageSize))
    asked.set('facets', '1')
    return api.hits(asked)
  })
  const page = state.kind === 'loaded' ? state.value : null
  return (
    <div class="page">
      <header class="page-head">
        <h1>{messages.hitsTitle}</h1>
        {page && <span class="soft">{messages.hitsCount(page.count, page.countIsCapped)}</span>}
        <span class="space" />
        {page && page.hits.length > 0 && <ExportHits key={key} filter={filter} />}
        <Link to={`/?${reviewQuery(filter)}`} class="button">
          {messages.reviewThese}
        </Link>
      </header>
      <Views filter={filter} isAdmin={signed.session.user.role === 'admin'} />
      <Filters signed={signed} filter={filter} facets={page?.facets ?? null} />
      {state.kind === 'loading' && <Loading />}
      {state.kind === 'failed' && <Failed failure={state.failure} retry={again} />}
      {page && (
        <HitsTable key={key} signed={signed} first={page} filter={filter} again={again}>
          <NoHits isFiltered={key !== ''} />
        </HitsTable>
      )}
    </div>
  )
}

const NoHits = ({ isFiltered }: { isFiltered: boolean }) => (
  <State title={isFiltered ? messages.hitsEmpty : messages.doneNothing}>
    <p>{isFiltered ? messages.hitsEmptyText : messages.noRunText}</p>
    {isFiltered && (
      <p>
        <button type="button" class="button" onClick={() => go('/hits')}>
          {messages.clearFilters}
        </button>
      </p>
    )}
  </State>
)

/** Review shows open hits only: the rest of the filter goes along. */
function reviewQuery(filter: URLSearchParams): string {
  const next = new URLSearchParams(filter)
  next.delete('state')
  next.delete('verdict')
  return next.toString()
}

function set(filter: URLSearchParams, field: string, value: string, how: 'push' | 'replace' = 'push'): void {
  const next = new URLSearchParams(filter)
  if (value === '') next.delete(field)
  else next.set(field, value)
  go('/hits', next, how)
}

function Filters({ signed, filter, facets }: { signed: Signed; filter: URLSearchParams; facets: Facets | null }) {
  const { marketplaces, watches } = signed.session
  const [kept, keep] = useState<Facets | null>(facets)
  useEffect(() => {
    if (facets) keep(facets)
  }, [facets])
  const shown = facets ?? kept
  return (
    <div class="filters">
      <div class="search">
        <SearchIcon />
        <input
          key={filter.get('text') ?? ''}
          type="text"
          aria-label={messages.searchPlaceholder}
          placeholder={messages.searchPlaceholder}
          defaultValue={filter.get('text') ?? ''}
          maxLength={200}
          onChange={(event) => set(filter, 'text', event.currentTarget.value.trim())}
        />
      </div>
      <Choice name={messages.state} field="state" filter={filter} counts={shown?.state} names={messages.states} />
      <Choice
        name={messages.marketplace}
        field="marketplace"
        filter={filter}
        counts={shown?.marketplace}
        names={marketplaces}
      />
      <Choice name={messages.watch} field="watch" filter={filter} counts={shown?.watch} names={watches} />
      <label class="select">
        <span class="spoken">{messages.verdict}</span>
        <select
          value={filter.get('verdict') ?? ''}
          onChange={(event) => set(filter, 'verdict', event.currentTarget.value)}
        >
          <option value="">{messages.anyVerdict}</option>
          {verdicts.map((verdict) => (
            <option key={verdict} value={verdict}>
              {messages.verdicts[verdict]}
            </option>
          ))}
        </select>
      </label>
      <label class="select">
        <span class="spoken">{messages.scoreFrom}</span>
        <select
          value={filter.get('scoreMin') ?? ''}
          onChange={(event) => set(filter, 'scoreMin', event.currentTarget.value)}
        >
          <option value="">{messages.anyScore}</option>
          {['0.5', '0.7', '0.8', '0.9'].map((value) => (
            <option key={value} value={value}>{`≥ ${Number(value) * 100}%`}</option>
          ))}
        </select>
      </label>
      {filter.size > 0 && (
        <button type="button" class="quiet" onClick={() => go('/hits')}>
          {messages.clearFilters}
        </button>
      )}
    </div>
  )
}

type ChoiceProps = {
  name: string
  field: string
  filter: URLSearchParams
  counts: Record<string, number> | undefined
  names: Record<string, string>
}

/** The values of one field with how many hits each has; pressing the chosen one takes the filter away. */
function Choice({ name, field, filter, counts, names }: ChoiceProps) {
  const chosen = filter.get(field)
  const values = new Set([...Object.keys(counts ?? {}), ...(chosen ? [chosen] : [])])
  if (values.size === 0 || (values.size === 1 && !chosen)) return null
  return (
    <fieldset class="chips" aria-label={name}>
      {[...values].map((value) => (
        <button
          key={value}
          type="button"
          class="chip"
          aria-pressed={value === chosen}
          onClick={() => set(filter, field, value === chosen ? '' : value)}
        >
          <bdi>{names[value] ?? value}</bdi> <span class="soft">{formatNumber(counts?.[value] ?? 0)}</span>
        </button>
      ))}
    </fieldset>
  )
}
