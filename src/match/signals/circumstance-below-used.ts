import { tradeOf } from '../../model/market-kind.ts'
import { comesAlong } from '../accessory.ts'
import type { Facts } from '../facts.ts'
import { spanOf } from '../listing-text.ts'
import { curve, isPriceOfGoods } from './priced.ts'
import { nothing, type Signal } from './signal.ts'

/**
 * The share of today's price of a new piece below which not even used ones in working order are offered, by kind of goods: own
 * knowledge of second-hand prices, on the low side. Kinds whose models age faster than that (phones, computers, cameras), and
 * clothes and shoes, which are given away, have none.
 */
const usedFloors: ReadonlyMap<string, number> = new Map([
  ...([['earphones', 0.14], ['hair-dryer', 0.12], ['vacuum', 0.06], ['console', 0.06]] as const),
  ...([['watch', 0.03], ['bag', 0.03], ['jewellery', 0.03], ['perfume', 0.12]] as const),
]) // biome-ignore format: a table

/** So much below the floor it says all it can. */
const fullBelow = 0.5

/** From this sureness on the listing itself says that the piece is used, and in what state is its own affair. */
const usedBySaying = 0.7
const saysUsedShare = 0.5

/**
 * By circumstance: in a private advertisement, goods that name the brand at a price below what used pieces of their kind in
 * working order are sold for, with no part, accessory, defect or other maker to explain it. It suffices alone, says nothing of a
 * copy, and is never more than a reason to buy one piece.
 */
export const circumstanceBelowUsed: Signal = {
  id: 'circumstance.below-used',
  see(facts) {
    const { price, links, condition, listing, seller } = facts
    const compared = price?.compared
    const isHeld = compared?.reference.kind === 'official' && compared.lesser === null && price?.pieces === 1
    if (!isHeld || links.length === 0 || seller.isAuthorised) return nothing
    if (tradeOf(listing.marketplace) !== 'classified' || !isPriceOfGoods(facts) || isPiece(facts)) return nothing
    const floor = floorOf(facts)
    if (floor === null || compared.ratio >= floor) return nothing
    const strength =
      curve(compared.ratio, floor, floor * fullBelow) * (condition.used >= usedBySaying ? saysUsedShare : 1)
    const share = compared.ratio < 0.01 ? (compared.ratio * 100).toFixed(1) : `${Math.round(compared.ratio * 100)}`
    const text = `At ${share} % of the price of a new one, below the ${Math.round(floor * 100)} % or so that used ones in working order are offered for: a circumstance, no sign of a copy; a test purchase would show.`
    const { priceText } = listing
    return [{ text, strength, ...(priceText && { span: { field: 'price', start: 0, end: priceText.length } }) }]
  },
}

/** A side, a case, a box that the title names and does not say to come along: it may be all that is sold. */
const isPiece = ({ fields, links }: Facts): boolean =>
  fields.some(
    (field) =>
      field.name === 'title' &&
      (field.byKind.get('cue.piece-of') ?? []).some((found) => {
        const { start, end } = spanOf(field, found)
        const isName = links.some(({ span }) => span.field === 'title' && span.start <= start && end <= span.end)
        return !isName && !comesAlong(field, found)
      }),
  )

/** The lowest floor of the goods that the listing is known to be; null where that is not sure, or one of them has none. */
function floorOf({ goods, links, watchedKinds }: Facts): number | null {
  const isModel = links.some((link) => link.name.kind === 'model')
  if (goods.relation !== 'same' && !isModel) return null
  const floors = [...watchedKinds].map((kind) => usedFloors.get(kind) ?? null)
  return floors.length === 0 || floors.includes(null) ? null : Math.min(...floors.map((floor) => floor ?? 1))
}
