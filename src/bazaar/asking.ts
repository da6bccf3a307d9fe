import { askedAmount, timesAmount } from './amounts.ts'
import type { CatalogueProduct } from './catalogue.ts'
import type { Dice } from './dice.ts'
import type { Kind } from './kinds.ts'
import type { BazaarTerritory } from './territories.ts'
import type { Asking } from './ware.ts'

/** Share of the official price that is asked for a piece, from and to. */
const shares: Partial<Record<Kind, readonly [number, number]>> = {
  'authorised-seller': [0.92, 1],
  retail: [0.78, 1.04],
  'grey-market': [0.53, 0.7],
  'second-hand': [0.18, 0.6],
  'lot-price': [0.52, 0.68],
  'wording.replica': [0.14, 0.46],
  'wording.grade': [0.18, 0.6],
  'wording.batch': [0.3, 0.7],
  'wording.evasion': [0.15, 0.42],
  'wording.hidden-link': [0.15, 0.45],
  'wording.authenticity-odd': [0.2, 0.46],
  'brand.obfuscated': [0.14, 0.45],
  'price.extreme': [0.1, 0.22],
  'seller.lookalike': [0.72, 0.95],
  'supply.factory-text': [0.14, 0.4],
  'quantity.bulk': [0.1, 0.21],
}

/** What is asked for things that are not the product itself, in euros. */
const flat: Partial<Record<Kind, readonly [number, number]>> = {
  'compatible-for': [6, 28],
  'spare-part': [5, 24],
  'media-about': [9, 42],
  'other-brand': [34, 70],
  'packaging.components': [0.25, 1.6],
}

export function askingOf(kind: Kind, product: CatalogueProduct, lot: number, throws: Dice, where: Where): Asking {
  const piece = eurOf(kind, product, throws)
  const amount = (eur: number) => askedAmount(eur, where.home, where.seed, where.index)
  const price = amount(piece * lot)
  const isRange = lot === 1 && kind !== 'second-hand' && kind !== 'grey-market' && throws.chance(0.07)
  const isSale = lot === 1 && (kind === 'authorised-seller' || kind === 'retail') && throws.chance(0.22)
  return {
    price,
    max: isRange ? timesAmount(price, 1.2) : null,
    was: isSale ? amount(product.eur) : null,
    lot,
    moq: kind === 'packaging.components' ? 100 : kind === 'supply.factory-text' ? 2 : null,
    instalments: throws.chance(where.home.id === 'br' ? 0.5 : 0.12),
  }
}
type Where = { seed: number; index: number; home: BazaarTerritory }

function eurOf(kind: Kind, product: CatalogueProduct, throws: Dice): number {
  const [low, high] = flat[kind] ?? [0, 0]
  if (high > 0) return throws.between(low, high)
  const [least, most] = shares[kind] ?? [1, 1]
  const share = throws.between(least, most)
  // One authorised seller in seven has a sale: cheap, and still allowed.
  const isSale = kind === 'authorised-seller' && throws.chance(0.15)
  return product.eur * (isSale ? throws.between(0.45, 0.8) : share)
}
