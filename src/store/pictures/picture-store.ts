import type { KnownPicture, PictureKind } from '../../model/known-picture.ts'
import type { ListingKey } from '../../model/listing.ts'
import type { PictureHashes } from '../../model/picture-hash.ts'

/** Pictures of listings. `hashes` is null for one that could not be kept, or with too little in it to know it again. */
export type PictureStore = {
  save(picture: {
    marketplace: string
    listing: string
    position: number
    url: string
    sha256: string | null
    hashes: PictureHashes | null
    why: string | null
    now: Date
  }): Promise<void>
  /** Whether the picture is kept; one that could not be kept is tried again. */
  has(marketplace: string, listing: string, url: string): Promise<boolean>
  /** Kept pictures, of listings and known ones, that are not hashed yet, or were by another version of the hashes. */
  unhashed(limit: number): Promise<string[]>
  saveHashes(sha256: string, hashes: PictureHashes | null): Promise<void>
  /**
   * Other listings with the same picture, whoever serves it and in whatever size: the most alike first. `distance` is in
   * how many of 256 bits they differ. The same answer whatever order the pictures came in.
   */
  alike(listing: ListingKey, limit: number): Promise<(ListingKey & { sha256: string; distance: number })[]>
}

/** Who told a known picture: a watchlist, which has it as long as it names it, or a person. */
export type PictureSource = 'watchlist' | 'person'

export type ReferencePicture = {
  id: string
  watch: string
  kind: PictureKind
  source: PictureSource
  name: string
  sha256: string
  addedAt: Date
}

/** As many known pictures may a watch have: about 1 KB each in the memory of every process that matches. */
export const referencesMax = 100_000

/** Official photos and known fakes of watches. A picture is there once for each watch and kind. */
export type ReferenceStore = {
  /** @throws RangeError for more than `referencesMax` */
  add(picture: {
    watch: string
    kind: PictureKind
    name: string
    sha256: string
    hashes: PictureHashes
    now: Date
  }): Promise<{ id: string; added: boolean }>
  /** Makes these the official photos that the watchlist names; the ones a person added stay. */
  replaceNamed(
    watch: string,
    pictures: readonly { name: string; sha256: string; hashes: PictureHashes }[],
    now: Date,
  ): Promise<void>
  /** A watch's official photos with these names, and so many of its others at the most; all by name. */
  officials(watch: string, named: readonly string[], others: number): Promise<{ sha256: string; name: string }[]>
  /** By watch, kind and name; of one watch, or of all. */
  all(watch: string | null): Promise<ReferencePicture[]>
  /** Only what a person added can be removed: the rest stands in the watchlist. */
  remove(id: string): Promise<{ kind: 'removed'; picture: ReferencePicture } | { kind: 'missing' | 'in-watchlist' }>
  /** What the pictures of the watch's listings are compared with. */
  known(watch: string): Promise<readonly KnownPicture[]>
}

/** What is known of the pictures of a batch's listings when it is scored. */
export type SeenPictures = {
  /** Of the picture that the listing shows first, when it is kept. */
  hashesOf(listing: ListingKey): PictureHashes | null
  /** The file that is kept of that picture, by sha256; left out where files are not known. */
  fileOf?(listing: ListingKey): string | null
  /** The same array as long as the watch's known pictures are the same. */
  known: readonly KnownPicture[]
}
