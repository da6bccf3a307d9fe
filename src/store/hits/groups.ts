import { type Kysely, sql } from 'kysely'
import { changesBetween, type Snapshot, snapshotOf, type Verdict } from '../../model/hit.ts'
import { type GroupKind, groupOpenMax } from '../../model/hit-group.ts'
import type { Listing } from '../../model/listing.ts'
import type { Tables } from '../tables.ts'
import type { GroupStore, HitGroup, Member } from './group-store.ts'
import { whereOf } from './hit-filter.ts'
import { leaseOf } from './hit-rows.ts'
import type { HitFilter } from './hit-store.ts'

/** Decided hits of a group that are counted. */
const decidedMax = 200

export const groupStore = (db: Kysely<Tables>): GroupStore => ({
  async of(hits, filter) {
    if (hits.length === 0) return new Map()
    const [own, members, decided] = await Promise.all([
      ownOf(db, hits),
      membersOf(db, hits, { ...filter, state: 'open' }),
      decidedOf(db, hits),
    ])
    const groups = new Map<string, HitGroup>()
    for (const { id, ...one } of own) {
      const group = { ...one, members: members.get(id) ?? [], ...(decided.get(id) ?? { decided: {}, last: null }) }
      if (group.members.length > 0 || group.last) groups.set(id, group)
    }
    return groups
  },
})

const openOnes = (hits: readonly string[]) =>
  sql`select * from hits where id = any(${[...hits]}::text[]) and state = 'open' and not sampled and group_id is not null`

async function ownOf(db: Kysely<Tables>, hits: readonly string[]) {
  const { rows } = await sql<{ id: string; by: GroupKind | null; joinedAt: Date | null }>`
    select id, group_by as by, joined_at as "joinedAt" from (${openOnes(hits)}) own`.execute(db)
  return rows
}

type MemberRow = Omit<Member, 'changes' | 'lease'> & {
  of: string
  data: Listing | null
  decidedOn: Snapshot | null
  leasedBy: string | null
  leasedName: string | null
  leasedUntil: Date | null
}

async function membersOf(
  db: Kysely<Tables>,
  hits: readonly string[],
  filter: HitFilter,
): Promise<Map<string, Member[]>> {
  const { rows } = await sql<MemberRow>`
    select a.id as of, o.id, o.marketplace, l.title, coalesce(nullif(l.data -> 'price', 'null'), l.detail -> 'price') as price,
      coalesce(l.data #>> '{seller,name}', l.detail #>> '{seller,name}', l.data #>> '{seller,id}') as seller, p.sha256 as picture,
      o.score, o.group_by as by, o.joined_at as "joinedAt", o.decided_on as "decidedOn",
      case when o.decided_on is not null then l.data end as data,
      o.leased_by as "leasedBy", coalesce(u.name, o.leased_by) as "leasedName", o.leased_until as "leasedUntil"
    from (${openOnes(hits)}) a
    cross join lateral (
      select m.* from (select * from hits where ${whereOf(filter)}) m
      where m.group_id = a.group_id and m.verdict is not distinct from a.verdict and m.id <> a.id
      order by m.rank desc, m.id limit ${groupOpenMax}) o
    join listings l on l.marketplace = o.marketplace and l.id = o.listing_id
    left join users u on u.id = o.leased_by
    left join pictures p on p.marketplace = o.marketplace and p.listing_id = o.listing_id and p.position = 0
    order by a.id, o.rank desc, o.id`.execute(db)
  const members = new Map<string, Member[]>()
  for (const row of rows) members.set(row.of, [...(members.get(row.of) ?? []), memberOf(row)])
  return members
}

const memberOf = ({ of: _, data, decidedOn, leasedBy, leasedName, leasedUntil, ...member }: MemberRow): Member => ({
  ...member,
  changes: data && decidedOn ? changesBetween(decidedOn, snapshotOf(data)) : [],
  lease: leaseOf({ leasedBy, leasedName, leasedUntil }),
})

type DecidedRow = { of: string; verdict: Verdict; by: string; at: Date }

async function decidedOf(
  db: Kysely<Tables>,
  hits: readonly string[],
): Promise<Map<string, Pick<HitGroup, 'decided' | 'last'>>> {
  const { rows } = await sql<DecidedRow>`
    select a.id as of, d.verdict, coalesce(u.name, d.decided_by) as by, d.decided_at as at from (${openOnes(hits)}) a
    cross join lateral (
      select verdict, decided_by, decided_at from hits m
      where m.group_id = a.group_id and m.state = 'decided' and m.verdict is not null and not exists (
        select from second_looks k where k.hit_id = m.id and (k.second_at is null or k.second_verdict <> k.first_verdict))
      order by m.decided_at desc limit ${decidedMax}) d
    left join users u on u.id = d.decided_by
    order by a.id, d.decided_at desc`.execute(db)
  const decided = new Map<string, Pick<HitGroup, 'decided' | 'last'>>()
  for (const { of, ...last } of rows) {
    const soFar = decided.get(of) ?? { decided: {}, last }
    decided.set(of, { ...soFar, decided: { ...soFar.decided, [last.verdict]: (soFar.decided[last.verdict] ?? 0) + 1 } })
  }
  return decided
}
