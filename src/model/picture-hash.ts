import { coreOf, type Frame, type Grey, insetOf, shrunk, wholeOf } from './grey.ts'
import { type Coloured, coloursOf } from './picture-colour.ts'

/**
 * Two perceptual hashes of one frame, in lower-case hex. `difference`: 64 bits, 16 digits. `frequency`: 256 bits, 64 digits.
 * Pictures that look alike differ in few bits (`hashDistance`).
 */
export type PictureHash = { difference: string; frequency: string }

/**
 * What a picture is recognised by. `upright` is the whole picture, then, when it has a plain rim, what is left without it;
 * `mirrored` the same mirrored left to right; `cut` the whole with a little taken off all round, as croppers do. `colours` are
 * those of the frames that `upright` has, since the hashes are of shape alone; hashes of before November 2026 have none.
 */
export type PictureHashes = { upright: PictureHash[]; mirrored: PictureHash[]; cut: PictureHash[]; colours?: string[] }

/** Bits of the frequency hash in which the same picture may differ: a similarity of 0.95. */
export const sameBitsMax = 48

/** Which way of hashing this is: hashes of different ones are not compared. */
export const hashVersion = 1

/** Shares of the side that `cut` takes off. */
const cuts = [0.03, 0.06]

/** PDQ's quality, 0..100: below this there is too little in a picture to know it again, and all plain ones are alike. */
const qualityMin = 5

/** @returns null for a picture with too little in it */
export function pictureHashes(grey: Grey, coloured?: Coloured): PictureHashes | null {
  const whole = wholeOf(grey)
  if (qualityOf(shrunk(grey, whole, coarse, coarse, false)) < qualityMin) return null
  const core = coreOf(grey)
  const frames = core ? [whole, core] : [whole]
  return {
    upright: frames.map((frame) => hashOf(grey, frame, false)),
    mirrored: frames.map((frame) => hashOf(grey, frame, true)),
    cut: cuts.map((share) => hashOf(grey, insetOf(grey, share), false)),
    ...(coloured && { colours: frames.map((frame) => coloursOf(coloured, frame)) }),
  }
}

const hashOf = (grey: Grey, frame: Frame, mirrored: boolean): PictureHash => ({
  difference: differenceHash(shrunk(grey, frame, 9, 8, mirrored)),
  frequency: frequencyHash(shrunk(grey, frame, coarse, coarse, mirrored)),
})

const hexOf = (bits: readonly boolean[]): string => {
  let hex = ''
  for (let at = 0; at < bits.length; at += 4) {
    const digit = [0, 1, 2, 3].reduce((soFar, next) => soFar * 2 + (bits[at + next] ? 1 : 0), 0)
    hex += digit.toString(16)
  }
  return hex
}

/** dHash (N. Krawetz, "Kind of Like That", 2013): of 9 × 8 values, whether each is brighter than its right neighbour. */
export function differenceHash(values: Float64Array): string {
  const bits: boolean[] = []
  for (let y = 0; y < 8; y++) {
    for (let x = 0; x < 8; x++) bits.push((values[y * 9 + x] ?? 0) > (values[y * 9 + x + 1] ?? 0))
  }
  return hexOf(bits)
}

/** PDQ reads 64 × 64 values and keeps 16 × 16 frequencies, without those that are constant along a side. */
const coarse = 64
const kept = 16
const waves = Array.from({ length: kept }, (_, wave) =>
  Float64Array.from(
    { length: coarse },
    (_, at) => Math.sqrt(2 / coarse) * Math.cos((Math.PI / (2 * coarse)) * (wave + 1) * (2 * at + 1)),
  ),
)

/**
 * The hash of PDQ ("The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", Facebook, 2019): of the
 * 16 × 16 lowest frequencies of a cosine transform, whether each is above their median; printed in its order of digits.
 * The picture is made small by sharp and not by PDQ's own filter, so that a few bits may differ from other tools'.
 */
