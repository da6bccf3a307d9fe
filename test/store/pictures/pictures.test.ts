import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PictureHashes } from '../../../src/model/picture-hash.ts'
import { bandsOf } from '../../../src/store/pictures/picture-hashes.ts'
import type { SeenPictures } from '../../../src/store/pictures/picture-store.ts'
import { derivedId } from '../../../src/store/storable.ts'
import type { Store } from '../../../src/store/store.ts'
import { aListing } from '../../builders.ts'
import { query } from '../database.ts'
import { eachWithStore } from '../each-with-store.ts'
import { at, hitsWith, type Scorer, seen } from '../visits/on-the-way.ts'
import { aHash, anId, someHashes } from './pictured.ts'

let store: Store
let url: string
eachWithStore((given) => {
  ;({ store, url } = given)
})

const keep = (listing: string, sha256: string | null, hashes: PictureHashes | null, at1 = `http://x/${listing}`) =>
  store.pictures.save({
    ...{ marketplace: 'bazaar', listing, position: 0, url: at1, sha256, hashes },
    ...{ why: sha256 === null ? 'it is markup' : null, now: at(1) },
  })
const alike = async (listing: string, limit = 10) =>
  (await store.pictures.alike({ marketplace: 'bazaar', id: listing }, limit)).map(({ id, distance }) => [id, distance])

describe('the bands of a hash', () => {
  it('of 64 bits: two hashes that differ in at most five have one in common', () => {
    const turned = fc.uniqueArray(fc.nat({ max: 63 }), { maxLength: 5 })
    fc.assert(
      fc.property(fc.nat(), turned, (seed, bits) => {
        const { difference } = aHash(seed)
        const other = bits.reduce((value, bit) => value ^ (1n << BigInt(bit)), BigInt(`0x${difference}`))
        const bands = bandsOf(other.toString(16).padStart(16, '0'))
        expect(bandsOf(difference).some((band) => bands.includes(band))).toBe(true)
      }),
    )
  })

  it('are numbers of their own for each band', () => {
    expect(bandsOf('0000000000000000')).toEqual([0, 2048, 4096, 6144, 8192, 10240])
    expect(bandsOf('ffffffffffffffff')).toEqual([2047, 4095, 6143, 8191, 9215, 11263])
  })
})

describe('listings with the same picture', () => {
  it('are found whoever serves it and however it was saved, the most alike first', async () => {
    await keep('one', anId('a'), someHashes(1))
    await keep('same bytes', anId('a'), someHashes(1))
    await keep('saved anew', anId('b'), someHashes(1, 3))
    await keep('less alike', anId('c'), someHashes(1, 5))
    await keep('other', anId('d'), someHashes(2))
    const expected = [
      ['same bytes', 0],
      ['saved anew', 3],
      ['less alike', 5],
    ]
    expect(await alike('one')).toEqual(expected)
    expect(await alike('one', 1)).toEqual(expected.slice(0, 1))
    expect(await alike('saved anew')).toEqual([
      ['less alike', 2],
      ['one', 3],
      ['same bytes', 3],
    ])
  })

  it('are none for a picture with too little in it, one that was not kept, or none at all', async () => {
    await keep('plain', anId('a'), null)
    await keep('also plain', anId('a'), null)
    await keep('refused', null, null)
    expect(await Promise.all(['plain', 'refused', 'never seen'].map((id) => alike(id)))).toEqual([[], [], []])
  })
})

describe('hits with the same picture', () => {
  it('are those of the watch, without itself and without samples that nobody has decided', async () => {
    const listings = ['one', 'two', 'other', 'sample'].map((id) => aListing({ id, title: `Halvard 1:1 ${id}` }))
    const score: Scorer = (watch, batch) =>
      hitsWith(['1:1'])(watch, batch).map((scored) =>
        scored.id === 'sample' ? { ...scored, isHit: false, sample: { rate: 0.01, rank: 1 } } : scored,
      )
    await seen(store, { run: 'run-1', minute: 1, listings, score })
    for (const id of ['one', 'two', 'sample', 'no hit']) await keep(id, anId('a'), someHashes(1))
    await keep('other', anId('d'), someHashes(2))
    const hit = derivedId('halvard', 'bazaar', 'one')
    expect((await store.hits.alike(hit, 10)).map(({ listing }) => listing.id)).toEqual(['two'])
    expect(await store.hits.alike(hit, 0)).toEqual([])
  })
})

