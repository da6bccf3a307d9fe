import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Change } from '../../../model/hit.ts'
import type { ApiCard } from '../../api.ts'
import { EvidenceLine } from '../evidence/evidence-line.tsx'
import { ArrowIcon, OutIcon, WarnIcon } from '../parts/icons.tsx'
import { Text } from '../parts/text.tsx'
import { formatAgo, formatInstant, formatMoney, formatPrice, formatScore, shareOf } from '../words/format.ts'
import { messages } from '../words/messages.ts'
import { Description } from './description.tsx'
import { Group, type GroupActions } from './group.tsx'
import { Note, type NoteActions, NotesBefore } from './note.tsx'
import { Pictures } from './pictures.tsx'
import type { Made } from './queue.ts'
import { Reasons } from './reasons.tsx'
import { heaviestFirst } from './reasons-order.ts'
import { SamePicture } from './same-picture.tsx'
import { SellerLine } from './seller-line.tsx'

type Props = {
  card: ApiCard
  made: Made | null
  marketplaces: Record<string, string>
  open: () => void
  enlarge: (sha256: string) => void
  group: Omit<GroupActions, 'nameOf'>
  note: NoteActions
}

/** Everything that one decides on: what is offered, for how much, by whom, and why it is here. */
export function Card({ card, made, marketplaces, open, enlarge, group, note }: Props) {
  const [lit, setLit] = useState<number | null>(null)
  const { listing, findings } = card
  const nameOf = (id: string) => marketplaces[id] ?? id
  const marketplace = nameOf(listing.marketplace)
  const ranges = (field: string) => findings.map(({ span }) => (span?.field === field ? span : undefined))
  return (
    <article class="card" aria-labelledby="card-title">
      <Flags card={card} made={made} />
      <div class="card-body">
        <div class="card-main">
          <div class="card-kicker">
            <span class="tag">{marketplace}</span>
            <bdi>{card.brand}</bdi>
            {card.score !== null ? (
              <Score score={card.score} />
            ) : (
              !made && <span class="score low">{messages.toBeChecked}</span>
            )}
          </div>
          <h2 id="card-title" class="card-title" {...scrollsIf(listing.title.length > titleShown)}>
            <Text text={listing.title} ranges={ranges('title')} lit={lit} />
          </h2>
          <PriceLine card={card} lit={lit} />
          <SellerLine card={card} ranges={ranges('seller')} lit={lit} />
          <Group card={card} made={made} {...group} nameOf={nameOf} />
          {card.changes.length > 0 && <Changes card={card} />}
          <Note {...note} />
          <NotesBefore notes={card.notes} />
          <Reasons findings={findings} light={setLit} />
          <Description card={card} ranges={ranges('description')} lit={lit} />
          <p>
            <button type="button" class="button" aria-keyshortcuts="O" onClick={open}>
              {messages.openListing}
              <OutIcon />
              <kbd>O</kbd>
            </button>{' '}
            <button type="button" class="button" aria-keyshortcuts="N" onClick={note.open}>
              {messages.noteButton}
              <kbd>N</kbd>
            </button>
          </p>
        </div>
        <div class="card-side">
          <Pictures card={card} enlarge={enlarge} />
          <Facts card={card} marketplace={marketplace} />
          <SamePicture card={card} nameOf={nameOf} />
        </div>
      </div>
    </article>
  )
}

/** A longer title scrolls in a box of its own, which the keyboard can reach; in characters. */
const titleShown = 200
const scrollsIf = (isLong: boolean) => (isLong ? { tabIndex: 0, 'data-scrolls': true } : {})

/** Whether it came from below the line, as far as one may know: not before one has decided. */
export const isKnownSample = (card: ApiCard, made: Made | null): boolean =>
  card.sample || (made !== null && card.score === null)

function Flags({ card, made }: { card: ApiCard; made: Made | null }) {
  const { verdict, decidedBy, decidedAt } = card
  const isDecided = card.state === 'decided' && verdict !== null && !made
  if (!made && !isDecided && !card.goneAt) return null
  return (
    <div class="flags">
      {made && <p class={`flag verdict ${made.verdict}`}>{messages.decidedHere(messages.verdicts[made.verdict])}</p>}
      {isDecided && (
        <p class={`flag verdict ${verdict}`}>
          {messages.decidedBy(
            messages.verdicts[verdict],
            decidedBy ?? '',
            decidedAt ? `${formatAgo(decidedAt, Date.now())} (${formatInstant(decidedAt)})` : '',
          )}{' '}
          {messages.decidedStays}
        </p>
      )}
      {(made?.verdict ?? (isDecided ? verdict : null)) === 'counterfeit' && <EvidenceLine hit={card.id} />}
      {isKnownSample(card, made) && <p class="flag">{messages.sample}</p>}
      {card.goneAt && (
        <p class="flag">
          <WarnIcon />
          {messages.gone(formatAgo(card.goneAt, Date.now()))}
        </p>
      )}
    </div>
  )
}

