import { type Kysely, sql } from 'kysely'
import { keyOf, type Listing, type ListingKey } from '../../model/listing.ts'
import { isWholesale, wholesaleMarkets } from '../../model/market-kind.ts'
import { sameBitsMax, similarityOf } from '../../model/picture-hash.ts'
import type { Copy } from '../../model/seen-before.ts'
import { textSignature, textSimilarity } from '../../model/text-signature.ts'
import type { Watch } from '../../model/watch.ts'
import { storableText } from '../storable.ts'
import type { Tables } from '../tables.ts'
import type { Trx } from '../transaction.ts'

/** Shorter titles and descriptions are alike by chance, and are not compared. */
const lettersMin = { title: 40, description: 120 } as const
/** From this similarity on it is the same text. */
const sameText = 0.8
/** Listings with a common band or picture that are looked at, for one listing; and copies kept of one. */
const candidatesMax = 50
const copiesMax = 3

/** A retail listing's bands are told from a wholesale one's, so that a look-up meets the other side's alone. */
const sideOf = (bands: readonly number[], wholesale: boolean): number[] =>
  bands.map((band) => (wholesale ? band | 1 : band & ~1))

type TextRow = ListingKey & { field: 'title' | 'description'; signature: string; own: string; other: string }

function textRows(listings: readonly Listing[]): TextRow[] {
  return listings.flatMap((listing) =>
    (['title', 'description'] as const).flatMap((field) => {
      const made = textSignature(storableText(listing[field] ?? ''), lettersMin[field])
      if (!made) return []
      const wholesale = isWholesale(listing.marketplace)
      const bands = (side: boolean) => `{${sideOf(made.bands, side).join()}}`
      const { marketplace, id } = listing
      return [{ marketplace, id, field, signature: made.signature, own: bands(wholesale), other: bands(!wholesale) }]
    }),
  )
}

/** Keeps what the batch's titles and descriptions are recognised by. */
export async function keepTexts(trx: Trx, listings: readonly Listing[]): Promise<void> {
  const rows = textRows(listings)
  await sql`
    insert into listing_texts (marketplace, listing_id, field, signature, bands)
    select marketplace, id, field, signature, bands::integer[]
    from unnest(
      ${rows.map((row) => row.marketplace)}::text[], ${rows.map((row) => row.id)}::text[],
      ${rows.map((row) => row.field)}::text[], ${rows.map((row) => row.signature)}::text[],
      ${rows.map((row) => row.own)}::text[]
    ) as batch (marketplace, id, field, signature, bands)
    order by marketplace collate "C", id collate "C", field
    on conflict (marketplace, listing_id, field) do update set signature = excluded.signature, bands = excluded.bands
    where listing_texts.signature <> excluded.signature`.execute(trx)
}

type Found = { marketplace: string; id: string; other: string; otherId: string; price: Copy['price'] }
type KeyedCopy = { key: string; copy: Copy }

/**
 * By `keyOf`: listings on the other kind of market with the same picture, description or title, the surest first. What an
 * authorised seller shows too is the brand's own, and no copy.
 */
export async function loadCopies(
  db: Kysely<Tables>,
  watch: Watch,
  listings: readonly Listing[],
): Promise<Map<string, Copy[]>> {
  const found = [...(await samePictures(db, watch, listings)), ...(await sameTexts(db, watch, listings))]
  const copies = new Map<string, Copy[]>()
  for (const { key, copy } of found) {
    const soFar = copies.get(key) ?? []
    const isKnown = soFar.some((one) => one.marketplace === copy.marketplace && one.id === copy.id)
    if (!isKnown && soFar.length < copiesMax) copies.set(key, [...soFar, copy])
  }
  return copies
}

async function samePictures(db: Kysely<Tables>, watch: Watch, listings: readonly ListingKey[]): Promise<KeyedCopy[]> {
  const { rows } = await sql<Found & { mine: string; frequency: number; difference: number }>`
    select k.marketplace, k.id, mine.sha256 as mine, c.* from unnest(
      ${listings.map(({ marketplace }) => marketplace)}::text[], ${listings.map(({ id }) => id)}::text[]
    ) as k (marketplace, id)
    join pictures own on own.marketplace = k.marketplace and own.listing_id = k.id and own.position = 0
    join picture_hashes mine on mine.sha256 = own.sha256
    cross join lateral (
      select p.marketplace as other, p.listing_id as "otherId", l.data -> 'price' as price,
        bit_count(h.frequency # mine.frequency)::integer as frequency,
        bit_count(h.difference # mine.difference)::integer as difference
      from picture_hashes h
      join pictures p on p.sha256 = h.sha256 and p.position = 0
      join listings l on l.marketplace = p.marketplace and l.id = p.listing_id
      where h.bands && mine.bands and h.version = mine.version
        and bit_count(h.frequency # mine.frequency) <= ${sameBitsMax}
        and (p.marketplace = any(${wholesaleMarkets}::text[])) <> (k.marketplace = any(${wholesaleMarkets}::text[]))
      limit ${candidatesMax}) c
    order by k.marketplace, k.id, frequency, other, "otherId"`.execute(db)
  const official = await picturesOfAuthorised(db, watch, new Set(rows.map(({ mine }) => mine)))
  return rows
    .filter(({ mine }) => !official.has(mine))
    .map((row) => ({
      key: keyOf(row.marketplace, row.id),
      copy: copyOf(row, 'picture', similarityOf(row.frequency, row.difference)),
    }))
}

