import { isWhole, segmentsOf } from '../review/title.ts'
import { messages } from '../words/messages.ts'

type Range = { start: number; end: number }

/** A foreign text as text: the words that reasons point to are marked, hidden characters are named, its direction stays its own. */
export function Text({
  text,
  ranges = [],
  lit = null,
}: {
  text: string
  ranges?: (Range | undefined)[]
  lit?: number | null
}) {
  return (
    <bdi dir="auto">
      {segmentsOf(text, ranges).map((segment, place) => {
        if (segment.kind === 'hidden')
          return (
            <span key={place} class="hidden-character" title={messages.hidden(segment.name)}>
              {segment.name}
            </span>
          )
        const isLit = lit !== null && segment.reasons.includes(lit)
        if (!isLit && !segment.reasons.some((reason) => isWords(text, ranges[reason]))) return segment.text
        return (
          <mark key={place} class={isLit ? 'lit' : ''}>
            {segment.text}
          </mark>
        )
      })}
    </bdi>
  )
}

/** What rests on the whole text is marked only while it is pointed at. */
const isWords = (text: string, range: Range | undefined): boolean => range !== undefined && !isWhole(text, range)
