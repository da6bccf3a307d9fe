import { sql } from 'kysely'
import { derivedId } from '../storable.ts'
import type { Trx } from '../transaction.ts'
import type { ScoredListing } from './matching-store.ts'
import type { FoundHit } from './score-rows.ts'

/** More than this a run are not put into the list: misses are looked for, but the day's work is hits. */
export const samplesARunMax = 20

/** A listing below the line that was drawn, and that is no hit of any state. */
export type Drawn = FoundHit & { sample: NonNullable<ScoredListing['sample']> }

/** As it is put into the review list. */
export const inList = (seen: Omit<FoundHit, 'state' | 'reopenedAt'>, sample: Drawn['sample']): Drawn => ({
  ...seen,
  ...{ state: 'open', reopenedAt: null, rank: sample.rank, sample },
})

/** Those that still fit into the run, as they are put into the list. */
export async function fitting(trx: Trx, run: string, drawn: readonly Drawn[]): Promise<Drawn[]> {
  if (drawn.length === 0) return []
  // Batches of a run are counted one after another. This lock is taken last: who waits here is waited for by nobody's holder.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`samples of ${run}`}, 0))`.execute(trx)
  const { rows } = await sql<{ count: number }>`select count(*) as count from samples where run_id = ${run}`.execute(
    trx,
  )
  return drawn.slice(0, Math.max(0, samplesARunMax - (rows[0]?.count ?? 0)))
}

/** Writes down what was drawn, at which rate and score; after the rows of hits are there. */
export async function keepDrawn(
  trx: Trx,
  watch: string,
  run: string,
  drawn: readonly Drawn[],
  by: { matcher: string; now: Date },
): Promise<void> {
  if (drawn.length === 0) return
  const rows = drawn.map(({ marketplace, id, sample, score }) => ({
    ...{ hit_id: derivedId(watch, marketplace, id), watch_id: watch, run_id: run },
    ...{ rate: sample.rate, score: score.score, matcher: by.matcher, drawn_at: by.now },
  }))
  await trx
    .insertInto('samples')
    .values(rows)
    .onConflict((conflict) => conflict.column('hit_id').doNothing())
    .execute()
}
