/** Why a listing is honest; the words are those of the label rules' `allow.*`. */
export const honestKinds = [
  'authorised-seller',
  'retail',
  'grey-market',
  'second-hand',
  'compatible-for',
  'spare-part',
  'media-about',
  'lot-price',
  'other-brand',
] as const
export type HonestKind = (typeof honestKinds)[number]

/** What betrays a planted counterfeit; the words are the signal ids of the label rules. */
export const plantedKinds = [
  'wording.replica',
  'wording.grade',
  'wording.batch',
  'wording.evasion',
  'wording.hidden-link',
  'wording.authenticity-odd',
  'brand.obfuscated',
  'price.extreme',
  'seller.lookalike',
  'packaging.components',
  'supply.factory-text',
  'quantity.bulk',
] as const
export type PlantedKind = (typeof plantedKinds)[number]

export type Kind = HonestKind | PlantedKind

export const isPlanted = (kind: Kind): kind is PlantedKind => plantedKinds.some((planted) => planted === kind)

/** Its title alone says that it is a copy: a monitor that misses one of these has not read it. */
export const isExplicit = (kind: Kind): boolean => kind === 'wording.replica' || kind === 'wording.grade'

/** How often each kind is met among the listings of one brand, in a thousand: 92 are planted. */
export const kindShares: readonly (readonly [Kind, number])[] = [
  ['authorised-seller', 190],
  ['retail', 208],
  ['grey-market', 70],
  ['second-hand', 210],
  ['compatible-for', 90],
  ['spare-part', 40],
  ['media-about', 25],
  ['lot-price', 25],
  ['other-brand', 50],
  ['wording.replica', 20],
  ['wording.grade', 16],
  ['wording.batch', 7],
  ['wording.evasion', 6],
  ['wording.hidden-link', 3],
  ['wording.authenticity-odd', 5],
  ['brand.obfuscated', 14],
  ['price.extreme', 8],
  ['seller.lookalike', 4],
  ['packaging.components', 3],
  ['supply.factory-text', 3],
  ['quantity.bulk', 3],
]
