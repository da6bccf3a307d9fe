import type { Listing } from './listing.ts'
import { pictureIdentity, titleWithoutBadge } from './listing-change.ts'

/** A reviewer's decision. `watch` keeps an eye on the listing without deciding. */
export const verdicts = ['counterfeit', 'allowed', 'not-our-product', 'unsure', 'watch'] as const
export type Verdict = (typeof verdicts)[number]

/** `withdrawn`: a closer look took it below the line before anybody decided. */
export const hitStates = ['open', 'decided', 'withdrawn'] as const
export type HitState = (typeof hitStates)[number]

/** What a decision was made on; a decided hit returns only when one of these changed. */
export type Snapshot = { title: string; price: Listing['price']; image: string | null; seller: string | null }
export type Change = { field: keyof Snapshot; before: string; after: string }

export const snapshotOf = (listing: Listing): Snapshot => ({
  title: listing.title,
  price: listing.price,
  image: listing.images[0] ?? null,
  seller: listing.seller?.id ?? listing.seller?.name ?? null,
})

/**
 * What differs between two snapshots. A field that one of the two does not have is no change (a results page may leave
 * it out), nor is a price in another currency (the same listing seen from another territory), a marketplace's own badge
 * before the title, or the same picture in another size.
 */
export function changesBetween(before: Snapshot, after: Snapshot): Change[] {
  const changes: Change[] = []
  const note = (field: keyof Snapshot, was: string | null, is: string | null) => {
    if (was !== null && is !== null && was !== is) changes.push({ field, before: was, after: is })
  }
  if (titleWithoutBadge(before.title) !== titleWithoutBadge(after.title)) note('title', before.title, after.title)
  if (before.price?.currency === after.price?.currency) note('price', printed(before.price), printed(after.price))
  if (pictureIdentity(before.image ?? '') !== pictureIdentity(after.image ?? ''))
    note('image', before.image, after.image)
  note('seller', before.seller, after.seller)
  return changes
}

const printed = (price: Snapshot['price']): string | null =>
  price && `${price.amount}${price.max ? `–${price.max}` : ''} ${price.currency}`

type Decided = { state: HitState; verdict: Verdict | null; decidedAt: Date | null; decidedBy: string | null }
type Returned = { reopenedAt: Date | null; changes: Change[] }

/** A hit as somebody sees it who is not to know what was decided about it, or that it was. */
export const asUndecided = <H extends Decided & Returned>(hit: H): H => ({
  ...hit,
  ...{ state: 'open', verdict: null, decidedAt: null, decidedBy: null, reopenedAt: null, changes: [] },
})
