import type { Price } from './money.ts'

/** `rating` is on the marketplace's own scale ("98.7" of 100, "4.6" of 5), `ratings` counts them; both where they are printed. */
export type Seller = { id?: string; name?: string; url?: string; country?: string; rating?: number; ratings?: number }

/**
 * What a marketplace shows of one offer (DESIGN.md §5, a stable format). Urls are absolute, without tracking parameters.
 * `price` is `null` when none is printed or it is not certain; the printed text is then in `priceText`.
 * Where two prices are printed, `price` is the one to buy one piece for now, and the other stays in `priceText` as it is printed.
 * `brand` is the maker's name as it stands above a title or in the page's data; `images` are all pictures, largest form, the
 * first one first. `sold` and `ratings` count, `rating` is on the marketplace's own scale.
 */
export type Listing = {
  marketplace: string
  id: string
  url: string
  title: string
  brand?: string
  price: Price | null
  priceText?: string
  seller: Seller | null
  images: string[]
  location?: string
  sold?: number
  rating?: number
  ratings?: number
  /** As `seller.ratings`, in listings kept by versions before that; readers write `seller.ratings`. */
  sellerRatings?: number
  condition?: string
  sponsored?: boolean
  description?: string
  category?: string
  shipsFrom?: string
  availability?: string
}

/** What identifies a listing in the whole house: ids are unique within one marketplace only. */
export type ListingKey = { marketplace: string; id: string }

/** The key as one text, for maps and sets. */
export const keyOf = (marketplace: string, id: string): string => JSON.stringify([marketplace, id])

/**
 * What is known of a listing: the results page's values first (they are what is watched for change), the listing's own
 * page for what a results page leaves out.
 */
export function mergeListing(seen: Listing, detail: Listing | null): Listing {
  if (!detail) return seen
  const images = [...new Set([...seen.images, ...detail.images])]
  const seller = seen.seller || detail.seller ? { ...detail.seller, ...seen.seller } : null
  return { ...detail, ...seen, price: seen.price ?? detail.price, seller, images }
}
