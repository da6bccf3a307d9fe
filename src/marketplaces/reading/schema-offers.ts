import { compareAmounts, isAmount, type Tier } from '../../model/money.ts'
import { defined } from './defined.ts'
import { at, type Json } from './json-values.ts'
import { type Graph, isType, textOf, valuesOf } from './schema-nodes.ts'

/** One offer of schema.org, with the texts as the page writes them: `amount`s are not yet read as money. */
export type Offer = {
  amount?: string
  max?: string
  currency?: string
  availability?: string
  condition?: string
  seller?: string
  sellerRating?: string
  sellerRatings?: string
  url?: string
  tiers?: Tier[]
  moq?: number
  /** Of an amount that is a text of this form it is not certain whether "1.299" are a thousand. */
  isDoubtful?: true
}

const offersMax = 500

/** Price types that nobody pays: what it was, what the maker recommends, what the shop may not go below. */
const notAsked =
  /(?:ListPrice|StrikethroughPrice|MSRP|SRP|RegularPrice|MinimumAdvertisedPrice|InvoicePrice|OriginalPrice|Strikethrough|List)$/i
/** Units that are pieces: a price for one of them is the price of one piece. */
const pieces = /^(?:C62|EA|H87|PR|PK|SET|NMP|PCE|XPK|ZZ|piece|unit|each|stück|pair)$/i

/** Every offer of a product's `offers`: those of several sellers or conditions apart, in the page's order. */
export function offersOf(graph: Graph, offers: readonly Json[]): Offer[] {
  const found: Offer[] = []
  for (const node of offers.slice(0, offersMax)) {
    if (typeof node !== 'object' || node === null) continue
    const inner = valuesOf(graph, node, 'offers').filter((each) => typeof each === 'object')
    const innerOffers = inner.length > 0 ? offersOf(graph, inner).filter((each) => each.amount !== undefined) : []
    const outer = readOffer(graph, node)
    if (innerOffers.length > 0) found.push(...innerOffers.map((each) => ({ ...commonOf(outer), ...each })))
    else found.push(outer)
  }
  return found.slice(0, offersMax)
}

/** What the offer around several says of each. */
const commonOf = ({ currency, seller, availability, condition }: Offer): Offer =>
  defined({ currency, seller, availability, condition })

function readOffer(graph: Graph, node: Json): Offer {
  const seller = valuesOf(graph, node, 'seller', 'offeredBy', 'merchant')[0]
  const rating = valuesOf(graph, seller, 'aggregateRating')[0]
  return {
    ...priceOf(graph, node),
    ...defined({
      availability: lastPart(textOf(graph, node, 'availability')),
      condition: lastPart(textOf(graph, node, 'itemCondition')),
      seller: textOf(graph, node, 'seller', 'offeredBy', 'merchant'),
      sellerRating: textOf(graph, rating, 'ratingValue'),
      sellerRatings: textOf(graph, rating, 'ratingCount', 'reviewCount'),
      url: textOf(graph, node, 'url'),
    }),
  }
}

const lastPart = (text: string | undefined): string | undefined =>
  text?.replace(/^(?:https?:\/\/(?:www\.)?schema\.org\/|schema:)/i, '')

/** What an offer asks: its own price, a span, or the one of its specifications that is paid for one piece now. */
function priceOf(graph: Graph, node: Json): Offer {
  const currency = textOf(graph, node, 'priceCurrency')
  const low = textOf(graph, node, 'lowPrice')
  const own = low ?? textOf(graph, node, 'price')
  const specifications = valuesOf(graph, node, 'priceSpecification').filter((each) => typeof each === 'object')
  if (own !== undefined) {
    const named =
      currency ?? specifications.map((each) => textOf(graph, each, 'priceCurrency')).find((each) => each !== undefined)
    const max = low === undefined ? undefined : textOf(graph, node, 'highPrice')
    return defined({ amount: own, max, currency: named, isDoubtful: isDoubtful(graph, node, own) })
  }
  const asked = specifications.filter((each) => isAsked(graph, each))
  const tiers = tiersOf(graph, asked)
  const paid = tiers.length > 1 ? undefined : paidOf(graph, asked)
  if (paid === undefined && tiers.length <= 1) return defined({ currency })
  const first = tiers.length > 1 ? asked[0] : paid
  const one = tiers.find(({ from }) => from <= 1)
  const sorted = tiers.map(({ amount }) => amount).sort(compareAmounts)
  const amount = paid === undefined ? (one?.amount ?? sorted[0]) : textOf(graph, paid, 'price')
  return defined({
    amount,
    max: one || sorted.length < 2 ? undefined : sorted.at(-1),
    currency: textOf(graph, first, 'priceCurrency') ?? currency,
    tiers: tiers.length > 1 ? tiers : undefined,
    moq: tiers.length > 1 && !one ? Math.min(...tiers.map(({ from }) => from)) : undefined,
    isDoubtful: paid === undefined ? undefined : isDoubtful(graph, paid, amount),
  })
}

