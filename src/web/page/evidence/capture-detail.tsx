import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { ApiCapture, ApiPerson } from '../../evidence-api.ts'
import { evidenceClient } from '../evidence-client.ts'
import { Link } from '../frame/link.tsx'
import { go } from '../frame/route.ts'
import type { Signed } from '../frame/session.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { useLoad } from '../parts/use-load.ts'
import { evidenceWords } from '../words/evidence-words.ts'
import { formatInstant } from '../words/format.ts'
import { Changes } from './changes.tsx'
import { Custody } from './custody.tsx'
import { ExportBundle } from './export-bundle.tsx'
import { LooksBeside } from './looks-beside.tsx'
import { Screenshots } from './screenshots.tsx'
import { StateTag } from './state-tag.tsx'
import { VerifyCapture } from './verify-capture.tsx'

type Props = { id: string; compared: string | null; signed: Signed }

/** One capture: what was seen, how it is proved, what happened to it, what changed since or before. */
export function CaptureDetail({ id, compared, signed }: Props) {
  const [state, again] = useLoad(`capture ${id}`, () => evidenceClient.capture(id))
  if (state.kind === 'loading') return <Loading />
  if (state.kind === 'failed') return <Failed failure={state.failure} retry={again} />
  const capture = state.value
  return (
    <div class="page">
      <header class="page-head">
        <h1>
          <bdi>{capture.title || capture.url || capture.id}</bdi>
        </h1>
        <Link to="/evidence">{evidenceWords.all}</Link>
      </header>
      <Proof capture={capture} />
      {!capture.isDeleted && <Screenshots capture={capture} />}
      <Compare capture={capture} compared={compared} />
      {!capture.isDeleted && <LooksBeside capture={capture} />}
      {capture.hasReplay && <Replay capture={capture} />}
      <VerifyCapture id={capture.id} />
      <section class="panel">
        <h2>{evidenceWords.custody}</h2>
        <Custody events={capture.events} />
      </section>
      <ExportBundle ids={[capture.id]} isLegal={signed.session.user.role === 'legal'} again={again} />
    </div>
  )
}

function Proof({ capture }: { capture: ApiCapture }) {
  return (
    <section class="panel" aria-label={evidenceWords.proof}>
      <p class="proof">
        <StateTag state={capture.state} /> {evidenceWords.stateText[capture.state]}
        {capture.isGone && <> {evidenceWords.gone}.</>}
      </p>
      {capture.whyTexts.length > 0 && (
        <ul class="why">
          {capture.whyTexts.map((text) => (
            <li key={text}>
              <bdi>{text}</bdi>
            </li>
          ))}
        </ul>
      )}
      {capture.refusal && (
        <p class="flag bad">
          <bdi>{capture.refusal}</bdi>
        </p>
      )}
      {capture.isDeleted && <p class="flag">{evidenceWords.deleted}</p>}
      <p class="proof">
        {evidenceWords.stamped(capture)}; {evidenceWords.logged(capture)}.
      </p>
      <Facts capture={capture} />
    </section>
  )
}

const personText = (person: ApiPerson | null): string =>
  person ? [person.name, person.role, person.organisation].join(', ') : ''

function Facts({ capture }: { capture: ApiCapture }) {
  const { facts } = evidenceWords
  const rows: [string, ComponentChildren][] = [
    [evidenceWords.when, formatInstant(capture.at)],
    [facts.asked, capture.asked],
    [facts.final, capture.url === capture.asked ? '' : capture.url],
    [facts.redirects, capture.redirects.join(' → ')],
    [facts.status, capture.status ?? ''],
    [facts.addresses, capture.addresses.join(', ')],
    [facts.by, personText(capture.by)],
    [facts.onBehalfOf, capture.onBehalfOf ?? ''],
    [facts.legalBasis, capture.legalBasis ?? ''],
    [facts.purpose, capture.purpose ?? ''],
    [facts.with, capture.with ?? ''],
    [facts.requests, capture.requests ? evidenceWords.requests(capture.requests) : ''],
    [facts.record, <code key="r">{capture.recordSha256}</code>],
    [facts.wacz, <code key="w">{capture.waczSha256}</code>],
  ]
  return (
    <dl class="capture-facts">
      {rows
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
    </dl>
  )
}

/** Another capture of the same listing is chosen; the address says which, so that it can be sent to somebody. */
function Compare({ capture, compared }: { capture: ApiCapture; compared: string | null }) {
  const other = capture.others.find(({ id }) => id === compared)
  const choose = (id: string) =>
    go('/evidence', new URLSearchParams({ id: capture.id, ...(id !== '' && { with: id }) }), 'replace')
  const isOlder = other !== undefined && other.at < capture.at
  return (
    <section class="panel">
      <h2>{evidenceWords.changes}</h2>
      {capture.others.length === 0 ? (
        <p class="soft">{evidenceWords.noOthers}</p>
      ) : (
        <label class="choose">
          <span>{evidenceWords.compareWith}</span>
          <select value={other?.id ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="">–</option>
            {capture.others.map(({ id, at, state }) => (
              <option key={id} value={id}>
                {formatInstant(at)}, {evidenceWords.states[state].toLowerCase()}
              </option>
            ))}
          </select>
        </label>
      )}
      {other && (
        <Changes
          key={other.id}
          before={isOlder ? { id: other.id, at: other.at } : capture}
          after={isOlder ? capture : { id: other.id, at: other.at }}
        />
      )}
    </section>
  )
}

function Replay({ capture }: { capture: ApiCapture }) {
  const [isShown, show] = useState(false)
  return (
    <section class="panel">
      <h2>{evidenceWords.replay}</h2>
      <p class="soft">{evidenceWords.replayText}</p>
      {isShown ? (
        <iframe
          class="replay"
          title={evidenceWords.replay}
          sandbox=""
          referrerpolicy="no-referrer"
          src={evidenceClient.replayOf(capture.id)}
        />
      ) : (
        <button type="button" class="button" onClick={() => show(true)}>
          {evidenceWords.showReplay}
        </button>
      )}
    </section>
  )
}
