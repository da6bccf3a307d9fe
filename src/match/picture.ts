import { openHashIndex } from '../model/hash-index.ts'
import type { KnownPicture } from '../model/known-picture.ts'
import type { ListingKey } from '../model/listing.ts'
import { haveSameColours } from '../model/picture-colour.ts'
import {
  coarseFrequency,
  hashDistance,
  type PictureHash,
  type PictureHashes,
  similarityOf,
  wordsOf,
} from '../model/picture-hash.ts'
import type { LikePicture, PictureSameness } from '../model/seen-before.ts'
import type { SeenPictures } from '../store/pictures/picture-store.ts'

/**
 * What is known of a listing's pictures: `officialSimilarity` and `fakeSimilarity` 0..1 to the nearest official photo and
 * the nearest known fake, left out where none comes near; `official` and `fake` are these pictures; `logo` as seen on
 * them. A listing without an entry was not looked at.
 */
export type PictureFacts = {
  officialSimilarity?: number
  official?: KnownPicture
  /** The same bytes, as the vault keeps them. */
  isOfficialFile?: boolean
  /** Of the same shape in other colours: another variant, or the same goods photographed alike, and no copy of the photo. */
  officialInOtherColours?: boolean
  fakeSimilarity?: number
  fake?: KnownPicture
  fakeInOtherColours?: boolean
  logo?: 'visible' | 'hidden' | 'absent'
}

export type Pictures = ReadonlyMap<string, PictureFacts>

/** Ids are unique within one marketplace only. */
export const pictureKey = (listing: ListingKey): string => `${listing.marketplace} ${listing.id}`

/** A known picture, and how like it is, 0..1. */
export type Likeness = { known: KnownPicture; similarity: number; inOtherColours?: boolean }

/** The known pictures of a watch, made ready to be looked up in. */
export type KnownPictures = { nearest(hashes: PictureHashes): Partial<Record<KnownPicture['kind'], Likeness>> }

/** From this similarity on it is the same picture, as far as shape goes: colours tell the rest. */
const sameSimilarity = 0.95

/** In so many of its 64 bits may a hash differ for the picture to be compared in full. */
const lookedAtWithin = { difference: 10, coarse: 11 } as const

/**
 * Two indexes of 64 bits find what may be alike, all bits say how much: each of the two misses some that the other finds
 * (docs/pictures.md). A picture that is as like to several is told as the first by kind and name.
 */
export function knownPictures(list: readonly KnownPicture[]): KnownPictures {
  const entries = list.flatMap((known) =>
    [...known.hashes.upright, ...known.hashes.cut].map((hash) => ({ known, hash })),
  )
  const owners = entries.map(({ known }) => known)
  const difference = inOneArray(entries.map(({ hash }) => hash.difference))
  const frequency = inOneArray(entries.map(({ hash }) => hash.frequency))
  const byDifference = openHashIndex(difference)
  const byCoarse = openHashIndex(inOneArray(entries.map(({ hash }) => coarseFrequency(hash.frequency))))
  return {
    nearest(hashes) {
      const best: Partial<Record<KnownPicture['kind'], Likeness>> = {}
      for (const hash of [...hashes.upright, ...hashes.mirrored].map(readyHash)) {
        const compare = (place: number): void => {
          const known = owners[place]
          if (!known) return
          const similarity = similarityOf(
            hashDistance(hash.frequency, frequency, 8 * place),
            hashDistance(hash.difference, difference, 2 * place),
          )
          const soFar = best[known.kind]
          const inOtherColours = similarity >= sameSimilarity && !haveSameColours(hashes.colours, known.hashes.colours)
          const one = { known, similarity, ...(inOtherColours && { inOtherColours }) }
          if (!soFar || isNearer(one, soFar)) best[known.kind] = one
        }
        byDifference.within(...halvesOf(hash.difference), lookedAtWithin.difference, compare)
        byCoarse.within(...halvesOf(hash.coarse), lookedAtWithin.coarse, compare)
      }
      return best
    },
  }
}

const readyHash = ({ difference, frequency }: PictureHash) => ({
  difference: wordsOf(difference),
  frequency: wordsOf(frequency),
  coarse: wordsOf(coarseFrequency(frequency)),
})

const halvesOf = ([high = 0, low = 0]: Uint32Array): [high: number, low: number] => [high, low]

/** Hashes of the same length, one after the other: an array of its own for each would take five times the memory. */
function inOneArray(hashes: readonly string[]): Uint32Array {
  const each = (hashes[0]?.length ?? 0) / 8
  const words = new Uint32Array(each * hashes.length)
  hashes.forEach((hash, at) => {
    words.set(wordsOf(hash), each * at)
  })
  return words
}

/** Of two that are the same by shape, the one in the same colours. */
const nearnessOf = ({ similarity, inOtherColours }: Likeness): number =>
  similarity >= sameSimilarity && !inOtherColours ? 1 + similarity : similarity

const isNearer = (one: Likeness, other: Likeness): boolean =>
  nearnessOf(one) > nearnessOf(other) ||
  (nearnessOf(one) === nearnessOf(other) &&
    `${one.known.name}\n${one.known.sha256}` < `${other.known.name}\n${other.known.sha256}`)

/**
 * What the signals may know of one picture. A known fake that shows the brand's own photo says nothing about who copied
 * it: where an official photo is as near, it is that photo.
 */
export function pictureFacts(hashes: PictureHashes, known: KnownPictures, file: string | null = null): PictureFacts {
  const { official, fake } = known.nearest(hashes)
  return {
    ...(official
      ? {
          ...{ officialSimilarity: official.similarity, official: official.known },
          ...(official.inOtherColours && { officialInOtherColours: true }),
          ...(official.known.sha256 === file && { isOfficialFile: true }),
        }
      : {}),
    ...(fake && fake.similarity > (official?.similarity ?? 0)
      ? {
          ...{ fakeSimilarity: fake.similarity, fake: fake.known },
          ...(fake.inOtherColours && { fakeInOtherColours: true }),
        }
      : {}),
  }
}

/** What makes a picture like an official one that it is like. */
export const samenessOf = (picture: PictureFacts | null): PictureSameness =>
  picture?.officialInOtherColours ? 'shape' : picture?.isOfficialFile ? 'file' : 'photo'

/** The known picture that a finding stands on, to be shown beside the listing's own; nothing where it is not known which. */
export function likePicture(
  known: KnownPicture | undefined,
  similarity: number,
  same: PictureSameness,
): { basis?: LikePicture } {
  if (!known) return {}
  const { kind: of, name, sha256 } = known
  return { basis: { kind: 'known-picture', of, name, sha256, similarity, same } }
}

/** Made ready once as long as they are the same array. */
const readyOnes = new WeakMap<readonly KnownPicture[], KnownPictures>()

function ready(list: readonly KnownPicture[]): KnownPictures {
  const made = readyOnes.get(list) ?? knownPictures(list)
  readyOnes.set(list, made)
  return made
}

/** By `pictureKey`; a listing without a kept picture, or of a watch that knows none, has no entry. */
export function factsOfPictures(listings: readonly ListingKey[], seen: SeenPictures): Pictures {
  if (seen.known.length === 0) return new Map()
  const known = ready(seen.known)
  return new Map(
    listings.flatMap((listing) => {
      const hashes = seen.hashesOf(listing)
      return hashes ? [[pictureKey(listing), pictureFacts(hashes, known, seen.fileOf?.(listing) ?? null)] as const] : []
    }),
  )
}
