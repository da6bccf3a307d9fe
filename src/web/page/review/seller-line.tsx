import { useEffect, useState } from 'preact/hooks'
import { verdicts } from '../../../model/hit.ts'
import type { ApiCard, ApiSeller } from '../../api.ts'
import { ApiFailure, api } from '../api.ts'
import { Link } from '../frame/link.tsx'
import { Text } from '../parts/text.tsx'
import { messages } from '../words/messages.ts'

/** Who decides a card a second asks for no counts. */
const restMs = 300

type Props = { card: ApiCard; ranges: Parameters<typeof Text>[0]['ranges']; lit: number | null }

/** Who sells, with all hits of theirs behind the name, and how they were decided. */
export function SellerLine({ card, ranges, lit }: Props) {
  const { seller, sold, rating, ratings } = card.listing
  const name = seller?.name ?? seller?.id
  const counts = useCounts(card.id, name !== undefined)
  return (
    <p class="seller">
      <span class="soft">{messages.seller}</span>{' '}
      {name ? (
        <Link to={`/hits?text=${encodeURIComponent(name.slice(0, 200))}`} class="seller-link">
          <Text text={name} ranges={ranges ?? []} lit={lit} />
        </Link>
      ) : (
        <span class="soft">{messages.noSeller}</span>
      )}
      {seller?.country && <span class="soft"> · {seller.country}</span>}
      {rating !== null && <span class="soft"> · {messages.rating(rating, ratings)}</span>}
      {sold !== null && <span class="soft"> · {messages.sold(sold)}</span>}
      {counts && <Counts counts={counts} />}
    </p>
  )
}

function Counts({ counts: { open, decided, isCapped } }: { counts: ApiSeller }) {
  return (
    <span class="seller-counts">
      {verdicts.map((verdict) => {
        const count = decided[verdict]
        return (
          count !== undefined && (
            <span key={verdict} class={`verdict ${verdict}`}>
              {messages.countOf(count, isCapped)} {messages.verdicts[verdict]}
            </span>
          )
        )
      })}
      <span class="soft">
        {messages.countOf(open, isCapped)} {messages.sellerOpen}
      </span>
    </span>
  )
}

function useCounts(hit: string, hasSeller: boolean): ApiSeller | null {
  const [found, setFound] = useState<{ of: string; counts: ApiSeller | null } | null>(null)
  useEffect(() => {
    if (!hasSeller) return
    const ask = () =>
      api
        .seller(hit)
        .then((counts) => setFound({ of: hit, counts }))
        .catch((error: unknown) => {
          // A help beside the card, which is complete without it.
          if (!(error instanceof ApiFailure)) throw error
        })
    const timer = setTimeout(ask, restMs)
    return () => clearTimeout(timer)
  }, [hit, hasSeller])
  return found?.of === hit ? found.counts : null
}
