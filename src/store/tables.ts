import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { CoverageState, Way } from '../model/coverage.ts'
import type { Finding, ScoreVerdict } from '../model/finding.ts'
import type { HitState, Snapshot, Verdict } from '../model/hit.ts'
import type { GroupKind } from '../model/hit-group.ts'
import type { PictureKind } from '../model/known-picture.ts'
import type { LeftOut } from '../model/left-out.ts'
import type { Listing } from '../model/listing.ts'
import type { Need } from '../model/outage.ts'
import type { BlockKind } from '../model/outcome.ts'
import type { Validators } from '../model/page.ts'
import type { PictureHashes } from '../model/picture-hash.ts'
import type { Provenance } from '../model/provenance.ts'
import type { Sort } from '../model/sort.ts'
import type { Watch } from '../model/watch.ts'
import type { Weights } from '../model/weights.ts'
import type { EvidenceTables } from './evidence/tables.ts'
import type { FittedOn, WeightVersion } from './learning/learning-store.ts'
import type { PictureSource } from './pictures/picture-store.ts'
import type { ViewTables } from './views/tables.ts'

type Json<T extends object> = JSONColumnType<T>
type Instant = ColumnType<Date, Date, Date>
type MaybeInstant = ColumnType<Date | null, Date | null | undefined, Date | null>

/** What a hit was before a decision, so that undo can bring it back. Instants are ISO 8601. */
export type HitBefore = {
  state: HitState
  verdict: Verdict | null
  decision: string | null
  decidedOn: Snapshot | null
  decidedBy: string | null
  decidedAt: string | null
  reopenedAt: string | null
  /** Left out: it was no sample. */
  sampled?: boolean
}

