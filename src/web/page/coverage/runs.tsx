import type { ApiRun } from '../../api.ts'
import { TableBox } from '../parts/table-box.tsx'
import { formatInstant, formatNumber, formatTook } from '../words/format.ts'
import { messages } from '../words/messages.ts'

/** The crawls before, newest first: covered of planned. */
export function Runs({ runs, watches }: { runs: readonly ApiRun[]; watches: Record<string, string> }) {
  return (
    <section class="panel">
      <header class="panel-head">
        <h2>{messages.runsTitle}</h2>
      </header>
      {runs.length === 0 && <p>{messages.runsNone}</p>}
      {runs.length > 0 && (
        <TableBox name={messages.runsTitle}>
          <table>
            <thead>
              <tr>
                <th scope="col">{messages.started}</th>
                <th scope="col">{messages.watch}</th>
                <th scope="col">{messages.trigger}</th>
                <th scope="col">{messages.took}</th>
                <th scope="col" class="figure">
                  {messages.seen} / {messages.planned}
                </th>
                <th scope="col" class="figure">
                  {messages.listings}
                </th>
                <th scope="col" class="figure">
                  {messages.hits}
                </th>
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <tr key={run.id}>
                  <td class="nowrap">{formatInstant(run.plannedAt)}</td>
                  <td class="words">
                    <bdi>{watches[run.watch] ?? run.watch}</bdi>
                  </td>
                  <td>{messages.triggers[run.trigger] ?? run.trigger}</td>
                  <td class="nowrap">{formatTook(run.plannedAt, run.endedAt) ?? messages.runUnderWay}</td>
                  <td class="figure">
                    <span class={run.searchesCovered < run.searchesEnded ? 'bad-text' : ''}>
                      {formatNumber(run.searchesCovered)}
                    </span>{' '}
                    / {formatNumber(run.searchesPlanned)}
                  </td>
                  <td class="figure">{formatNumber(run.listings)}</td>
                  <td class="figure">{formatNumber(run.hits)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableBox>
      )}
    </section>
  )
}
