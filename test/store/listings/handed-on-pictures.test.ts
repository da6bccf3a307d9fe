import { expect, it } from 'vitest'
import type { Listing } from '../../../src/model/listing.ts'
import type { SeenBefore } from '../../../src/model/seen-before.ts'
import type { Store } from '../../../src/store/store.ts'
import { aListing, aWatch } from '../../builders.ts'
import { query } from '../database.ts'
import { eachWithStore } from '../each-with-store.ts'
import { anId, someHashes } from '../pictures/pictured.ts'
import { at, hitsWith, type Scorer, seen } from '../visits/on-the-way.ts'

let store: Store
let url: string
eachWithStore((given) => {
  ;({ store, url } = given)
})

let runs = 0
async function handed(listing: Listing): Promise<SeenBefore> {
  let before: SeenBefore | null = null
  const score: Scorer = (watch, batch, _pictures, known) => {
    before = known
    return hitsWith([])(watch, batch)
  }
  runs += 1
  await seen(store, { run: `run-${runs}`, minute: runs, listings: [listing], score })
  return before!
}

/** Shown by a seller, with its picture kept: the same photo, `turned` bits apart. */
async function pictured(id: string, seller: string, letter: string, turned: number): Promise<Listing> {
  const listing = aListing({
    marketplace: 'etsy',
    id,
    images: [`http://x/${id}.jpg`],
    seller: { id: seller, name: seller },
  })
  await handed(listing)
  await store.pictures.save({
    ...{ marketplace: 'etsy', listing: id, position: 0, url: listing.images[0]!, now: at(0) },
    ...{ sha256: anId(letter), hashes: someHashes(1, turned), why: null },
  })
  return listing
}

it('a photo is shared with other sellers in its colours, seen before the run, and not with an authorised one', async () => {
  await store.watches.save(aWatch({ authorisedSellers: ['Northgear'] }), true, at(0))
  const own = await pictured('own', 'own', 'a', 0)
  await pictured('second', 'second', 'b', 1)
  await pictured('again', 'second', 'c', 2)
  await pictured('mine', 'own', 'd', 0)
  const sharedOf = async () => (await handed(own)).sharedOf?.(own)
  expect(await sharedOf()).toEqual({ kind: 'shared-picture', listings: 2, sellers: 1 })
  await query(url, `update pictures set fetched_at = now() + interval '1 day' where listing_id = 'again'`)
  expect(await sharedOf()).toEqual({ kind: 'shared-picture', listings: 1, sellers: 1 })
  const colours = `to_jsonb(array[repeat(case sha256 when $1 then '40' else 'c0' end, 128)])`
  await query(url, `update picture_hashes set hashes = jsonb_set(hashes, '{colours}', ${colours})`, [anId('b')])
  expect(await sharedOf()).toBeNull()
  await query(url, `update picture_hashes set hashes = hashes - 'colours'`)
  await pictured('shop', 'NORTHGEAR', 'e', 1)
  expect(await sharedOf()).toBeNull()
})
