import type { ListingKey } from '../model/listing.ts'

/**
 * What is known of a listing's pictures: `officialSimilarity` 0..1 to the nearest official photo, `logo` as seen on
 * them. Made by the image signals' own stage; a listing without an entry was not looked at.
 */
export type PictureFacts = { officialSimilarity?: number; logo?: 'visible' | 'hidden' | 'absent' }

export type Pictures = ReadonlyMap<string, PictureFacts>

/** Ids are unique within one marketplace only. */
export const pictureKey = (listing: ListingKey): string => `${listing.marketplace} ${listing.id}`
