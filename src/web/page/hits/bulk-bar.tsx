import { useState } from 'preact/hooks'
import { type Verdict, verdicts } from '../../../model/hit.ts'
import type { ApiCard } from '../../api.ts'
import { Dialog } from '../parts/dialogs.tsx'
import { FailureFlag } from '../parts/failure-flag.tsx'
import { Text } from '../parts/text.tsx'
import { useRequest } from '../parts/use-request.ts'
import { bulkWords } from '../words/bulk-words.ts'
import { messages } from '../words/messages.ts'
import { type Bulk, bulkOf, isSaved, sendBulk, undoBulk } from './bulk.ts'

type Props = {
  /** Those that are chosen, in the list's order. */
  chosen: readonly ApiCard[]
  clear(): void
  /** The list is asked for again: it has changed. */
  changed(): void
}

const listedMax = 8

/** What can be done with several hits at once: it says how many and which before it does it, and what it did. */
export function BulkBar({ chosen, clear, changed }: Props) {
  const [asked, setAsked] = useState<Verdict | null>(null)
  const [bulk, setBulk] = useState<Bulk | null>(null)
  const [undone, setUndone] = useState<{ undone: number; kept: number } | null>(null)
  const { isBusy, failure, run } = useRequest()
  const send = (what: Bulk) => {
    setUndone(null)
    setBulk(what)
    void run(async () => {
      await sendBulk(what, setBulk)
      changed()
    })
  }
  const undo = (what: Bulk) =>
    run(async () => {
      setUndone(await undoBulk(what))
      changed()
    })
  const decide = (verdict: Verdict) => {
    setAsked(null)
    send(
      bulkOf(
        verdict,
        chosen.map(({ id }) => id),
      ),
    )
    clear()
  }
  return (
    <>
      {chosen.length > 0 && (
        <fieldset class="chips bulk" aria-label={bulkWords.chosen(chosen.length)}>
          <span role="status">{bulkWords.chosen(chosen.length)}</span>
          {verdicts.map((verdict) => (
            <button key={verdict} type="button" class="chip" disabled={isBusy} onClick={() => setAsked(verdict)}>
              {messages.verdicts[verdict]}
            </button>
          ))}
          <button type="button" class="quiet" onClick={clear}>
            {bulkWords.none}
          </button>
        </fieldset>
      )}
      {asked && <Preview chosen={chosen} verdict={asked} go={() => decide(asked)} close={() => setAsked(null)} />}
      {bulk && (
        <p class="flag bulk-told" role="status">
          {undone ? <Undone {...undone} /> : <Outcome bulk={bulk} />}{' '}
          {!undone && !isBusy && bulk.answers.some(isSaved) && (
            <button type="button" class="button" onClick={() => void undo(bulk)}>
              {bulkWords.undo}
            </button>
          )}
          {failure && bulk.answers.length < bulk.decisions.length && (
            <button type="button" class="button" onClick={() => send(bulk)}>
              {bulkWords.again}
            </button>
          )}
        </p>
      )}
      <FailureFlag failure={failure} />
    </>
  )
}

type PreviewProps = { chosen: readonly ApiCard[]; verdict: Verdict; go(): void; close(): void }

function Preview({ chosen, verdict, go, close }: PreviewProps) {
  const before = chosen.filter((card) => card.state === 'decided').length
  return (
    <Dialog title={bulkWords.ask(verdict, chosen.length)} close={close}>
      <ul class="bulk-list">
        {chosen.slice(0, listedMax).map(({ id, listing }) => (
          <li key={id}>
            <Text text={listing.title} />
          </li>
        ))}
      </ul>
      {chosen.length > listedMax && <p class="soft">{bulkWords.more(chosen.length - listedMax)}</p>}
      {before > 0 && <p>{bulkWords.replaced(before)}</p>}
      <p class="actions">
        <button type="button" class="button primary" onClick={go}>
          {bulkWords.go(chosen.length)}
        </button>
        <button type="button" class="button" onClick={close}>
          {bulkWords.cancel}
        </button>
      </p>
    </Dialog>
  )
}

function Outcome({ bulk: { verdict, decisions, answers } }: { bulk: Bulk }) {
  const saved = answers.filter(isSaved).length
  const taken = answers.flatMap((answer) => (answer.kind === 'taken' ? [answer.by] : []))
  const missing = answers.filter(({ kind }) => kind === 'missing').length
  if (answers.length < decisions.length) return <>{bulkWords.deciding(answers.length, decisions.length)}</>
  return (
    <>
      {bulkWords.done(verdict, saved)}{' '}
      {taken.length > 0 && bulkWords.taken(taken.length, [...new Set(taken)].join(', '))}{' '}
      {missing > 0 && bulkWords.missing(missing)}
    </>
  )
}

const Undone = ({ undone, kept }: { undone: number; kept: number }) => (
  <>
    {bulkWords.undone(undone)} {kept > 0 && bulkWords.kept(kept)}
  </>
)
