import type { RefObject } from 'preact'
import { memo } from 'preact/compat'
import { useEffect, useRef } from 'preact/hooks'
import type { ApiCard } from '../../api.ts'
import { Link } from '../frame/link.tsx'
import type { Signed } from '../frame/session.ts'
import { CloseIcon, SearchIcon } from '../parts/icons.tsx'
import { formatPrice, formatScore } from '../words/format.ts'
import { messages } from '../words/messages.ts'
import { isKnownSample } from './card.tsx'
import type { DeskState } from './desk-table.ts'
import { firstPicture } from './first-picture.ts'
import { coversOf } from './group-covers.ts'
import type { Made } from './queue.ts'
import { plainText } from './title.ts'

/** Rows drawn before and after the current one: a day's thousands would make every key slow. */
const rowsBefore = 20
const rowsAfter = 40

type Props = {
  signed: Signed
  state: DeskState
  filter: URLSearchParams
  searchField: RefObject<HTMLInputElement | null>
  search: (text: string) => void
}

export function QueueList({ signed, state, filter, searchField, search }: Props) {
  const { queue, cards } = state
  const at = queue.current === null ? queue.order.length : queue.order.indexOf(queue.current)
  const first = Math.max(0, at - rowsBefore)
  const rows = queue.order.slice(first, at + rowsAfter)
  return (
    <aside class="queue" aria-label={messages.queue}>
      <div class="queue-head">
        <h2>{messages.queue}</h2>
        <span class="soft">
          {state.phase === 'loading' ? messages.loading : messages.toReview(state.left, state.leftIsCapped)}
        </span>
      </div>
      <Search field={searchField} text={filter.get('text') ?? ''} search={search} />
      {filter.toString() !== '' && (
        <p class="filtered">
          {messages.filtered} · <Link to="/">{messages.showAll}</Link>
        </p>
      )}
      <ol class="rows">
        {first > 0 && <li class="soft rows-note">{messages.earlier(first)}</li>}
        {rows.map((id) => {
          const card = cards.get(id)
          return (
            card && (
              <Row
                key={id}
                card={card}
                isCurrent={id === queue.current}
                made={queue.decided.get(id) ?? null}
                others={queue.decided.get(id)?.others?.length ?? coversOf(card, state.out, queue.decided).length}
                holder={holderOf(state, id)}
                marketplace={signed.session.marketplaces[card.listing.marketplace] ?? card.listing.marketplace}
                show={signed.desk.show}
              />
            )
          )
        })}
      </ol>
    </aside>
  )
}

function holderOf({ queue }: DeskState, id: string): string | null {
  const other = queue.taken.get(id)
  return other && other.untilMs > Date.now() ? other.name : null
}

type RowProps = {
  card: ApiCard
  isCurrent: boolean
  made: Made | null
  others: number
  holder: string | null
  marketplace: string
  show: (hit: string) => void
}

/** No score before the decision: a low one among high ones would tell that it is a check. */
const Row = memo(function Row({ card, isCurrent, made, others, holder, marketplace, show }: RowProps) {
  const element = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isCurrent) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])
  const verdict = made?.verdict ?? (card.state === 'decided' ? card.verdict : null)
  return (
    <li>
      <button
        ref={element}
        type="button"
        class={`row ${isCurrent ? 'current' : ''} ${verdict ? 'is-decided' : ''}`}
        tabIndex={isCurrent ? 0 : -1}
        aria-current={isCurrent ? 'true' : undefined}
        disabled={holder !== null}
        onClick={() => show(card.id)}
      >
        <Thumb card={card} />
        <span class="row-text">
          <bdi class="row-title">{plainText(card.listing.title)}</bdi>
          <span class="row-facts">
            {holder ? (
              <bdi>{messages.heldBy(holder)}</bdi>
            ) : verdict ? (
              <>
                <span class={`verdict ${verdict}`}>{messages.verdicts[verdict]}</span>
                {isKnownSample(card, made) && ` · ${messages.sample}`}
              </>
            ) : (
              <>
                {card.listing.price ? formatPrice(card.listing.price) : messages.noPrice} · {marketplace}
              </>
            )}
          </span>
        </span>
        {others > 0 && (
          <span class="row-group" title={messages.covers(others + 1)}>
            <span aria-hidden="true">{messages.coversShort(others + 1)}</span>
            <span class="spoken">{messages.andOthers(others)}</span>
          </span>
        )}
        {verdict && card.score !== null && (
          <span class="row-score" title={messages.score(formatScore(card.score))}>
            {formatScore(card.score)}
          </span>
        )}
      </button>
    </li>
  )
})

export function Thumb({ card }: { card: ApiCard }) {
  const sha256 = firstPicture(card)
  return sha256 ? (
    <img class="thumb" src={`/pictures/${sha256}`} alt="" width="40" height="40" loading="lazy" />
  ) : (
    <span class="thumb none" aria-hidden="true" />
  )
}

/** Searches when one stops typing; Enter goes to the cards, Escape clears. */
function Search({ field, text, search }: { field: Props['searchField']; text: string; search: Props['search'] }) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const later = (value: string) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => search(value.trim()), 250)
  }
  const press = (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    if (event.key === 'Escape') event.currentTarget.value = ''
    clearTimeout(timer.current)
    search(event.currentTarget.value.trim())
    event.currentTarget.blur()
  }
  return (
    <search class="search">
      <SearchIcon />
      <input
        ref={field}
        type="text"
        enterKeyHint="search"
        defaultValue={text}
        maxLength={200}
        aria-label={messages.searchLabel}
        placeholder={messages.searchPlaceholder}
        onInput={(event) => later(event.currentTarget.value)}
        onKeyDown={press}
      />
      {text === '' ? (
        <kbd>/</kbd>
      ) : (
        <button
          type="button"
          class="quiet"
          aria-label={messages.clearSearch}
          onClick={() => {
            if (field.current) field.current.value = ''
            search('')
          }}
        >
          <CloseIcon />
        </button>
      )}
    </search>
  )
}
