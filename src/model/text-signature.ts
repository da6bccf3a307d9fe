import { folded } from './text-folding.ts'

/**
 * What a text is recognised by when somebody else prints it nearly word for word: 32 bytes, hex, of the smallest hashes of
 * its pieces (MinHash with one permutation: P. Li, A. Owen, C. Zhang, "One Permutation Hashing", 2012; 8 bits kept of each).
 */
export type TextSignature = string

/** Parts of the hashes, so that texts that share most of their pieces mostly have one in common. */
export type TextBands = readonly number[]

/** Letters and digits that are read of a text, and how many a piece has. */
const lettersMax = 3_000
const pieceLetters = 6
const buckets = 32
const bandRows = 4

/** @returns null for a text with fewer letters and digits than `lettersMin`: short texts are alike by chance */
export function textSignature(text: string, lettersMin: number): { signature: TextSignature; bands: TextBands } | null {
  const letters = folded(text.slice(0, 4 * lettersMax))
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, lettersMax)
  if (letters.length < lettersMin) return null
  const least = leastOf(letters)
  const bands: number[] = []
  for (let at = 0; at < buckets; at += bandRows) {
    bands.push(least.slice(at, at + bandRows).reduce((hash, value) => mixed(hash ^ value), at + 1) | 0)
  }
  const signature = Array.from(least, (value) => (mixed(value) & 255).toString(16).padStart(2, '0')).join('')
  return { signature, bands }
}

/** The share of pieces that two texts have in common, 0..1, as far as their signatures tell. */
export function textSimilarity(one: TextSignature, other: TextSignature): number {
  let same = 0
  for (let at = 0; at < 2 * buckets; at += 2) if (one.slice(at, at + 2) === other.slice(at, at + 2)) same++
  // Of 256 values one is the same by chance.
  return Math.max(0, (same / buckets - 1 / 256) / (1 - 1 / 256))
}

/** The least hash of every bucket; an empty one takes the next that is not. */
function leastOf(letters: string): Uint32Array {
  const none = 0xffffffff
  const least = new Uint32Array(buckets).fill(none)
  for (let at = 0; at + pieceLetters <= letters.length; at++) {
    let hash = 0x811c9dc5
    for (let next = 0; next < pieceLetters; next++) hash = Math.imul(hash ^ letters.charCodeAt(at + next), 0x01000193)
    const value = mixed(hash)
    const bucket = value >>> 27
    if (value < (least[bucket] ?? 0)) least[bucket] = value
  }
  const filled = least.slice()
  for (let bucket = 0; bucket < buckets; bucket++) {
    for (let step = 1; filled[bucket] === none && step < buckets; step++) {
      filled[bucket] = least[(bucket + step) % buckets] ?? none
    }
  }
  return filled
}

/** Spreads the bits of a word (the finalizer of MurmurHash3, A. Appleby). */
function mixed(word: number): number {
  let hash = word ^ (word >>> 16)
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
