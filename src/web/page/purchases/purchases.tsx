import { useState } from 'preact/hooks'
import type { ApiPurchaseLine } from '../../evidence-api.ts'
import { evidenceClient } from '../evidence-client.ts'
import { Link } from '../frame/link.tsx'
import { go, place } from '../frame/route.ts'
import type { Signed } from '../frame/session.ts'
import { Failed, Loading, State } from '../parts/states.tsx'
import { TableBox } from '../parts/table-box.tsx'
import { useLoad } from '../parts/use-load.ts'
import { useCell } from '../review/cell.ts'
import { evidenceWords } from '../words/evidence-words.ts'
import { formatInstant } from '../words/format.ts'
import { messages } from '../words/messages.ts'
import { purchaseWords } from '../words/purchase-words.ts'
import { PurchaseDetail } from './purchase-detail.tsx'
import { StepForm } from './step-form.tsx'

/** Test purchases: a list, or one whose id stands in the address. */
export function Purchases({ signed }: { signed: Signed }) {
  const { query } = useCell(place)
  const id = query.get('id')
  return id ? <PurchaseDetail key={id} id={id} signed={signed} /> : <PurchaseList signed={signed} query={query} />
}

function PurchaseList({ signed, query }: { signed: Signed; query: URLSearchParams }) {
  const [state, again] = useLoad('purchases', evidenceClient.purchases)
  const isLegal = signed.session.user.role === 'legal'
  const nameOf = (marketplace: string | null) => signed.session.marketplaces[marketplace ?? ''] ?? marketplace ?? ''
  return (
    <div class="page">
      <header class="page-head">
        <h1>{purchaseWords.title}</h1>
        <span class="soft">{purchaseWords.text}</span>
      </header>
      {!isLegal && <p class="flag">{purchaseWords.onlyLegal}</p>}
      {state.kind === 'loading' && <Loading />}
      {state.kind === 'failed' && <Failed failure={state.failure} retry={again} />}
      {state.kind === 'loaded' && state.value.length === 0 && (
        <State title={purchaseWords.none}>
          <p>{purchaseWords.noneText}</p>
        </State>
      )}
      {state.kind === 'loaded' && state.value.length > 0 && (
        <section class="panel">
          <TableBox name={purchaseWords.title}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{purchaseWords.purchase}</th>
                  <th scope="col">{messages.listing}</th>
                  <th scope="col">{purchaseWords.state}</th>
                  <th scope="col">{purchaseWords.bag}</th>
                  {isLegal && <th scope="col">{purchaseWords.holder}</th>}
                  <th scope="col">{purchaseWords.opened}</th>
                </tr>
              </thead>
              <tbody>
                {state.value.map((line) => (
                  <Row key={line.id} line={line} marketplace={nameOf(line.marketplace)} isLegal={isLegal} />
                ))}
              </tbody>
            </table>
          </TableBox>
        </section>
      )}
      {isLegal && <NewPurchase capture={query.get('capture')} />}
    </div>
  )
}

function Row({ line, marketplace, isLegal }: { line: ApiPurchaseLine; marketplace: string; isLegal: boolean }) {
  const { id, listing, last, bag, holder, waitsFor, openedAt } = line
  return (
    <tr>
      <td>
        <Link to={`/purchases?id=${encodeURIComponent(id)}`}>
          <bdi>{id}</bdi>
        </Link>
      </td>
      <td>
        <bdi>
          {marketplace} {listing}
        </bdi>
      </td>
      <td>
        {evidenceWords.events[last] ?? last}{' '}
        {waitsFor && (
          <span class="tag">
            <bdi>{purchaseWords.waits(waitsFor)}</bdi>
          </span>
        )}
      </td>
      <td>{bag ?? <span class="soft">{purchaseWords.noBag}</span>}</td>
      {isLegal && (
        <td>
          <bdi>{holder ?? purchaseWords.nobody}</bdi>
        </td>
      )}
      <td class="nowrap">
        <time dateTime={openedAt}>{formatInstant(openedAt)}</time>
      </td>
    </tr>
  )
}

/** A purchase begins with the capture that it is ordered from: what is known of it is filled in. */
function NewPurchase({ capture }: { capture: string | null }) {
  const [id, setId] = useState('')
  const [chosen, choose] = useState(capture ?? '')
  const [state] = useLoad('captures to order from', () => evidenceClient.list(new URLSearchParams()))
  const captures = state.kind === 'loaded' ? state.value.captures.filter(isListing) : []
  const from = captures.find((each) => each.id === chosen)
  const prefilled = from
    ? { capture: from.id, marketplace: from.marketplace, listing: from.listing ?? '', url: from.url, quantity: '1' }
    : { capture: chosen, quantity: '1' }
  return (
    <section class="panel">
      <h2>{purchaseWords.newTitle}</h2>
      <div class="typed">
        <label>
          <span>{purchaseWords.id}</span>
          <input
            type="text"
            value={id}
            maxLength={64}
            pattern="[a-z0-9][a-z0-9\-]{3,63}"
            aria-describedby="purchase-id-hint"
            onInput={(event) => setId(event.currentTarget.value)}
          />
          <small id="purchase-id-hint" class="soft">
            {purchaseWords.idHint}
          </small>
        </label>
        <label>
          <span>{purchaseWords.fields['capture']}</span>
          <select value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="">{purchaseWords.choose_}</option>
            {captures.map(({ id: each, title, at }) => (
              <option key={each} value={each}>
                {title.slice(0, 60)}, {formatInstant(at)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {from && (
        <StepForm
          key={chosen}
          purchase={id.trim()}
          step="ordered"
          prefilled={prefilled}
          done={() => go('/purchases', new URLSearchParams({ id: id.trim() }))}
        />
      )}
    </section>
  )
}

const isListing = ({ kind, state }: { kind: string; state: string }): boolean =>
  kind === 'listing' && state !== 'refused'
