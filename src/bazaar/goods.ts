import { askingOf } from './asking.ts'
import { brands, type CatalogueBrand, colours, hasSize, type ProductType } from './catalogue.ts'
import { type Dice, dice, weighted } from './dice.ts'
import { disguised } from './disguise.ts'
import { idOf, indexOf } from './ids.ts'
import { isPlanted, type Kind, kindShares } from './kinds.ts'
import { picturesOf } from './picture-specs.ts'
import { type SellerRole, sellerOf } from './sellers.ts'
import { type BazaarTerritory, type Language, territories } from './territories.ts'
import type { Ware } from './ware.ts'
import { fill, words } from './wording/words.ts'

/** All listings of a bazaar, made when they are asked for: nothing of them is kept. */
export type Goods = {
  readonly seed: number
  readonly size: number
  /** @param index 0 ≤ index; what is beyond `size` belongs to nobody yet */
  ware(index: number): Ware
  /** @returns the index of a listing's id, whether it is in use or not; -1 when it is no id of this bazaar */
  indexOf(id: string): number
}

export const goodsOf = (seed: number, size: number): Goods => ({
  seed,
  size,
  ware: (index) => wareOf(seed, size, index),
  indexOf: (id) => indexOf(seed, id),
})

const brandShares = brands.map((brand): [CatalogueBrand, number] => [brand, brand.share])
const territoryShares = territories.map((territory): [BazaarTerritory, number] => [territory, territory.share])
/** Small brands that nobody copies: what they make is like the big ones', and says so. */
const ownLabels = ['Halmar', 'Wanderly', 'Pikelo', 'Tamaro'] as const
const lots = [2, 3, 4, 5, 6] as const
const bulks = [10, 20, 30, 50] as const

function wareOf(seed: number, size: number, index: number): Ware {
  const throws = dice(seed, 'ware', index)
  const brand = weighted(throws, brandShares)
  const product = throws.pick(brand.products)
  const kind = weighted(throws, kindShares)
  const home = weighted(throws, territoryShares)
  const language = languageOf(kind, home, throws)
  const colour = throws.pick(colours)
  const role = roleOf(kind, throws)
  const seller = sellerOf(seed, role, home, brand, throws.int, size)
  const count = kind === 'lot-price' ? throws.pick(lots) : kind === 'quantity.bulk' ? throws.pick(bulks) : 1
  const slots = slotsOf(brand, product.model, product.type, language, throws)
  const said = { ...slots, c: words[language].colours[colour], q: String(count > 1 ? count : 500) }
  return {
    index,
    id: idOf(seed, index),
    kind,
    brand,
    product,
    language,
    home,
    worldwide: (role === 'source' || role === 'fresh') && throws.chance(0.12),
    title: fill(throws.pick(words[language].titles[kind]), said),
    description: fill(throws.pick(words[language].descriptions[kind]), said),
    condition: kind === 'second-hand' ? 'used' : 'new',
    category: categoryOf(kind, product.type),
    seller,
    asking: askingOf(kind, product, count, throws, { seed, index, home }),
    shipsFrom: role === 'source' && !isPlanted(kind) && throws.chance(0.5) ? home.country : seller.country,
    pictures: picturesOf(kind, product.type, colour, throws),
    sold: throws.chance(0.6) ? throws.int(role === 'private' ? 2 : 900) : 0,
    hasBadge: throws.chance(0.08),
  }
}

/** Sellers from afar write English, or leave their own language in. */
function languageOf(kind: Kind, home: BazaarTerritory, throws: Dice): Language {
  if (kind === 'authorised-seller' || kind === 'retail' || kind === 'second-hand')
    return throws.chance(0.93) ? home.language : 'en'
  return weighted(throws, [
    [home.language, isPlanted(kind) ? 60 : 80],
    ['en', 30],
    ['zh', isPlanted(kind) ? 8 : 1],
  ] as const)
}

function roleOf(kind: Kind, throws: Dice): SellerRole {
  switch (kind) {
    case 'authorised-seller':
      return 'authorised'
    case 'retail':
    case 'grey-market':
    case 'lot-price':
      return 'shop'
    case 'second-hand':
    case 'media-about':
    case 'spare-part':
      return throws.chance(0.8) ? 'private' : 'shop'
    case 'compatible-for':
    case 'other-brand':
      return throws.chance(0.5) ? 'shop' : 'source'
    case 'wording.replica':
    case 'wording.grade':
    case 'brand.obfuscated':
    case 'wording.evasion':
      return throws.chance(0.2) ? 'private' : throws.chance(0.4) ? 'fresh' : 'source'
    case 'seller.lookalike':
      return 'lookalike'
    case 'price.extreme':
    case 'supply.factory-text':
      return 'fresh'
    default:
      return 'source'
  }
}

function slotsOf(
  brand: CatalogueBrand,
  model: string,
  type: ProductType,
  language: Language,
  throws: Dice,
): Record<string, string> {
  const script = brand.scripts[language]
  return {
    b: script && throws.chance(0.35) ? script : brand.name,
    o: disguised(brand.name, language, throws),
    m: model,
    n: words[language].nouns[type],
    s: hasSize(type) && throws.chance(0.8) ? sizeOf(type, language, throws) : '',
    x: throws.pick(ownLabels),
  }
}

function sizeOf(type: ProductType, language: Language, throws: Dice): string {
  if (type === 'jacket') return throws.pick(['S', 'M', 'L', 'XL'])
  if (language === 'ja') return `${throws.pick(['24', '25', '26', '27', '28'])}.${throws.pick(['0', '5'])}cm`
  const size = 37 + throws.int(10)
  return language === 'zh' ? `${size}码` : language === 'en' && throws.chance(0.5) ? `US ${size - 33}` : `EU ${size}`
}

function categoryOf(kind: Kind, type: ProductType): string {
  switch (kind) {
    case 'compatible-for':
      return 'accessories'
    case 'spare-part':
      return 'parts'
    case 'media-about':
      return 'books and posters'
    case 'packaging.components':
      return 'packaging'
    default:
      return categories[type]
  }
}

const categories: Record<ProductType, string> = {
  'trail-shoe': 'footwear',
  boot: 'footwear',
  sandal: 'footwear',
  jacket: 'jackets',
  backpack: 'backpacks',
  watch: 'watches',
  earphones: 'earphones',
  handbag: 'handbags',
  sunglasses: 'eyewear',
  lamp: 'lighting',
}
