import type { Facts } from '../facts.ts'
import { cuesIn } from '../listing-text.ts'
import type { Reference } from '../price-facts.ts'
import { nothing, type Seen } from './signal.ts'

/** Cues that explain a low price: a used piece, a part, a sample, an instalment, other goods. */
const explanations = [
  'cue.used',
  'cue.part',
  'cue.sample',
  'cue.instalment',
  'cue.own-brand',
  'cue.unbranded',
  'cue.service',
]

/** From this similarity on, a picture says which product a price is for. */
const pictureSimilarity = 0.8

/**
 * Whether a listing's price can be held against another (label rule 3): the watched kind of goods, linked to the brand,
 * not from an authorised seller, and not cheap for a reason it states.
 */
const isComparable = (facts: Facts): boolean => !facts.seller.isAuthorised && isPriceOfGoods(facts)

/** The same of any seller's. */
export const isPriceOfGoods = ({ price, goods, links, picture, fields, forProduct }: Facts): boolean =>
  price !== null &&
  forProduct?.sure !== true &&
  (goods.relation === 'same' || goods.relation === 'unknown') &&
  (links.length > 0 || (picture?.officialSimilarity ?? 0) >= pictureSimilarity || goods.relation === 'same') &&
  !explanations.some((cue) => cuesIn(fields, cue).some(({ found }) => found.term.strength >= 0.5))

/** What a price still says where neither the kind of goods nor a model is known: it may be an accessory's. */
const unknownGoodsShare = 0.6

/** How sure a reference is: others' prices say less than the brand's own, and least where they stand in two groups. */
const sureness = { official: 1, authorised: 0.8, all: 0.65, upper: 0.55 } as const

/** The comparison as a sentence. */
export function priceSeen({ price, listing, goods, links }: Facts, fullStrength: number): readonly Seen[] {
  const compared = price?.compared
  if (!compared) return nothing
  const { reference, ratio } = compared
  const isKnown = goods.relation === 'same' || links.some((link) => link.name.kind === 'model')
  const sure = sureness[reference.kind === 'official' ? 'official' : reference.of]
  const strength = fullStrength * sure * (isKnown ? 1 : unknownGoodsShare)
  const pieces = price.pieces > 1 ? ` for ${price.pieces} pieces` : ''
  const percent = ratio < 0.01 ? (ratio * 100).toFixed(2) : `${Math.round(ratio * 100)}`
  const share = `${percent} % ${price.pieces > 1 ? 'a piece ' : ''}of`
  const text = `${price.asked.amount} ${price.asked.currency}${pieces} is ${share} ${saidOf(reference)}.`
  const span = listing.priceText ? { span: { field: 'price' as const, start: 0, end: listing.priceText.length } } : {}
  const { price: _, ...market } = reference
  return [{ text, strength, ...span, ...(market.kind === 'market-price' && { basis: market }) }]
}

/** What the price is held against, in words. */
function saidOf(reference: Reference): string {
  const amount = `${reference.price.amount} ${reference.price.currency}`
  if (reference.kind === 'official') {
    return `the official ${amount}${reference.rateDate ? `, at the rates of ${reference.rateDate}` : ''}`
  }
  const whose = {
    all: `the middle of what ${reference.listings} such listings ask`,
    upper: `the middle of the ${reference.listings} dearer ones of ${reference.all} such listings, whose prices stand in two groups`,
    authorised: `the middle of what ${reference.listings} listings of authorised sellers ask`,
  }[reference.of]
  return `${amount}, ${whose}; there is no official price`
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
