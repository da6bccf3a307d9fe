import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Verdict } from '../../../model/hit.ts'
import type { ApiCard } from '../../api.ts'
import { newId } from '../api.ts'
import { notices } from '../frame/notices.ts'
import { go, place } from '../frame/route.ts'
import type { Signed } from '../frame/session.ts'
import { Dialog, KeysDialog, OpenDialog } from '../parts/dialogs.tsx'
import { KeyboardIcon, UndoIcon } from '../parts/icons.tsx'
import { Failed, Loading, State } from '../parts/states.tsx'
import { useEvery } from '../parts/use-load.ts'
import { formatPrice, formatScore, oneForm } from '../words/format.ts'
import { messages } from '../words/messages.ts'
import { Card } from './card.tsx'
import { useCardScroll } from './card-scroll.ts'
import { useCell } from './cell.ts'
import type { DeskState } from './desk-table.ts'
import { Done } from './done.tsx'
import { Enlarged } from './enlarged.tsx'
import { firstPicture } from './first-picture.ts'
import { coversOf } from './group-covers.ts'
import { useKeys, verdictKeys } from './keys.ts'
import { QueueList } from './queue-list.tsx'
import { heaviestFirst } from './reasons-order.ts'
import { plainText } from './title.ts'

const holdEveryMs = 20_000
const refreshEveryMs = 5_000
const filterFields = ['watch', 'marketplace', 'text', 'day', 'run', 'scoreMin']