/** The schema as the newest migration leaves it: what each column means stands in the migrations. */
export type Tables = {
  watches: {
    id: string
    brand: string
    active: boolean
    priority: number
    data: Json<Watch>
    updated_at: Instant
    scheduled_at: MaybeInstant
  }
  runs: { id: string; watch_id: string; trigger: string; planned_at: Instant; ended_at: MaybeInstant }
  coverage: {
    id: string
    run_id: string
    watch_id: string
    marketplace: string
    territory: string
    keyword: string
    sort: Generated<Sort>
    page: number
    canary: Generated<boolean>
    way: Way | null
    state: CoverageState
    listings: Generated<number>
    cards: number | null
    left_out: Json<LeftOut> | null
    with_price: number | null
    with_seller: number | null
    with_place: number | null
    claimed: number | null
    blocked_by: BlockKind | null
    why: string | null
    warnings: Generated<string[]>
    planned_at: Instant
    ended_at: MaybeInstant
    scored_at: MaybeInstant
    hits: Generated<number>
    provenance: JSONColumnType<Provenance> | null
  }
  sightings: {
    search_id: string
    position: number
    marketplace: string
    listing_id: string
    seen_at: Instant
    data: Json<Listing>
    place: string | null
  }
  listings: {
    marketplace: string
    id: string
    title: string
    price_amount: string | null
    price_currency: string | null
    seller_key: string | null
    data: Json<Listing>
    seen_run: string
    seen_in: string
    detail: Json<Listing> | null
    detail_on: Json<Snapshot> | null
    detail_validators: Json<Validators> | null
    gone_at: MaybeInstant
    first_seen_at: Instant
    last_seen_at: Instant
  }
  visits: {
    id: string
    run_id: string
    watch_id: string
    marketplace: string
    listing_id: string
    batch_id: string
    state: 'planned' | 'visited' | 'gone' | 'blocked' | 'changed' | 'refused' | 'paused' | 'failed' | 'out-of-budget'
    why: string | null
    planned_at: Instant
    ended_at: MaybeInstant
    scored_at: MaybeInstant
    hits: Generated<number>
  }
  scores: {
    watch_id: string
    marketplace: string
    listing_id: string
    score: number
    verdict: ScoreVerdict
    findings: Json<Finding[]>
    matcher: string
    run_id: string
    scored_at: Instant
  }
  hits: {
    id: string
    watch_id: string
    marketplace: string
    listing_id: string
    run_id: string
    score: number
    rank: number
    text: string
    state: HitState
    verdict: Verdict | null
    decision_id: string | null
    decided_on: Json<Snapshot> | null
    decided_by: string | null
    found_at: Instant
    decided_at: MaybeInstant
    reopened_at: MaybeInstant
    leased_by: string | null
    leased_until: MaybeInstant
    sampled: Generated<boolean>
    seller_id: string | null
    seller_name: string | null
    group_id: string | null
    group_by: GroupKind | null
    joined_at: MaybeInstant
  }
  group_keys: { watch_id: string; kind: GroupKind; key: string; group_id: string; run_id: string; made_at: Instant }
  price_points: {
    watch_id: string
    marketplace: string
    listing_id: string
    product: string
    currency: string
    per_piece: number
    authorised: boolean
    seen_at: Instant
  }
  watch_lines: {
    watch_id: string
    line: number
    reviews_a_day: number
    listings_a_day: number
    set_at: Instant
  }
  shop_points: {
    watch_id: string
    marketplace: string
    listing_id: string
    shop: string
    brand: string
    hit: boolean
    low: boolean
    price: string | null
    title: string
    /** When the run that showed it first was planned. */
    known_at: Instant
    seen_at: Instant
  }
  listing_texts: { marketplace: string; listing_id: string; field: string; signature: string; bands: number[] }
  verdicts: {
    id: string
    hit_id: string
    verdict: Verdict
    user_id: string
    decided_at: Instant
    snapshot: Json<Snapshot>
    before: Json<HitBefore>
    undone_at: MaybeInstant
    score: number | null
    findings: Json<Finding[]> | null
    matcher: string | null
    group_decision: string | null
    note: string | null
  }
  second_looks: {
    first_decision: string
    hit_id: string
    first_user: string
    first_verdict: Verdict
    planned_at: Instant
    second_decision: string | null
    second_user: string | null
    second_verdict: Verdict | null
    second_at: MaybeInstant
    second_note: string | null
    third_decision: string | null
    third_user: string | null
    third_verdict: Verdict | null
    third_at: MaybeInstant
  }
  samples: {
    hit_id: string
    watch_id: string
    run_id: string
    rate: number
    score: number
    matcher: string
    drawn_at: Instant
  }
  weight_versions: {
    version: string
    kind: WeightVersion['kind']
    weights: Json<Weights>
    fitted_on: Json<FittedOn> | null
    made_at: Instant
  }
  weight_choices: { seq: Generated<number>; version: string | null; chosen_by: string; chosen_at: Instant }
  pictures: {
    marketplace: string
    listing_id: string
    position: number
    url: string
    sha256: string | null
    why: string | null
    fetched_at: Instant
  }
  picture_hashes: {
    sha256: string
    version: number
    hashes: Json<PictureHashes> | null
    difference: string | null
    frequency: string | null
    bands: number[] | null
  }
  reference_pictures: {
    id: string
    seq: Generated<string>
    watch_id: string
    kind: PictureKind
    source: PictureSource
    name: string
    sha256: string
    added_at: Instant
  }
  lanes: {
    marketplace: string
    state: 'closed' | 'open'
    blocked_by: BlockKind | null
    why: string | null
    opened_at: MaybeInstant
    probe_at: MaybeInstant
  }
  requests: { watch_id: string; day: string; count: number }
  outages: { id: string; what: Need; why: string; since: Instant; until: MaybeInstant; seen_at: Instant }
  users: {
    id: string
    name: string
    role: 'admin' | 'legal' | 'reviewer'
    created_at: Instant
    removed_at: MaybeInstant
  }
  signin_links: { token_hash: string; user_id: string; expires_at: Instant; used_at: MaybeInstant }
  sessions: { token_hash: string; user_id: string; expires_at: Instant; created_at: Instant }
  audit: {
    seq: Generated<number>
    at: Instant
    who: string
    action: string
    what: Json<Record<string, unknown>>
    previous: string
    hash: string
    form: Generated<number>
  }
} & EvidenceTables &
  ViewTables
