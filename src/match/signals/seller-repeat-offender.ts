import { nothing, type Signal } from './signal.ts'

/** What one, two, and more counterfeit verdicts say; a name alone may be another's, and says less. */
const byCount = [0, 0.5, 0.8, 1]
const byNameShare = 0.7

/**
 * Medium, but never with other signs of seller and origin alone (label rule 1): other listings of this seller were decided
 * to be counterfeit. Listings that were decided to be allowed lower it by their share. Verdicts that were taken back, or
 * that two reviewers do not agree about, do not count; nor does the listing's own.
 */
export const sellerRepeatOffender: Signal = {
  id: 'seller.repeat-offender',
  see({ record, seller }) {
    if (!record || record.counterfeit < 1 || seller.isAuthorised) return nothing
    const { counterfeit, allowed, since, by } = record
    const share = counterfeit / (counterfeit + allowed)
    const strength = (byCount[counterfeit] ?? 1) * share * (by === 'id' ? 1 : byNameShare)
    const count = counterfeit === 1 ? '1 listing of this seller was' : `${counterfeit} listings of this seller were`
    const lowered = allowed > 0 ? `; ${allowed} allowed` : ''
    const known = by === 'id' ? '' : ' The seller is known by name alone.'
    const span = seller.name === null ? {} : { span: { field: 'seller' as const, start: 0, end: seller.name.length } }
    return [
      { text: `${count} decided counterfeit since ${since}${lowered}.${known}`, strength, ...span, basis: record },
    ]
  },
}
