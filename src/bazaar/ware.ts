import type { Money } from '../model/money.ts'
import type { CatalogueBrand, CatalogueProduct, Colour } from './catalogue.ts'
import type { Kind } from './kinds.ts'
import type { BazaarSeller } from './sellers.ts'
import type { BazaarTerritory, Language } from './territories.ts'

/** A picture that can be drawn at any time: the same spec gives the same bytes. */
export type PictureSpec = {
  what: CatalogueProduct['type'] | 'box' | 'book' | 'care-kit' | 'buckle' | 'labels'
  colour: Colour
  /** `studio` 0 is the official photo; copiers serve its very bytes. */
  scene: 'studio' | 'floor' | 'market' | 'pile'
  variant: number
  format: 'jpeg' | 'png' | 'webp'
}

/** What its home territory's pages print of a price. `was` is the struck price beside it. */
export type Asking = {
  price: Money
  max: Money | null
  was: Money | null
  /** Pieces that the price is for; 1 when it is not a lot. */
  lot: number
  /** Fewest pieces that are sold, when that is more than one lot. */
  moq: number | null
  instalments: boolean
}

/** One listing of the bazaar, with what only its maker knows (`kind`). */
export type Ware = {
  index: number
  id: string
  kind: Kind
  brand: CatalogueBrand
  product: CatalogueProduct
  language: Language
  home: BazaarTerritory
  /** Shown on the other territories' sites too, in their currency. */
  worldwide: boolean
  title: string
  description: string
  condition: 'new' | 'used'
  category: string
  seller: BazaarSeller
  asking: Asking
  shipsFrom: string
  /** ISO 3166 country that the pages print as the listing's location. */
  pictures: readonly [PictureSpec, ...PictureSpec[]]
  sold: number
  hasBadge: boolean
}