export function frequencyHash(values: Float64Array): string {
  const half = new Float64Array(kept * coarse)
  waves.forEach((wave, i) => {
    for (let y = 0; y < coarse; y++) {
      const factor = wave[y] ?? 0
      for (let x = 0; x < coarse; x++)
        half[i * coarse + x] = (half[i * coarse + x] ?? 0) + factor * (values[y * coarse + x] ?? 0)
    }
  })
  const strengths = new Float64Array(kept * kept)
  for (let i = 0; i < kept; i++) {
    waves.forEach((wave, j) => {
      let sum = 0
      for (let x = 0; x < coarse; x++) sum += (half[i * coarse + x] ?? 0) * (wave[x] ?? 0)
      strengths[i * kept + j] = sum
    })
  }
  const median = Float64Array.from(strengths).sort()[strengths.length / 2 - 1] ?? 0
  return hexOf(Array.from(strengths, (strength) => strength > median).reverse())
}

/** PDQ's measure of how much there is to see: the sum of steps between neighbours, in hundredths of the range. */
function qualityOf(values: Float64Array): number {
  let sum = 0
  const step = (from: number, to: number) => Math.trunc((Math.abs((values[from] ?? 0) - (values[to] ?? 0)) * 100) / 255)
  for (let y = 0; y < coarse; y++) {
    for (let x = 0; x < coarse; x++) {
      const at = y * coarse + x
      if (x + 1 < coarse) sum += step(at, at + 1)
      if (y + 1 < coarse) sum += step(at, at + coarse)
    }
  }
  return Math.min(100, Math.floor(sum / 90))
}

/** A hash in 32-bit words: numbers that the processor counts bits of; a BigInt takes 300 times as long. */
export function wordsOf(hex: string): Uint32Array {
  return Uint32Array.from({ length: hex.length / 8 }, (_, at) => Number.parseInt(hex.slice(at * 8, at * 8 + 8), 16))
}

/** The number of bits set in a 32-bit word (H. Warren, "Hacker's Delight", 5-1). */
export function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** In how many bits a hash differs from one of the same kind, whose words begin at `from` in `second`. */
export function hashDistance(first: Uint32Array, second: Uint32Array, from = 0): number {
  let sum = 0
  for (let at = 0; at < first.length; at++) sum += bitsIn((first[at] ?? 0) ^ (second[from + at] ?? 0))
  return sum
}

/** The 8 × 8 lowest of a frequency hash's 16 × 16 bits, 16 digits: the pHash of C. Zauner's thesis (2010), to look up by. */
export const coarseFrequency = (frequency: string): string =>
  Array.from({ length: 8 }, (_, row) => frequency.slice(64 - 4 * row - 2, 64 - 4 * row)).join('')

/** Up to so many bits of the frequency hash, or of both hashes together, it is the same picture. */
const sameMax = 48
const bothMax = 80

/** Bits in which two pictures differ, and what similarity that many stand for; between them a straight line. */
const calibration = [
  [0, 1],
  [sameMax, 0.95],
  [80, 0.6],
  [128, 0],
] as const

/**
 * How alike two pictures are, 0..1, by the bits in which their frequency and their difference hashes differ. The same photo,
 * saved anew, made smaller or cropped a little, is at 0.95 or more; pictures of other things are below 0.6.
 *
 * Drawings that are symmetric left to right leave half of the frequencies near nothing, so that a little noise turns their
 * bits; their difference hashes then hardly differ, and say that it is noise. Measured: docs/pictures.md.
 */
export function similarityOf(frequencyBits: number, differenceBits: number): number {
  const both = frequencyBits + 4 * differenceBits
  const bits = both <= bothMax ? Math.min(frequencyBits, (both / bothMax) * sameMax) : frequencyBits
  for (let at = 1; at < calibration.length; at++) {
    const [from, high] = calibration[at - 1] ?? [0, 1]
    const [to, low] = calibration[at] ?? [128, 0]
    if (bits <= to) return high - ((bits - from) / (to - from)) * (high - low)
  }
  return 0
}
