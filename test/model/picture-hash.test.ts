import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Grey, greySide } from '../../src/model/grey.ts'
import {
  bitsIn,
  coarseFrequency,
  differenceHash,
  frequencyHash,
  hashDistance,
  pictureHashes,
  similarityOf,
  wordsOf,
} from '../../src/model/picture-hash.ts'

const drawn = (valueAt: (x: number, y: number) => number): Grey => ({
  side: greySide,
  values: Uint8Array.from({ length: greySide * greySide }, (_, at) =>
    Math.max(0, Math.min(255, Math.round(valueAt(at % greySide, Math.floor(at / greySide))))),
  ),
})
const disc = (x: number, y: number, left: number, top: number, radius: number): boolean =>
  (x - left) ** 2 + (y - top) ** 2 < radius ** 2

/** Two discs and a slope on a plain backdrop. */
const photo = (x: number, y: number): number =>
  disc(x, y, 44, 60, 20) ? 40 + x : disc(x, y, 82, 70, 26) ? 90 + y / 2 : 240
/** Frequency hashes of the same picture differ in no more. */
const sameMax = 48
const distances = (a: string, b: string): number => hashDistance(wordsOf(a), wordsOf(b))

describe('counting bits', () => {
  it('agrees with counting digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }), (word) => {
        expect(bitsIn(word)).toBe([...(word >>> 0).toString(2)].filter((digit) => digit === '1').length)
      }),
    )
  })

  it('of hashes written in hex gives how many digits of theirs differ, written in binary', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 16, maxLength: 16 })
    const binary = (text: string) => BigInt(`0x${text}`).toString(2).padStart(64, '0')
    fc.assert(
      fc.property(hex, hex, (a, b) => {
        const differing = [...binary(a)].filter((digit, at) => digit !== binary(b)[at]).length
        expect(distances(a, b)).toBe(differing)
        expect(distances(a, a)).toBe(0)
      }),
    )
  })
})

describe('the difference hash', () => {
  it('has a bit for each of 8 × 8 steps that goes down to the right', () => {
    const falling = Float64Array.from({ length: 72 }, (_, at) => 200 - (at % 9))
    expect(differenceHash(falling)).toBe('ffffffffffffffff')
    expect(differenceHash(falling.map((value) => -value))).toBe('0000000000000000')
    const firstOnly = Float64Array.from({ length: 72 }, (_, at) => (at === 0 ? 9 : 0))
    expect(differenceHash(firstOnly)).toBe('8000000000000000')
  })
})

describe('the frequency hash', () => {
  const wave = (up: number, across: number) =>
    Float64Array.from({ length: 64 * 64 }, (_, at) => {
      const [y, x] = [Math.floor(at / 64), at % 64]
      return Math.cos((Math.PI / 128) * up * (2 * y + 1)) * Math.cos((Math.PI / 128) * across * (2 * x + 1))
    })

  it('has half of its 256 bits set, whatever the picture is', () => {
    const values = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 64 * 64, maxLength: 64 * 64 })
    fc.assert(
      fc.property(values, (list) => {
        const set = wordsOf(frequencyHash(Float64Array.from(list))).reduce((sum, word) => sum + bitsIn(word), 0)
        expect(Math.abs(set - 128)).toBeLessThanOrEqual(1)
      }),
      { numRuns: 30 },
    )
  })

  it.each([
    [1, 1, 63],
    [1, 5, 62],
    [2, 1, 59],
    [16, 16, 0],
  ])('puts the wave of %d up and %d across into digit %d, as PDQ prints it', (up, across, digit) => {
    const with1 = frequencyHash(wave(up, across))
    const with2 = frequencyHash(wave(up, across).map((value) => -value))
    const bit = 1 << ((across - 1) % 4)
    expect(Number.parseInt(with1[digit]!, 16) & bit).toBe(bit)
    expect(Number.parseInt(with2[digit]!, 16) & bit).toBe(0)
  })

  it('gives its lowest frequencies in 16 digits: the first 8 bits of the first 8 of 16 rows', () => {
    const rows = Array.from({ length: 16 }, (_, row) => `ab${(row * 16 + 15 - row).toString(16).padStart(2, '0')}`)
    expect(coarseFrequency([...rows].reverse().join(''))).toBe('0f1e2d3c4b5a6978')
  })
})

