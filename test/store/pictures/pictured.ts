import type { PictureHash, PictureHashes } from '../../../src/model/picture-hash.ts'

/** Hex digits that look random and are the same each time. */
const digits = (seed: number, count: number): string => {
  let state = (seed * 2_654_435_761) >>> 0
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state >>> 28).toString(16)
  }).join('')
}

/** A hash with its first `turned` bits turned in both parts. */
export function aHash(seed: number, turned = 0): PictureHash {
  const turn = (hex: string) =>
    [...hex]
      .map((digit, at) => {
        const bits = Math.max(0, Math.min(4, turned - 4 * at))
        return (Number.parseInt(digit, 16) ^ ((1 << bits) - 1)).toString(16)
      })
      .join('')
  return { difference: turn(digits(seed, 16)), frequency: turn(digits(seed, 64)) }
}

/** Hashes of a picture without a rim: those of different seeds are far apart. */
export const someHashes = (seed: number, turned = 0): PictureHashes => ({
  upright: [aHash(seed, turned)],
  mirrored: [aHash(seed + 1_000, turned)],
  cut: [aHash(seed + 2_000, turned), aHash(seed + 3_000, turned)],
})

export const anId = (letter: string): string => letter.repeat(64)
