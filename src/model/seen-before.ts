import type { KnownPicture, PictureKind } from './known-picture.ts'
import type { Listing, ListingKey } from './listing.ts'

/**
 * What one listing asks for one piece, kept so that others can be compared with it where the watch has no official price.
 * `product` is the name of the product it is, `null` when the watch has several and it names none.
 */
export type PricePoint = ListingKey & {
  product: string | null
  currency: string
  perPiece: number
  isAuthorised: boolean
}

/** The reference that prices of a product in one currency are held against where there is no official one. */
export type MarketPrice = {
  kind: 'market-price'
  currency: string
  /** Median of what is asked for one piece, two decimals. */
  median: string
  /** Listings that the median is of, and all that were looked at. */
  listings: number
  all: number
  of: 'all' | 'upper' | 'authorised'
  /** Robust standard deviation of the prices' natural logarithms (1.4826 × MAD). */
  spread: number
}

/**
 * What was decided about other listings of a seller, verdicts that stand only. `since` is the day (UTC) of the first
 * counterfeit one; `by` says whether the seller was known again by the marketplace's id or by name alone.
 */
export type SellerRecord = {
  kind: 'seller-record'
  counterfeit: number
  allowed: number
  since: string
  by: 'id' | 'name'
}

/** A listing of another kind of market (wholesale or retail) with the same picture or text; `similarity` 0..1. */
export type Copy = {
  kind: 'copy'
  by: 'picture' | 'description' | 'title'
  similarity: number
  marketplace: string
  id: string
  price: Listing['price']
}

/** What makes two pictures alike: the same bytes, the same photo saved anew, or only the shape, in other colours. */
export type PictureSameness = 'file' | 'photo' | 'shape'

/**
 * A picture that the brand team has told the watch, as the vault has it; `similarity` 0..1. Findings of before 30 November 2026
 * have no `same`: only shapes were compared then.
 */
export type LikePicture = Pick<KnownPicture, 'name' | 'sha256'> & {
  kind: 'known-picture'
  of: PictureKind
  similarity: number
  same?: PictureSameness
}

/** Other listings, of so many other sellers, that show a listing's photo; no authorised seller is among them. */
export type SharedPicture = { kind: 'shared-picture'; listings: number; sellers: number }

/**
 * The other listings of a listing's shop, of all watched brands: how many are hits by what they say themselves, ask far less
 * than their product costs, and ask one and the same price for different products.
 */
export type ShopRecord = {
  kind: 'shop'
  listings: number
  hits: number
  low: number
  brands: number
  atOnePrice: number
}

/**
 * What one listing says of its shop, kept so that the shop's others are held against it. `shop` is the seller's id, else plain
 * name, on its marketplace; `isHit` is by what the listing itself says, never by its shop; `isLow` that its price is low.
 */
export type ShopPoint = ListingKey & {
  shop: string
  brand: string
  isHit: boolean
  isLow: boolean
  price: string | null
  title: string
}

/** What a finding stands on beyond its listing, kept with it: with this and the listing the score is the same years later. */
export type Basis = MarketPrice | SellerRecord | ShopRecord | Copy | LikePicture | SharedPicture

/** What is known beyond a batch's own listings when it is scored. */
export type SeenBefore = {
  points: readonly PricePoint[]
  recordOf(listing: ListingKey): SellerRecord | null
  copiesOf(listing: ListingKey): readonly Copy[]
  /** Left out where nothing is known of pictures. */
  sharedOf?(listing: ListingKey): SharedPicture | null
  /** The line that the watch's budget of reviews has picked; left out where the weights' own stands. */
  line?: number
  /** Left out where nothing is known of shops. */
  shopOf?(listing: Listing): ShopRecord | null
}
