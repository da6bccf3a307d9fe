import type { Colour, ProductType } from './catalogue.ts'
import type { Dice } from './dice.ts'
import type { Kind } from './kinds.ts'
import type { PictureSpec } from './ware.ts'

const formats = ['jpeg', 'jpeg', 'jpeg', 'png', 'webp'] as const

/** The official photo of a product: the brand's own, and what copiers take. */
export const officialPicture = (what: ProductType, colour: Colour): PictureSpec => ({
  what,
  colour,
  scene: 'studio',
  variant: 0,
  format: 'jpeg',
})

/** A listing's pictures, first one first. */
export function picturesOf(kind: Kind, type: ProductType, colour: Colour, throws: Dice): Ware['pictures'] {
  const first = firstPicture(kind, type, colour, throws)
  const more = Array.from({ length: throws.int(3) }, (_, at) => ({ ...first, variant: first.variant + at + 1 }))
  return [first, ...more]
}
type Ware = { pictures: readonly [PictureSpec, ...PictureSpec[]] }

function firstPicture(kind: Kind, type: ProductType, colour: Colour, throws: Dice): PictureSpec {
  const own = (what: PictureSpec['what'], scene: PictureSpec['scene']): PictureSpec => ({
    what,
    colour,
    scene,
    variant: 1 + throws.int(12),
    format: throws.pick(formats),
  })
  switch (kind) {
    case 'authorised-seller':
      return officialPicture(type, colour)
    case 'retail':
    case 'grey-market':
      return throws.chance(0.6) ? officialPicture(type, colour) : own(type, 'studio')
    case 'second-hand':
      return own(type, 'floor')
    case 'compatible-for':
      return own('care-kit', 'studio')
    case 'spare-part':
      return own('buckle', 'floor')
    case 'media-about':
      return own('book', 'floor')
    case 'lot-price':
      return own(type, 'pile')
    case 'other-brand':
      return own(type, 'studio')
    case 'packaging.components':
      return own(throws.chance(0.5) ? 'box' : 'labels', 'market')
    case 'price.extreme':
    case 'seller.lookalike':
    case 'supply.factory-text':
    case 'quantity.bulk':
    case 'wording.authenticity-odd':
      return officialPicture(type, colour)
    default:
      return throws.chance(0.4) ? officialPicture(type, colour) : own(type, 'market')
  }
}