/** One card at a time, the queue at its side. The address says which hits: the same fields as the Hits screen. */
export function Review({ signed }: { signed: Signed }) {
  const { desk } = signed
  const state = useCell(desk.state)
  const { query } = useCell(place)
  const [dialog, setDialog] = useState<Asked | null>(null)
  // A new one each time: a key may ask for it again before the one that was closed is gone.
  const ask = (kind: Asked['kind'], picture: string | null = null) => setDialog({ kind, picture, id: newId() })
  const box = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const filter = filterOf(query)
  const hit = query.get('hit')

  useEffect(() => void desk.open(filterOf(query), hit), [desk, filter.toString(), hit])
  useEffect(() => {
    const leave = () => desk.release()
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [desk])
  useEvery(holdEveryMs, () => void desk.hold())
  const { queue, cards, out } = state
  const waiting = queue.current === null ? undefined : cards.get(queue.current)
  const current = waiting && desk.isOffered(waiting.id) ? waiting : undefined
  const [openGroup, setOpenGroup] = useState<string | null>(null)
  const isOpen = current !== undefined && openGroup === current.id
  const setOpen = (open: boolean) => setOpenGroup(open && current ? current.id : null)
  const covers = current ? coveredOf(state, current) : 0
  const noteField = useRef<HTMLTextAreaElement>(null)
  const [noteFor, setNoteFor] = useState<string | null>(null)
  const openNote = () => setNoteFor(current?.id ?? null)
  const isNoting = current !== undefined && noteFor === current.id
  // Before the next key can come: it is meant for the note, and a digit would decide.
  useLayoutEffect(() => {
    if (isNoting) noteField.current?.focus()
  }, [isNoting, noteFor])
  useCardScroll(box, current?.id ?? null)
  // At the end, and when it could not be loaded, new hits are looked for more often than once a run.
  useEvery(refreshEveryMs, () => {
    if (state.phase === 'failed' || queue.current === null) void desk.refresh()
  })
  const decide = (verdict: Verdict) => desk.decide(verdict)
  useKeys({
    ...Object.fromEntries(verdictKeys.map(({ key, verdict }) => [key, () => decide(verdict)])),
    z: () => desk.undo(),
    j: () => desk.step(1),
    k: () => desk.step(-1),
    o: () => current && ask('open'),
    g: () =>
      current?.group?.members.length ? setOpen(!isOpen) : notices.add({ tone: 'plain', text: messages.noGroup }),
    n: () => {
      openNote()
      noteField.current?.focus()
    },
    e: () => current && ask('pictures', firstPicture(current)),
    ...notBuilt,
    '/': () => search.current?.focus(),
    '?': () => ask('keys'),
  })

  if (state.phase === 'failed' && state.failure)
    return <Failed failure={state.failure} retry={() => void desk.refresh()} />
  return (
    <div class="review">
      <h1 class="spoken">{messages.screens.review}</h1>
      <QueueList
        signed={signed}
        state={state}
        filter={filter}
        searchField={search}
        search={(text) => go('/', withText(filter, text), 'replace')}
      />
      <div class="desk">
        {current ? (
          <>
            <div class="card-scroll" ref={box}>
              <Card
                key={current.id}
                card={current}
                made={queue.decided.get(current.id) ?? null}
                marketplaces={signed.session.marketplaces}
                open={() => ask('open')}
                enlarge={(picture) => ask('pictures', picture)}
                group={{ out, decided: queue.decided, takeOut: (hit) => desk.takeOut(hit), isOpen, setOpen }}
                note={{
                  ...{ isOpen: isNoting, field: noteField, open: openNote },
                  text: state.drafts.get(current.id) ?? '',
                  write: desk.write,
                }}
              />
            </div>
            <Actions
              decide={decide}
              undo={() => desk.undo()}
              canUndo={queue.made.length > 0}
              covers={covers}
              chosen={queue.decided.get(current.id)?.verdict ?? null}
              showKeys={() => ask('keys')}
            />
          </>
        ) : waiting ? (
          <CutOff signed={signed} />
        ) : state.phase === 'loading' || queue.current !== null || state.next !== null ? (
          <Loading />
        ) : (
          <Done signed={signed} state={state} isFiltered={filter.toString() !== ''} undo={() => desk.undo()} />
        )}
      </div>
      <p class="spoken" aria-live="polite">
        {current && spoken(current, covers)}
      </p>
      {dialog?.kind === 'keys' && <KeysDialog key={dialog.id} close={() => setDialog(null)} />}
      {dialog?.kind === 'open' && current && (
        <OpenDialog
          key={dialog.id}
          marketplace={signed.session.marketplaces[current.listing.marketplace] ?? current.listing.marketplace}
          link={current.listing.link}
          close={() => setDialog(null)}
        />
      )}
      {dialog?.kind === 'pictures' && current && (
        <Dialog key={dialog.id} title={messages.picturesTitle} class="wide" close={() => setDialog(null)}>
          <Enlarged card={current} first={dialog.picture} close={() => setDialog(null)} />
        </Dialog>
      )}
    </div>
  )
}

type Asked = { kind: 'keys' | 'open' | 'pictures'; picture: string | null; id: string }

/** Keys of UX.md whose part comes later say so: a key that does nothing looks broken. */
const notBuilt = Object.fromEntries(
  Object.entries(messages.notBuilt).map(([key, text]) => [key, () => notices.add({ tone: 'plain', text })]),
)

/** How many hits a verdict on this card is for, or was. */
function coveredOf({ queue, out }: DeskState, card: ApiCard): number {
  const made = queue.decided.get(card.id)
  return 1 + (made ? (made.others?.length ?? 0) : coversOf(card, out, queue.decided).length)
}

/** While the server is away and no held card is left. */
function CutOff({ signed }: { signed: Signed }) {
  const { waiting } = useCell(signed.sending)
  return (
    <State title={messages.cutOffTitle} tone="bad">
      <p role="status">{messages.cutOffText}</p>
      {waiting > 0 && <p>{messages.waiting(waiting)}</p>}
    </State>
  )
}

/** What a screen reader hears when a card comes: title, price, score, top reason. */
function spoken({ listing, score, findings }: Parameters<typeof Card>[0]['card'], covers: number): string {
  const price = listing.price ? formatPrice(listing.price) : (listing.priceText ?? messages.noPrice)
  const top = oneForm(heaviestFirst(findings)[0]?.finding.text ?? messages.noReasons)
  const said = score === null ? messages.toBeChecked : messages.score(formatScore(score))
  const title = `${plainText(listing.title)}${covers > 1 ? ` ${messages.andOthers(covers - 1)}` : ''}`
  return messages.cardSpoken(title, price, said, top)
}

function Actions(props: {
  decide: (verdict: Verdict) => void
  undo: () => void
  canUndo: boolean
  /** How many hits a verdict is for. */
  covers: number
  chosen: Verdict | null
  showKeys: () => void
}) {
  return (
    <div class="decisions" role="toolbar" aria-label={messages.decide}>
      {props.covers > 1 && (
        <span class="covers" title={messages.covers(props.covers)}>
          <span aria-hidden="true">{messages.coversShort(props.covers)}</span>
          <span class="spoken">{messages.covers(props.covers)}</span>
        </span>
      )}
      {verdictKeys.map(({ key, verdict }) => (
        <button
          key={verdict}
          type="button"
          class={`decision ${verdict}`}
          aria-pressed={props.chosen === verdict}
          aria-keyshortcuts={key.toUpperCase()}
          onClick={() => props.decide(verdict)}
        >
          <kbd>{key.toUpperCase()}</kbd>
          <span class="long">{messages.verdicts[verdict]}</span>
          <span class="short">{messages.shortVerdicts[verdict]}</span>
        </button>
      ))}
      <span class="space" />
      <button
        type="button"
        class="decision plain"
        disabled={!props.canUndo}
        aria-keyshortcuts="Z"
        onClick={() => props.undo()}
      >
        <kbd>Z</kbd>
        <UndoIcon />
        <span class="long">{messages.undo}</span>
      </button>
      <button type="button" class="decision plain keys-button" onClick={props.showKeys}>
        <kbd>?</kbd>
        <span class="spoken">{messages.keys}</span>
        <KeyboardIcon />
      </button>
    </div>
  )
}

function filterOf(query: URLSearchParams): URLSearchParams {
  const filter = new URLSearchParams()
  for (const field of filterFields) {
    const value = query.get(field)
    if (value) filter.set(field, value)
  }
  return filter
}

function withText(filter: URLSearchParams, text: string): URLSearchParams {
  const next = new URLSearchParams(filter)
  if (text === '') next.delete('text')
  else next.set('text', text)
  return next
}
