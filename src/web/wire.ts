import type { Change } from '../model/hit.ts'
import type { Listing } from '../model/listing.ts'
import { listingLink } from '../model/listing-link.ts'
import type { Outage } from '../model/outage.ts'
import type { Card, LeaseOutcome } from '../review/handler.ts'
import type { HitGroup } from '../store/hits/group-store.ts'
import type { Hit } from '../store/hits/hit-store.ts'
import type { Lane } from '../store/lanes/lane-store.ts'
import type { RunProgress } from '../store/runs/run-store.ts'
import type { ApiAlike, ApiCard, ApiGroup, ApiLane, ApiLease, ApiListing, ApiOutage, ApiRun } from './api.ts'

/** Texts of a marketplace can be a megabyte long; nobody reads more than this on a card, in UTF-16 units. */
const titleMax = 1_000
const descriptionMax = 4_000
const factMax = 200
const findingsMax = 40

/** The hosts of a marketplace, by its id. */
export type HostsOf = (marketplace: string) => readonly string[]

export const isoOf = (at: Date | null): string | null => at?.toISOString() ?? null

/** @param user the id of the one who asks: only others' leases are told */
export function cardOnWire(
  { hit, group, notes, official, officials }: Card,
  user: string,
  now: Date,
  hosts: HostsOf,
): ApiCard {
  const leases = [hit.lease, ...(group?.members ?? []).map(({ lease }) => lease)]
  const other = leases.find((lease) => lease && lease.by !== user && lease.until.getTime() > now.getTime())
  return {
    id: hit.id,
    watch: hit.watch,
    brand: hit.brand,
    listing: listingOnWire(hit.listing, hosts),
    official,
    score: hit.isSample && hit.state === 'open' ? null : hit.score,
    sample: hit.isSample && hit.state !== 'open',
    findings: hit.findings.slice(0, findingsMax).map((finding) => ({ ...finding, text: cut(finding.text, titleMax) })),
    matcher: hit.matcher,
    state: hit.state,
    verdict: hit.verdict,
    decidedAt: isoOf(hit.decidedAt),
    decidedBy: hit.decidedBy,
    foundAt: hit.foundAt.toISOString(),
    reopenedAt: isoOf(hit.reopenedAt),
    changes: hit.changes.map(changeOnWire),
    goneAt: isoOf(hit.goneAt),
    firstSeenAt: hit.firstSeenAt.toISOString(),
    lastSeenAt: hit.lastSeenAt.toISOString(),
    pictures: hit.pictures,
    pictureComes: hit.pictureComes,
    officials: officials.map(({ sha256, name }) => ({ sha256, name: cut(name, factMax) })),
    heldBy: other ? { name: other.name, until: other.until.toISOString() } : null,
    group: group && groupOnWire(group),
    notes: notes.map(({ at, ...note }) => ({ ...note, at: at.toISOString() })),
  }
}

const changeOnWire = ({ field, before, after }: Change): Change => ({
  field,
  before: cut(before, titleMax),
  after: cut(after, titleMax),
})

const groupOnWire = ({ by, joinedAt, members, decided, last }: HitGroup): ApiGroup => ({
  ...{ by, decided },
  joinedAt: isoOf(joinedAt),
  last: last && { verdict: last.verdict, by: last.by, at: last.at.toISOString() },
  members: members.map(({ lease: _, ...member }) => ({
    ...member,
    title: cut(member.title, factMax),
    seller: member.seller && cut(member.seller, factMax),
    joinedAt: isoOf(member.joinedAt),
    changes: member.changes.map(changeOnWire),
  })),
})

export function alikeOnWire({ id, listing }: Hit): ApiAlike {
  const { marketplace, title, price, seller } = listingOnWire(listing, () => [])
  return { id, listing: { marketplace, title, price, seller } }
}

function listingOnWire(listing: Listing, hosts: HostsOf): ApiListing {
  const { seller, condition, location, shipsFrom, category, availability } = listing
  const facts = Object.entries({ condition, location, shipsFrom, category, availability })
    .filter((fact): fact is [string, string] => typeof fact[1] === 'string' && fact[1] !== '')
    .map(([name, value]) => [name, cut(value, factMax)])
  return {
    marketplace: listing.marketplace,
    id: listing.id,
    link: listingLink(listing.url, hosts(listing.marketplace)),
    title: cut(listing.title, titleMax),
    price: listing.price,
    priceText: listing.priceText === undefined ? null : cut(listing.priceText, factMax),
    seller: seller && {
      ...(seller.id !== undefined && { id: cut(seller.id, factMax) }),
      ...(seller.name !== undefined && { name: cut(seller.name, factMax) }),
      ...(seller.country !== undefined && { country: cut(seller.country, factMax) }),
    },
    facts: Object.fromEntries(facts),
    sold: listing.sold ?? null,
    rating: listing.rating ?? null,
    ratings: listing.ratings ?? null,
    description: listing.description === undefined ? null : cut(listing.description, descriptionMax),
    descriptionRest: Math.max(0, (listing.description?.length ?? 0) - descriptionMax),
    images: listing.images.length,
  }
}

/** Spans point into the text from its start, so a cut at the end leaves them right. */
const cut = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max - 1)}…` : text)

export const leaseOnWire = (outcome: LeaseOutcome): ApiLease =>
  'until' in outcome ? { ...outcome, until: outcome.until.toISOString() } : outcome

export const laneOnWire = ({ marketplace, blockedBy, why, openedAt, probeAt }: Lane): ApiLane => ({
  marketplace,
  blockedBy,
  why,
  openedAt: isoOf(openedAt),
  probeAt: isoOf(probeAt),
})

export const runOnWire = (run: RunProgress): ApiRun => ({
  id: run.id,
  watch: run.watch,
  trigger: run.trigger,
  plannedAt: run.plannedAt.toISOString(),
  endedAt: isoOf(run.endedAt),
  searchesPlanned: run.searchesPlanned,
  searchesEnded: run.searchesEnded,
  searchesCovered: run.searchesCovered,
  listings: run.listings,
  unscored: run.unscored,
  visitsPlanned: run.visitsPlanned,
  visitsEnded: run.visitsEnded,
  visitsMissed: run.visitsMissed,
  hits: run.hits,
})

export const outageOnWire = ({ what, since, until, why }: Outage): ApiOutage => ({
  ...{ what, why },
  since: since.toISOString(),
  until: isoOf(until),
})
