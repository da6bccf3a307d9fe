import type { ApiRun } from '../../api.ts'
import { formatNumber, formatTook } from '../words/format.ts'
import { messages } from '../words/messages.ts'
import { type Column, RunsTable } from './runs-table.tsx'

/** What only a crawl has: what started it, how long it took, and how much was covered of what was planned. */
const columns: readonly Column[] = [
  { title: messages.trigger, cell: (run) => messages.triggers[run.trigger] ?? run.trigger },
  {
    title: messages.took,
    kind: 'nowrap',
    cell: (run) => formatTook(run.plannedAt, run.endedAt) ?? messages.runUnderWay,
  },
  {
    title: `${messages.seen} / ${messages.planned}`,
    kind: 'figure',
    cell: (run) => (
      <>
        <span class={run.searchesCovered < run.searchesEnded ? 'bad-text' : ''}>
          {formatNumber(run.searchesCovered)}
        </span>{' '}
        / {formatNumber(run.searchesPlanned)}
      </>
    ),
  },
]

/** The crawls before, newest first: covered of planned. */
export function Runs({ runs, watches }: { runs: readonly ApiRun[]; watches: Record<string, string> }) {
  return (
    <section class="panel">
      <header class="panel-head">
        <h2>{messages.runsTitle}</h2>
      </header>
      {runs.length === 0 ? (
        <p>{messages.runsNone}</p>
      ) : (
        <RunsTable name={messages.runsTitle} runs={runs} watches={watches} columns={columns} />
      )}
    </section>
  )
}
