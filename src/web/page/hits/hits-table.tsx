import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { ApiCard, ApiHits } from '../../api.ts'
import { ApiFailure, api } from '../api.ts'
import { Link } from '../frame/link.tsx'
import type { Signed } from '../frame/session.ts'
import { Failed } from '../parts/states.tsx'
import { TableBox } from '../parts/table-box.tsx'
import { Text } from '../parts/text.tsx'
import { Thumb } from '../review/queue-list.tsx'
import { plainText } from '../review/title.ts'
import { bulkWords } from '../words/bulk-words.ts'
import { formatAgo, formatInstant, formatPrice, formatScore } from '../words/format.ts'
import { messages } from '../words/messages.ts'
import { BulkBar } from './bulk-bar.tsx'
import { pageSize } from './filter.ts'

type Props = {
  signed: Signed
  first: ApiHits
  filter: URLSearchParams
  again: () => void
  /** What stands there without any: what was decided together is still told above it. */
  children: ComponentChildren
}

/** The hits as rows, fifty and as many more as are asked for. Rows can be chosen, to be decided together. */
export function HitsTable({ signed, first, filter, again, children }: Props) {
  const [more, setMore] = useState<{ hits: ApiCard[]; next: string | null }>({ hits: [], next: first.next })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [failure, setFailure] = useState<ApiFailure | null>(null)
  useEffect(() => setMore({ hits: [], next: first.next }), [first])
  const load = async () => {
    const query = new URLSearchParams(filter)
    query.set('limit', String(pageSize))
    if (more.next) query.set('after', more.next)
    try {
      const page = await api.hits(query)
      setMore({ hits: [...more.hits, ...page.hits], next: page.next })
      setFailure(null)
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setFailure(error)
    }
  }
  const shown = [...first.hits, ...more.hits]
  const choose: Choose = (ids, isChosen) => {
    const next = new Set(chosen)
    for (const id of ids)
      if (isChosen) next.add(id)
      else next.delete(id)
    setChosen(next)
  }
  return (
    <>
      <BulkBar chosen={shown.filter(({ id }) => chosen.has(id))} clear={() => setChosen(new Set())} changed={again} />
      {shown.length > 0 ? <Rows signed={signed} shown={shown} chosen={chosen} choose={choose} /> : children}
      {failure && <Failed failure={failure} retry={() => void load()} />}
      {more.next && !failure && (
        <p class="more">
          <button type="button" class="button" onClick={() => void load()}>
            {messages.more}
          </button>
        </p>
      )}
    </>
  )
}

type RowsProps = { signed: Signed; shown: readonly ApiCard[]; chosen: ReadonlySet<string>; choose: Choose }
type Choose = (ids: readonly string[], isChosen: boolean) => void

function Rows({ signed, shown, chosen, choose }: RowsProps) {
  const isAll = shown.every(({ id }) => chosen.has(id))
  return (
    <TableBox name={messages.hitsTitle}>
      <table class="hits">
        <thead>
          <tr>
            <td class="pick">
              <input
                type="checkbox"
                aria-label={bulkWords.chooseAll}
                checked={isAll}
                onChange={(event) =>
                  choose(
                    shown.map(({ id }) => id),
                    event.currentTarget.checked,
                  )
                }
              />
            </td>
            <th scope="col">{messages.listing}</th>
            <th scope="col">{messages.price}</th>
            <th scope="col">{messages.seller}</th>
            <th scope="col">{messages.marketplace}</th>
            <th scope="col">{messages.state}</th>
            <th scope="col">{messages.found}</th>
            <th scope="col" class="figure">
              {messages.score_}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((card) => (
            <HitRow
              key={card.id}
              signed={signed}
              card={card}
              isChosen={chosen.has(card.id)}
              choose={(isChosen) => choose([card.id], isChosen)}
            />
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}

type RowProps = { signed: Signed; card: ApiCard; isChosen: boolean; choose: (isChosen: boolean) => void }

function HitRow({ signed, card, isChosen, choose }: RowProps) {
  const { listing } = card
  const ranges = card.findings.map(({ span }) => (span?.field === 'title' ? span : undefined))
  return (
    <tr>
      <td class="pick">
        <input
          type="checkbox"
          aria-label={bulkWords.choose(plainText(listing.title))}
          checked={isChosen}
          onChange={(event) => choose(event.currentTarget.checked)}
        />
      </td>
      <td>
        <Link to={`/?hit=${encodeURIComponent(card.id)}`} class="hit-link">
          <Thumb card={card} />
          <span class="hit-title" title={plainText(listing.title)}>
            <Text text={listing.title} ranges={ranges} />
          </span>
        </Link>
      </td>
      <td class="nowrap">{listing.price ? formatPrice(listing.price) : (listing.priceText ?? messages.noPrice)}</td>
      <td class="hit-seller">
        <Text text={listing.seller?.name ?? listing.seller?.id ?? messages.noSeller} />
      </td>
      <td>{signed.session.marketplaces[listing.marketplace] ?? listing.marketplace}</td>
      <td class="nowrap">
        {card.verdict && card.state === 'decided' ? (
          <span class={`verdict ${card.verdict}`}>{messages.verdicts[card.verdict]}</span>
        ) : (
          <span class="soft">{messages.states[card.state]}</span>
        )}
      </td>
      <td class="nowrap soft">
        <time dateTime={card.foundAt} title={formatInstant(card.foundAt)}>
          {formatAgo(card.foundAt, Date.now())}
        </time>
      </td>
      <td class="figure">{card.score === null ? messages.noScore : formatScore(card.score)}</td>
    </tr>
  )
}
