import type { ApiCaptureJob, ApiCaptureLine } from '../../evidence-api.ts'
import { evidenceClient } from '../evidence-client.ts'
import { Link } from '../frame/link.tsx'
import { place } from '../frame/route.ts'
import type { Signed } from '../frame/session.ts'
import { Failed, Loading, State } from '../parts/states.tsx'
import { TableBox } from '../parts/table-box.tsx'
import { useEvery, useLoad } from '../parts/use-load.ts'
import { useCell } from '../review/cell.ts'
import { evidenceWords } from '../words/evidence-words.ts'
import { formatAgo, formatInstant } from '../words/format.ts'
import { messages } from '../words/messages.ts'
import { CaptureDetail } from './capture-detail.tsx'
import { EvidenceOfHit } from './evidence-line.tsx'
import { StateTag } from './state-tag.tsx'

/** What was captured: a list, or one capture whose id stands in the address. */
export function Evidence({ signed }: { signed: Signed }) {
  const { query } = useCell(place)
  const id = query.get('id')
  return id ? (
    <CaptureDetail key={id} id={id} compared={query.get('with')} signed={signed} />
  ) : (
    <EvidenceList query={filterOf(query)} signed={signed} />
  )
}

function filterOf(query: URLSearchParams): URLSearchParams {
  const filter = new URLSearchParams()
  for (const name of ['hit', 'marketplace', 'listing', 'state']) {
    const value = query.get(name)
    if (value) filter.set(name, value)
  }
  return filter
}

const lookEveryMs = 5_000

function EvidenceList({ query, signed }: { query: URLSearchParams; signed: Signed }) {
  const [state, again] = useLoad(`evidence ${query}`, () => evidenceClient.list(query))
  const hit = query.get('hit')
  useEvery(lookEveryMs, () => {
    if (state.kind === 'loaded' && state.value.jobs.some((job) => job.state === 'planned')) again()
  })
  const nameOf = (marketplace: string) => signed.session.marketplaces[marketplace] ?? marketplace
  return (
    <div class="page">
      <header class="page-head">
        <h1>{evidenceWords.title}</h1>
        <span class="soft">{evidenceWords.text}</span>
        {query.size > 0 && <Link to="/evidence">{evidenceWords.all}</Link>}
      </header>
      {hit && <EvidenceOfHit hit={hit} close={() => undefined} />}
      {state.kind === 'loading' && <Loading />}
      {state.kind === 'failed' && <Failed failure={state.failure} retry={again} />}
      {state.kind === 'loaded' && state.value.captures.length + state.value.jobs.length === 0 && (
        <State title={evidenceWords.none}>
          <p>{evidenceWords.noneText}</p>
        </State>
      )}
      {state.kind === 'loaded' &&
        state.value.headsNotGiven.map((head) => (
          <p key={head.target} class="flag bad">
            <bdi>{evidenceWords.headNotGiven(head)}</bdi>
          </p>
        ))}
      {state.kind === 'loaded' && state.value.jobs.length > 0 && <Jobs jobs={state.value.jobs} />}
      {state.kind === 'loaded' && state.value.captures.length > 0 && (
        <section class="panel">
          <TableBox name={evidenceWords.title}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{messages.listing}</th>
                  <th scope="col">{messages.marketplace}</th>
                  <th scope="col">{messages.state}</th>
                  <th scope="col">{evidenceWords.when}</th>
                  <th scope="col">{evidenceWords.proof}</th>
                </tr>
              </thead>
              <tbody>
                {state.value.captures.map((capture) => (
                  <CaptureRow key={capture.id} capture={capture} marketplace={nameOf(capture.marketplace)} />
                ))}
              </tbody>
            </table>
          </TableBox>
        </section>
      )}
    </div>
  )
}

function CaptureRow({ capture, marketplace }: { capture: ApiCaptureLine; marketplace: string }) {
  const { id, title, url, at, state, stampedAt, entry, kind, isGone } = capture
  return (
    <tr>
      <td class="wide-cell">
        <Link to={`/evidence?id=${id}`}>
          <bdi>{title || url || id}</bdi>
        </Link>{' '}
        {kind !== 'listing' && <span class="tag">{evidenceWords.kinds[kind]}</span>}
        {isGone && <span class="tag">{evidenceWords.gone}</span>}
      </td>
      <td>{marketplace}</td>
      <td>
        <StateTag state={state} />
      </td>
      <td class="nowrap">
        <time dateTime={at} title={formatInstant(at)}>
          {formatAgo(at, Date.now())}
        </time>
      </td>
      <td class="soft">
        {evidenceWords.stampedShort(stampedAt)}, {evidenceWords.entryShort(entry)}
      </td>
    </tr>
  )
}

/** What is under way, and what did not come. */
const Jobs = ({ jobs }: { jobs: readonly ApiCaptureJob[] }) => (
  <ul class="jobs" role="status">
    {jobs.map(({ id, state, why, requestedAt }) => (
      <li key={id} class={`flag ${state === 'planned' ? '' : 'bad'}`}>
        <bdi>
          {state === 'planned'
            ? evidenceWords.underWay(formatAgo(requestedAt, Date.now()))
            : state === 'failed'
              ? evidenceWords.failed(why ?? '')
              : evidenceWords.notAllowed(why ?? '')}
        </bdi>
      </li>
    ))}
  </ul>
)
