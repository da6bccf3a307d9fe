/** What goes over the wire between the server and its page. Instants are ISO 8601 in UTC. */
import type { CoverageState } from '../model/coverage.ts'
import type { Finding } from '../model/finding.ts'
import type { Change, HitState, Verdict } from '../model/hit.ts'
import type { GroupKind } from '../model/hit-group.ts'
import type { LeftOut } from '../model/left-out.ts'
import type { Seller } from '../model/listing.ts'
import type { ListingLink } from '../model/listing-link.ts'
import type { Money, Price } from '../model/money.ts'
import type { Need } from '../model/outage.ts'
import type { BlockKind } from '../model/outcome.ts'
import type { Sort } from '../model/sort.ts'

export type Role = 'admin' | 'legal' | 'reviewer'
export type ApiUser = { id: string; name: string; role: Role }

/** Every error: what happened, where (a field, a path), what to do. */
export type ApiError = { error: { what: string; where: string; todo: string } }

/** `images` are how many pictures it shows on its marketplace. Long texts are cut. */
export type ApiListing = {
  marketplace: string
  id: string
  link: ListingLink
  title: string
  price: Price | null
  priceText: string | null
  seller: Omit<Seller, 'url'> | null
  facts: { condition?: string; location?: string; shipsFrom?: string; category?: string; availability?: string }
  sold: number | null
  rating: number | null
  ratings: number | null
  description: string | null
  /** How many UTF-16 units of the description were not sent: it is had whole by itself. */
  descriptionRest: number
  images: number
}

export type ApiCard = {
  id: string
  watch: string
  brand: string
  listing: ApiListing
  /** `forOnePiece`: the listing's price is that of one piece, as the official one is. */
  official: { product: string; price: Money; sameCurrency: boolean; forOnePiece: boolean } | null
  /** `null` while a sample from below the line is undecided: who looks is not to be led by it. */
  score: number | null
  /** It came from below the line, which is told only once it is decided. */
  sample: boolean
  findings: Finding[]
  matcher: string
  state: HitState
  verdict: Verdict | null
  decidedAt: string | null
  decidedBy: string | null
  foundAt: string
  reopenedAt: string | null
  changes: Change[]
  goneAt: string | null
  firstSeenAt: string
  lastSeenAt: string
  /** Those that were fetched or could not be, in the listing's order; `pictureComes`: one is on its way. */
  pictures: ({ sha256: string } | { why: string })[]
  pictureComes: boolean
  /** Official photos of its watch, for looking from one to the other. */
  officials: { sha256: string; name: string }[]
  /** Somebody else's lease, of it or of one that stands on it; one's own is no obstacle and is not told. */
  heldBy: { name: string; until: string } | null
  /** The open hits that stand on it too, and what was decided about others of its group; null: it stands alone. */
  group: ApiGroup | null
  /** What was written beside earlier verdicts, newest first. */
  notes: ApiNote[]
}

export type ApiNote = { by: string; at: string; verdict: Verdict; text: string }
/** A seller's hits, over all watches; `isCapped`: there are more than were counted. */
export type ApiSeller = { open: number; decided: Partial<Record<Verdict, number>>; isCapped: boolean }

/** `by`: what it has in common with the hit that the group began with, null for that one. `joinedAt`: it came in a later run. */
type ApiMembership = { by: GroupKind | null; joinedAt: string | null }
export type ApiMember = ApiMembership & {
  id: string
  marketplace: string
  title: string
  price: Price | null
  seller: string | null
  picture: string | null
  score: number
  changes: Change[]
}
export type ApiGroup = ApiMembership & {
  members: ApiMember[]
  decided: Partial<Record<Verdict, number>>
  last: { verdict: Verdict; by: string; at: string } | null
}

/** Another hit with the same picture. What was decided about it is not told: one may be asked about it without knowing. */
export type ApiAlike = Pick<ApiCard, 'id'> & { listing: Pick<ApiListing, 'marketplace' | 'title' | 'price' | 'seller'> }

export type Facets = {
  watch: Record<string, number>
  marketplace: Record<string, number>
  state: Record<string, number>
}
export type ApiHits = {
  hits: ApiCard[]
  next: string | null
  count: number
  countIsCapped: boolean
  facets: Facets | null
}

export type ApiLease =
  /** `others` are those that stand on its card, and are held with it. */
  | { hit: string; kind: 'held'; until: string; others?: string[] }
  | { hit: string; kind: 'taken'; by: string; until: string }
  | { hit: string; kind: 'closed' | 'missing' }
/** `others` are the hits of its group that it covers too: those that were shown and not taken out. */
export type ApiDecision = { id: string; hit: string; verdict: Verdict; others?: string[]; note?: string }
/** `left` were to be covered and are with somebody else (by name) or gone (null); `open` are others of the group, to be decided. */
export type ApiGroupDecided = { covered: number; left: { hit: string; by: string | null }[]; open: string[] }
export type ApiDecided =
  /** `sample`: it came from below the line, which is told only once it is decided. */
  | { id: string; kind: 'saved'; sample?: true; group?: ApiGroupDecided }
  | { id: string; kind: 'already'; group?: ApiGroupDecided }
  | { id: string; kind: 'missing' }
  | { id: string; kind: 'taken'; by: string }
