import { type Kysely, sql } from 'kysely'
import type { Finding } from '../../model/finding.ts'
import type { Verdict } from '../../model/hit.ts'
import { appendAudit } from '../audit/audit.ts'
import { storableText, toJson } from '../storable.ts'
import type { Tables } from '../tables.ts'
import { inTransaction, type Trx } from '../transaction.ts'
import type { LearningStore, ScoredRow } from './learning-store.ts'

export const learningStore = (db: Kysely<Tables>): LearningStore => ({
  async keepVersion({ kind, weights, fittedOn }, now) {
    await db
      .insertInto('weight_versions')
      .values({
        ...{ version: weights.version, kind, weights: toJson(weights), made_at: now },
        fitted_on: fittedOn && toJson(fittedOn),
      })
      .onConflict((conflict) => conflict.column('version').doNothing())
      .execute()
  },

  async versions() {
    const rows = await db
      .selectFrom('weight_versions')
      .selectAll()
      .orderBy('made_at', 'desc')
      .orderBy('version', 'desc')
      .execute()
    return rows.map((row) => ({ kind: row.kind, weights: row.weights, fittedOn: row.fitted_on, madeAt: row.made_at }))
  },

  async choices(limit) {
    const rows = await db.selectFrom('weight_choices').selectAll().orderBy('seq', 'desc').limit(limit).execute()
    return rows.map((row) => ({ version: row.version, by: row.chosen_by, at: row.chosen_at }))
  },

  choose: (version, by, now) => inTransaction(db, (trx) => choose(trx, version, by, now)),

  async decided(watch, limit) {
    const { rows } = await sql<{
      hit: string
      watch: string
      verdict: Verdict
      decidedAt: Date
      findings: Finding[] | null
      matcher: string | null
      sampledAt: number | null
    }>`
      select v.hit_id as hit, h.watch_id as watch, v.verdict, v.decided_at as "decidedAt",
        coalesce(v.findings, s.findings) as findings, coalesce(v.matcher, s.matcher) as matcher, a.rate as "sampledAt"
      from hits h
      join verdicts v on v.id = h.decision_id and v.undone_at is null
      -- A decision of before findings were kept with it: today's score, when it is not of later.
      left join scores s on v.findings is null and s.watch_id = h.watch_id and s.marketplace = h.marketplace
        and s.listing_id = h.listing_id and s.scored_at <= v.decided_at
      left join samples a on a.hit_id = v.hit_id
      where v.verdict in ('counterfeit', 'allowed', 'not-our-product') and ${ofWatch(watch)}
        and not exists (select from second_looks k
          where k.first_decision = v.id and k.second_verdict <> k.first_verdict and k.third_at is null)
      order by v.decided_at desc, v.hit_id limit ${limit}`.execute(db)
    return rows
  },

  async scored(watch, limit) {
    const { rows } = await sql<ScoredRow>`
      select case when h.sampled then null else h.id end as hit, s.watch_id as watch, s.marketplace, s.listing_id as listing,
        l.title, s.findings, s.matcher
      from scores s
      join listings l on l.marketplace = s.marketplace and l.id = s.listing_id
      left join hits h on h.watch_id = s.watch_id and h.marketplace = s.marketplace and h.listing_id = s.listing_id
      where ${watch === null ? sql`true` : sql`s.watch_id = ${watch}`}
      order by s.scored_at desc, s.marketplace, s.listing_id limit ${limit}`.execute(db)
    return rows
  },
})

const ofWatch = (watch: string | null) => (watch === null ? sql`true` : sql`h.watch_id = ${watch}`)

/** One choice at a time, whatever the process: an advisory lock beside those of database.ts and audit.ts. */
const choiceLock = 610_004

async function choose(
  trx: Trx,
  version: string | null,
  by: string,
  now: Date,
): Promise<'chosen' | 'already' | 'missing'> {
  await sql`select pg_advisory_xact_lock(${choiceLock})`.execute(trx)
  if (version !== null) {
    const known = await trx.selectFrom('weight_versions').select('version').where('version', '=', version).execute()
    if (known.length === 0) return 'missing'
  }
  const last = await trx
    .selectFrom('weight_choices')
    .select('version')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const inForce = last?.version ?? null
  if (inForce === version) return 'already'
  await trx
    .insertInto('weight_choices')
    .values({ version, chosen_by: storableText(by), chosen_at: now })
    .execute()
  await appendAudit(trx, { who: by, action: 'weights.choose', what: { version, before: inForce }, now })
  return 'chosen'
}
