import sharp from 'sharp'
import { greySide } from '../model/grey.ts'
import { type PictureHashes, pictureHashes } from '../model/picture-hash.ts'

/** Cameras reach 50 MP, marketplaces show 4: what is larger is sent to hurt. */
const pixelsMax = 40_000_000
/** A review card shows a picture at 320 points, twice that on dense screens. */
const sideMax = 640
const webpQuality = 80
/** One picture's decoding and encoding; usual is 10 ms. */
const timeLimitS = 10

// No picture is decoded twice, so a cache of decoded ones would only hold memory.
sharp.cache(false)

export type Reencoded = { kind: 'picture'; bytes: Buffer } | { kind: 'not-a-picture'; why: string }

/** SVG can carry scripts and addresses; PDF and the rest are documents. */
const formats = new Set(['jpeg', 'png', 'webp', 'gif', 'heif', 'avif', 'tiff'])

/**
 * A picture as WebP of at most 640 × 640, the first frame only, turned as its camera said, without metadata: whatever
 * was hidden in the bytes, only pixels come through.
 * @param max side and pixels of ones that are no listing's
 * @returns the new bytes, or why these are no picture; throws only for faults of our own
 */
export async function reencode(
  bytes: Uint8Array,
  max: { side: number; pixels: number } = { side: sideMax, pixels: pixelsMax },
): Promise<Reencoded> {
  const refusal = looksLikeText(bytes)
  if (refusal !== null) return { kind: 'not-a-picture', why: refusal }
  try {
    const picture = sharp(bytes, { limitInputPixels: max.pixels, failOn: 'error', pages: 1, animated: false })
    const { format } = await picture.metadata()
    if (!formats.has(format)) return { kind: 'not-a-picture', why: `the format "${format}" is not kept` }
    const webp = picture
      .timeout({ seconds: timeLimitS })
      .rotate()
      .resize(max.side, max.side, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: webpQuality })
    return { kind: 'picture', bytes: await webp.toBuffer() }
  } catch (error) {
    if (isAboutPicture(error)) {
      return { kind: 'not-a-picture', why: error.message.split('\n')[0]?.slice(0, 200) ?? 'unreadable' }
    }
    throw error
  }
}

/** What a kept picture is recognised by; null when there is too little in it. @throws Error for bytes that are damaged */
export async function hashesOf(webp: Uint8Array): Promise<PictureHashes | null> {
  const [grey, coloured] = await Promise.all([
    squeezed(webp).greyscale().raw().toBuffer(),
    squeezed(webp).toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true }),
  ])
  // A picture that is grey as a file comes out in one channel, and has no colours to tell.
  const colours = coloured.info.channels === 3 ? { side: greySide, values: new Uint8Array(coloured.data) } : undefined
  return pictureHashes({ side: greySide, values: new Uint8Array(grey) }, colours)
}

/** Squeezed into a square; what is transparent becomes white. */
const squeezed = (webp: Uint8Array) =>
  sharp(webp, { limitInputPixels: sideMax * sideMax, failOn: 'error', pages: 1 })
    .timeout({ seconds: timeLimitS })
    .flatten({ background: '#ffffff' })
    .resize(greySide, greySide, { fit: 'fill' })

/** Why these bytes cannot be known again, as the end of a sentence that begins with their name; null when they can. */
export async function recognisable(bytes: Uint8Array): Promise<string | null> {
  const picture = await reencode(bytes)
  if (picture.kind === 'not-a-picture') return `is no picture that can be kept: ${picture.why}`
  return (await hashesOf(picture.bytes)) ? null : 'has too little in it to be recognised'
}

/** libvips reports what it cannot read as plain errors without a code; these are about the picture, not about us. */
export const isAboutPicture = (error: unknown): error is Error => error instanceof Error && !('code' in error)

/** Markup never reaches a decoder: an SVG's would read files and follow links. */
function looksLikeText(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return 'there are no bytes'
  const head = Buffer.from(bytes.subarray(0, 256))
    .toString('latin1')
    .replace(/^\xef\xbb\xbf|^\xff\xfe|^\xfe\xff|\0/g, '')
  return head.trimStart().startsWith('<') ? 'it is markup (SVG or HTML), which is not kept' : null
}
