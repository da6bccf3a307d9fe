import { type Kysely, type RawBuilder, sql } from 'kysely'
import { hitStates } from '../../model/hit.ts'
import { picturesLikeOwn } from '../pictures/pictures.ts'
import type { Tables } from '../tables.ts'
import { cursorOf, placeOf, whereAsked, whereOf } from './hit-filter.ts'
import { loadPage, walkHits } from './hit-pages.ts'
import { loadHits } from './hit-rows.ts'
import type { HitFilter, HitStore } from './hit-store.ts'
import { lease, release } from './leases.ts'

/** Counting stops here: a person reads "10,000 and more" as well as the number. */
const countMax = 10_000
/** Facets count the first so many hits of a filter. */
const facetHitsMax = 100_000

export const hitStore = (db: Kysely<Tables>): HitStore => ({
  async page(filter, after, limit) {
    const user = filter.state === 'open' ? filter.askedOf : undefined
    // A mistake in the filter is thrown here, before anything is asked.
    const where = whereOf(filter)
    const [{ hits, next }, count, askedCount] = await Promise.all([
      loadPage(db, filter, after === null ? null : placeOf(after), limit),
      countHits(db, where),
      user === undefined ? 0 : countHits(db, whereAsked(filter, user)),
    ])
    const all = count + askedCount
    return { hits, next: next && cursorOf(next), count: Math.min(all, countMax), countIsCapped: all > countMax }
  },

  walk: (filter, take) => walkHits(db, filter, take),

  async idsOf(beginning) {
    if (!/^[0-9a-f]{4,24}$/.test(beginning)) return []
    const rows = await db.selectFrom('hits').select('id').where('id', 'like', `${beginning}%`).limit(2).execute()
    return rows.map((row) => row.id)
  },

  async load(id) {
    const [hit] = await loadHits(db, sql`where id = ${id}`)
    return hit ?? null
  },

  alike: (id, limit) =>
    loadHits(
      db,
      sql`where id <> ${id} and not (sampled and state = 'open') and (watch_id, marketplace, listing_id) in (
          select mine.watch_id, p.marketplace, p.listing_id from ${picturesLikeOwn}
          join hits mine on mine.marketplace = own.marketplace and mine.listing_id = own.listing_id
          where mine.id = ${id})
        order by rank desc, id limit ${limit}`,
    ),

  async facets({ watch, marketplace, state, askedOf: _, ...filter }) {
    // Each facet counts what the others leave, so that it says what choosing another of its values would show.
    const given = {
      ...(watch === undefined ? {} : { watch }),
      ...(marketplace === undefined ? {} : { marketplace }),
      ...(state === undefined ? {} : { state }),
    }
    const others = (own: keyof typeof given): HitFilter => {
      const { [own]: _, ...rest } = given
      return { ...filter, ...rest }
    }
    const [watches, marketplaces, states, watchIds, places] = await Promise.all([
      countBy(db, 'watch_id', others('watch')),
      countBy(db, 'marketplace', others('marketplace')),
      countBy(db, 'state', others('state')),
      valuesOf(db, 'watch_id'),
      valuesOf(db, 'marketplace'),
    ])
    return {
      watch: { ...none(watchIds), ...watches },
      marketplace: { ...none(places), ...marketplaces },
      state: { ...none(hitStates), ...states },
    }
  },

  lease: (hits, user, now, until) => lease(db, hits, user, now, until),

  release: (hits, user) => release(db, hits, user),
})

async function countHits(db: Kysely<Tables>, where: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select from hits where ${where} limit ${countMax + 1}) counted`.execute(db)
  return rows[0]?.count ?? 0
}

async function countBy(
  db: Kysely<Tables>,
  column: 'watch_id' | 'marketplace' | 'state',
  filter: HitFilter,
): Promise<Record<string, number>> {
  const { rows } = await sql<{ value: string; count: number }>`
    select value, count(*) as count
    from (select ${sql.ref(column)} as value from hits where ${whereOf(filter)} limit ${facetHitsMax}) counted
    group by value order by value`.execute(db)
  return Object.fromEntries(rows.map(({ value, count }) => [value, count]))
}

/** A choice that would show nothing is still one: it neither vanishes nor moves while a filter is made. */
const none = (values: readonly string[]): Record<string, number> => Object.fromEntries(values.map((each) => [each, 0]))

const valuesMax = 500

/** What any hit has there, from value to value over the column's index: it costs what there are values, not hits. */
async function valuesOf(db: Kysely<Tables>, name: 'watch_id' | 'marketplace'): Promise<string[]> {
  const column = sql.ref(name)
  const { rows } = await sql<{ value: string }>`
    with recursive each(value) as (
      (select ${column} from hits order by ${column} limit 1)
      union all
      select (select ${column} from hits where ${column} > each.value order by ${column} limit 1) from each
      where each.value is not null)
    select value from each where value is not null limit ${valuesMax}`.execute(db)
  return rows.map(({ value }) => value)
}
