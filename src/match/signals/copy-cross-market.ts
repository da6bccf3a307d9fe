import { isWholesale } from '../../model/market-kind.ts'
import type { Copy } from '../../model/seen-before.ts'
import type { Facts } from '../facts.ts'
import { nothing, type Signal } from './signal.ts'

/** From this similarity on it is the brand's own photo, which everybody has. */
const officialSimilarity = 0.95

/** The surest first; a title is shorter than a text, and more often alike by chance. */
const sureness: Record<Copy['by'], number> = { picture: 1, description: 1, title: 0.5 }
/** A retailer who shows a wholesaler's picture sells the wholesaler's goods; the other way round it may have been taken. */
const wholesaleShare = 0.6

/**
 * Medium: the same picture, description or title is on a wholesale market and on a retail one, so that the goods most likely
 * come from there. Official photos are no copies, nor is what an authorised seller shows (the store leaves that out).
 */
export const copyCrossMarket: Signal = {
  id: 'copy.cross-market',
  see(facts) {
    const { copies, seller, listing } = facts
    if (seller.isAuthorised) return nothing
    const copy = [...copies].filter((one) => counts(one, facts)).sort(surerFirst)[0]
    if (!copy) return nothing
    const wholesale = isWholesale(listing.marketplace)
    const price = copy.price ? ` for ${copy.price.amount} ${copy.price.currency}` : ''
    const where = `${copy.marketplace} ${copy.id.slice(0, 60)}${price}, a ${wholesale ? 'retail' : 'wholesale'} market`
    const text = `The same ${copy.by} is at ${where} (${Math.round(copy.similarity * 100)} % alike).`
    const strength = sureness[copy.by] * (wholesale ? wholesaleShare : 1)
    return [{ text, strength, ...spanOf(copy.by, facts), basis: copy }]
  },
}

const counts = ({ by }: Copy, { picture }: Facts): boolean =>
  by !== 'picture' || (picture?.officialSimilarity ?? 0) < officialSimilarity

const places = Object.keys(sureness)
const surerFirst = (a: Copy, b: Copy): number =>
  places.indexOf(a.by) - places.indexOf(b.by) || b.similarity - a.similarity

function spanOf(by: Copy['by'], { fields }: Facts) {
  const field = fields.find(({ name }) => name === by)
  return by !== 'picture' && field ? { span: { field: by, start: 0, end: field.folded.original.length } } : {}
}
