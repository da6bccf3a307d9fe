import { asUndecided, type Verdict } from '../model/hit.ts'
import type { DecideOutcome, Note, UndoneOutcome } from '../store/hits/decision-store.ts'
import type { HitGroup } from '../store/hits/group-store.ts'
import type { Hit, HitFilter, Lease } from '../store/hits/hit-store.ts'
import type { Store } from '../store/store.ts'
import type { User } from '../store/users/user-store.ts'
import type { Standard } from './expected.ts'
import { leasesMax, leaseUntil } from './lease.ts'
import { productNamedIn } from './named-product.ts'
import { type OfficialPrice, officialPrice } from './official-price.ts'
import { type Quality, qualityOf } from './quality.ts'
import { asksSecondLook } from './second-look.ts'

/** A hit as a reviewer sees it. `notes` are those of earlier verdicts, newest first. */
export type Card = {
  hit: Hit
  group: HitGroup | null
  notes: readonly Note[]
  official: OfficialPrice | null
  officials: readonly { sha256: string; name: string }[]
}
export type CardPage = { cards: Card[]; next: string | null; count: number; countIsCapped: boolean }
/** `held` by the one who asked until `until`; `taken` by another, by name; `closed` when the hit is not open (any more). */
export type LeaseOutcome =
  | { hit: string; kind: 'held'; until: Date; others?: string[] }
  | { hit: string; kind: 'taken'; by: string; until: Date }
  | { hit: string; kind: 'closed' | 'missing' }
/** `id` is made by the page: the same decision sent twice is saved once. `others` are the hits of its group that were shown with it. */
export type DecisionAsked = {
  id: string
  hit: string
  verdict: Verdict
  others?: readonly string[] | undefined
  note?: string | undefined
}
export type DecisionOutcome = { id: string } & DecideOutcome

/** The rules of triage over the store: who holds a card, what a decision does, what comes back. */
export type Review = {
  /** @throws RangeError for a cursor that the store did not make */
  page(filter: HitFilter, after: string | null, limit: number): Promise<CardPage>
  /** As this user may see it: a card that they are asked about without being told looks as if nobody had decided. */
  card(hit: string, user?: User): Promise<Card | null>
  /** Takes or renews, in the order given. @throws RangeError for more than `leasesMax` */
  lease(hits: readonly string[], user: User): Promise<LeaseOutcome[]>
  release(hits: readonly string[], user: User): Promise<void>
  /** In the order given; each is saved on its own, so that one that is taken does not hold up the rest. */
  decide(decisions: readonly DecisionAsked[], user: User): Promise<DecisionOutcome[]>
  undo(decision: string, user: User): Promise<UndoneOutcome>
  /** Precision, agreement and misses of a watch, or of all. */
  quality(watch: string | null): Promise<Quality>
}

type Edges = { store: Store; standard: Standard; now: () => Date; secondLookShare?: number }

/** `standard`: what to expect before anybody decides; `secondLookShare`: the share of decisions that somebody else is asked about too, 0 when it is left out. */
export function openReview({ store, standard, now, secondLookShare = 0 }: Edges): Review {
  return {
    async page(filter, after, limit) {
      const { hits, ...rest } = await store.hits.page(filter, after, limit)
      const groups = filter.grouped ? await groupsOf(hits, filter) : noGroups
      return { cards: await cardsOf(store, hits, groups), ...rest }
    },
    async card(hit, user) {
      const found = await loadFor(hit, user)
      return found ? ((await cardsOf(store, [found], await groupsOf([found], null)))[0] ?? null) : null
    },
    async lease(hits, user) {
      if (hits.length > leasesMax) throw new RangeError(`at most ${leasesMax} cards can be held at once`)
      const at = now()
      const leases = await store.hits.lease(hits, user.id, at, leaseUntil(at))
      const outcomes: LeaseOutcome[] = []
      for (const hit of hits) outcomes.push(await outcomeOf(hit, leases.get(hit), user))
      return outcomes
    },
    async release(hits, user) {
      await store.hits.release(hits.slice(0, leasesMax), user.id)
    },
    async decide(decisions, user) {
      const outcomes: DecisionOutcome[] = []
      for (const { id, hit, verdict, others = [], note } of decisions) {
        const looked = (one: string) => ({ hit: one, secondLook: asksSecondLook(one, id, verdict, secondLookShare) })
        const asked = { id, verdict, user: user.id, now: now(), ...(note && { note }) }
        const outcome = await store.decisions.decide({ ...asked, ...looked(hit), others: others.map(looked) })
        outcomes.push({ id, ...outcome })
      }
      return outcomes
    },
    async undo(decision, user) {
      return store.decisions.undo(decision, user.id, now())
    },
    quality: async (watch) => qualityOf(await store.quality.facts(watch), standard),
  }

  function groupsOf(hits: readonly Hit[], filter: HitFilter | null): Promise<Groups> {
    const ids = hits.map(({ id }) => id)
    return store.groups.of(ids, filter)
  }

  async function loadFor(hit: string, user: User | undefined): Promise<Hit | null> {
    const found = await store.hits.load(hit)
    if (!found || !user || found.state !== 'decided' || !(await store.quality.isAsked(hit, user.id))) return found
    return asUndecided(found)
  }

  async function outcomeOf(hit: string, lease: Lease | undefined, user: User): Promise<LeaseOutcome> {
    if (!lease) return { hit, kind: 'missing' }
    // Its state was read once it was held: nobody else can decide it then, so what was open stays open. One that is decided
    // may still be asked about, without being told.
    const isOpen = lease.state === 'open' || (await loadFor(hit, user))?.state === 'open'
    if (!isOpen) {
      if (lease.held) await store.hits.release([hit], user.id)
      return { hit, kind: 'closed' }
    }
    return lease.held
      ? { hit, kind: 'held', until: lease.until, ...(lease.others && { others: lease.others }) }
      : { hit, kind: 'taken', by: lease.by, until: lease.until }
  }
}

/** Official photos shown beside a card's own pictures; more are a matter for Pictures. */
const officialsMax = 3

type Groups = ReadonlyMap<string, HitGroup>
const noGroups: Groups = new Map()

async function cardsOf(store: Store, hits: readonly Hit[], groups: Groups): Promise<Card[]> {
  const notes = await store.decisions.notes(hits)
  const cards = new Map<string, Card>()
  for (const id of new Set(hits.map(({ watch }) => watch))) {
    const watch = await store.watches.load(id)
    const named = hits
      .filter((hit) => hit.watch === id)
      .map((hit) => ({ hit, images: (watch && productNamedIn(hit.listing.title, watch.products)?.images) ?? [] }))
    const photos = await store.references.officials(
      id,
      named.flatMap(({ images }) => images),
      officialsMax,
    )
    for (const { hit, images } of named) {
      // Those of the product that the listing names first; the brand's others tell less.
      const officials = photos.toSorted((a, b) => Number(images.includes(b.name)) - Number(images.includes(a.name)))
      cards.set(hit.id, {
        hit,
        group: groups.get(hit.id) ?? null,
        notes: notes.get(hit.id) ?? [],
        official: watch ? officialPrice(watch, hit.listing) : null,
        officials: officials.slice(0, officialsMax),
      })
    }
  }
  return hits.flatMap(({ id }) => cards.get(id) ?? [])
}
