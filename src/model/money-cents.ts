import { minorUnitAfter } from './minor-units.ts'
import { moqOf, quantityOf } from './money-lot.ts'
import { wholeOf } from './money-number.ts'
import type { Scale } from './money-scales.ts'
import { currencyOfSign, type FoundSign, type PriceHints } from './money-symbols.ts'

/** A number in a text with its UTF-16 offsets, the sign that is its own, and what makes it larger: a scale, cents apart, a smaller number behind it. */
export type Printed = {
  text: string
  start: number
  end: number
  sign: FoundSign | null
  scale: Scale | null
  cents: string | null
  plus: Printed | null
}

/** What may stand before a price whose cents stand apart: nothing, or a word that says that the price follows. */
const leads =
  /(?:^|[^\p{L}])(?:ab|from|now|only|just|nur|jetzt|desde|por|à partir de|a partir d[ei]|dès|da|od|от|vanaf|nu|voor|preis|price|prix|precio|preço|prezzo|cena|prijs|цена|fiyat|a)\s?:?\s?$/iu
/** What may stand behind such cents: words that say that they end the price. */
const trails =
  /^\s?(?:à vista|ttc|ht|inkl|incl|inc|exkl|excl|zzgl|iva|vat|tva|mwst|no|em|en|pro|per|par|por|je)(?!\p{L})/iu

/**
 * Cents that stand apart from their number: after a space ("161 49 €"), after a mark and a space ("1.837, 32 €"), after the
 * sign ("35€ 99", "12 euros 50 centimes"). They are joined to their number.
 *
 * @param found the text's numbers in its order; those that are joined are taken out
 * @param signs the text's signs in its order
 * @returns `false` when two numbers stand together and nobody can say whether they are one
 */
export function joinCents(text: string, found: Printed[], signs: readonly FoundSign[], hints: PriceHints): boolean {
  for (let at = 0; at + 1 < found.length; at += 1) {
    const number = found[at]
    const cents = found[at + 1]
    if (!number || !cents || number.scale || cents.scale || !/^\d{2}$/.test(cents.text)) continue
    if (wholeOf(number.text) === null) continue
    const gap = text.slice(number.end, cents.start)
    const between = signs.find((sign) => sign.start >= number.end && sign.end <= cents.start)
    const isJoined = between
      ? isBlank(gap, between.start - number.end, between.end - number.end) && !hasOwnSign(cents, signs)
      : /^ ?[.,]? ?$/.test(gap)
    if (!isJoined) continue
    const end = endOfCents(text, cents.end, signs, between, hints)
    if (end === 'other') continue
    const leadsWell = between !== undefined || startsPrice(text, number.start, signs)
    if (end === 'unsure' || !leadsWell) return false
    found[at] = { ...number, end, cents: cents.text, sign: between ?? number.sign }
    found.splice(at + 1, 1)
  }
  return true
}

/** At most one space on each side of the sign, and nothing else: no second sign, no dash. */
const isBlank = (gap: string, from: number, to: number): boolean =>
  /^ ?[.,]?$/.test(gap.slice(0, from)) && /^ ?$/.test(gap.slice(to))

/** Of two signs the one behind the cents says that they are a price of their own: "35€ 99€". */
const hasOwnSign = (cents: Printed, signs: readonly FoundSign[]): boolean =>
  signs.some(({ start }) => start >= cents.end && start - cents.end <= 1)

function startsPrice(text: string, start: number, signs: readonly FoundSign[]): boolean {
  const before = text.slice(0, start)
  return before.trim() === '' || signs.some(({ end }) => end <= start && start - end <= 1) || leads.test(before)
}

/** Where the cents end with what belongs to them; `other` when they are a count, no cents. */
function endOfCents(
  text: string,
  from: number,
  signs: readonly FoundSign[],
  between: FoundSign | undefined,
  hints: PriceHints,
): number | 'other' | 'unsure' {
  const rest = text.slice(from, from + 40)
  if (/^\s?\d|^\s?(?:-|–|—|~|x|×)\s?[\d\p{Sc}]/iu.test(rest)) return 'unsure'
  if (!/^\s?\p{L}/u.test(rest)) return from
  if (signs.some(({ start }) => start >= from && start - from <= 1)) return from
  const currency = between ? currencyOfSign(between.text, hints) : (hints.currency ?? null)
  const unit = currency === null ? null : minorUnitAfter(rest, currency)
  if (unit) return from + unit.length
  if (trails.test(rest)) return from
  const counted = text.slice(Math.max(0, from - 2), from + 40)
  return quantityOf(counted) !== undefined || moqOf(counted) !== undefined ? 'other' : 'unsure'
}
