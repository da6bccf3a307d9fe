import { isHomeRetail, tradeOf } from '../../model/market-kind.ts'
import type { Facts } from '../facts.ts'
import { kindsIn } from '../goods.ts'
import { cuesIn } from '../listing-text.ts'
import { originOf } from '../origin.ts'
import { curve, shareAsked, surenessOf } from './priced.ts'
import { nothing, type Signal } from './signal.ts'

/** From this share of the reference down the circumstance begins to say something, and in full from the second on. */
const fromShare = 0.3
const fullShare = 0.1

/** Where the goods come from, and who sells them: a private person's new piece at a tenth is rarer a copy than a trader's. */
const bySourceMarket = 1
const byUnknownTrader = 0.7
const byAdvertisement = 0.6
/** A brand sells its cheaper goods in such houses too. */
const byHomeRetail = 0.35
/** … and where a watch lists models and none is named, it may be a cheaper one of the same kind. */
const byHomeRetailUnsaid = 0.2

/** From so many ratings on a trade seller is not unknown any more. */
const knownRatings = 500
const byKnownTrader = 0.35
const byKnownSource = 0.6
/** Where neither title nor category says the watched kind of goods, or "for" stands before the name, it may be an accessory. */
const byOtherKind = 0.4
/** Where the shelf alone says so, and the title neither names the kind nor a model, it may be anything of the brand's. */
const byShelfAlone = 0.2
/** A sale may explain it; a cheap line of the brand does, so far that it does not suffice alone. */
const bySale = 0.5
const byCheapLine = 0.2
/** No line of a brand is cheaper than this share of its goods. */
const cheapLineShare = 0.04

/**
 * By circumstance: new goods that name the brand, far below the price of their own kind, from a source market or an unknown
 * trade seller, with nothing that explains the price. It suffices alone, says nothing of a copy, and is never more than a
 * reason to buy one piece.
 */
export const circumstanceCheapNew: Signal = {
  id: 'circumstance.cheap-new',
  see(facts) {
    const share = shareAsked(facts)
    const official = facts.price?.compared
    if (share === null || !official || facts.links.length === 0) return nothing
    const by = circumstanceOf(facts, share)
    const strength = curve(share, fromShare, fullShare) * surenessOf(facts) * by.share * shareOfKind(facts)
    if (strength <= 0) return nothing
    const percent = share < 0.01 ? (share * 100).toFixed(1) : `${Math.round(share * 100)}`
    const text = `At ${percent} % of the price of its kind, ${by.said}, and nothing it says explains it: a circumstance, no sign of a copy; a test purchase would show.`
    const { priceText } = facts.listing
    return [{ text, strength, ...(priceText && { span: { field: 'price', start: 0, end: priceText.length } }) }]
  },
}

function shareOfKind({ goods, forProduct, fields, links, watchedKinds }: Facts): number {
  if (goods.relation !== 'same' || forProduct !== null) return byOtherKind
  if (!goods.isFromCategory || watchedKinds.size === 0) return 1
  const isModel = links.some((link) => link.name.kind === 'model')
  const isTitled = (['title', 'description'] as const).some((name) =>
    [...kindsIn(fields, name, links)].some((kind) => watchedKinds.has(kind)),
  )
  return isModel || isTitled ? 1 : byShelfAlone
}

/** Whether a watch that lists models is not told which it is: it may be a cheaper one of the same kind. */
const isModelUnsaid = ({ product, links }: Facts): boolean =>
  product !== null && product.models.length > 0 && !links.some((link) => link.name.kind === 'model')

function circumstanceOf(facts: Facts, share: number): { share: number; said: string } {
  const { listing, seller, fields, record } = facts
  const origin = originOf(listing)
  const ratings = seller.ratings ?? 0
  const wasAllowed = record !== null && record.allowed > record.counterfeit
  const isKnown = ratings >= knownRatings || wasAllowed
  const known = wasAllowed ? `${record.allowed} allowed listings` : `${ratings} ratings`
  const at = isKnown ? `at a seller with ${known}` : 'at a seller that is not known'
  const has = (cue: string) => cuesIn(fields, cue).length > 0
  const isCheapLine = has('cue.cheap-line')
  const explained = isCheapLine && share >= cheapLineShare ? byCheapLine : isCheapLine || has('cue.sale') ? bySale : 1
  if (origin?.isSourceMarket && isHomeRetail(listing.marketplace))
    return {
      share: explained * (isModelUnsaid(facts) ? byHomeRetailUnsaid : byHomeRetail),
      said: `on a market of ${origin.from} itself`,
    }
  if (origin?.isSourceMarket)
    return { share: explained * (isKnown ? byKnownSource : bySourceMarket), said: `from ${origin.from}` }
  if (tradeOf(listing.marketplace) !== 'retail')
    return { share: explained * byAdvertisement, said: 'in a private advertisement' }
  return { share: explained * (isKnown ? byKnownTrader : byUnknownTrader), said: at }
}
