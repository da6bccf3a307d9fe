import type { Verdict } from '../model/hit.ts'
import type { Watch } from '../model/watch.ts'
import type { DecideOutcome, Hit, HitFilter, Store, User } from '../store/store.ts'
import { leasesMax, leaseUntil } from './lease.ts'
import { type OfficialPrice, officialPrice } from './official-price.ts'

/** A hit as a reviewer sees it. */
export type Card = { hit: Hit; official: OfficialPrice | null }
export type CardPage = { cards: Card[]; next: string | null; count: number; countIsCapped: boolean }
/** `held` by the one who asked until `until`; `taken` by another, by name; `closed` when the hit is not open (any more). */
export type LeaseOutcome =
  | { hit: string; kind: 'held'; until: Date }
  | { hit: string; kind: 'taken'; by: string; until: Date }
  | { hit: string; kind: 'closed' | 'missing' }
/** `id` is made by the page: the same decision sent twice is saved once. */
export type DecisionAsked = { id: string; hit: string; verdict: Verdict }
export type DecisionOutcome = { id: string } & DecideOutcome
export type UndoOutcome = 'undone' | 'already' | 'not-yours' | 'superseded' | 'missing'

/** The rules of triage over the store: who holds a card, what a decision does, what comes back. */
export type Review = {
  /** @throws RangeError for a cursor that the store did not make */
  page(filter: HitFilter, after: string | null, limit: number): Promise<CardPage>
  card(hit: string): Promise<Card | null>
  /** Takes or renews, in the order given. @throws RangeError for more than `leasesMax` */
  lease(hits: readonly string[], user: User): Promise<LeaseOutcome[]>
  release(hits: readonly string[], user: User): Promise<void>
  /** In the order given; each is saved on its own, so that one that is taken does not hold up the rest. */
  decide(decisions: readonly DecisionAsked[], user: User): Promise<DecisionOutcome[]>
  undo(decision: string, user: User): Promise<UndoOutcome>
}

export function openReview({ store, now }: { store: Store; now: () => Date }): Review {
  return {
    async page(filter, after, limit) {
      const { hits, ...rest } = await store.hits.page(filter, after, limit)
      return { cards: await cardsOf(store, hits), ...rest }
    },
    async card(hit) {
      const found = await store.hits.load(hit)
      return found ? ((await cardsOf(store, [found]))[0] ?? null) : null
    },
    async lease(hits, user) {
      if (hits.length > leasesMax) throw new RangeError(`at most ${leasesMax} cards can be held at once`)
      const outcomes: LeaseOutcome[] = []
      for (const hit of hits) outcomes.push(await leaseOne(hit, user))
      return outcomes
    },
    async release(hits, user) {
      for (const hit of hits.slice(0, leasesMax)) await store.hits.release(hit, user.id)
    },
    async decide(decisions, user) {
      const outcomes: DecisionOutcome[] = []
      for (const { id, hit, verdict } of decisions) {
        const outcome = await store.decisions.decide({ id, hit, verdict, user: user.id, now: now() })
        outcomes.push({ id, ...outcome })
      }
      return outcomes
    },
    async undo(decision, user) {
      return (await store.decisions.undo(decision, user.id, now())).kind
    },
  }

  async function leaseOne(hit: string, user: User): Promise<LeaseOutcome> {
    const found = await store.hits.load(hit)
    if (found && found.state !== 'open') return { hit, kind: 'closed' }
    const at = now()
    const lease = await store.hits.lease(hit, user.id, at, leaseUntil(at))
    if (!lease) return { hit, kind: 'missing' }
    return lease.held
      ? { hit, kind: 'held', until: lease.until }
      : { hit, kind: 'taken', by: lease.by, until: lease.until }
  }
}

async function cardsOf(store: Store, hits: readonly Hit[]): Promise<Card[]> {
  const watches = new Map<string, Watch | null>()
  for (const id of new Set(hits.map(({ watch }) => watch))) watches.set(id, await store.watches.load(id))
  return hits.map((hit) => {
    const watch = watches.get(hit.watch)
    return { hit, official: watch ? officialPrice(watch, hit.listing) : null }
  })
}
