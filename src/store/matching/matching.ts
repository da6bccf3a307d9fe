import { type Kysely, sql } from 'kysely'
import type { Snapshot } from '../../model/hit.ts'
import { snapshotOf } from '../../model/hit.ts'
import { groupKeysOf } from '../../model/hit-group.ts'
import { keyOf, type Listing, mergeListing } from '../../model/listing.ts'
import type { Watch } from '../../model/watch.ts'
import { type Keyed, keepGroups } from '../hits/group-rows.ts'
import { needsVisit, nextState, type StandingHit } from '../hits/hit-transition.ts'
import { keepSeen, loadSeenBefore } from '../listings/seen-before.ts'
import { loadHashes } from '../pictures/picture-hashes.ts'
import type { SeenPictures } from '../pictures/picture-store.ts'
import type { KnownLoader } from '../pictures/references.ts'
import { derivedId } from '../storable.ts'
import type { Tables } from '../tables.ts'
import { inTransaction, type Trx } from '../transaction.ts'
import { visitOf } from '../visits/visit-rows.ts'
import type { PlannedVisit } from '../visits/visit-store.ts'
import type { Batch, MatchingStore, ScoredListing } from './matching-store.ts'
import { type Drawn, fitting, inList, keepDrawn } from './sample-rows.ts'
import { type FoundHit, type KnownHit, loadHits, upsertHits, upsertScores } from './score-rows.ts'
import { pickedLine } from './watch-line.ts'

type Scorer = Parameters<MatchingStore['scoreBatch']>[1]

export const matchingStore = (db: Kysely<Tables>, known: KnownLoader): MatchingStore => ({
  scoreBatch: (batch, scorer, matcher, now) =>
    inTransaction(db, async (trx) => {
      const found = await lockBatch(trx, batch)
      if (!found) return null
      const hits = found.scored ? found.hits : await score(trx, batch, found, { scorer, known }, matcher, now)
      return { run: found.run, hits, visits: await plannedBy(trx, batch) }
    }),
})

type LockedBatch = { run: string; trigger: string; runPlannedAt: Date; watch: Watch; scored: boolean; hits: number }

/** Null also for a batch that has not ended: it holds nothing yet. */
async function lockBatch(trx: Trx, batch: Batch): Promise<LockedBatch | null> {
  const table = sql.table(batch.of === 'search' ? 'coverage' : 'visits')
  const { rows } = await sql<LockedBatch>`
    select b.run_id as run, r.trigger, r.planned_at as "runPlannedAt", w.data as watch, b.scored_at is not null as scored, b.hits
    from ${table} b join runs r on r.id = b.run_id join watches w on w.id = b.watch_id
    where b.id = ${batch.id} and b.ended_at is not null
    for update of b`.execute(trx)
  return rows[0] ?? null
}

/** @returns the number of the batch's listings that are hits */
async function score(
  trx: Trx,
  batch: Batch,
  { run, trigger, runPlannedAt, watch }: LockedBatch,
  { scorer, known }: { scorer: Scorer; known: KnownLoader },
  matcher: string,
  now: Date,
): Promise<number> {
  const listings = await lockListings(trx, batch)
  const merged = listings.map((listing) => listing.merged)
  const pictures = await seenPictures(trx, watch.id, merged, known)
  const line = await pickedLine(trx, watch, now)
  const before = {
    ...(await loadSeenBefore(trx, watch, merged, { now, runPlannedAt })),
    ...(line !== null && { line }),
  }
  const scored = inOrder(listings, scorer(watch, merged, pictures, before))
  const standing = await loadHits(trx, watch.id, listings)
  const found: FoundHit[] = []
  const drawn: Drawn[] = []
  const visits: PlannedVisit[] = []
  listings.forEach((listing, at) => {
    const result = scored[at]
    const hit = standing.get(keyOf(listing.marketplace, listing.id)) ?? null
    if (!result) return
    const next = nextState(hit, result.isHit, listing.snapshot, now)
    const seen = { ...result, listing: listing.merged, foundAt: now, ...newerRun(hit, run, runPlannedAt) }
    if (next) found.push({ ...next, ...seen, rank: rankOf(result, hit) })
    else if (result.sample) drawn.push(inList(seen, result.sample))
    // What was imported is from where a crawler is not welcome: it is scored from what the file says.
    if (trigger !== 'import' && result.worthVisit && needsVisit(listing, hit, next, listing.snapshot)) {
      visits.push(visitFor(run, watch.id, listing))
    }
  })
  await upsertScores(trx, watch.id, scored, { run, matcher, now })
  await keepSeen(trx, watch, merged, scored, { now, runPlannedAt })
  const samples = await fitting(trx, run, drawn)
  await upsertHits(trx, watch.id, [...found, ...samples])
  await keepDrawn(trx, watch.id, run, samples, { matcher, now })
  await planVisits(trx, batch, visits, now)
  const grouped = found.filter((hit) => hit.state !== 'withdrawn' && (hit.isHit || hit.state === 'decided'))
  const hits = scored.filter((result) => result.isHit).length
  await trx
    .updateTable(batch.of === 'search' ? 'coverage' : 'visits')
    .set({ scored_at: now, hits })
    .where('id', '=', batch.id)
    .execute()
  // Last, because batches of a watch wait here for each other.
  await keepGroups(trx, { watch: watch.id, run, batch: batch.id, now }, grouped.map(keyedFor(watch.id, pictures)))
  return hits
}

