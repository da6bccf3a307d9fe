import type { ApiRun, ApiVisits } from '../../api.ts'
import { formatAgo, formatInstant } from '../words/format.ts'
import { messages } from '../words/messages.ts'

type Reasons = {
  title: string
  visits: readonly ApiVisits[]
  said: (count: number) => string
  nameOf: (marketplace: string) => string
}

/** Why listings of a crawl were not visited, or what their pages gave reason to doubt. */
export function VisitReasons({ title, visits, said, nameOf }: Reasons) {
  if (visits.length === 0) return null
  return (
    <section class="part">
      <h3>{title}</h3>
      <ul class="gaps">
        {visits.map(({ marketplace, state, why, count }) => (
          <li key={`${marketplace} ${state} ${why}`}>
            <p>
              <span class={`tag state-${state}`}>{messages.visitStates[state] ?? state}</span>{' '}
              <strong>{nameOf(marketplace)}</strong> {said(count)}
              {why && (
                <>
                  : <bdi>{why}</bdi>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What was imported last: it says nothing of what was crawled, and is counted apart. */
export function LastImport({ run }: { run: ApiRun | null }) {
  if (!run) return null
  return (
    <p class="soft">
      {messages.lastImport(run.listings, run.hits)}{' '}
      <time dateTime={run.plannedAt}>
        {formatAgo(run.plannedAt, Date.now())} ({formatInstant(run.plannedAt)})
      </time>
    </p>
  )
}