describe('pictures that were kept before they were hashed', () => {
  it('are told until they are hashed, each once', async () => {
    await keep('one', anId('a'), someHashes(1))
    await query(url, 'delete from picture_hashes')
    await query(url, `insert into pictures values ('bazaar', 'two', 0, 'http://x/two', $1, null, now())`, [anId('a')])
    await query(url, `insert into pictures values ('bazaar', 'three', 0, 'http://x/three', $1, null, now())`, [
      anId('b'),
    ])
    await keep('refused', null, null)
    expect(await store.pictures.unhashed(10)).toEqual([anId('a'), anId('b')])
    expect(await store.pictures.unhashed(1)).toEqual([anId('a')])
    await store.pictures.saveHashes(anId('a'), someHashes(1))
    await store.pictures.saveHashes(anId('b'), null)
    expect(await store.pictures.unhashed(10)).toEqual([])
    expect(await alike('one')).toEqual([['two', 0]])
  })

  it('are hashed again when the way of hashing is another', async () => {
    await keep('one', anId('a'), someHashes(1))
    await query(url, 'update picture_hashes set version = 0')
    expect(await store.pictures.unhashed(10)).toEqual([anId('a')])
    await store.pictures.saveHashes(anId('a'), someHashes(2))
    expect(await query(url, 'select version, hashes from picture_hashes')).toEqual([
      { version: 1, hashes: someHashes(2) },
    ])
  })
})

describe('a batch that is scored', () => {
  const listing = aListing({ id: 'one', images: ['http://x/one'] })
  const addKnown = (letter: string) =>
    store.references.add({
      ...{ watch: 'halvard', kind: 'official', name: `${letter}.jpg`, sha256: anId(letter), hashes: someHashes(7) },
      now: at(0),
    })

  /** What the scorer is handed. */
  async function handed(run: string, shown = listing): Promise<SeenPictures> {
    let seenBy: SeenPictures | null = null
    const score: Parameters<Store['matching']['scoreBatch']>[1] = (watch, listings, pictures) => {
      seenBy = pictures
      return hitsWith([])(watch, listings)
    }
    await seen(store, { run, minute: 1, listings: [shown], score })
    return seenBy!
  }

  it('sees hashes of the picture that a listing shows, and the known pictures of its watch', async () => {
    await addKnown('e')
    await keep('one', anId('a'), someHashes(1))
    const pictures = await handed('run-1')
    expect(pictures.hashesOf(listing)).toEqual(someHashes(1))
    expect(pictures.hashesOf({ marketplace: 'ebay', id: 'one' })).toBeNull()
    const hashes = { ...someHashes(7), mirrored: [] }
    expect(pictures.known).toEqual([{ kind: 'official', name: 'e.jpg', sha256: anId('e'), hashes }])
  })

  it('sees them when the same picture is served in another size, and not when it is another picture', async () => {
    const small = aListing({ id: 'one', images: ['https://i.example/g/abc/s-l225.jpg'] })
    await keep('one', anId('a'), someHashes(1), 'https://i.example/g/abc/s-l1600.webp')
    expect((await handed('run-1', small)).hashesOf(small)).toEqual(someHashes(1))
    const other = aListing({ id: 'one', images: ['https://i.example/g/xyz/s-l225.jpg'] })
    expect((await handed('run-2', other)).hashesOf(other)).toBeNull()
  })

  it('sees no hashes that were made in another way, until they are made anew', async () => {
    await keep('one', anId('a'), someHashes(1))
    await query(url, 'update picture_hashes set version = 0')
    expect((await handed('run-1')).hashesOf(listing)).toBeNull()
  })

  it('is handed the same known pictures until they change, so that they are made ready once', async () => {
    await keep('one', anId('a'), someHashes(1))
    await addKnown('e')
    const first = (await handed('run-1')).known
    expect((await handed('run-2')).known).toBe(first)
    const { id } = await addKnown('f')
    expect((await handed('run-3')).known).toHaveLength(2)
    await store.references.remove(id)
    expect((await handed('run-4')).known).toEqual(first)
  })
})
