import type { ApiMissedVisits, ApiRun } from '../../api.ts'
import { formatAgo, formatInstant } from '../words/format.ts'
import { messages } from '../words/messages.ts'

/** Why listings of a crawl were not visited. */
export function MissedVisits(props: { missed: readonly ApiMissedVisits[]; nameOf: (marketplace: string) => string }) {
  if (props.missed.length === 0) return null
  return (
    <section class="part">
      <h3>{messages.visitsMissedTitle}</h3>
      <ul class="gaps">
        {props.missed.map(({ marketplace, state, why, count }) => (
          <li key={`${marketplace} ${state} ${why}`}>
            <p>
              <span class={`tag state-${state}`}>{messages.visitStates[state] ?? state}</span>{' '}
              <strong>{props.nameOf(marketplace)}</strong> {messages.visitsMissed(count)}
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
