import { compareAmounts, divideAmounts, multiplyAmounts, type Price } from './money.ts'
import { type Amount, findAmounts, plainPriceText } from './money-amounts.ts'
import { moqOf, quantityOf } from './money-lot.ts'
import type { PriceHints } from './money-symbols.ts'

export type { PriceHints } from './money-symbols.ts'

/** A longer text is no price text. */
const textMax = 1_000

/** What a price text says: the price of one offer, the pieces in it, and the fewest offers that can be bought. */
export type PriceText = { price: Price; quantity: number; moq: number | undefined }

const end = String.raw`\s*[:.]?\s*\(?\s*$`
const word = String.raw`(?<![\p{L}])`
/** Words before an amount that is not asked any more, or that somebody else asks. */
const oldWords = new RegExp(
  `${word}(?:was|were|list(?: price)?|mrp|rrp|msrp|uvp|statt|instead of|orig(?:inal(?:ly)?)?|reg(?:ular)?|typical(?: price)?|comp\\. value|antes|precio anterior|prima|` +
    'prezzo consigliato|prix conseillé|au lieu de|adviesprijs|van|было|原价|定価|参考価格|希望小売価格|정가|zamiast|før|före|původně|' +
    `eski fiyat|harga asli|giá gốc)${end}`,
  'iu',
)
const shippingBefore = new RegExp(
  `(?:\\+|${word}(?:shipping|delivery|postage|versand|livraison|envío|envio|frete|spedizione|verzending|доставка|送料|运费|運費|배송비|kargo|wysyłka))${end}`,
  'iu',
)
const shippingAfter =
  /^\s*(?:(?:for|de|di|per|for the)\s+)?(?:shipping|delivery|postage|versand|livraison|envío|envio|frete|spedizione|verzend|доставка|送料|运费|運費|kargo|wysyłka)/iu
const savedBefore = new RegExp(
  `${word}(?:save|you save|saving|spare?n?|du sparst|sie sparen|économisez|economize|ahorra|desconto|descuento|rabatt|sconto|coupon|скидка|立减|减|満減)${end}`,
  'iu',
)
const savedAfter = /^\s*(?:off|sparen|gespart|de descuento|de desconto|di sconto|coupon)(?!\p{L})/iu
const totalBefore = new RegExp(
  `${word}(?:total|gesamt|gesamtpreis|summe|totale|totaal|合計|итого|razem|łącznie|toplam)${end}`,
  'iu',
)
const timesBefore = /(?<![\d.,])(\d{1,3})\s*(?:x|×|vezes|cuotas|rate|raten)\s*(?:de|of|à|a|von|da|di|por)?\s*$/iu
const timesAfter =
  /^\s*(?:(?:\/|per|a|al|por|pro|par)\s*)?(?:month|mo|mes|mês|monat|mois|mese|месяц|мес)?\.?\s*(?:x|×)\s*(\d{1,3})(?![\d.,])/iu
const monthly = /^\s*(?:\/|per|al|por|pro|par|a)\s*(?:month|mo|mes|mês|monat|mois|mese|месяц|мес)(?!\p{L})/iu
const perUnit = /^\s*(?:\/|per|je|pro|par|за|za|por|cada|每)\s*(\d{1,5}(?:[.,]\d{1,3})?\s?)?(\p{L}{1,12})/iu

/**
 * A price as a marketplace prints it, in any locale.
 *
 * @param text the price's text: one offer, ≤ 1,000 characters
 * @param hints what the page says beside it. `currency` is what a bare number and an ambiguous sign ("$", "¥", "kr") mean
 * there; a sign that means one currency wins over it. `language` is a BCP 47 tag, `decimal` the page's own decimal mark.
 * @returns the amount asked now; `max` for a range; instalments as their sum; without what is struck out, saved or for
 * shipping. `null` for none, for zero, and for whatever is not certain. Never throws.
 */
export function readPrice(text: string, hints: PriceHints = {}): Price | null {
  return readPriceText(text, hints)?.price ?? null
}

/** As `readPrice`, with the pieces that the price is for ("lot of 30") and the fewest that can be bought. */
export function readPriceText(text: string, hints: PriceHints = {}): PriceText | null {
  if (text.length > textMax) return null
  const plain = plainPriceText(text)
  const slang = readVietnameseMillions(plain, hints)
  const amounts = slang ?? findAmounts(plain, hints)
  if (amounts === null || new Set(amounts.map((each) => each.currency)).size > 1) return null
  const only = amounts.length === 1 ? amounts[0] : undefined
  // Most texts are an amount and nothing else; what is looked for below are words beside one.
  if (only && only.start === 0 && only.end === plain.length) return alone(only)
  const tiers = isTiered(plain, amounts)
  const moq = moqOf(plain) ?? (tiers ? fewest(plain) : undefined)
  const asked = askedAmount(plain, amounts)
  if (!asked || compareAmounts(asked.value, '0') <= 0) return null
  const quantity = tiers ? 1 : (quantityOf(plain) ?? countedByUnitPrice(asked, amounts) ?? 1)
  const price: Price = { amount: asked.value, currency: asked.currency }
  if (asked.max !== null && compareAmounts(asked.value, asked.max) !== 0) price.max = asked.max
  const per = quantity === 1 ? perOf(asked) : null
  if (per !== null) price.per = per
  if (moq !== undefined) price.moq = moq
  return { price, quantity, moq }
}

