import { useState } from 'preact/hooks'
import type { Finding } from '../../../model/finding.ts'
import { noticeReasonsOf } from '../../../model/notice-reason.ts'
import { Text } from '../parts/text.tsx'
import { formatWeight, oneForm } from '../words/format.ts'
import { messages } from '../words/messages.ts'
import { byKind, type Placed } from './reason-kinds.ts'

type Props = { findings: readonly Finding[]; light: (place: number | null) => void }

/** By what they are about, the heaviest first; pointing at one, focus or a touch lights the words, price or picture it was read from. */
export function Reasons({ findings, light }: Props) {
  const [kept, keep] = useState<number | null>(null)
  const largest = Math.max(0.1, ...findings.map(({ weight }) => Math.abs(weight)))
  const press = (place: number) => {
    const next = kept === place ? null : place
    keep(next)
    light(next)
  }
  const row = ({ finding, place }: Placed) => (
    <li key={place} class={finding.weight < 0 ? 'lowers' : ''}>
      <button
        type="button"
        aria-pressed={kept === place}
        onPointerEnter={(event) => event.pointerType === 'mouse' && light(place)}
        onPointerLeave={(event) => event.pointerType === 'mouse' && light(kept)}
        onFocus={() => light(place)}
        onBlur={() => light(kept)}
        onClick={() => press(place)}
      >
        <span class="reason-text">
          <Text text={oneForm(finding.text)} />
        </span>
        <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
          <rect width={(Math.abs(finding.weight) / largest) * 100} height="4" rx="2" />
        </svg>
        <span class="weight" title={messages.weightHint}>
          {formatWeight(finding.weight)}
        </span>
      </button>
    </li>
  )
  return (
    <section class="part">
      <h3>{messages.reasons}</h3>
      {findings.length === 0 && <p class="soft">{messages.noReasons}</p>}
      <div class="reasons">
        {byKind(findings).map(({ kind, reasons }) => (
          <section key={kind} aria-label={messages.reasonKinds[kind]}>
            <h4>{messages.reasonKinds[kind]}</h4>
            <ol>{reasons.map(row)}</ol>
          </section>
        ))}
      </div>
      <NoticeReasons findings={findings} />
    </section>
  )
}

/** What a notice to the platform could rest on, so that nobody sends one on a low price. */
function NoticeReasons({ findings }: { findings: readonly Finding[] }) {
  const given = noticeReasonsOf(findings)
  if (given.length === 0) return null
  const own = given.filter((reason) => reason !== 'test-buy').map((reason) => messages.noticeReasonWords[reason])
  return <p class="notice-reasons soft">{own.length > 0 ? messages.noticeReasons(own) : messages.testBuyOnly}</p>
}
