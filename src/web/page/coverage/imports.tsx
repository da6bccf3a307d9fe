import type { ApiRun } from '../../api.ts'
import { messages } from '../words/messages.ts'
import { RunsTable } from './runs-table.tsx'

/** What people imported: nothing was searched, so nothing of it is coverage. */
export function Imports({ runs, watches }: { runs: readonly ApiRun[]; watches: Record<string, string> }) {
  return (
    <section class="panel">
      <header class="panel-head">
        <h2>{messages.importsTitle}</h2>
      </header>
      <RunsTable name={messages.importsTitle} runs={runs} watches={watches} columns={[]} />
    </section>
  )
}
