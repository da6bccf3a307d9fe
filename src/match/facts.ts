import type { ExchangeRates } from '../model/exchange-rates.ts'
import type { ConditionState, Lexicon } from '../model/lexicon.ts'
import type { Listing } from '../model/listing.ts'
import type { Copy, SellerRecord, SharedPicture, ShopRecord } from '../model/seen-before.ts'
import type { Product, Watch } from '../model/watch.ts'
import { type AccessoryWord, accessoryIn } from './accessory.ts'
import { type LinkFinder, linkFinderOf } from './brand/find.ts'
import type { Link } from './brand/link.ts'
import type { Clues } from './brand/name-index.ts'
import { type Name, namesOf } from './brand/names.ts'
import { type ForProduct, forProductIn } from './compatible.ts'
import { type Condition, conditionOf } from './condition.ts'
import { type DeniedSource, deniedSources } from './denied-source.ts'
import { type Goods, goodsOf, soldForProduct, watchedKinds } from './goods.ts'
import { impliedCopies } from './implied-copy.ts'
import { lesserKindOf } from './kind-price.ts'
import type { TermFinder } from './lexicon.ts'
import type { Field } from './listing-text.ts'
import { type Makers, makersIn } from './makers.ts'
import { type OwnNames, ownNamesOf } from './own-names.ts'
import type { PictureFacts } from './picture.ts'
import { type PriceFacts, priceFacts } from './price-facts.ts'
import { productChoice, type ReadyProduct, readyProduct } from './product-choice.ts'
import { type ReadySellers, readySellers, type SellerFacts, sellerFacts } from './seller-facts.ts'
import { type Wording, wordingsIn } from './wording.ts'

/** Everything that the signals look at, read once from a listing. */
export type Facts = {
  watch: Watch
  listing: Listing
  fields: readonly Field[]
  /** Surest first; those that need the brand's goods beside them are in only when they have them. */
  links: readonly Link[]
  /** Links that were left out for want of the brand's goods. */
  looseLinks: readonly Link[]
  isOwnName: OwnNames
  goods: Goods
  /** Kinds of goods of the watch. */
  watchedKinds: ReadonlySet<string>
  /** Names that the listing says are not where its goods come from; they are among the loose links. */
  deniedSources: readonly DeniedSource[]
  /** Words that say the goods are for the brand's product. */
  forProduct: ForProduct | null
  wordings: readonly Wording[]
  /** An accessory that the title sells, for goods like the watched. */
  accessory: AccessoryWord | null
  /** Other makers that the title names. */
  makers: Makers | null
  /** The product that the listing is of, as far as that can be told. */
  product: Product | null
  /** Several products of the watch could be meant, and nothing tells them apart: no price is held against another. */
  isProductUnclear: boolean
  /** The listing says which product it is of, or the watch has no other: it is not taken for the likeliest of its kind. */
  isProductSaid: boolean
  price: PriceFacts | null
  condition: Condition
  seller: SellerFacts
} & Beyond

/** What is known of a listing beyond what it says. */
export type Beyond = {
  picture: PictureFacts | null
  record: SellerRecord | null
  shop: ShopRecord | null
  copies: readonly Copy[]
  shared: SharedPicture | null
}

/** A watch made ready for many listings. */
export type ReadyWatch = {
  watch: Watch
  names: readonly Name[]
  isOwnName: OwnNames
  findLinks: LinkFinder
  kinds: ReadonlySet<string>
  sellers: ReadySellers
  conditions: ReadonlyMap<string, ConditionState>
  products: readonly ReadyProduct[]
}

export function readyWatch(watch: Watch, lexicon: Lexicon, find: TermFinder): ReadyWatch {
  const isCommonWord = (word: string) => lexicon.commonWords.has(word)
  const names = namesOf(watch, isCommonWord)
  return {
    watch,
    names,
    isOwnName: ownNamesOf(watch),
    findLinks: linkFinderOf(names, isCommonWord),
    kinds: watchedKinds(watch.products, find),
    sellers: readySellers(watch),
    conditions: lexicon.conditions,
    products: watch.products.map((product) => readyProduct(product, watch.brand, watchedKinds([product], find))),
  }
}

