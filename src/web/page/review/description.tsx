import { useState } from 'preact/hooks'
import type { ApiCard } from '../../api.ts'
import { ApiFailure, api } from '../api.ts'
import { Text } from '../parts/text.tsx'
import { formatNumber } from '../words/format.ts'
import { messages } from '../words/messages.ts'

/** More characters than these are folded. */
const foldedMax = 400

type Props = { card: ApiCard; ranges: Parameters<typeof Text>[0]['ranges']; lit: number | null }

/** The first lines of what the listing says; unfolded, all of it: what the card was not sent with is fetched then. */
export function Description({ card, ranges, lit }: Props) {
  const { description, descriptionRest } = card.listing
  const [isOpen, setOpen] = useState(false)
  const [whole, setWhole] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  if (!description) return null
  const length = description.length + descriptionRest
  const unfold = () => {
    setOpen(!isOpen)
    setFailure(null)
    if (isOpen || descriptionRest === 0 || whole !== null) return
    api
      .description(card.id)
      .then(setWhole)
      .catch((error: unknown) => {
        if (!(error instanceof ApiFailure)) throw error
        setFailure(messages.descriptionCut)
      })
  }
  const isLong = length > foldedMax
  return (
    <section class="part">
      <h3>{messages.description}</h3>
      <p id="description" class={`description ${isLong && !isOpen ? 'folded' : ''}`}>
        <Text text={whole ?? description} ranges={ranges ?? []} lit={lit} />
      </p>
      {failure && <p role="status">{failure}</p>}
      {isLong && (
        <button type="button" class="button small" aria-expanded={isOpen} aria-controls="description" onClick={unfold}>
          {isOpen ? messages.foldDescription : messages.wholeDescription(formatNumber(length))}
        </button>
      )}
    </section>
  )
}
