import { sql } from 'kysely'
import type { Watch } from '../../model/watch.ts'
import type { Trx } from '../transaction.ts'

/** The distribution is of the listings that were new in so many days; fewer than so many listings are none. */
const daysLooked = 14
const listingsMin = 50
/** A line stands for a day, so that a list does not change under those who read it. */
const standsHours = 24
/** Below the first nearly all are innocent, however much time there is; from the second on everything is shown, however little. */
const lineMin = 0.25
const lineMax = 0.95

type Line = { line: number }

/**
 * Where the watch's line stands by its budget of reviews: the score that so many of its new listings a day reach, over the
 * last two weeks. Picked once a day, and kept. Null where the watch has no such budget, or too little was seen yet.
 */
export async function pickedLine(trx: Trx, watch: Watch, now: Date): Promise<number | null> {
  const { reviewsADay } = watch
  if (reviewsADay === undefined || watch.line !== undefined) return null
  const kept = await sql<Line>`
    select line from watch_lines where watch_id = ${watch.id} and reviews_a_day = ${reviewsADay}
      and set_at > ${now}::timestamptz - make_interval(hours => ${standsHours})`.execute(trx)
  return kept.rows[0]?.line ?? (await picked(trx, watch.id, reviewsADay, now))
}

async function picked(trx: Trx, watch: string, reviewsADay: number, now: Date): Promise<number | null> {
  const { rows } = await sql<Line>`
    with fresh as (
      select s.score, l.first_seen_at from scores s
      join listings l on l.marketplace = s.marketplace and l.id = s.listing_id
      where s.watch_id = ${watch} and l.first_seen_at > ${now}::timestamptz - make_interval(days => ${daysLooked})),
    counted as (
      select count(*) as listings,
        greatest(1, extract(epoch from ${now}::timestamptz - min(first_seen_at)) / 86400) as days from fresh),
    reached as (
      select coalesce((select score from fresh order by score desc
        offset (select floor(${reviewsADay}::float8 * days)::bigint - 1 from counted) limit 1), 0) as score)
    insert into watch_lines (watch_id, line, reviews_a_day, listings_a_day, set_at)
    select ${watch}, least(${lineMax}::float8, greatest(${lineMin}::float8, floor(reached.score * 1000) / 1000)),
      ${reviewsADay}, listings / days, ${now}
    from counted, reached where listings >= ${listingsMin}
    on conflict (watch_id) do update set line = excluded.line, reviews_a_day = excluded.reviews_a_day,
      listings_a_day = excluded.listings_a_day, set_at = excluded.set_at
    returning line`.execute(trx)
  return rows[0]?.line ?? null
}