async function sameTexts(db: Kysely<Tables>, watch: Watch, listings: readonly Listing[]): Promise<KeyedCopy[]> {
  const own = textRows(listings)
  const { rows } = await sql<Found & { at: number; signature: string }>`
    select k.marketplace, k.id, k.at::integer as at, c.* from unnest(
      ${own.map((row) => row.marketplace)}::text[], ${own.map((row) => row.id)}::text[],
      ${own.map((row) => row.field)}::text[], ${own.map((row) => row.other)}::text[]
    ) with ordinality as k (marketplace, id, field, other, at)
    cross join lateral (
      select t.marketplace as other, t.listing_id as "otherId", t.signature, l.data -> 'price' as price
      from listing_texts t
      join listings l on l.marketplace = t.marketplace and l.id = t.listing_id
      where t.bands && k.other::integer[] and t.field = k.field
      limit ${candidatesMax}) c
    order by k.at, other, "otherId"`.execute(db)
  const same = rows.flatMap((row) => {
    const text = own[row.at - 1]
    const similarity = text ? textSimilarity(text.signature, row.signature) : 0
    return text && similarity >= sameText ? [{ row, text, similarity }] : []
  })
  const official = await textsOfAuthorised(db, watch, [...new Set(same.map(({ text }) => text))])
  return same
    .filter(({ text }) => !official.has(text.signature))
    .sort((a, b) => b.similarity - a.similarity)
    .map(({ row, text, similarity }) => ({
      key: keyOf(row.marketplace, row.id),
      copy: copyOf(row, text.field, similarity),
    }))
}

const isAuthorised = (watch: Watch) => {
  const names = watch.authorisedSellers.map((name) => storableText(name.toLowerCase()))
  return sql`(lower(l.data #>> '{seller,name}') = any(${names}::text[]) or lower(l.seller_key) = any(${names}::text[]))`
}

/** Of these pictures, by sha256, those that an authorised seller shows too. */
export async function picturesOfAuthorised(
  db: Kysely<Tables>,
  watch: Watch,
  pictures: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  if (pictures.size === 0 || watch.authorisedSellers.length === 0) return new Set()
  const { rows } = await sql<{ sha256: string }>`
    select mine.sha256 from picture_hashes mine cross join lateral (
      select from picture_hashes h
      join pictures p on p.sha256 = h.sha256
      join listings l on l.marketplace = p.marketplace and l.id = p.listing_id
      where h.bands && mine.bands and h.version = mine.version
        and bit_count(h.frequency # mine.frequency) <= ${sameBitsMax} and ${isAuthorised(watch)}
      limit 1) shown
    where mine.sha256 = any(${[...pictures]}::text[])`.execute(db)
  return new Set(rows.map(({ sha256 }) => sha256))
}

/** Of these texts, by signature, those that an authorised seller has too, as far as the nearest are looked at. */
async function textsOfAuthorised(
  db: Kysely<Tables>,
  watch: Watch,
  texts: readonly TextRow[],
): Promise<ReadonlySet<string>> {
  if (texts.length === 0 || watch.authorisedSellers.length === 0) return new Set()
  const { rows } = await sql<{ signature: string; shown: string }>`
    select k.signature, shown.signature as shown from unnest(
      ${texts.map((text) => text.signature)}::text[], ${texts.map((text) => text.own)}::text[],
      ${texts.map((text) => text.other)}::text[], ${texts.map((text) => text.field)}::text[]
    ) as k (signature, own, other, field)
    cross join lateral (
      select t.signature from listing_texts t
      join listings l on l.marketplace = t.marketplace and l.id = t.listing_id
      where (t.bands && k.own::integer[] or t.bands && k.other::integer[]) and t.field = k.field and ${isAuthorised(watch)}
      limit ${candidatesMax}) shown`.execute(db)
  // A band in common is not the same text yet.
  return new Set(rows.flatMap((row) => (textSimilarity(row.signature, row.shown) >= sameText ? [row.signature] : [])))
}

const copyOf = ({ other, otherId, price }: Found, by: Copy['by'], similarity: number): Copy => ({
  ...{ kind: 'copy', by, similarity: Math.round(similarity * 100) / 100 },
  ...{ marketplace: other, id: otherId, price },
})