function Score({ score }: { score: number }) {
  const percent = formatScore(score)
  return (
    <span class={`score ${percent >= 80 ? 'high' : percent >= 50 ? 'middle' : 'low'}`}>
      <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect width={percent} height="4" rx="2" />
      </svg>
      {messages.score(percent)}
    </span>
  )
}

function PriceLine({ card, lit }: { card: ApiCard; lit: number | null }) {
  const { listing, official, findings } = card
  const share =
    listing.price && official?.sameCurrency && official.forOnePiece ? shareOf(listing.price, official.price) : null
  const isNamed = findings.some(({ span }) => span?.field === 'price')
  const isLit = lit !== null && findings[lit]?.span?.field === 'price'
  return (
    <p class="price">
      <span class="price-now">
        {isNamed ? <mark class={isLit ? 'lit' : ''}>{priceText(card)}</mark> : priceText(card)}
      </span>
      {listing.price?.per && <span class="soft">{messages.per(listing.price.per)}</span>}
      {listing.price?.moq !== undefined && <span class="soft">{messages.moq(listing.price.moq)}</span>}
      {!listing.price && listing.priceText && <span class="soft">{messages.unclearPrice}</span>}
      {official ? (
        <span class="soft" title={messages.officialOf(official.product)}>
          {messages.official(formatMoney(official.price))}
          {!official.sameCurrency && listing.price && `, ${messages.otherCurrency}`}
        </span>
      ) : (
        <span class="soft">{messages.noOfficial}</span>
      )}
      {share && <span class={`tag ${share.low < 0.5 ? 'low' : ''}`}>{messages.ofOfficial(share.text)}</span>}
    </p>
  )
}

const priceText = ({ listing }: ApiCard): string =>
  listing.price ? formatPrice(listing.price) : (listing.priceText ?? messages.noPrice)

function Changes({ card }: { card: ApiCard }) {
  return (
    <section class="part changes">
      <h3>{messages.changed}</h3>
      {card.verdict && card.decidedAt && (
        <p>
          <span class={`verdict ${card.verdict}`}>{messages.verdicts[card.verdict]}</span>{' '}
          {messages.decidedThen(
            card.decidedBy ?? '',
            formatInstant(card.decidedAt),
            formatAgo(card.decidedAt, Date.now()),
          )}
        </p>
      )}
      <dl>
        {card.changes.map((change) => (
          <div key={change.field}>
            <dt>{messages.fields[change.field]}</dt>
            <dd>
              <span class="was">
                <span class="spoken">{messages.before}: </span>
                <Text text={shortened(change, change.before)} />
              </span>
              <ArrowIcon />
              <span>
                <span class="spoken">{messages.after}: </span>
                <Text text={shortened(change, change.after)} />
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Of a picture's address only the end tells one from another. */
const shortened = ({ field }: Change, text: string): string =>
  field === 'image' && text.length > 40 ? `…${text.slice(-40)}` : text

function Facts({ card, marketplace }: { card: ApiCard; marketplace: string }) {
  const now = Date.now()
  const when = (iso: string) => (
    <time dateTime={iso}>
      {formatAgo(iso, now)} <span class="soft">{formatInstant(iso)}</span>
    </time>
  )
  const rows: [string, ComponentChildren][] = [
    ...Object.entries(card.listing.facts).map(([name, value]): [string, ComponentChildren] => [
      messages.facts[name] ?? name,
      <Text text={value} />,
    ]),
    [messages.marketplace, marketplace],
    [messages.firstSeen, when(card.firstSeenAt)],
    [messages.lastSeen, when(card.lastSeenAt)],
  ]
  // Who checks a score or writes to a platform needs these; who decides does not.
  const ids: [string, ComponentChildren][] = [
    [messages.listingId, <Text text={card.listing.id} />],
    [messages.matcher, card.matcher],
    [
      messages.signals,
      heaviestFirst(card.findings)
        .map(({ finding }) => finding.signal)
        .join(', ') || '–',
    ],
  ]
  return (
    <section class="facts" aria-label={messages.evidence}>
      <Rows rows={rows} />
      <details>
        <summary>{messages.details}</summary>
        <Rows rows={ids} />
      </details>
    </section>
  )
}

const Rows = ({ rows }: { rows: readonly [string, ComponentChildren][] }) => (
  <dl>
    {rows.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)
