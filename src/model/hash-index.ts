import { bitsIn } from './picture-hash.ts'

/** Finds 64-bit hashes by nearness. `bytes` is the memory that it holds. */
export type HashIndex = {
  size: number
  bytes: number
  /** Calls `found` for every hash within `radius` bits (at most `radiusMax`), with its place; in no order, each once. */
  within(high: number, low: number, radius: number, found: (place: number, distance: number) => void): void
}

/** Four bands, each probed within two bits: two hashes that differ in at most 11 bits agree so far in one band. */
export const radiusMax = 11
const bands = 4
const bandBits = 16
const buckets = 1 << bandBits

/** A scan of as many is as fast as the probes, and needs no tables. */
const scannedMax = 4_000

/**
 * Multi-index hashing (M. Norouzi, A. Punjani, D. Fleet, "Fast Search in Hamming Space with Multi-Index Hashing", CVPR 2012):
 * a table for each band of bits, its hashes sorted by what they have there. Exact: it finds what a scan finds.
 * @param words two 32-bit words a hash, the high one first
 */
export function openHashIndex(words: Uint32Array): HashIndex {
  const size = words.length / 2
  const checked = (radius: number): void => {
    if (radius > radiusMax) throw new RangeError(`a radius of at most ${radiusMax} can be asked for, not ${radius}`)
  }
  if (size <= scannedMax) {
    const within: HashIndex['within'] = (high, low, radius, found) => {
      checked(radius)
      scan(words, high, low, radius, found)
    }
    return { size, bytes: words.byteLength, within }
  }
  const tables = Array.from({ length: bands }, (_, band) => tableOf(words, band))
  const bytes = tables.reduce(
    (sum, each) => sum + each.starts.byteLength + each.places.byteLength + each.words.byteLength,
    0,
  )
  return {
    size,
    bytes,
    within(high, low, radius, found) {
      checked(radius)
      tables.forEach((table, band) => {
        lookUp(table, band, high, low, radius, found)
      })
    },
  }
}

/** Every hash within the radius, looked at one by one: what the index must equal. */
export function scan(words: Uint32Array, high: number, low: number, radius: number, found: Found): void {
  for (let at = 0; at < words.length; at += 2) {
    const distance = bitsIn((words[at] ?? 0) ^ high) + bitsIn((words[at + 1] ?? 0) ^ low)
    if (distance <= radius) found(at / 2, distance)
  }
}

type Found = (place: number, distance: number) => void
/** `starts[value]` to `starts[value + 1]`: where the hashes with that value in this band stand in `places` and `words`. */
type Table = { starts: Uint32Array; places: Uint32Array; words: Uint32Array }

const bandOf = (band: number, high: number, low: number): number => {
  const word = band < 2 ? high : low
  return band % 2 === 0 ? word >>> bandBits : word & (buckets - 1)
}

/** The words are kept again in the table's order: a bucket is then read in one go, which is most of the speed. */
function tableOf(words: Uint32Array, band: number): Table {
  const size = words.length / 2
  const starts = new Uint32Array(buckets + 1)
  const valueAt = (place: number) => bandOf(band, words[2 * place] ?? 0, words[2 * place + 1] ?? 0)
  for (let place = 0; place < size; place++) {
    const next = valueAt(place) + 1
    starts[next] = (starts[next] ?? 0) + 1
  }
  for (let value = 0; value < buckets; value++) starts[value + 1] = (starts[value + 1] ?? 0) + (starts[value] ?? 0)
  const free = starts.slice()
  const places = new Uint32Array(size)
  const sorted = new Uint32Array(words.length)
  for (let place = 0; place < size; place++) {
    const value = valueAt(place)
    const at = free[value] ?? 0
    free[value] = at + 1
    places[at] = place
    sorted[2 * at] = words[2 * place] ?? 0
    sorted[2 * at + 1] = words[2 * place + 1] ?? 0
  }
  return { starts, places, words: sorted }
}

/** What to change in a band's value, fewest bits first; a band is probed within a fourth of the radius. */
const changes = [0, 1, 2].map((bits) =>
  Uint32Array.from({ length: buckets }, (_, value) => value).filter((value) => bitsIn(value) <= bits),
)

function lookUp(table: Table, band: number, high: number, low: number, radius: number, found: Found): void {
  const value = bandOf(band, high, low)
  const { starts, places, words } = table
  for (const change of changes[Math.floor(radius / bands)] ?? []) {
    const from = starts[value ^ change] ?? 0
    const to = starts[(value ^ change) + 1] ?? 0
    for (let at = from; at < to; at++) {
      const highOff = (words[2 * at] ?? 0) ^ high
      const lowOff = (words[2 * at + 1] ?? 0) ^ low
      const distance = bitsIn(highOff) + bitsIn(lowOff)
      if (distance <= radius && isFirstBand(band, highOff, lowOff, radius)) found(places[at] ?? 0, distance)
    }
  }
}

/** Whether no earlier band finds it too, so that each is told once. */
function isFirstBand(band: number, highOff: number, lowOff: number, radius: number): boolean {
  for (let earlier = 0; earlier < band; earlier++) {
    if (bitsIn(bandOf(earlier, highOff, lowOff)) <= Math.floor(radius / bands)) return false
  }
  return true
}