function alone({ value, currency, max }: Amount): PriceText | null {
  if (compareAmounts(value, '0') <= 0) return null
  const price: Price = { amount: value, currency }
  if (max !== null && compareAmounts(value, max) !== 0) price.max = max
  return { price, quantity: 1, moq: undefined }
}

/** What is asked: one amount or one range; `null` when it is not certain which. */
function askedAmount(text: string, all: Amount[]): Amount | null {
  const now = all.filter((each) => !isAside(each, all))
  const total = now.find((each) => totalBefore.test(each.before))
  if (total) return total
  const whole = now.filter((each) => instalmentsOf(each) === null)
  const [part] = now
  if (whole.length === 0) {
    const times = part && now.length === 1 ? instalmentsOf(part) : null
    return part && times ? { ...part, value: multiplyAmounts(part.value, String(times)), max: null } : null
  }
  const asked = preferred(
    preferred(whole, (each) => !each.inside),
    (each) => perOf(each) === null,
  )
  const [first] = asked
  if (!first) return null
  if (asked.every((each) => compareAmounts(each.value, first.value) === 0 && each.max === first.max)) return first
  return isTiered(text, asked) ? spanned(asked, first) : null
}

const preferred = (amounts: Amount[], wanted: (amount: Amount) => boolean): Amount[] => {
  const kept = amounts.filter(wanted)
  return kept.length > 0 ? kept : amounts
}

const tierQuantities = /(?:[≥>]=?\s?(\d+)|(\d+)\s?(?:-|–|~)\s?\d+|(\d+)\s?\+)\s?\p{L}{2,}/gu

/** Prices by quantity: as many quantities as prices are printed. */
const isTiered = (text: string, amounts: Amount[]): boolean =>
  amounts.length > 1 && (text.match(tierQuantities) ?? []).length >= amounts.length

const fewest = (text: string): number =>
  Math.min(...[...text.matchAll(tierQuantities)].map((each) => Number(each[1] ?? each[2] ?? each[3])))

function spanned(amounts: Amount[], first: Amount): Amount {
  const values = amounts.flatMap((each) => [each.value, each.max ?? each.value]).sort(compareAmounts)
  return { ...first, value: values[0] ?? first.value, max: values.at(-1) ?? null }
}

function isAside(amount: Amount, all: Amount[]): boolean {
  const { before, after } = amount
  if (oldWords.test(before) || shippingBefore.test(before) || savedBefore.test(before)) return true
  if (shippingAfter.test(after) || savedAfter.test(after)) return true
  const next = all[all.indexOf(amount) + 1]
  return (
    next !== undefined &&
    /(?:^|[^\p{L}])(?:de|van|von)\s*$/iu.test(before) &&
    /^\s*(?:por|voor|jetzt)\s*$/iu.test(after)
  )
}

/** How many times the amount is paid; 0 when it is paid monthly and nobody says how often; `null` when it is paid once. */
function instalmentsOf(amount: Amount): number | null {
  const times = timesBefore.exec(amount.before)?.[1] ?? timesAfter.exec(amount.after)?.[1]
  if (times !== undefined) return Number(times)
  return monthly.test(amount.after) ? 0 : null
}

function perOf(amount: Amount): string | null {
  const found = perUnit.exec(amount.after)
  if (!found || quantityOf(amount.after) !== undefined || moqOf(amount.after) !== undefined) return null
  return `${found[1]?.trim() ?? ''} ${found[2] ?? ''}`.trim().toLowerCase()
}

/** "17,94 € (2,99 € / unité)" is six of them. */
function countedByUnitPrice(whole: Amount, all: Amount[]): number | undefined {
  const unit = all.find(
    (each) =>
      each !== whole &&
      /^(?:unit|unité|piece|pc|stück|stk|each|ea|pezzo|pz|unidad|unidade|шт|szt|adet|個|个|개)s?$/iu.test(
        perOf(each) ?? '',
      ),
  )
  if (!unit || unit.value === '0') return undefined
  const count = divideAmounts(whole.value, unit.value)
  return /^\d{1,4}$/.test(count) && count !== '0' ? Number(count) : undefined
}

/** "1tr850k" is 1,850,000 dong: millions, then what follows as its first three digits. */
function readVietnameseMillions(text: string, hints: PriceHints): Amount[] | null {
  if (hints.currency !== 'VND' && !hints.language?.startsWith('vi')) return null
  const found = /^(\d{1,4})\s?tr(?:iệu)?\s?(\d{1,3})(k)?$/u.exec(text)
  if (!found) return null
  const rest = found[2] ?? ''
  const thousand = found[3] === undefined ? rest.padEnd(3, '0') : rest.padStart(3, '0')
  return [
    {
      value: `${found[1] ?? ''}${thousand}000`,
      max: null,
      currency: 'VND',
      start: 0,
      end: text.length,
      before: '',
      after: '',
      inside: false,
    },
  ]
}
