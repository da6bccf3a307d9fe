import { sql } from 'kysely'
import {
  type Grouping,
  type GroupKey,
  type GroupKind,
  grouping,
  textOf,
  type Ungrouped,
} from '../../model/hit-group.ts'
import { haveSameColours } from '../../model/picture-colour.ts'
import { type PictureHashes, sameBitsMax } from '../../model/picture-hash.ts'
import { derivedId } from '../storable.ts'
import type { Trx } from '../transaction.ts'

/** A hit with its keys as the model makes them: a picture's key is its file. */
export type Keyed = Omit<Ungrouped, 'standing'>

/** Groups of one key that are looked at, and pictures near one's own. */
const groupsOfKeyMax = 100
const nearMax = 20

/**
 * Puts a batch's hits into their groups. Called last in a transaction that holds the hits' rows: batches of a watch come one
 * after another here, so that two do not begin the same group.
 */
export async function keepGroups(
  trx: Trx,
  { watch, run, batch, now }: { watch: string; run: string; batch: string; now: Date },
  hits: readonly Keyed[],
): Promise<void> {
  if (hits.length === 0) return
  await sql`select pg_advisory_xact_lock(hashtextextended(${`groups of ${watch}`}, 0))`.execute(trx)
  const standing = await standingOf(trx, hits)
  const keyed = await withKnownPictures(trx, watch, hits)
  const kept = keyed.map((hit) => ({ ...hit, standing: standing.get(hit.id) ?? null }))
  const known = await knownGroups(trx, watch, kept)
  const made = grouping(kept, known, (hit) => derivedId('group', batch, hit))
  await saveKeys(trx, { watch, run, now }, made)
  await saveGroups(trx, { run, now }, made, standing)
}

type Standing = { group: string; by: GroupKind | null }

async function standingOf(trx: Trx, hits: readonly Keyed[]): Promise<Map<string, Standing>> {
  const { rows } = await sql<{ id: string } & Standing>`
    select id, group_id as "group", group_by as by from hits
    where id = any(${hits.map(({ id }) => id)}::text[]) and group_id is not null`.execute(trx)
  return new Map(rows.map(({ id, ...one }) => [id, one]))
}

/**
 * A picture that is the same photo as one that a group began with goes by that one's file, else by the first file of the batch's own
 * that show it; keys are of one length.
 */
async function withKnownPictures(trx: Trx, watch: string, hits: readonly Keyed[]): Promise<Keyed[]> {
  const files = [...new Set(hits.flatMap(({ keys }) => keys.filter(isPicture).map(({ key }) => key)))]
  const near = new Map<string, string>()
  if (files.length > 0) {
    const { rows } = await sql<{ mine: string; own: PictureHashes; other: string; hashes: PictureHashes }>`
      select o.sha256 as mine, o.hashes as own, c.* from picture_hashes o cross join lateral (
        select h.sha256 as other, h.hashes, k.known from picture_hashes h
        cross join lateral (select exists (
          select from group_keys where watch_id = ${watch} and kind = 'picture' and key = h.sha256) as known) k
        where h.bands && o.bands and h.version = o.version and bit_count(h.frequency # o.frequency) <= ${sameBitsMax}
          and (k.known or h.sha256 = any(${files}::text[]))
        order by k.known desc, h.sha256 limit ${nearMax}) c
      where o.sha256 = any(${files}::text[]) and o.hashes is not null
      order by o.sha256, c.known desc, c.known and c.other = o.sha256 desc, c.other`.execute(trx)
    for (const { mine, own, other, hashes } of rows)
      if (!near.has(mine) && haveSameColours(own.colours, hashes.colours)) near.set(mine, other)
  }
  const keyOf = (one: GroupKey): GroupKey =>
    isPicture(one) ? { ...one, key: near.get(one.key) ?? one.key } : { ...one, key: derivedId(one.kind, one.key) }
  return hits.map((hit) => ({ ...hit, keys: hit.keys.map(keyOf) }))
}

const isPicture = ({ kind }: GroupKey): boolean => kind === 'picture'

async function knownGroups(trx: Trx, watch: string, hits: readonly Ungrouped[]) {
  const keys = [...new Map(hits.flatMap((hit) => hit.keys).map((key) => [textOf(key), key])).values()]
  const { rows } = await sql<GroupKey & { group: string }>`
    select a.kind, a.key, g.group_id as "group" from unnest(
      ${keys.map(({ kind }) => kind)}::text[], ${keys.map(({ key }) => key)}::text[]) as a (kind, key)
    cross join lateral (
      select group_id, made_at from group_keys k where k.watch_id = ${watch} and k.kind = a.kind and k.key = a.key
      order by made_at desc, group_id limit ${groupsOfKeyMax}) g
    order by a.kind, a.key, g.made_at, g.group_id`.execute(trx)
  const byKey = new Map<string, string[]>()
  for (const row of rows) byKey.set(textOf(row), [...(byKey.get(textOf(row)) ?? []), row.group])
  const groups = new Set([...rows.map(({ group }) => group), ...hits.flatMap(({ standing }) => standing?.group ?? [])])
  const { rows: counts } = await sql<{ id: string; hits: number; open: number }>`
    select g.id, (select count(*) from (select from hits where group_id = g.id and state = 'open' and not sampled limit 100) o)::integer as open,
      (select count(*) from (
        (select from hits where group_id = g.id and state = 'open' and not sampled limit 2) union all
        (select from hits where group_id = g.id and state = 'decided' limit 2)) a)::integer as hits
    from unnest(${[...groups]}::text[]) as g (id)`.execute(trx)
  return { byKey, size: new Map(counts.map(({ id, ...count }) => [id, count])) }
}

async function saveKeys(trx: Trx, by: { watch: string; run: string; now: Date }, made: Grouping): Promise<void> {
  if (made.ended.length > 0) await trx.deleteFrom('group_keys').where('group_id', 'in', made.ended).execute()
  if (made.keys.length === 0) return
  await sql`
    insert into group_keys (watch_id, kind, key, group_id, run_id, made_at)
    select ${by.watch}, kind, key, group_id, ${by.run}, ${by.now} from unnest(
      ${made.keys.map(({ kind }) => kind)}::text[], ${made.keys.map(({ key }) => key)}::text[],
      ${made.keys.map(({ group }) => group)}::text[]) as made (kind, key, group_id)
    on conflict do nothing`.execute(trx)
}

/** Who comes to a group that another run has begun came later, and says so. */
async function saveGroups(
  trx: Trx,
  by: { run: string; now: Date },
  { grouped }: Grouping,
  standing: ReadonlyMap<string, Standing>,
): Promise<void> {
  const changed = grouped.filter(({ id, group, by: kind }) => {
    const was = standing.get(id)
    return was?.group !== group || was.by !== kind
  })
  if (changed.length === 0) return
  await sql`
    update hits set group_id = c.group_id, group_by = c.kind,
      joined_at = case when hits.group_id = c.group_id then hits.joined_at
        when c.kind is not null and exists (
          select from group_keys k where k.group_id = c.group_id and k.run_id <> ${by.run}) then ${by.now}::timestamptz end
    from unnest(
      ${changed.map(({ id }) => id)}::text[], ${changed.map(({ group }) => group)}::text[],
      ${changed.map((one) => one.by)}::text[]) as c (id, group_id, kind)
    where hits.id = c.id`.execute(trx)
}