/** `kept`: so many of a group have been decided again since, and stay. */
export type ApiUndone = { kind: 'undone'; kept?: number } | { kind: 'already' | 'not-yours' | 'superseded' | 'missing' }

export type ApiSession = {
  user: ApiUser
  now: string
  version: string
  marketplaces: Record<string, string>
  watches: Record<string, string>
}

export type ApiLane = {
  marketplace: string
  blockedBy: BlockKind | null
  why: string | null
  openedAt: string | null
  probeAt: string | null
}

export type ApiRun = {
  id: string
  watch: string
  trigger: string
  plannedAt: string
  endedAt: string | null
  searchesPlanned: number
  searchesEnded: number
  searchesCovered: number
  listings: number
  unscored: number
  visitsPlanned: number
  visitsEnded: number
  visitsMissed: number
  hits: number
}

/** What could not be used, of the last day; `until` is null while it lasts. */
export type ApiOutage = { what: Need; since: string; until: string | null; why: string }

/** What every screen shows: how many cards wait for who asks (checks too), what is wrong, what comes next. `decided` are one's own since `since`. */
export type ApiStatus = {
  open: number
  openIsCapped: boolean
  lanes: ApiLane[]
  outages: ApiOutage[]
  runs: ApiRun[]
  nextRunAt: string | null
  decided: Record<Verdict, number> | null
}

/** One search (all its pages) of a watch's latest run; `states` counts its pages by how they ended. */
export type ApiSearch = {
  marketplace: string
  territory: string
  keyword: string
  sort: Sort
  states: Partial<Record<CoverageState, number>>
  listings: number
  /** Cards that were counted on its pages: the listings, and those left out by why. 0 where nobody counted. */
  cards: number
  leftOut: LeftOut
  /** How many results the site says there are; null when it does not. */
  claimed: number | null
  /** Pages that found nothing where the canary found nothing either. */
  doubtful: number
  warnings: number
}
export type ApiGap = {
  marketplace: string
  territory: string
  keyword: string
  sort: Sort
  page: number
  state: CoverageState
  blockedBy: BlockKind | null
  why: string | null
  at: string | null
}
/** Why listings were not visited, or what gave reason to doubt what was read of them; and how many. */
export type ApiVisits = { marketplace: string; state: string; why: string | null; count: number }
export type ApiWatchCoverage = {
  watch: string
  name: string
  active: boolean
  nextRunAt: string | null
  /** Its latest crawl; what was imported since stands beside it. */
  run: ApiRun | null
  import: ApiRun | null
  missedVisits: ApiVisits[]
  doubtedVisits: ApiVisits[]
  searches: ApiSearch[]
  gaps: ApiGap[]
  gapCount: number
}
export type ApiCoverage = { watches: ApiWatchCoverage[]; lanes: ApiLane[] }

/** `sessions` have not ended; `signedInAt` is when the newest of them began. */
export type ApiKnownUser = ApiUser & { sessions: number; signedInAt: string | null }
export type ApiUsers = { users: ApiKnownUser[] }
/** `day` is a UTC day, YYYY-MM-DD; `text` is part of a title or a seller's name. */
type ApiHitFilter = { state?: HitState; verdict?: Verdict; scoreMin?: number } & {
  [field in 'watch' | 'marketplace' | 'text' | 'day' | 'run']?: string
}
/** A filter of the list of hits under a name. */
export type ApiView = { id: string; name: string; filter: ApiHitFilter; by: string; isShared: boolean; isOwn: boolean }
export type ApiViews = { views: ApiView[] }
export type ApiInvited = { user: ApiUser; link: string; expiresAt: string }

type ApiInterval = { low: number; high: number }
type ApiEstimate = { estimate: number; interval: ApiInterval }
type ApiShare = { part: number; whole: number; share: number; interval: ApiInterval }
/** Shares 0..1 with their 95 % interval; `null` where there are no cases yet. `sources` say what each figure is made of. */
export type ApiQuality = {
  precision: ApiShare | null
  /** What to expect at the line; `by` and `of` say from what, and of how many cases. */
  expected: {
    line: { from: number; by: 'watch' | 'reviews-a-day' | 'weights' }
    precision: ApiEstimate & { by: 'decided' | 'evaluation'; of: number }
    recall: ApiEstimate & { by: 'samples' | 'evaluation'; of: number }
    baseRate: ApiEstimate & { by: 'decided' | 'hits' | 'assumed'; of: number }
    missed: ApiEstimate | null
    evaluation: { matcher: string; date: string; source: string }
  }
  agreement: {
    pairs: number
    agreed: ApiShare | null
    kappa: { value: number; interval: ApiInterval } | null
    firstUpheld: ApiShare | null
    waiting: { second: number; third: number }
  }
  misses: {
    below: number
    drawn: number
    decided: number
    counterfeit: ApiShare | null
    misses: { estimate: number; interval: ApiInterval } | null
    recall: { estimate: number; interval: ApiInterval } | null
  }
  sources: string[]
}
