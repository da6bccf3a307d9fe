import type { Facts } from '../facts.ts'
import { cuesIn } from '../listing-text.ts'
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
 * Whether a listing's price can be held against the official one (label rule 3): the watched kind of goods, linked to the
 * brand, not from an authorised seller, and not cheap for a reason it states.
 */
export const isComparable = ({ price, goods, links, picture, seller, fields, forProduct }: Facts): boolean =>
  price !== null &&
  !seller.isAuthorised &&
  forProduct?.sure !== true &&
  (goods.relation === 'same' || goods.relation === 'unknown') &&
  (links.length > 0 || (picture?.officialSimilarity ?? 0) >= pictureSimilarity || goods.relation === 'same') &&
  !explanations.some((cue) => cuesIn(fields, cue).some(({ found }) => found.term.strength >= 0.5))

/** What a price still says where neither the kind of goods nor a model is known: it may be an accessory's. */
const unknownGoodsShare = 0.6

/** The comparison as a sentence. */
export function priceSeen({ price, listing, goods, links }: Facts, fullStrength: number): readonly Seen[] {
  if (!price) return nothing
  const isKnown = goods.relation === 'same' || links.some((link) => link.name.kind === 'model')
  const strength = isKnown ? fullStrength : fullStrength * unknownGoodsShare
  const pieces = price.pieces > 1 ? ` for ${price.pieces} pieces` : ''
  const rates = price.rateDate ? `, at the rates of ${price.rateDate}` : ''
  const percent = price.ratio < 0.01 ? (price.ratio * 100).toFixed(2) : `${Math.round(price.ratio * 100)}`
  const share = `${percent} % ${price.pieces > 1 ? 'a piece ' : ''}of the official`
  const text = `${price.asked.amount} ${price.asked.currency}${pieces} is ${share} ${price.official.amount} ${price.official.currency}${rates}.`
  const span = listing.priceText ? { span: { field: 'price' as const, start: 0, end: listing.priceText.length } } : {}
  return [{ text, strength, ...span }]
}
