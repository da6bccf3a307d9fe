import { compareAmounts, divideAmounts, multiplyAmounts, type Price, type Tier } from './money.ts'
import { type Amount, findAmounts, plainPriceText } from './money-amounts.ts'
import { moqOf, quantityOf } from './money-lot.ts'
import type { PriceHints } from './money-symbols.ts'

export type { PriceHints } from './money-symbols.ts'

/** A longer text is no price text. */
const textMax = 1_000

/** What a price text says: the price of one offer, the pieces in it, and the fewest offers that can be bought. */
export type PriceText = { price: Price; quantity: number; moq: number | undefined }

/** The space between two words is one, or what a page leaves in its place; a run of it is looked over a few times at most. */
const end = String.raw`\s{0,3}[:.]?\s{0,3}\(?\s{0,3}$`
const word = String.raw`(?<![\p{L}])`
/** Words before an amount that is not asked any more, or that somebody else asks. */
const oldWords = new RegExp(
  `${word}(?:was|were|list(?: price)?|mrp|rrp|msrp|uvp|statt|instead of|orig(?:inal(?:ly)?)?|reg(?:ular)?|typical(?: price)?|comp\\. value|antes|precio anterior|prima|` +
    'prezzo consigliato|prix conseillé|au lieu de|adviesprijs|van|было|原价|定価|参考価格|希望小売価格|정가|zamiast|före|før|původně|' +
    '(?:regular|original|normal|full|old|former|previous) price(?: (?:was|is))?|' +
    '(?:normaler|regulärer|ursprünglicher|alter|früherer) preis(?: war)?|(?:prix|tarif) (?:habituel|normal|initial|d.origine|barré)|le prix initial était|' +
    '(?:precio|preço) (?:habitual|normal|regular|original|de lista|de tabela)(?: era)?|prezzo (?:di listino|normale|originale|pieno)(?: era)?|' +
    '(?:normale|oorspronkelijke|oude) prijs(?: was)?|(?:ordinarie|ursprungliga?|tidigare|vanlig) pris(?:et)?(?: var)?|' +
    '(?:cena )?(?:regularna|pierwotna)(?: cena)?(?: wynosiła)?|běžná cena|původní cena|обычная цена|старая цена|通常価格|市场价|吊牌价|' +
    `eski fiyat|normal fiyat|harga asli|giá gốc|giá niêm yết)${end}`,
  'iu',
)
/** "Lowest price of the last 30 days": what was asked once, as a law wants it printed. */
const lowestOnce =
  /(?:lowest|niedrigster|plus bas|más bajo|mais baixo|più basso|laagste|najniższa|nejnižší|lägsta|laveste)[^\p{Sc}]{0,38}$/iu
/** Words before the amount that is asked now, where another stands beside it. */
const nowWords = new RegExp(
  `${word}(?:now|sale price|special price|offer price|deal price|current price(?: is)?|discounted price|your price|jetzt|nur|verkaufspreis|angebotspreis|sonderpreis|aktueller preis(?: ist)?|` +
    'prix promotionnel|prix soldé|prix réduit|(?:le )?prix actuel(?: est)?|precio de (?:oferta|venta)|(?:el )?precio actual(?: es)?|ahora|preço promocional|(?:o )?preço atual(?: é)?|agora|' +
    'prezzo (?:scontato|di vendita|in offerta)|(?:il )?prezzo attuale(?: è)?|aanbiedingsprijs|huidige prijs(?: is)?|verkoopprijs|nuvarande priset(?: är)?|försäljningspris|' +
    `(?:aktualna )?cena(?: promocyjna| sprzedaży)?(?: wynosi)?|цена со скидкой|セール価格|販売価格|现价|促销价|到手价|판매가|할인가|indirimli fiyat|giá bán|harga promo)${end}`,
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
  const tiers = tiersOf(plain, amounts)
  const fewest = tiers.length > 0 ? Math.min(...tiers.map(({ from }) => from)) : undefined
  const moq = moqOf(plain) ?? (fewest === 1 ? undefined : fewest)
  const asked = askedAmount(plain, amounts)
  if (!asked || compareAmounts(asked.value, '0') <= 0) return null
  const quantity = tiers.length > 0 ? 1 : (quantityOf(plain) ?? countedByUnitPrice(asked, amounts) ?? 1)
  const price: Price = { amount: asked.value, currency: asked.currency }
  if (asked.max !== null && compareAmounts(asked.value, asked.max) !== 0) price.max = asked.max
  const per = quantity === 1 ? perOf(asked) : null
  if (per !== null) price.per = per
  if (moq !== undefined) price.moq = moq
  if (tiers.length > 0) price.tiers = tiers
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
  const outside = preferred(whole, (each) => !each.inside)
  const asked = preferred(
    preferred(outside, (each) => perOf(each) === null),
    (each) => nowWords.test(each.before),
  )
  const [first] = asked
  if (!first) return null
  if (asked.every((each) => compareAmounts(each.value, first.value) === 0 && each.max === first.max)) return first
  const tiers = tiersOf(text, asked)
  return tiers.length > 0 ? tiered(tiers, asked, first) : null
}

const preferred = (amounts: Amount[], wanted: (amount: Amount) => boolean): Amount[] => {
  const kept = amounts.filter(wanted)
  return kept.length > 0 ? kept : amounts
}

const tierQuantities = /(?:[≥>]=?\s?(\d+)|(\d+)\s?(?:-|–|~)\s?\d+|(\d+)\s?\+)\s?\p{L}{2,}/gu

/** Prices by quantity, as many quantities as prices are printed: each with the fewest it is for, in text order; none for another text. */
function tiersOf(text: string, amounts: readonly Amount[]): Tier[] {
  if (amounts.length < 2) return []
  const quantities = [...text.matchAll(tierQuantities)].map((each) => Number(each[1] ?? each[2] ?? each[3]))
  if (quantities.length < amounts.length) return []
  return amounts.map(({ value }, at) => ({ from: quantities[at] ?? 1, amount: value }))
}

/** One piece costs what the tier that begins at one asks; where none does, the tiers' prices are a range. */
function tiered(tiers: readonly Tier[], amounts: readonly Amount[], first: Amount): Amount {
  const one = amounts[tiers.findIndex(({ from }) => from === 1)]
  if (one && one.max === null) return one
  const values = amounts.flatMap((each) => [each.value, each.max ?? each.value]).sort(compareAmounts)
  return { ...first, value: values[0] ?? first.value, max: values.at(-1) ?? null }
}

function isAside(amount: Amount, all: Amount[]): boolean {
  const { before, after } = amount
  if (oldWords.test(before) || lowestOnce.test(before) || shippingBefore.test(before) || savedBefore.test(before))
    return true
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
