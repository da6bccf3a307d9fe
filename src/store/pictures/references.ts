import { type Kysely, sql } from 'kysely'
import type { KnownPicture } from '../../model/known-picture.ts'
import { hashVersion } from '../../model/picture-hash.ts'
import { derivedId, storableText } from '../storable.ts'
import type { Tables } from '../tables.ts'
import { inTransaction, type Trx } from '../transaction.ts'
import { upsertHashes } from './picture-hashes.ts'
import { type ReferencePicture, type ReferenceStore, referencesMax } from './picture-store.ts'

export const referenceStore = (db: Kysely<Tables>, known: KnownLoader): ReferenceStore => ({
  add: ({ watch, kind, name, sha256, hashes, now }) =>
    inTransaction(db, async (trx) => {
      await upsertHashes(trx, [{ sha256, hashes }])
      const row = rowOf({ watch, kind, source: 'person', name, sha256 }, now)
      const added = await trx
        .insertInto('reference_pictures')
        .values(row)
        .onConflict((conflict) => conflict.columns(['watch_id', 'kind', 'sha256']).doNothing())
        .returning('id')
        .executeTakeFirst()
      await checkCount(trx, watch)
      return { id: row.id, added: added !== undefined }
    }),

  replaceNamed: (watch, pictures, now) =>
    inTransaction(db, async (trx) => {
      await upsertHashes(trx, pictures)
      const rows = pictures.map(({ name, sha256 }) =>
        rowOf({ watch, kind: 'official', source: 'watchlist', name, sha256 }, now),
      )
      const wanted = new Map(rows.map((row) => [row.id, row]))
      await trx
        .deleteFrom('reference_pictures')
        .where('watch_id', '=', watch)
        .where('source', '=', 'watchlist')
        .where(sql<boolean>`id <> all (${[...wanted.keys()]}::text[])`)
        .execute()
      await nameInWatchlist(trx, [...wanted.values()])
      await checkCount(trx, watch)
    }),

  async officials(watch, named, others) {
    const names = [...new Set(named)]
    const chosen = db
      .selectFrom('reference_pictures')
      .select(['sha256', 'name', 'id'])
      .where('watch_id', '=', watch)
      .where('kind', '=', 'official')
      .orderBy(sql`name = any (${names}::text[])`, 'desc')
      .orderBy('name')
      .orderBy('id')
      .limit(names.length + others)
    return await db.selectFrom(chosen.as('chosen')).select(['sha256', 'name']).orderBy('name').orderBy('id').execute()
  },

  async all(watch) {
    const rows = await db
      .selectFrom('reference_pictures')
      .selectAll()
      .$if(watch !== null, (query) => query.where('watch_id', '=', watch ?? ''))
      .orderBy('watch_id')
      .orderBy('kind', 'desc')
      .orderBy('name')
      .orderBy('id')
      .execute()
    return rows.map(pictureOf)
  },

  remove: (id) =>
    inTransaction(db, async (trx) => {
      const row = await trx
        .selectFrom('reference_pictures')
        .selectAll()
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
      if (!row) return { kind: 'missing' }
      if (row.source === 'watchlist') return { kind: 'in-watchlist' }
      await trx.deleteFrom('reference_pictures').where('id', '=', id).execute()
      return { kind: 'removed', picture: pictureOf(row) }
    }),

  known: (watch) => known(db, watch),
})

type Row = { id: string; watch_id: string; kind: ReferencePicture['kind']; source: ReferencePicture['source'] } & {
  name: string
  sha256: string
  added_at: Date
}

const rowOf = (given: Omit<ReferencePicture, 'id' | 'addedAt'>, now: Date): Row => ({
  id: derivedId('reference', given.watch, given.kind, given.sha256).slice(0, 12),
  watch_id: given.watch,
  kind: given.kind,
  source: given.source,
  name: storableText(given.name),
  sha256: given.sha256,
  added_at: now,
})

const pictureOf = (row: Row): ReferencePicture => ({
  id: row.id,
  watch: row.watch_id,
  kind: row.kind,
  source: row.source,
  name: row.name,
  sha256: row.sha256,
  addedAt: row.added_at,
})

/** What a person added stays theirs: it is still there when the watchlist names it no more. */
async function nameInWatchlist(trx: Trx, rows: readonly Row[]): Promise<void> {
  await sql`
    insert into reference_pictures (id, watch_id, kind, source, name, sha256, added_at)
    select id, watch, kind, source, name, sha256, added
    from unnest(
      ${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.watch_id)}::text[],
      ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.source)}::text[],
      ${rows.map((row) => row.name)}::text[], ${rows.map((row) => row.sha256)}::text[],
      ${rows.map((row) => row.added_at)}::timestamptz[]
    ) as named (id, watch, kind, source, name, sha256, added)
    on conflict (watch_id, kind, sha256) do update set name = excluded.name
    where reference_pictures.source = excluded.source`.execute(trx)
}

async function checkCount(trx: Trx, watch: string): Promise<void> {
  const { count } = await trx
    .selectFrom('reference_pictures')
    .select((build) => build.fn.countAll<string>().as('count'))
    .where('watch_id', '=', watch)
    .executeTakeFirstOrThrow()
  if (Number(count) > referencesMax) throw new RangeError(`a watch has at most ${referencesMax} known pictures`)
}

/** Gives the same array as long as a watch's known pictures are the same, so that its index is made once. */
export type KnownLoader = (db: Kysely<Tables>, watch: string) => Promise<readonly KnownPicture[]>

/** Watches whose known pictures are kept in memory, the last asked for. */
const watchesKept = 50

export function knownLoader(): KnownLoader {
  const kept = new Map<string, { stamp: string; pictures: readonly KnownPicture[] }>()
  return async (db, watch) => {
    const stamp = await stampOf(db, watch)
    const before = kept.get(watch)
    const entry = before?.stamp === stamp ? before : { stamp, pictures: await loadKnown(db, watch) }
    kept.delete(watch)
    kept.set(watch, entry)
    if (kept.size > watchesKept) kept.delete(kept.keys().next().value ?? '')
    return entry.pictures
  }
}

/** Names are told to people only; hashes that came later change the count. */
async function stampOf(db: Kysely<Tables>, watch: string): Promise<string> {
  const { rows } = await sql<{ stamp: string }>`
    select concat_ws(' ', count(*), max(r.seq), count(h.sha256)) as stamp from reference_pictures r
    left join picture_hashes h on h.sha256 = r.sha256 and h.version = ${hashVersion}
    where r.watch_id = ${watch}`.execute(db)
  return rows[0]?.stamp ?? ''
}

/** Without what is mirrored: listings' pictures are, and one of the two is enough. */
async function loadKnown(db: Kysely<Tables>, watch: string): Promise<readonly KnownPicture[]> {
  const { rows } = await sql<KnownPicture>`
    select r.kind, r.name, r.sha256, jsonb_set(h.hashes, '{mirrored}', '[]') as hashes from reference_pictures r
    join picture_hashes h on h.sha256 = r.sha256 and h.version = ${hashVersion} and h.hashes is not null
    where r.watch_id = ${watch} order by r.kind, r.sha256`.execute(db)
  return rows
}
