import type { ApiRun } from '../../api.ts'
import { TableBox } from '../parts/table-box.tsx'
import { formatInstant, formatNumber } from '../words/format.ts'
import { messages } from '../words/messages.ts'

/** What people imported: nothing was searched, so nothing of it is coverage. */
export function Imports({ runs, watches }: { runs: readonly ApiRun[]; watches: Record<string, string> }) {
  return (
    <section class="panel">
      <header class="panel-head">
        <h2>{messages.importsTitle}</h2>
      </header>

      <TableBox name={messages.importsTitle}>
        <table>
          <thead>
            <tr>
              <th scope="col">{messages.started}</th>
              <th scope="col">{messages.watch}</th>
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
                <td class="figure">{formatNumber(run.listings)}</td>
                <td class="figure">{formatNumber(run.hits)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </section>
  )
}
