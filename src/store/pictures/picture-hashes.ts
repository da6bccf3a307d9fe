import { type Kysely, sql } from 'kysely'
import { keyOf, type ListingKey } from '../../model/listing.ts'
import { pictureIdentity } from '../../model/listing-change.ts'
import { hashVersion, type PictureHashes } from '../../model/picture-hash.ts'
import { storableText, toJson } from '../storable.ts'
import type { Tables } from '../tables.ts'

/** Six bands of 64 bits: two hashes that differ in at most five bits have one band in common. */
const bandEnds = [11, 22, 33, 44, 54, 64]

/** Numbers that two near hashes share at least one of: the band's number, then its bits. */
export function bandsOf(difference: string): number[] {
  const bits = [...difference].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('')
  return bandEnds.map((end, band) => band * 2048 + Number.parseInt(bits.slice(bandEnds[band - 1] ?? 0, end), 2))
}

/** Hashes are a property of what is kept: the same bytes, the same hashes, whoever saves them. */
export async function upsertHashes(
  db: Kysely<Tables>,
  pictures: readonly { sha256: string; hashes: PictureHashes | null }[],
): Promise<void> {
  if (pictures.length === 0) return
  const unique = [...new Map(pictures.map((picture) => [picture.sha256, picture])).values()]
  const cores = unique.map(({ hashes }) => hashes?.upright.at(-1) ?? null)
  await sql`
    insert into picture_hashes (sha256, version, hashes, difference, frequency, bands)
    select sha256, ${hashVersion}, hashes::jsonb, ('x' || difference)::bit(64), ('x' || frequency)::bit(256), bands::integer[]
    from unnest(
      ${unique.map(({ sha256 }) => sha256)}::text[],
      ${unique.map(({ hashes }) => (hashes ? toJson(hashes) : null))}::text[],
      ${cores.map((core) => core?.difference ?? null)}::text[],
      ${cores.map((core) => core?.frequency ?? null)}::text[],
      ${cores.map((core) => (core ? `{${bandsOf(core.difference).join()}}` : null))}::text[]
    ) as hashed (sha256, hashes, difference, frequency, bands)
    order by sha256
    on conflict (sha256) do update set version = excluded.version, hashes = excluded.hashes,
      difference = excluded.difference, frequency = excluded.frequency, bands = excluded.bands
    where picture_hashes.version <> excluded.version`.execute(db)
}

type Shown = ListingKey & { picture: string | undefined }

export type KeptPicture = { sha256: string; hashes: PictureHashes }

/** By `keyOf`: file and hashes of the first picture of each listing, where that is what it shows (`picture`, an address) now. */
export async function loadHashes(db: Kysely<Tables>, listings: readonly Shown[]): Promise<Map<string, KeptPicture>> {
  const { rows } = await sql<{ marketplace: string; id: string; url: string } & KeptPicture>`
    select k.marketplace, k.id, p.url, h.sha256, h.hashes
    from unnest(${listings.map((listing) => listing.marketplace)}::text[], ${listings.map((listing) => listing.id)}::text[])
      as k (marketplace, id)
    join pictures p on p.marketplace = k.marketplace and p.listing_id = k.id and p.position = 0
    join picture_hashes h on h.sha256 = p.sha256 and h.version = ${hashVersion} and h.hashes is not null`.execute(db)
  const shown = new Map(listings.map((each) => [keyOf(each.marketplace, each.id), identityOf(each.picture)]))
  const fitting = rows.filter((row) => shown.get(keyOf(row.marketplace, row.id)) === identityOf(row.url))
  return new Map(fitting.map((row) => [keyOf(row.marketplace, row.id), { sha256: row.sha256, hashes: row.hashes }]))
}

const identityOf = (url: string | undefined): string | null =>
  url === undefined ? null : pictureIdentity(storableText(url))
