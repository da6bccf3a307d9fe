import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { colours, productTypes } from '../../src/bazaar/catalogue.ts'
import { officialPicture } from '../../src/bazaar/picture-specs.ts'
import { openPictures, svgOf } from '../../src/bazaar/pictures.ts'
import type { PictureSpec } from '../../src/bazaar/ware.ts'

const pictures = openPictures()

describe('a picture', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('is a real %s of 480 × 480', async (format) => {
    const bytes = await pictures.draw({ ...officialPicture('boot', 'red'), format })
    expect(await sharp(bytes).metadata()).toMatchObject({ format, width: 480, height: 480 })
  })

  it('is the same bytes whenever it is drawn, so that copiers of a photo serve that very photo', async () => {
    const spec = officialPicture('trail-shoe', 'blue')
    expect(Buffer.from(await openPictures().draw({ ...spec })).equals(await pictures.draw(spec))).toBe(true)
  })

  it('differs by product, colour, scene and variant', () => {
    const specs: PictureSpec[] = productTypes.flatMap((what) =>
      colours.flatMap((colour) =>
        (['studio', 'floor', 'market', 'pile'] as const).flatMap((scene) =>
          [1, 2].map((variant) => ({ what, colour, scene, variant, format: 'png' as const })),
        ),
      ),
    )
    // A pile lies as it lies: it has no variants.
    const piles = specs.filter(({ scene, variant }) => scene === 'pile' && variant === 2).length
    expect(new Set(specs.map(svgOf)).size).toBe(specs.length - piles)
  })
})
