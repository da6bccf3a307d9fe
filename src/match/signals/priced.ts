import type { Facts } from '../facts.ts'
import { cuesIn } from '../listing-text.ts'
import { type Reference, shareOfWatched } from '../price-facts.ts'
import { nothing, type Seen } from './signal.ts'

/** Cues that explain a low price whatever it is: a part, a sample, an instalment, other goods. */
const explanations = ['cue.part', 'cue.sample', 'cue.instalment', 'cue.own-brand', 'cue.unbranded', 'cue.service']

/** From this sureness on that it is a used piece, its price is that of a used piece, and not compared at all. */
const usedAlmostSurely = 0.85

/** From this similarity on, a picture says which product a price is for. */
const pictureSimilarity = 0.8

/**
 * Whether a listing's price can be held against another (label rule 3): the watched kind of goods, linked to the brand,
 * not from an authorised seller, and not cheap for a reason it states.
 */
const isComparable = (facts: Facts): boolean => !facts.seller.isAuthorised && isPriceOfGoods(facts)

/** The same of any seller's. */
export const isPriceOfGoods = (facts: Facts): boolean => {
  const { price, goods, links, picture, fields, forProduct, condition, accessory, makers } = facts
  return (
    price !== null &&
    forProduct?.sure !== true &&
    accessory === null &&
    makers === null &&
    (goods.relation === 'same' || goods.relation === 'unknown') &&
    (links.length > 0 || (picture?.officialSimilarity ?? 0) >= pictureSimilarity || goods.relation === 'same') &&
    condition.used < usedAlmostSurely &&
    !explanations.some((cue) => cuesIn(fields, cue).some(({ found }) => found.term.strength >= 0.5))
  )
}

/** What a price still says where neither the kind of goods nor a model is known: it may be an accessory's. */
const unknownGoodsShare = 0.6

/** How sure a reference is: others' prices say less than the brand's own, and least where they stand in two groups. */
const sureness = { official: 1, authorised: 0.8, all: 0.65, upper: 0.55 } as const

/** What is no longer sold new has no price that says much about what is asked today. */
const discontinuedShare = 0.5

/**
 * How surely a price can be held against its reference, 0..1: by whose the reference is, whether the goods are known to be
 * those, whether they may be used, and whether the product is still sold.
 */
export function surenessOf({ price, goods, links, condition, product }: Facts): number {
  const reference = price?.compared?.reference
  if (!reference) return 0
  const isKnown = goods.relation === 'same' || links.some((link) => link.name.kind === 'model')
  const sure = sureness[reference.kind === 'official' ? 'official' : reference.of]
  const still = product?.discontinued ? discontinuedShare : 1
  return sure * (isKnown ? 1 : unknownGoodsShare) * (1 - condition.used) * still
}

/** The comparison as a sentence. @param fullStrength what the signal says of such a share, were all of it sure */
export function priceSeen(facts: Facts, fullStrength: number): readonly Seen[] {
  const { price, listing, product } = facts
  const compared = price?.compared
  if (!compared) return nothing
  const { reference, lesser } = compared
  const strength = fullStrength * surenessOf(facts)
  const pieces = price.pieces > 1 ? ` for ${price.pieces} pieces` : ''
  const share = `${percentOf(shareOfWatched(compared))} % ${price.pieces > 1 ? 'a piece ' : ''}of`
  const asKind = lesser
    ? `; goods of the kind ${lesser.kind} cost ${percentOf(lesser.share)} % of that at the least`
    : ''
  const since = product?.discontinued ? `; it is no longer sold since ${product.discontinued}` : ''
  const text = `${price.asked.amount} ${price.asked.currency}${pieces} is ${share} ${saidOf(reference, facts.isProductUnclear)}${asKind}${since}.`
  const span = listing.priceText ? { span: { field: 'price' as const, start: 0, end: listing.priceText.length } } : {}
  const { price: _, ...market } = reference
  return [{ text, strength, ...span, ...(market.kind === 'market-price' && { basis: market }) }]
}

const percentOf = (ratio: number): string => (ratio < 0.01 ? (ratio * 100).toFixed(2) : `${Math.round(ratio * 100)}`)

/** What the price is held against, in words. */
function saidOf(reference: Reference, isUnclear: boolean): string {
  const amount = `${reference.price.amount} ${reference.price.currency}`
  if (reference.kind === 'official') {
    const of = reference.year === null ? '' : ` of ${reference.year}`
    return `the official ${amount}${of}${reference.rateDate ? `, at the rates of ${reference.rateDate}` : ''}`
  }
  const whose = {
    all: `the middle of what ${reference.listings} such listings ask`,
    upper: `the middle of the ${reference.listings} dearer ones of ${reference.all} such listings, whose prices stand in two groups`,
    authorised: `the middle of what ${reference.listings} listings of authorised sellers ask`,
  }[reference.of]
  return `${amount}, ${whose}; ${isUnclear ? 'which product it is does not show' : 'there is no official price'}`
}

/** Label rule 3: from half of the reference down, a price is low. */
const lowRatio = 0.5

/** How far below the market's middle a price is usual there, in robust standard deviations. */
const usualSpreads = 2

/** In a market of two groups, pieces and packs often are this far apart: only what is further below is no pack's piece. */
const betweenGroups = 0.25

/** The share of the reference that is asked, where it is low, can be held against it, and is not usual in that market. */
export function shareAsked(facts: Facts): number | null {
  const compared = facts.price?.compared
  if (!compared || compared.ratio > lowRatio || !isComparable(facts)) return null
  const { reference, ratio } = compared
  if (reference.kind === 'official') return ratio
  const isUsual = Math.log(ratio) > -usualSpreads * reference.spread
  return isUsual || (reference.of === 'upper' && ratio >= betweenGroups) ? null : ratio
}

/** 0 where a share is `from` or more, 1 where it is `to` or less; between them along the logarithm. */
export const curve = (share: number, from: number, to: number): number =>
  Math.min(1, Math.max(0, Math.log(from / Math.max(share, 1e-6)) / Math.log(from / to)))
