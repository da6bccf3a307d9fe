import { nothing, type Signal } from './signal.ts'

/** Medium: the place of the mark is blurred or covered in the picture. */
export const imageLogoHidden: Signal = {
  id: 'image.logo-hidden',
  see: ({ picture, goods }) =>
    picture?.logo === 'hidden' && goods.relation !== 'accessory'
      ? [{ text: 'The mark is blurred or covered in the picture.', strength: 1 }]
      : nothing,
}
