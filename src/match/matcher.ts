import type { ExchangeRates } from '../model/exchange-rates.ts'
import type { Score } from '../model/finding.ts'
import type { Lexicon } from '../model/lexicon.ts'
import type { Listing } from '../model/listing.ts'
import type { PricePoint, SeenBefore, ShopPoint } from '../model/seen-before.ts'
import { needsMarketPrices, type Watch } from '../model/watch.ts'
import type { Weights } from '../model/weights.ts'
import type { ScoredListing } from '../store/matching/matching-store.ts'
import type { Link } from './brand/link.ts'
import { type Facts, factsOf, linksIn, type ReadyWatch, readyWatch } from './facts.ts'
import { termFinderOf } from './lexicon.ts'
import { lineOf } from './line.ts'
import { type Field, fieldReaderOf } from './listing-text.ts'
import { isLookedThrough, lookedThrough } from './look-through.ts'
import { type ManyMatcher, manyWatches, type ReadListing } from './many-watches.ts'
import { marketPrices } from './market-price.ts'
import { type PictureFacts, type Pictures, pictureKey } from './picture.ts'
import { withMarket } from './price-facts.ts'
import { pricePointOf } from './price-point.ts'
import { rankOf } from './rank.ts'
import { scoreMaxWithoutLink, scoreOf } from './score.ts'
import { shopPointOf } from './shop.ts'

/** `version` names the weights and the lexicon: with the same, a listing's score is the same. `line`: from here on a hit. */
export type Matcher = {
  version: string
  line: number
  /**
   * One score a listing, in order. Pure: same watch, listings, version and what is known beyond them, same scores. Never
   * throws on any text.
   */
  score(watch: Watch, listings: readonly Listing[], pictures?: Pictures, before?: SeenBefore): ScoredListing[]
  /** Makes many watches ready to score batches together, by what the listings say and nothing beyond that. */
  many(watches: readonly Watch[]): ManyMatcher
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
  const fieldsOf: (listing: Listing) => readonly Field[] = fieldReaderOf(find, lexicon.pairs)
  const factsIn = (
    known: ReadyWatch,
    { listing, fields }: ReadListing,
    links: readonly Link[],
    before: SeenBefore | undefined,
    picture: PictureFacts | null = null,
  ): Facts => {
    const shop = before?.shopOf?.(listing) ?? null
    const record = before?.recordOf(listing) ?? null
    const shared = before?.sharedOf?.(listing) ?? null
    const beyond = { picture, record, shop, shared, copies: before?.copiesOf(listing) ?? [] }
    return factsOf(known, listing, beyond, fields, links, rates)
  }
  const scorerOf = ({ watch }: ReadyWatch, named: readonly Facts[], before: SeenBefore | undefined) => {
    const beside = besideMarket(watch, named, before)
    const line = lineOf(watch, before, weights.line)
    return (alone: Facts): ScoredListing => {
      const { facts, pricePoint } = beside(alone)
      const { hasLink, ...score } = scoreOf(facts, weights, line)
      const shopPoint = before && hasLink ? shopPointFrom(facts, score, weights) : null
      const isAbove = score.score >= line
      const isShown = !isAbove && isLookedThrough(facts, rates)
      return {
        marketplace: facts.listing.marketplace,
        id: facts.listing.id,
        score: isShown ? { ...score, findings: [...score.findings, lookedThrough] } : score,
        rank: rankOf(score, facts, isShown),
        isHit: isAbove || isShown,
        worthVisit: hasLink && score.score >= weights.visitLine,
        ...(pricePoint && { pricePoint }),
        ...(shopPoint && { shopPoint }),
        ...(facts.isProductSaid && facts.product && { product: facts.product.name }),
      }
    }
  }
  return {
    version: `${weights.version}+${lexicon.version}`,
    line: weights.line,
    score: (watch, listings, pictures, before) => {
      const known = ready(watch)
      const all = listings.map((listing) => {
        const fields = fieldsOf(listing)
        const picture = pictures?.get(pictureKey(listing))
        return factsIn(known, { listing, fields }, linksIn(known, fields), before, picture)
      })
      return all.map(scorerOf(known, all, before))
    },
    many: (watches) =>
      manyWatches(watches.map(ready), {
        farMax: scoreMaxWithoutLink(weights),
        line: weights.line,
        fieldsOf,
        scorerOf,
        factsOf: factsIn,
      }),
  }
}

/** By the weights' line and not the watch's own: a shop is told by what its listings say, not by how many people can look at. */
function shopPointFrom(facts: Facts, score: Score, weights: Weights): ShopPoint | null {
  const own = facts.shop ? scoreOf({ ...facts, shop: null }, weights) : score
  return shopPointOf(facts.listing, facts.watch.brand, { ...own, isHit: own.score >= weights.line })
}

/**
 * Where a product has no official price, or a listing could be of several, it is held against what others like it, these among
 * them, ask. Only those that name the brand set a price.
 */
function besideMarket(watch: Watch, named: readonly Facts[], before: SeenBefore | undefined) {
  if (!needsMarketPrices(watch)) return (facts: Facts) => ({ facts, pricePoint: null })
  const pricePoints = named.map(pricePointOf).filter((point) => point !== null)
  const market = marketPrices([...(before?.points ?? []), ...pricePoints])
  return (facts: Facts): { facts: Facts; pricePoint: PricePoint | null } => {
    const { price } = facts
    const asks = price && market(facts.product?.name ?? null, price.asked.currency)
    return { facts: price ? { ...facts, price: withMarket(price, asks) } : facts, pricePoint: pricePointOf(facts) }
  }
}
