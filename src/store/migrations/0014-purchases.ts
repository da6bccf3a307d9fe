import { type Kysely, sql } from 'kysely'

/** What a list of purchases asks of events without opening their records: which bag, which listing was bought. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // The bag that an event closes or opens anew; null for every other event.
  'alter table evidence_events add column bag text collate "C"',
  // Of an order: what was bought.
  'alter table evidence_events add column marketplace text collate "C", add column listing_id text collate "C"',
  'create index evidence_events_by_bag on evidence_events (bag) where bag is not null',
  'create index evidence_events_by_listing on evidence_events (marketplace, listing_id) where listing_id is not null',
  // Which captures of a listing were ordered, are under way, failed.
  'create index capture_jobs_by_listing on capture_jobs (marketplace, listing_id, requested_at desc) where listing_id is not null',
]
