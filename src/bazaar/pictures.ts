import pLimit from 'p-limit'
import sharp from 'sharp'
import { book, box, buckle, careKit, labels } from './drawings/around.ts'
import { boot, sandal, trailShoe } from './drawings/footwear.ts'
import { backpack, earphones, handbag, jacket, lamp, sunglasses, watch } from './drawings/gear.ts'
import { type Drawing, palettes } from './drawings/palette.ts'
import { inScene } from './drawings/scenes.ts'
import type { PictureSpec } from './ware.ts'

/** Draws pictures when they are asked for, and keeps the last ones. */
export type Pictures = { draw(spec: PictureSpec): Promise<Uint8Array> }

const drawings: Record<PictureSpec['what'], Drawing> = {
  'trail-shoe': trailShoe,
  boot,
  sandal,
  jacket,
  backpack,
  watch,
  earphones,
  handbag,
  sunglasses,
  lamp,
  box,
  book,
  'care-kit': careKit,
  buckle,
  labels,
}

/** Pictures kept, each 5 to 60 KB; the oldest goes first. */
const keptMax = 300
const drawnAtOnce = 2

export function openPictures(): Pictures {
  const kept = new Map<string, Promise<Uint8Array>>()
  const limit = pLimit(drawnAtOnce)
  return {
    draw: (spec) => {
      const key = Object.values(spec).join('-')
      const known = kept.get(key)
      if (known) return known
      const drawn = limit(() => bytesOf(spec))
      if (kept.size >= keptMax) kept.delete(kept.keys().next().value ?? '')
      kept.set(key, drawn)
      return drawn
    },
  }
}

/** The drawing as an SVG; the same spec gives the same text. */
export const svgOf = (spec: PictureSpec): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="480" height="480">${inScene(drawings[spec.what](palettes[spec.colour]), spec)}</svg>`

function bytesOf(spec: PictureSpec): Promise<Uint8Array> {
  const picture = sharp(Buffer.from(svgOf(spec)))
  switch (spec.format) {
    case 'jpeg':
      return picture.jpeg({ quality: 82 }).toBuffer()
    case 'png':
      return picture.png({ compressionLevel: 6 }).toBuffer()
    case 'webp':
      return picture.webp({ quality: 80 }).toBuffer()
  }
}
