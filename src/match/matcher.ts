import type { ExchangeRates } from '../model/exchange-rates.ts'
import type { Lexicon } from '../model/lexicon.ts'
import type { Listing } from '../model/listing.ts'
import type { PricePoint, SeenBefore } from '../model/seen-before.ts'
import type { Watch } from '../model/watch.ts'
import type { Weights } from '../model/weights.ts'
import type { ScoredListing } from '../store/store.ts'
import { type Facts, factsOf, type ReadyWatch, readyWatch } from './facts.ts'
import { termFinderOf } from './lexicon.ts'
import { type Field, readFields } from './listing-text.ts'
import { marketPrices } from './market-price.ts'
import { type Pictures, pictureKey } from './picture.ts'
import { withMarket } from './price-facts.ts'
import { pricePointOf } from './price-point.ts'
import { rankOf } from './rank.ts'
import { scoreOf } from './score.ts'

/** `version` names the weights and the lexicon: with the same, a listing's score is the same. `line`: from here on a hit. */
export type Matcher = {
  version: string
  line: number
  /**
   * One score a listing, in order. Pure: same watch, listings, version and what is known beyond them, same scores. Never
   * throws on any text.
   */
  score(watch: Watch, listings: readonly Listing[], pictures?: Pictures, before?: SeenBefore): ScoredListing[]
}

/** Watches that are kept ready; past that they are made ready anew. */
const readyWatchesMax = 500

/** Makes the terms ready once; a matcher is then used for as long as the process runs. */
export function openMatcher(parts: { lexicon: Lexicon; weights: Weights; rates: ExchangeRates }): Matcher {
  const { lexicon, weights, rates } = parts
  const find = termFinderOf(lexicon.terms)
  // By what a watch says, since the store hands in a fresh object with each batch.
  const readyOnes = new Map<string, ReadyWatch>()
  const ready = (watch: Watch): ReadyWatch => {
    const said = JSON.stringify(watch)
    const made = readyOnes.get(said) ?? readyWatch(watch, lexicon, find)
    if (readyOnes.size >= readyWatchesMax) readyOnes.clear()
    readyOnes.set(said, made)
    return made
  }
  // A listing that several watches are matched with is read once.
  const fieldsRead = new WeakMap<Listing, readonly Field[]>()
  const fieldsOf = (listing: Listing): readonly Field[] => {
    const made = fieldsRead.get(listing) ?? readFields(listing, find, lexicon.pairs)
    fieldsRead.set(listing, made)
    return made
  }
  return {
    version: `${weights.version}+${lexicon.version}`,
    line: weights.line,
    score: (watch, listings, pictures, before) => {
      const known = ready(watch)
      const all = listings.map((listing) => {
        const picture = pictures?.get(pictureKey(listing)) ?? null
        const beyond = { picture, record: before?.recordOf(listing) ?? null, copies: before?.copiesOf(listing) ?? [] }
        return factsOf(known, listing, beyond, fieldsOf(listing), rates)
      })
      return besideMarket(watch, all, before).map(({ facts, pricePoint }) => {
        const { hasLink, ...score } = scoreOf(facts, weights)
        return {
          marketplace: facts.listing.marketplace,
          id: facts.listing.id,
          score,
          rank: rankOf(score.score, facts.price, watch),
          isHit: score.score >= weights.line,
          worthVisit: hasLink && score.score >= weights.visitLine,
          ...(pricePoint && { pricePoint }),
        }
      })
    },
  }
}

/** Where a product has no official price, its listings are held against what others, these among them, ask for it. */
function besideMarket(
  watch: Watch,
  all: readonly Facts[],
  before: SeenBefore | undefined,
): { facts: Facts; pricePoint: PricePoint | null }[] {
  if (watch.products.every(({ prices }) => prices.length > 0)) return all.map((facts) => ({ facts, pricePoint: null }))
  const pricePoints = all.map(pricePointOf)
  const market = marketPrices([...(before?.points ?? []), ...pricePoints.filter((point) => point !== null)])
  return all.map((facts, at) => {
    const { price } = facts
    const asks = price && market(facts.product?.name ?? null, price.asked.currency)
    const pricePoint = pricePoints[at] ?? null
    return { facts: price ? { ...facts, price: withMarket(price, asks) } : facts, pricePoint }
  })
}
