// Looking up pictures among a million known ones: the index beside a scan of all, in one run. Prints JSON.
import { dice } from '../src/bazaar/dice.ts'
import { knownPictures } from '../src/match/picture.ts'
import { openHashIndex, scan } from '../src/model/hash-index.ts'
import type { KnownPicture } from '../src/model/known-picture.ts'
import type { PictureHash } from '../src/model/picture-hash.ts'

const known = 1_000_000
/** A known picture has four hashes: as it is, without its rim, and cut twice. */
const hashesEach = 4
const lookUps = 2_000
const scans = 60

/** 32 bits at a time, the same each time. */
function bitsOf(seed: number): () => number {
  const throws = dice(seed)
  return () => throws.int(2 ** 32)
}

type Row = { 'way to look up': string; 'known hashes': number; 'CPU ms': number; found: number; MB: number }

const words = Uint32Array.from({ length: 2 * known }, bitsOf(1))
/** Every second one is a known hash with five bits turned, the rest are of no known picture. */
const asked = (at: number): [high: number, low: number] => {
  const next = bitsOf(at)
  const place = next() % known
  return at % 2 === 0 ? [next(), next()] : [(words[2 * place] ?? 0) ^ 0x80010001, (words[2 * place + 1] ?? 0) ^ 0x90000]
}

/** CPU time, since others may use the machine; `found` is how many a look-up finds. */
function timed(way: string, times: number, megabytes: number, lookUp: (at: number) => number): Row {
  for (let at = 0; at < times / 10; at += 1) lookUp(at)
  const start = process.cpuUsage()
  let found = 0
  for (let at = 0; at < times; at += 1) found += lookUp(at)
  const { user, system } = process.cpuUsage(start)
  const milliseconds = (user + system) / 1_000 / times
  return { 'way to look up': way, 'known hashes': known, 'CPU ms': milliseconds, found: found / times, MB: megabytes }
}

const counted = (look: (found: () => void) => void): number => {
  let count = 0
  look(() => {
    count += 1
  })
  return count
}

const index = openHashIndex(words)
const rows: Row[] = []
for (const radius of [7, 10]) {
  const byScan = (at: number) => counted((found) => scan(words, ...asked(at), radius, found))
  const byIndex = (at: number) => counted((found) => index.within(...asked(at), radius, found))
  rows.push(timed(`64-bit hashes within ${radius}: scan of all`, scans, words.byteLength / 1e6, byScan))
  rows.push(timed(`64-bit hashes within ${radius}: index`, lookUps, index.bytes / 1e6, byIndex))
}

const heapMegabytes = (): number => {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1e6
}
const next = bitsOf(3)
const hex = (length: number): string =>
  Array.from({ length: length / 8 }, () => next().toString(16).padStart(8, '0')).join('')
const aHash = (): PictureHash => ({ difference: hex(16), frequency: hex(64) })
const seen = () => ({ upright: [aHash(), aHash()], mirrored: [aHash(), aHash()], cut: [] })
const ofKnown = () => ({ upright: [aHash(), aHash()], mirrored: [], cut: [aHash(), aHash()] })
const watch = 100_000
const before = heapMegabytes()
const list: KnownPicture[] = Array.from({ length: watch }, (_, at) => ({
  ...{ kind: 'fake', name: `${at}.jpg`, sha256: hex(64), hashes: ofKnown() },
}))
const pictures = knownPictures(list)
const megabytes = heapMegabytes() - before
const listings = Array.from({ length: lookUps }, seen)
const whole = timed(`a listing's picture among ${watch} pictures`, lookUps, megabytes, (at) => {
  return pictures.nearest(listings[at] ?? seen()).fake ? 1 : 0
})
rows.push({ ...whole, 'known hashes': watch * hashesEach })
console.log(JSON.stringify(rows))
