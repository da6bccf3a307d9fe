import { type Kysely, sql } from 'kysely'
import type { Listing, ListingKey } from '../model/listing.ts'
import { isWholesale, wholesaleMarkets } from '../model/market-kind.ts'
import { similarityOf } from '../model/picture-hash.ts'
import type { Copy } from '../model/seen-before.ts'
import { textSignature, textSimilarity } from '../model/text-signature.ts'
import type { Watch } from '../model/watch.ts'
import { keyOf } from './score-rows.ts'
import { storableText } from './storable.ts'
import type { Tables } from './tables.ts'
import type { Trx } from './transaction.ts'

/** Shorter titles and descriptions are alike by chance, and are not compared. */
const lettersMin = { title: 40, description: 120 } as const
/** From this similarity on it is the same text. */
const sameText = 0.8
/** Bits of the frequency hash in which the same picture may differ: a similarity of 0.95. */
const sameBitsMax = 48
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

/**
 * By `keyOf`: listings on the other kind of market with the same picture, description or title, the most alike first.
 * What an authorised seller shows too is the brand's own, and no copy.
 */
export async function loadCopies(
  db: Kysely<Tables>,
  watch: Watch,
  listings: readonly Listing[],
): Promise<Map<string, Copy[]>> {
  const found = [...(await samePictures(db, watch, listings)), ...(await sameTexts(db, watch, listings))]
  const copies = new Map<string, Copy[]>()
  for (const [key, copy] of found) {
    const soFar = copies.get(key) ?? []
    const isKnown = soFar.some((one) => one.marketplace === copy.marketplace && one.id === copy.id)
    if (!isKnown && soFar.length < copiesMax) copies.set(key, [...soFar, copy])
  }
  return copies
}

/** Sellers as they are written, and otherwise: in lower case. */
const authorisedOf = (watch: Watch) => watch.authorisedSellers.map((name) => storableText(name.toLowerCase()))

const isAuthorised = (authorised: readonly string[]) =>
  sql`(lower(l.data #>> '{seller,name}') = any(${authorised}::text[]) or lower(l.seller_key) = any(${authorised}::text[]))`

async function samePictures(
  db: Kysely<Tables>,
  watch: Watch,
  listings: readonly ListingKey[],
): Promise<[key: string, Copy][]> {
  const { rows } = await sql<Found & { frequency: number; difference: number }>`
    select k.marketplace, k.id, c.* from unnest(
      ${listings.map(({ marketplace }) => marketplace)}::text[], ${listings.map(({ id }) => id)}::text[]
    ) as k (marketplace, id)
    join pictures own on own.marketplace = k.marketplace and own.listing_id = k.id and own.position = 0
    join picture_hashes mine on mine.sha256 = own.sha256
    cross join lateral (
      select p.marketplace as other, p.listing_id as "otherId", l.data -> 'price' as price, h.sha256,
        bit_count(h.frequency # mine.frequency)::integer as frequency,
        bit_count(h.difference # mine.difference)::integer as difference
      from picture_hashes h
      join pictures p on p.sha256 = h.sha256 and p.position = 0
      join listings l on l.marketplace = p.marketplace and l.id = p.listing_id
      where h.bands && mine.bands and h.version = mine.version
        and bit_count(h.frequency # mine.frequency) <= ${sameBitsMax}
        and (p.marketplace = any(${wholesaleMarkets}::text[])) <> (k.marketplace = any(${wholesaleMarkets}::text[]))
      limit ${candidatesMax}) c
    where not exists (
      select from picture_hashes h
      join pictures p on p.sha256 = h.sha256
      join listings l on l.marketplace = p.marketplace and l.id = p.listing_id
      where h.bands && mine.bands and h.version = mine.version
        and bit_count(h.frequency # mine.frequency) <= ${sameBitsMax} and ${isAuthorised(authorisedOf(watch))})
    order by k.marketplace, k.id, frequency, other, "otherId"`.execute(db)
  return rows.map((row) => {
    const similarity = similarityOf(row.frequency, row.difference)
    return [keyOf(row.marketplace, row.id), copyOf(row, 'picture', similarity)]
  })
}

async function sameTexts(
  db: Kysely<Tables>,
  watch: Watch,
  listings: readonly Listing[],
): Promise<[key: string, Copy][]> {
  const own = textRows(listings)
  if (own.length === 0) return []
  const { rows } = await sql<Found & { field: TextRow['field']; mine: string; theirs: string }>`
    select k.marketplace, k.id, k.field, k.signature as mine, c.* from unnest(
      ${own.map((row) => row.marketplace)}::text[], ${own.map((row) => row.id)}::text[],
      ${own.map((row) => row.field)}::text[], ${own.map((row) => row.signature)}::text[],
      ${own.map((row) => row.own)}::text[], ${own.map((row) => row.other)}::text[]
    ) as k (marketplace, id, field, signature, own, other)
    cross join lateral (
      select t.marketplace as other, t.listing_id as "otherId", t.signature as theirs, l.data -> 'price' as price
      from listing_texts t
      join listings l on l.marketplace = t.marketplace and l.id = t.listing_id
      where t.bands && k.other::integer[] and t.field = k.field
      limit ${candidatesMax}) c
    where not exists (
      select from listing_texts t
      join listings l on l.marketplace = t.marketplace and l.id = t.listing_id
      where t.bands && k.own::integer[] and t.field = k.field and ${isAuthorised(authorisedOf(watch))})
    order by k.marketplace, k.id, k.field, other, "otherId"`.execute(db)
  return rows
    .map((row) => ({ row, similarity: textSimilarity(row.mine, row.theirs) }))
    .filter(({ similarity }) => similarity >= sameText)
    .sort((a, b) => b.similarity - a.similarity)
    .map(({ row, similarity }) => [keyOf(row.marketplace, row.id), copyOf(row, row.field, similarity)])
}

const copyOf = ({ other, otherId, price }: Found, by: Copy['by'], similarity: number): Copy => ({
  ...{ kind: 'copy', by, similarity: Math.round(similarity * 100) / 100 },
  ...{ marketplace: other, id: otherId, price },
})
