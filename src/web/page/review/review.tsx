import { useEffect, useRef, useState } from 'preact/hooks'
import type { Verdict } from '../../../model/hit.ts'
import { newId } from '../api.ts'
import { go, place } from '../frame/route.ts'
import type { Signed } from '../frame/session.ts'
import { KeysDialog, OpenDialog } from '../parts/dialogs.tsx'
import { KeyboardIcon, UndoIcon } from '../parts/icons.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { useEvery } from '../parts/use-load.ts'
import { formatPrice, formatScore } from '../words/format.ts'
import { messages } from '../words/messages.ts'
import { Card } from './card.tsx'
import { useCell } from './cell.ts'
import { Done } from './done.tsx'
import { useKeys, verdictKeys } from './keys.ts'
import { QueueList } from './queue-list.tsx'
import { heaviestFirst } from './reasons.tsx'
import { plainText } from './title.ts'

const holdEveryMs = 20_000
const refreshEveryMs = 5_000
const filterFields = ['watch', 'marketplace', 'text', 'day', 'run', 'scoreMin']

/** One card at a time, the queue at its side. The address says which hits: the same fields as the Hits screen. */
export function Review({ signed }: { signed: Signed }) {
  const { desk } = signed
  const state = useCell(desk.state)
  const { query } = useCell(place)
  const [dialog, setDialog] = useState<{ kind: 'keys' | 'open'; id: string } | null>(null)
  // A new one each time: a key may ask for it again before the one that was closed is gone.
  const ask = (kind: 'keys' | 'open') => setDialog({ kind, id: newId() })
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
  const { queue, cards } = state
  const current = queue.current === null ? undefined : cards.get(queue.current)
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
    '/': () => search.current?.focus(),
    '?': () => ask('keys'),
  })

  if (state.phase === 'failed' && state.failure)
    return <Failed failure={state.failure} retry={() => void desk.refresh()} />
  return (
    <div class="review">
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
            <Card
              key={current.id}
              card={current}
              made={queue.decided.get(current.id) ?? null}
              marketplaces={signed.session.marketplaces}
              open={() => ask('open')}
            />
            <Actions
              decide={decide}
              undo={() => desk.undo()}
              canUndo={queue.made.length > 0}
              chosen={queue.decided.get(current.id)?.verdict ?? null}
              showKeys={() => ask('keys')}
            />
          </>
        ) : state.phase === 'loading' || queue.current !== null || state.next !== null ? (
          <Loading />
        ) : (
          <Done signed={signed} state={state} isFiltered={filter.toString() !== ''} undo={() => desk.undo()} />
        )}
      </div>
      <p class="spoken" aria-live="polite">
        {current && spoken(current)}
      </p>
      {dialog?.kind === 'keys' && <KeysDialog key={dialog.id} close={() => setDialog(null)} />}
      {dialog?.kind === 'open' && current && (
        <OpenDialog
          key={dialog.id}
          marketplace={signed.session.marketplaces[current.listing.marketplace] ?? current.listing.marketplace}
          url={current.listing.url}
          close={() => setDialog(null)}
        />
      )}
    </div>
  )
}

/** What a screen reader hears when a card comes: title, price, score, top reason. */
function spoken({ listing, score, findings }: Parameters<typeof Card>[0]['card']): string {
  const price = listing.price ? formatPrice(listing.price) : (listing.priceText ?? messages.noPrice)
  const top = heaviestFirst(findings)[0]?.finding.text ?? messages.noReasons
  const said = score === null ? messages.toBeChecked : messages.score(formatScore(score))
  return messages.cardSpoken(plainText(listing.title), price, said, top)
}

function Actions(props: {
  decide: (verdict: Verdict) => void
  undo: () => void
  canUndo: boolean
  chosen: Verdict | null
  showKeys: () => void
}) {
  return (
    <div class="decisions" role="toolbar" aria-label={messages.decide}>
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
          <span>{messages.verdicts[verdict]}</span>
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
        <span>{messages.undo}</span>
      </button>
      <button type="button" class="decision plain keys-button" aria-label={messages.keys} onClick={props.showKeys}>
        <kbd>?</kbd>
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
