import type { ApiAlike, ApiSeller } from '../api.ts'
import type { WebParts } from '../parts.ts'
import { notFound } from '../problem.ts'
import { type Handler, named } from '../route.ts'
import { alikeOnWire } from '../wire.ts'

/** More are said to be more. */
const alikeMax = 6
/** A description is shown to its end; what is longer was made to be too long, in UTF-16 units. */
const descriptionMax = 200_000

/** What a card is shown with once somebody rests on it. */
export const cardPartHandlers = ({ review, store }: Pick<WebParts, 'review' | 'store'>) =>
  ({
    async description(c) {
      const card = await review.card(named(c, 'id'), c.var.user)
      if (!card) throw notFound('There is no such hit.', 'id')
      return c.json<{ text: string }>({ text: (card.hit.listing.description ?? '').slice(0, descriptionMax) })
    },

    async seller(c) {
      return c.json<{ seller: ApiSeller | null }>({ seller: await store.sellers.countsOf(named(c, 'id')) })
    },

    async alike(c) {
      const found = await store.hits.alike(named(c, 'id'), alikeMax + 1)
      const alike = found.slice(0, alikeMax).map(alikeOnWire)
      return c.json<{ alike: ApiAlike[]; more: boolean }>({ alike, more: found.length > alikeMax })
    },
  }) satisfies Record<string, Handler>