/** Read in the batch's own transaction, after its listings are locked: what is scored is what is kept. */
async function seenPictures(
  trx: Trx,
  watch: string,
  listings: readonly Listing[],
  known: KnownLoader,
): Promise<SeenPictures> {
  const shown = listings.map(({ marketplace, id, images: [picture] }) => ({ marketplace, id, picture }))
  const kept = await loadHashes(trx, shown)
  return {
    hashesOf: ({ marketplace, id }) => kept.get(keyOf(marketplace, id))?.hashes ?? null,
    fileOf: ({ marketplace, id }) => kept.get(keyOf(marketplace, id))?.sha256 ?? null,
    known: kept.size > 0 ? await known(trx, watch) : [],
  }
}

type LockedListing = {
  marketplace: string
  id: string
  merged: Listing
  snapshot: Snapshot
  hasDetail: boolean
  detailOn: Snapshot | null
  isGone: boolean
}

/** Locked in key order, as `upsertListings` writes them: whoever shares a listing waits, and reads what was committed. */
async function lockListings(trx: Trx, batch: Batch): Promise<LockedListing[]> {
  const keys =
    batch.of === 'search'
      ? sql`select marketplace, listing_id from sightings where search_id = ${batch.id}`
      : sql`select marketplace, listing_id from visits where id = ${batch.id}`
  const { rows } = await sql<{
    marketplace: string
    id: string
    data: Listing
    detail: Listing | null
    detail_on: Snapshot | null
    gone_at: Date | null
  }>`
    select marketplace, id, data, detail, detail_on, gone_at from listings
    where (marketplace, id) in (${keys})
    order by marketplace, id
    for update`.execute(trx)
  return rows.map((row) => ({
    marketplace: row.marketplace,
    id: row.id,
    merged: mergeListing(row.data, row.detail),
    snapshot: snapshotOf(row.data),
    hasDetail: row.detail !== null,
    detailOn: row.detail_on,
    isGone: row.gone_at !== null,
  }))
}

/** One result a listing, in the listings' order. @throws Error when the scorer left one out */
function inOrder(listings: readonly LockedListing[], scored: readonly ScoredListing[]): ScoredListing[] {
  const byKey = new Map(scored.map((result) => [keyOf(result.marketplace, result.id), result]))
  return listings.map(({ marketplace, id }) => {
    const result = byKey.get(keyOf(marketplace, id))
    if (!result) throw new Error(`the matcher gave no score for ${marketplace} ${id}`)
    return result
  })
}

const keyedFor =
  (watch: string, pictures: SeenPictures) =>
  ({ marketplace, id, listing, product, score, state }: FoundHit): Keyed => ({
    id: derivedId(watch, marketplace, id),
    keys: groupKeysOf({ listing, product, picture: pictures.fileOf?.(listing) ?? null, findings: score.findings }),
    isOpen: state === 'open',
  })

/** A sample keeps its place in the list while it is one: its score would put it last, and tell. */
const rankOf = ({ isHit, rank, sample }: ScoredListing, hit: StandingHit | null): number =>
  hit?.sampled && !isHit && sample ? sample.rank : rank

/** A batch of an older run may be scored late: the hit stays with the newest run that saw it. */
const newerRun = (hit: (StandingHit & KnownHit) | null, run: string, plannedAt: Date): { run: string } => ({
  run: hit && hit.runPlannedAt > plannedAt ? hit.run : run,
})

const visitFor = (run: string, watch: string, listing: LockedListing): PlannedVisit => ({
  id: derivedId(run, listing.marketplace, listing.id),
  run,
  watch,
  marketplace: listing.marketplace,
  listing: listing.id,
})

async function planVisits(trx: Trx, batch: Batch, visits: readonly PlannedVisit[], now: Date): Promise<void> {
  if (visits.length === 0) return
  const rows = visits.map(({ id, run, watch, marketplace, listing }) => ({
    ...{ id, run_id: run, watch_id: watch, marketplace, listing_id: listing },
    ...{ batch_id: batch.id, state: 'planned' as const, planned_at: now },
  }))
  await trx
    .insertInto('visits')
    .values(rows)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

async function plannedBy(trx: Trx, batch: Batch): Promise<PlannedVisit[]> {
  const rows = await trx
    .selectFrom('visits')
    .selectAll()
    .where('batch_id', '=', batch.id)
    .where('state', '=', 'planned')
    .orderBy('id')
    .execute()
  return rows.map(visitOf)
}
