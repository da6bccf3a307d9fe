import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { folded } from '../../model/text-folding.ts'
import { storableText } from '../storable.ts'
import type { HitFilter } from './hit-store.ts'
import { askedOf } from './second-looks.ts'

/** What a filter means in SQL, over `hits` alone: its indexes serve it. */
export function whereOf(filter: HitFilter, after: Place | null = null): RawBuilder<boolean> {
  const state = filter.state ? sql`hits.state = ${filter.state} and not hits.sampled` : sql`not hits.sampled`
  return termsOf(state, filter, after)
}

/** The same for what a user is asked about without being told. */
export const whereAsked = (filter: HitFilter, user: string, after: Place | null = null): RawBuilder<boolean> =>
  termsOf(askedOf(user), filter, after)

function termsOf(which: RawBuilder<unknown>, filter: HitFilter, after: Place | null): RawBuilder<boolean> {
  const terms: RawBuilder<unknown>[] = [which]
  if (filter.watch) terms.push(sql`hits.watch_id = ${filter.watch}`)
  if (filter.marketplace) terms.push(sql`hits.marketplace = ${filter.marketplace}`)
  if (filter.verdict) terms.push(sql`hits.verdict = ${filter.verdict}`)
  if (filter.run) terms.push(sql`hits.run_id = ${filter.run}`)
  if (filter.scoreMin !== undefined) terms.push(sql`hits.score >= ${filter.scoreMin}`)
  if (filter.day) terms.push(withinDay(filter.day))
  if (filter.text) terms.push(sql`hits.text like ${`%${literally(folded(filter.text))}%`}`)
  // rank descends and id ascends, so a row comparison cannot say it; the first half is what the index seeks by.
  if (after) {
    terms.push(sql`hits.rank <= ${after.rank}::float8`)
    terms.push(sql`(hits.rank < ${after.rank}::float8 or hits.id > ${after.id})`)
  }
  return sql<boolean>`${sql.join(terms, sql` and `)}`
}

/** One page of the review list, for `loadHits`. */
export const pageOf = (filter: HitFilter, after: Place | null, limit: number): RawBuilder<unknown> =>
  firstOf(filter.grouped ? sql<boolean>`${whereOf(filter, after)} and ${leads(filter)}` : whereOf(filter, after), limit)

/**
 * The highest of those of its group that fit, looked up hit by hit: a group has a bound, and however many hits there are, a page
 * reads no more than its own groups. Said by cases, of which the planner thinks that every other one holds: of an equality it
 * thinks that hardly one does, and reads all hits for a page.
 */
const leads = (
  filter: HitFilter,
): RawBuilder<boolean> => sql<boolean>`case when hits.group_id is null then true else hits.id = (
  select o.id from (select * from hits where ${whereOf(filter)}) o
  where o.group_id = hits.group_id and o.verdict is not distinct from hits.verdict
  order by o.rank desc, o.id limit 1) end`

/** The same of what a user is asked about without being told. */
export const askedPageOf = (filter: HitFilter, user: string, after: Place | null, limit: number): RawBuilder<unknown> =>
  firstOf(whereAsked(filter, user, after), limit)

const firstOf = (where: RawBuilder<boolean>, limit: number): RawBuilder<unknown> =>
  sql`where ${where} order by hits.rank desc, hits.id limit ${limit}`

const withinDay = (day: string): RawBuilder<unknown> => {
  const start = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(start.getTime())) throw new RangeError(`not a day: ${day.slice(0, 40)}`)
  return sql`hits.found_at >= ${start} and hits.found_at < ${new Date(start.getTime() + 86_400_000)}`
}

/** Text that LIKE takes as it stands. */
const literally = (text: string): string => storableText(text).replace(/[\\%_]/g, '\\$&')

/** Where a page ended: the last hit's place in the order. */
export type Place = { rank: number; id: string }
const place = z.strictObject({ rank: z.number(), id: z.string().max(100) })

export const cursorOf = ({ rank, id }: Place): string => Buffer.from(JSON.stringify({ rank, id })).toString('base64url')

/** @throws RangeError for a cursor that `cursorOf` did not make */
export function placeOf(cursor: string): Place {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch (cause) {
    throw new RangeError('not a cursor of this list', { cause })
  }
}
