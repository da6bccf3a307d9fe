/**
 * A term of config/matcher/*.tsv. `kind` is a signal's id (`wording.replica`), a cue (`cue.used`), a part of a pair
 * (`part.logo`), another brand (`brand.other`) or a kind of goods (`goods.footwear`). `strength` is 0..1. A `*` at
 * either end lets the word go on there.
 */
export type Term = {
  text: string
  language: string
  kind: string
  strength: number
  /** Kinds of goods, or cues, beside which the term is innocent ("AAA" of batteries). */
  unless: readonly string[]
  note: string
}

/** Two kinds of part that say something only near one another, `gap` characters apart at the most, in either order. */
export type Pair = {
  kind: string
  first: string
  second: string
  gap: number
  strength: number
  unless: readonly string[]
  note: string
}

export type Lexicon = {
  version: string
  terms: readonly Term[]
  pairs: readonly Pair[]
  commonWords: ReadonlySet<string>
  /** What a marketplace's condition field means, by its folded words. */
  conditions: ReadonlyMap<string, ConditionState>
}

/** `parts`: sold for its parts, or not working. */
export type ConditionState = 'new' | 'used' | 'refurbished' | 'parts'