/** Everything in some fields that links them to a watch's brand; by the clues of each field, if an index gave any. */
export const linksIn = (ready: ReadyWatch, fields: readonly Field[], clues?: ReadonlyMap<Field, Clues>): Link[] =>
  fields.flatMap((field) => {
    const isLookedAt =
      field.name !== 'category' && field.name !== 'condition' && (clues === undefined || clues.has(field))
    return isLookedAt ? ready.findLinks(field, clues?.get(field)) : []
  })

/** @param all what `linksIn` finds */
export function factsOf(
  ready: ReadyWatch,
  listing: Listing,
  beyond: Beyond,
  fields: readonly Field[],
  all: readonly Link[],
  rates: ExchangeRates,
): Facts {
  const { watch } = ready
  const forProduct = forProductIn(fields, all)
  const named = goodsOf(fields, all, watch.products, ready.kinds)
  const goods = forProduct ? soldForProduct(named) : named
  const kinds = new Set([...goods.kinds, ...ready.kinds])
  const makers = makersIn(fields, all, kinds)
  const wordings = [...wordingsIn(fields), ...impliedCopies(fields, all, kinds, makers)]
  const hasWording = wordings.some((one) => one.denied === null && one.strength >= 0.8)
  // What is plainly said to be a copy is one, whatever else it says that it is not.
  const denied = hasWording ? [] : deniedSources(fields, all)
  const said = denied.length > 0 ? all.filter((link) => !isDenied(link, denied)) : all
  const hasModel = said.some((link) => link.name.kind === 'model' && !link.name.needsContext)
  const chosen = productChoice(ready.products, fields, all, goods)
  const isWatch = goods.kinds.has('watch') || (goods.relation === 'unknown' && ready.kinds.has('watch'))
  const standing = said.filter((link) => standsAlone(link, goods, hasModel, said, hasWording))
  return {
    watch,
    listing,
    fields,
    links: standing,
    looseLinks: all.filter((link) => !standing.includes(link)),
    isOwnName: ready.isOwnName,
    deniedSources: denied,
    goods,
    watchedKinds: ready.kinds,
    forProduct,
    wordings,
    accessory: accessoryIn(fields, ready.kinds),
    makers,
    product: chosen.product,
    isProductUnclear: chosen.by === 'unclear',
    isProductSaid: chosen.product !== null && chosen.by !== 'kind',
    price: priceFacts(listing, chosen.product, rates, () => lesserHere(goods, fields, all, ready.kinds)),
    condition: conditionOf(listing, fields, all, ready.conditions, isWatch),
    seller: sellerFacts(listing, ready.sellers),
    ...beyond,
  }
}

/** A listing on another shelf is not held against the watched goods' price, whatever it is. */
const lesserHere = (goods: Goods, fields: readonly Field[], links: readonly Link[], watched: ReadonlySet<string>) =>
  goods.relation === 'same' && goods.isFromCategory ? lesserKindOf(fields, links, watched) : null

/** A model this near behind a denied name is denied with it. */
const modelReach = 12

const isDenied = (link: Link, denied: readonly DeniedSource[]): boolean =>
  denied.some(({ link: { span, ...one } }) => {
    if (link.span.field !== span.field) return false
    if (link.span.start < span.end && span.start < link.span.end) return true
    const gap = link.span.start - span.end
    return one.name.kind !== 'model' && link.name.kind === 'model' && gap >= 0 && gap <= modelReach
  })

/** From this sureness on, nobody writes a name like that by chance. */
const plainDisguise = 0.85

/** A short, everyday or doubtful name counts only beside the brand's goods, a model, a plainer naming, or plain wording. */
function standsAlone(link: Link, goods: Goods, hasModel: boolean, all: readonly Link[], hasWording: boolean): boolean {
  if (goods.relation === 'same' && link.sureness > 0.25) return true
  if (link.disguise !== null && link.sureness >= plainDisguise) return true
  const plainer = all.some(
    (other) => other !== link && other.sureness === 1 && !other.name.needsContext && other.disguise === null,
  )
  if (hasModel || plainer) return true
  if (goods.relation === 'related') return link.sureness >= 0.5
  if (link.name.needsContext) return goods.relation === 'unknown' && hasWording && link.sureness === 1
  return link.sureness >= (goods.relation === 'other' ? plainDisguise : 0.6)
}