/** "1.299" as a text: JSON's own numbers are certain. */
function isDoubtful(graph: Graph, node: Json, amount: string | undefined): true | undefined {
  const isNumber = valuesOf(graph, node, 'lowPrice', 'price').some((each) => typeof each === 'number')
  return !isNumber && amount !== undefined && /^\d{1,3}\.\d{3}$/.test(amount) ? true : undefined
}

/** Whether a specification is a price that one buyer pays: not struck out, not for a litre, a member, a delivery, a month. */
function isAsked(graph: Graph, specification: Json): boolean {
  if (textOf(graph, specification, 'price') === undefined) return false
  if (notAsked.test(textOf(graph, specification, 'priceType') ?? '')) return false
  if (isType(specification, 'DeliveryChargeSpecification', 'PaymentChargeSpecification')) return false
  if (valuesOf(graph, specification, 'validForMemberTier', 'billingDuration', 'billingIncrement').length > 0)
    return false
  const reference = valuesOf(graph, specification, 'referenceQuantity')[0]
  if (reference === undefined || typeof reference !== 'object') return true
  // With a second quantity beside it, the first is what the offer holds, and the price is the offer's.
  if (valuesOf(graph, reference, 'valueReference').length > 0) return true
  return (
    pieces.test(textOf(graph, reference, 'unitCode', 'unitText') ?? 'C62') &&
    Number(textOf(graph, reference, 'value') ?? 1) === 1
  )
}

/** The specification that is paid: a sale's before others, with taxes before without, then the lowest. */
function paidOf(graph: Graph, asked: readonly Json[]): Json | undefined {
  const sale = asked.filter((each) => /SalePrice$/i.test(textOf(graph, each, 'priceType') ?? ''))
  const taxed = asked.filter((each) => !['false', false].some((no) => at(each, 'valueAddedTaxIncluded') === no))
  const left = sale.length > 0 ? sale : taxed.length > 0 ? taxed : asked
  const amountOf = (each: Json): string => textOf(graph, each, 'price') ?? ''
  return left.every((each) => isAmount(amountOf(each)))
    ? [...left].sort((a, b) => compareAmounts(amountOf(a), amountOf(b)))[0]
    : left[0]
}

/** Prices by quantity, the fewest first. */
function tiersOf(graph: Graph, asked: readonly Json[]): Tier[] {
  const tiers = asked.flatMap((each) => {
    const quantity = valuesOf(graph, each, 'eligibleQuantity')[0]
    const from = Number(textOf(graph, quantity, 'minValue') ?? textOf(graph, quantity, 'value') ?? Number.NaN)
    const amount = textOf(graph, each, 'price') ?? ''
    return Number.isSafeInteger(from) && from > 0 && isAmount(amount) ? [{ from, amount }] : []
  })
  // A price that names no quantity is the one for one piece.
  const alone = asked.filter((each) => valuesOf(graph, each, 'eligibleQuantity').length === 0)
  const amount = alone.length === 1 ? (textOf(graph, alone[0], 'price') ?? '') : ''
  const all =
    tiers.length > 0 && isAmount(amount) && !tiers.some(({ from }) => from === 1)
      ? [{ from: 1, amount }, ...tiers]
      : tiers
  return all.sort((a, b) => a.from - b.from)
}

/** Whether it can be bought, as far as it says. */
const isInStock = ({ availability }: Offer): boolean => !/OutOfStock|SoldOut|Discontinued/i.test(availability ?? '')

/**
 * Offers of one product made one for each seller and condition, those that can be bought first: the lowest amount to the highest
 * of what can be bought, in one currency. The first is what one buyer pays.
 */
export function joinedOffers(offers: readonly Offer[]): Offer[] {
  const groups = new Map<string, Offer[]>()
  for (const offer of offers) {
    const key = JSON.stringify([offer.seller ?? '', offer.condition ?? ''])
    groups.set(key, [...(groups.get(key) ?? []), offer])
  }
  const joined = [...groups.values()].map(joinedOf)
  return [...joined.filter(isInStock), ...joined.filter((each) => !isInStock(each))]
}

function joinedOf(offers: readonly Offer[]): Offer {
  const priced = offers.filter((each) => each.amount !== undefined)
  const buyable = priced.some(isInStock) ? priced.filter(isInStock) : priced
  const first = buyable[0] ?? offers[0]
  if (!first || buyable.length < 2) return first ?? {}
  // One currency a range: that of the first.
  const same = buyable.filter((each) => (each.currency ?? first.currency) === first.currency)
  const amounts = same.flatMap((each) => [each.amount ?? '', each.max ?? each.amount ?? ''])
  if (!amounts.every((each) => isAmount(each)) || same.some((each) => each.isDoubtful)) return first
  const sorted = amounts.sort(compareAmounts)
  const cheapest = same.find((each) => each.amount === sorted[0]) ?? first
  return {
    ...cheapest,
    ...first,
    amount: sorted[0] ?? '',
    ...(sorted.at(-1) !== sorted[0] && { max: sorted.at(-1) ?? '' }),
  }
}
