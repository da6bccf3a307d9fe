import { type PurchaseStep, purchaseForms, purchaseSteps } from '../../../model/purchase.ts'
import type { ApiEventFile, ApiPurchaseEvent } from '../../evidence-api.ts'
import { evidenceClient } from '../evidence-client.ts'
import { evidenceWords } from '../words/evidence-words.ts'
import { formatInstant, formatNumber } from '../words/format.ts'
import { purchaseWords } from '../words/purchase-words.ts'

type Props = { id: string; events: readonly ApiPurchaseEvent[]; correct: ((event: ApiPurchaseEvent) => void) | null }

/** All that happened, in the order of the log: what was typed, by whom, and where it stands in the log. */
export function Timeline({ id, events, correct }: Props) {
  return (
    <ol class="timeline">
      {events.map((event) => (
        <li key={event.id} class={event.isCorrected ? 'was-wrong' : ''}>
          <div class="timeline-head">
            <strong>{evidenceWords.events[event.type] ?? event.type}</strong>
            <time dateTime={event.at}>{formatInstant(event.at)}</time>
            <bdi>{event.typed?.by.name}</bdi>
            {event.isCorrected && <span class="tag">{purchaseWords.corrected}</span>}
            {event.corrects && <span class="tag">{purchaseWords.corrects}</span>}
            <span class="space" />
            <span class="soft" title={event.sha256}>
              {evidenceWords.entryShort(event.entry)}
            </span>
            {correct && !event.isCorrected && isStep(event.type) && event.type !== 'transferred' && (
              <button type="button" class="button small" onClick={() => correct(event)}>
                {purchaseWords.correct}
              </button>
            )}
          </div>
          {event.typed && <Details typed={event.typed} type={event.type} />}
          {event.typed && event.typed.files.length > 0 && (
            <ul class="photos">
              {event.typed.files.map((file) => (
                <FileOf key={file.name} id={id} event={event.id} file={file} />
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  )
}

export const isStep = (type: string): type is PurchaseStep => purchaseSteps.some((step) => step === type)

function Details({ typed, type }: { typed: NonNullable<ApiPurchaseEvent['typed']>; type: string }) {
  const known = isStep(type) ? purchaseForms[type].fields.map(({ name }) => name) : []
  const names = Object.keys(typed.details).sort((a, b) => placeOf(a, known) - placeOf(b, known))
  return (
    <dl class="capture-facts">
      {names.map((name) => (
        <div key={name}>
          <dt>{purchaseWords.fields[name] ?? name}</dt>
          <dd>
            <bdi>{valueText(name, typed.details[name])}</bdi>
          </dd>
        </div>
      ))}
      <div>
        <dt>{purchaseWords.reason}</dt>
        <dd>
          <bdi>{typed.reason}</bdi>
        </dd>
      </div>
    </dl>
  )
}

const placeOf = (name: string, known: readonly string[]): number => {
  const at = known.indexOf(name)
  return at < 0 ? known.length : at
}

/** A value of a record, as people read it: persons, money and acceptances are objects there. */
function valueText(name: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? purchaseWords.yes : purchaseWords.no
  if (typeof value === 'number') return formatNumber(value)
  if (typeof value === 'string') {
    if (name === 'finding') return purchaseWords.findings[value] ?? value
    return name.endsWith('At') ? formatInstant(value) : value
  }
  if (Array.isArray(value)) return value.map((each) => valueText('', each)).join('; ')
  if (typeof value !== 'object' || value === null) return ''
  return Object.values(value)
    .map((each) => (typeof each === 'string' ? each : valueText('', each)))
    .join(', ')
}

/** Looked at as morgiana draws it; saved as it was handed in. */
function FileOf({ id, event, file }: { id: string; event: string; file: ApiEventFile }) {
  const address = evidenceClient.fileOf(id, event, file.name)
  return (
    <li>
      {file.type.startsWith('image/') && (
        <img
          src={`${address}?look=1`}
          alt={file.what}
          loading="lazy"
          onError={(failed) => failed.currentTarget.remove()} // no browser shows every camera's format
        />
      )}
      <a href={address} download={file.name}>
        <bdi>{file.what}</bdi>
      </a>{' '}
      <span class="soft" title={file.sha256}>
        {purchaseWords.bytes(file.bytes)}
      </span>
    </li>
  )
}
