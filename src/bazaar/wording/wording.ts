import type { Colour, ProductType } from '../catalogue.ts'
import type { Kind } from '../kinds.ts'

export type Phrases = readonly [string, ...string[]]

/**
 * What the people of one language write. In a phrase `{b}` is the brand, `{o}` the brand in disguise, `{m}` the model,
 * `{n}` the kind of product, `{c}` the colour, `{s}` the size (or nothing), `{x}` another brand, `{q}` a quantity.
 */
export type Wording = {
  nouns: Record<ProductType, string>
  colours: Record<Colour, string>
  titles: Record<Kind, Phrases>
  descriptions: Record<Kind, Phrases>
  conditions: { new: string; used: string }
  page: PageWords
}

/** What the pages themselves say. `{q}` is the query, `{t}` a count, `{a}` an amount. */
export type PageWords = {
  results: string
  none: string
  noneHint: string
  sponsored: string
  opensInNewWindow: string
  recommended: string
  instalments: string
  was: string
  to: string
  moq: string
  lot: string
  from: string
  sold: string
  gone: string
  badge: string
  next: string
  freeShipping: string
}
