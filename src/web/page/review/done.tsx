import { verdicts } from '../../../model/hit.ts'
import type { ApiRun } from '../../api.ts'
import { Link } from '../frame/link.tsx'
import type { Signed } from '../frame/session.ts'
import { CheckIcon, UndoIcon, WarnIcon } from '../parts/icons.tsx'
import { formatAgo, formatInstant } from '../words/format.ts'
import { messages } from '../words/messages.ts'
import { useCell } from './cell.ts'
import type { DeskState } from './desk-table.ts'
import { coveredBy } from './queue.ts'

type Props = { signed: Signed; state: DeskState; isFiltered: boolean; undo: () => void }

/** After the last card: what was decided, what was not covered, when the next run starts. */
export function Done({ signed, state, isFiltered, undo }: Props) {
  const status = useCell(signed.status)
  const { made, taken } = state.queue
  const runs = status?.runs ?? []
  const underWay = runs.filter(({ endedAt }) => endedAt === null)
  const others = [...taken.values()].filter(({ untilMs }) => untilMs > Date.now()).length
  const isFirst = made.length === 0 && underWay.length > 0
  return (
    <section class="done" aria-live="polite">
      <h2>
        {made.length > 0 && <CheckIcon />}
        {titleOf(isFirst, made.length, runs.length, status !== null, isFiltered)}
      </h2>
      {others > 0 && <p>{messages.doneWithOthers(others)}</p>}
      {underWay.length > 0 && <Progress runs={underWay} />}
      {runs.length === 0 && status && <p>{messages.noRunText}</p>}
      {made.length > 0 && (
        <section class="part">
          <h3>{messages.decidedCount(made.flatMap(coveredBy).length)}</h3>
          <ul class="tally">
            {verdicts.map((verdict) => (
              <li key={verdict} class={`verdict ${verdict}`}>
                <strong>{made.filter((one) => one.verdict === verdict).flatMap(coveredBy).length}</strong>{' '}
                {messages.verdicts[verdict]}
              </li>
            ))}
          </ul>
          <button type="button" class="button" aria-keyshortcuts="Z" onClick={undo}>
            <UndoIcon />
            {messages.undo}
            <kbd>Z</kbd>
          </button>
        </section>
      )}
      {runs.some((run) => run.searchesEnded > 0) && <NotCovered runs={runs} />}
      {status && (
        <section class="part">
          <h3>{messages.nextRun}</h3>
          <p>
            {status.nextRunAt ? (
              <>
                {formatAgo(status.nextRunAt, Date.now())} <span class="soft">· {formatInstant(status.nextRunAt)}</span>
              </>
            ) : (
              messages.noNextRun
            )}
          </p>
        </section>
      )}
    </section>
  )
}

function titleOf(isFirst: boolean, decided: number, runs: number, isKnown: boolean, isFiltered: boolean): string {
  if (isFiltered && decided === 0) return messages.doneFiltered
  if (isFirst) return messages.firstRunTitle
  if (decided > 0) return messages.doneTitle
  return isKnown && runs === 0 ? messages.noRunTitle : messages.doneNothing
}

function Progress({ runs }: { runs: readonly ApiRun[] }) {
  const sum = (of: (run: ApiRun) => number) => runs.reduce((total, run) => total + of(run), 0)
  const [ended, planned] = [sum((run) => run.searchesEnded), sum((run) => run.searchesPlanned)]
  return (
    <div class="under-way">
      <progress value={ended} max={Math.max(1, planned)} aria-label={messages.firstRunTitle} />
      <p class="soft">
        {messages.firstRunText(
          ended,
          planned,
          sum((run) => run.listings),
        )}
      </p>
    </div>
  )
}

function NotCovered({ runs }: { runs: readonly ApiRun[] }) {
  const planned = runs.reduce((total, run) => total + run.searchesEnded, 0)
  const seen = runs.reduce((total, run) => total + run.searchesCovered, 0)
  return (
    <section class="part">
      <h3>{messages.notCovered}</h3>
      {seen === planned ? (
        <p>{messages.allCovered}</p>
      ) : (
        <p class="flag">
          <WarnIcon />
          <span>
            {messages.coveredSome(seen, planned)}. <Link to="/coverage">{messages.seeCoverage}</Link>
          </span>
        </p>
      )}
    </section>
  )
}
