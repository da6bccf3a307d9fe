import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Verdict } from '../../model/hit.ts'
import { isAsked } from '../hits/second-looks.ts'
import type { Tables } from '../tables.ts'
import type { QualityFacts, QualityStore, VerdictPair } from './quality-store.ts'

type Counted = { verdict: Verdict; count: number }

export const qualityStore = (db: Kysely<Tables>): QualityStore => ({
  async facts(watch) {
    const of = (column: string): RawBuilder<unknown> =>
      watch === null ? sql`true` : sql`${sql.ref(column)} = ${watch}`
    const [ownLine, picked] = await Promise.all([ownLineOf(db, watch), pickedOf(db, watch)])
    const line = ownLine ?? picked?.line ?? 0
    const [pairs, waiting, decided, counts, drawn, expected] = await Promise.all([
      pairsOf(db, of('h.watch_id')),
      waitingOf(db, of('h.watch_id')),
      sql<Counted>`
        select verdict, count(*) as count from hits
        where state = 'decided' and score >= ${line} and ${of('watch_id')} and not exists (select from samples a where a.hit_id = hits.id)
        group by verdict`.execute(db),
      sql<{ open: number; below: number }>`
        select (select count(*) from hits where state = 'open' and not sampled and score >= ${line} and ${of('watch_id')}) as open,
          (select count(*) from scores where verdict = 'allowed' and ${of('watch_id')}) as below`.execute(db),
      // Still open: verdict null.
      sql<{ verdict: Verdict | null; count: number }>`
        select h.verdict, count(*) as count from samples a join hits h on h.id = a.hit_id
        where ${of('a.watch_id')} group by h.verdict`.execute(db),
      sql<QualityFacts['expected']>`
        select count(*) filter (where verdict = 'suspect') as above, count(*) filter (where verdict = 'allowed') as below
        from scores where ${of('watch_id')}`.execute(db),
    ])
    return {
      pairs,
      waiting,
      decided: byVerdict(decided.rows),
      ...(counts.rows[0] ?? { open: 0, below: 0 }),
      expected: expected.rows[0] ?? { above: 0, below: 0 },
      ownLine,
      picked,
      samples: {
        drawn: drawn.rows.reduce((sum, { count }) => sum + count, 0),
        decided: byVerdict(drawn.rows.filter((row): row is Counted => row.verdict !== null)),
      },
    }
  },

  isAsked: (hit, user) => isAsked(db, hit, user),
})

async function ownLineOf(db: Kysely<Tables>, watch: string | null): Promise<number | null> {
  if (watch === null) return null
  const row = await db.selectFrom('watches').select('data').where('id', '=', watch).executeTakeFirst()
  return row?.data.line ?? null
}

/** Of one watch whose budget still picks it: over all of them there is no one line. */
async function pickedOf(db: Kysely<Tables>, watch: string | null): Promise<QualityFacts['picked']> {
  if (watch === null) return null
  const { rows } = await sql<NonNullable<QualityFacts['picked']>>`
    select l.line, l.reviews_a_day as "reviewsADay", l.listings_a_day as "listingsADay",
      to_char(l.set_at at time zone 'UTC', 'YYYY-MM-DD') as since
    from watch_lines l join watches w on w.id = l.watch_id and (w.data ->> 'reviewsADay')::float8 = l.reviews_a_day
    where l.watch_id = ${watch} and w.data ->> 'line' is null`.execute(db)
  return rows[0] ?? null
}

const byVerdict = (rows: readonly Counted[]): Partial<Record<Verdict, number>> =>
  Object.fromEntries(rows.map(({ verdict, count }) => [verdict, count]))

async function pairsOf(db: Kysely<Tables>, ofWatch: RawBuilder<unknown>): Promise<VerdictPair[]> {
  const { rows } = await sql<VerdictPair>`
    select k.first_verdict as first, k.second_verdict as second, k.third_verdict as third, count(*) as count
    from second_looks k join hits h on h.id = k.hit_id join verdicts v on v.id = k.first_decision
    where k.second_at is not null and v.undone_at is null and ${ofWatch}
    group by 1, 2, 3 order by 1, 2, 3`.execute(db)
  return rows
}

async function waitingOf(db: Kysely<Tables>, ofWatch: RawBuilder<unknown>): Promise<{ second: number; third: number }> {
  const { rows } = await sql<{ second: number; third: number }>`
    select count(*) filter (where k.second_at is null) as second,
      count(*) filter (where k.third_at is null and k.second_verdict <> k.first_verdict) as third
    from second_looks k join hits h on h.id = k.hit_id and h.state = 'decided' and h.decision_id = k.first_decision
    where ${ofWatch}`.execute(db)
  return rows[0] ?? { second: 0, third: 0 }
}
