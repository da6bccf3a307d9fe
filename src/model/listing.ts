import type { Price } from './money.ts'

export type Seller = { id?: string; name?: string; url?: string; country?: string }

/**
 * What a marketplace shows of one offer (DESIGN.md §5, a stable format). Urls are absolute, without tracking parameters.
 * `price` is `null` when none is printed or it is not certain; the printed text is then in `priceText`.
 * `sold` and `ratings` count, `rating` is on the marketplace's own scale.
 */
export type Listing = {
  marketplace: string
  id: string
  url: string
  title: string
  price: Price | null
  priceText?: string
  seller: Seller | null
  images: string[]
  location?: string
  sold?: number
  rating?: number
  ratings?: number
  condition?: string
  sponsored?: boolean
  description?: string
  category?: string
  shipsFrom?: string
  availability?: string
}
