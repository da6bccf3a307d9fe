import { useEffect, useState } from 'preact/hooks'
import type { ApiAlike, ApiCard } from '../../api.ts'
import { ApiFailure, api } from '../api.ts'
import { Link } from '../frame/link.tsx'
import { formatPrice } from '../words/format.ts'
import { messages } from '../words/messages.ts'
import { plainText } from './title.ts'

/** Who decides a card a second asks for no others. */
const restMs = 300

type Found = { of: string; alike: ApiAlike[]; more: boolean }

/** Other hits with this card's picture, once one rests on it: sellers of the same goods hand pictures on. */
export function SamePicture({ card, nameOf }: { card: ApiCard; nameOf: (marketplace: string) => string }) {
  const [found, setFound] = useState<Found | null>(null)
  const hasPicture = card.pictures.some((picture) => 'sha256' in picture)
  useEffect(() => {
    if (!hasPicture) return
    const ask = () =>
      api
        .alike(card.id)
        .then((answer) => setFound({ of: card.id, ...answer }))
        .catch((error: unknown) => {
          // A help beside the card, which is complete without it.
          if (!(error instanceof ApiFailure)) throw error
        })
    const timer = setTimeout(ask, restMs)
    return () => clearTimeout(timer)
  }, [card.id, hasPicture])
  if (found?.of !== card.id || found.alike.length === 0) return null
  return (
    <section class="same-picture">
      <h3>{messages.samePicture(found.alike.length, found.more)}</h3>
      <ul>
        {found.alike.map(({ id, listing }) => (
          <li key={id}>
            <Link to={`/?hit=${encodeURIComponent(id)}`} class="hit-link">
              <bdi>{plainText(listing.title)}</bdi>
            </Link>
            <span class="soft">
              {[listing.price && formatPrice(listing.price), listing.seller?.name, nameOf(listing.marketplace)]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
