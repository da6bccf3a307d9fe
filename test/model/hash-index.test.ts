import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dice } from '../../src/bazaar/dice.ts'
import { openHashIndex, radiusMax, scan } from '../../src/model/hash-index.ts'

/** 32 bits at a time, the same each time. */
function bitsOf(seed: number): () => number {
  const throws = dice(seed)
  return () => throws.int(2 ** 32)
}

const manyHashes = (count: number): Uint32Array => {
  const next = bitsOf(count)
  return Uint32Array.from({ length: 2 * count }, next)
}

type Found = [place: number, distance: number]
const inOrder = (found: Found[]): Found[] => found.sort(([a], [b]) => a - b)
const scanned = (words: Uint32Array, high: number, low: number, radius: number): Found[] => {
  const found: Found[] = []
  scan(words, high, low, radius, (place, distance) => found.push([place, distance]))
  return inOrder(found)
}

const many = manyHashes(6_000)
const indexed = openHashIndex(many)
const lookedUp = (high: number, low: number, radius: number): Found[] => {
  const found: Found[] = []
  indexed.within(high, low, radius, (place, distance) => found.push([place, distance]))
  return inOrder(found)
}

/** A hash of the index with some of its bits turned. */
const nearOne = fc
  .tuple(fc.nat({ max: 5_999 }), fc.uniqueArray(fc.nat({ max: 63 }), { maxLength: 14 }))
  .map(([place, turned]) => {
    const words = [many[2 * place]!, many[2 * place + 1]!]
    for (const bit of turned) words[bit >> 5] = (words[bit >> 5]! ^ (1 << (bit & 31))) >>> 0
    return { place, turned: turned.length, high: words[0]!, low: words[1]! }
  })
const radii = fc.integer({ min: 0, max: radiusMax })

describe('an index of hashes', () => {
  it('finds what a scan of all finds, each once, whatever is asked', () => {
    fc.assert(
      fc.property(nearOne, radii, ({ high, low }, radius) => {
        expect(lookedUp(high, low, radius)).toEqual(scanned(many, high, low, radius))
      }),
      { numRuns: 300 },
    )
  })

  it('finds a hash by one that has as many bits turned as the radius, and not by one with more', () => {
    fc.assert(
      fc.property(nearOne, radii, ({ place, turned, high, low }, radius) => {
        const distance = lookedUp(high, low, radius).find(([found]) => found === place)?.[1]
        expect(distance).toBe(turned <= radius ? turned : undefined)
      }),
      { numRuns: 300 },
    )
  })

  it('finds every one of many that are the same', () => {
    const same = openHashIndex(Uint32Array.from({ length: 10_000 }, (_, at) => (at % 2 ? 7 : 0xffffffff)))
    let times = 0
    same.within(0xffffffff, 7, radiusMax, () => {
      times += 1
    })
    expect(times).toBe(5_000)
  })

  it.each([0, 1, 4_000, 4_001])('of %d hashes works alike', (count) => {
    const words = manyHashes(count)
    const index = openHashIndex(words)
    expect(index.size).toBe(count)
    const found: number[] = []
    for (let place = 0; place < count; place += 997) {
      index.within(words[2 * place]!, words[2 * place + 1]!, 7, (at) => found.push(at))
    }
    expect(found).toEqual(Array.from({ length: Math.ceil(count / 997) }, (_, at) => at * 997))
    expect(() => index.within(0, 0, radiusMax + 1, () => undefined)).toThrow(/at most 11/)
  })

  it('says what memory it holds: 48 bytes a hash, and a megabyte for its tables', () => {
    expect(indexed.bytes).toBe(6_000 * 48 + 4 * 65_537 * 4)
  })
})