describe('the hashes of a picture', () => {
  const of = (grey: Grey) => pictureHashes(grey)!

  it('are there for the whole, and for what is left without a plain rim', () => {
    expect(of(drawn(photo)).upright).toHaveLength(2)
    const busy = drawn((x, y) => 128 + 100 * Math.cos(x / 5) * Math.cos(y / 7))
    expect(of(busy).upright).toHaveLength(1)
  })

  it('are the same without its rim when a border is put around it', () => {
    const scale = 1 / 0.8
    const bordered = drawn((x, y) => {
      const [left, top] = [(x - 12.8) * scale, (y - 12.8) * scale]
      return left < 0 || top < 0 || left >= greySide || top >= greySide ? 240 : photo(left, top)
    })
    const [, core] = of(drawn(photo)).upright
    const [, found] = of(bordered).upright
    expect(distances(core!.frequency, found!.frequency)).toBeLessThanOrEqual(sameMax)
  })

  it('mirrored are those of the mirrored picture', () => {
    const hashes = of(drawn(photo))
    const other = of(drawn((x, y) => photo(greySide - 1 - x, y)))
    expect(distances(hashes.mirrored[0]!.frequency, other.upright[0]!.frequency)).toBeLessThanOrEqual(2)
    expect(distances(hashes.upright[0]!.frequency, other.upright[0]!.frequency)).toBeGreaterThan(sameMax)
  })

  it('hardly differ when every point is a little off, as saving a JPEG does', () => {
    const noise = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 997, maxLength: 997 })
    const plain = of(drawn(photo)).upright[0]!
    fc.assert(
      fc.property(noise, (off) => {
        const noisy = drawn((x, y) => photo(x, y) + off[(x * 31 + y * 17) % 997]!)
        expect(distances(of(noisy).upright[0]!.frequency, plain.frequency)).toBeLessThanOrEqual(sameMax)
      }),
      { numRuns: 20 },
    )
  })

  it.each([
    ['plain', () => 200],
    ['a soft slope', (x: number) => 100 + x / 8],
    ['a dot', (x: number, y: number) => (x === 64 && y === 64 ? 0 : 255)],
  ])('are none for a picture with too little in it: %s', (_what, valueAt) => {
    expect(pictureHashes(drawn(valueAt))).toBeNull()
  })
})

describe('similarity', () => {
  it.each([
    ['all alike', 0, 0, 1],
    ['half way to "the same"', 24, 20, 0.975],
    ['the last of "the same"', 48, 20, 0.95],
    ['less', 64, 20, 0.775],
    ['another picture', 80, 20, 0.6],
    ['most others', 128, 32, 0],
    ['far off', 256, 64, 0],
    ['as much turned by noise as a symmetric drawing may have', 68, 3, 0.95],
    ['outlines as alike, and more turned than noise would', 104, 3, 0.3],
  ])('%s: at %d and %d bits it is %d', (_what, frequencyBits, differenceBits, similarity) => {
    expect(similarityOf(frequencyBits, differenceBits)).toBeCloseTo(similarity, 10)
  })

  it('never rises with a bit more', () => {
    fc.assert(
      fc.property(fc.nat({ max: 255 }), fc.nat({ max: 63 }), (frequencyBits, differenceBits) => {
        const here = similarityOf(frequencyBits, differenceBits)
        expect(similarityOf(frequencyBits + 1, differenceBits)).toBeLessThanOrEqual(here)
        expect(similarityOf(frequencyBits, differenceBits + 1)).toBeLessThanOrEqual(here)
      }),
    )
  })
})
