import { foldedText } from './page-text.ts'

/** A page's text of megabytes in which things are looked for: first as its bytes stand, and only then as they read. */
export type Searched = {
  /** Whether a text stands there, however it is broken into lines and its characters are written. */
  has(text: string): boolean
  /** Whether a word stands there exactly as it is given, as a word or inside of another. */
  holds(word: string): boolean
  /** As `holds`, in any case and however its characters are written; costs the whole text once. */
  holdsInAnyCase(word: string): boolean
  /** All of it as it reads, white space folded. */
  folded(): string
}

/**
 * @param parts UTF-8, each a text of its own
 * @param read how the written characters are read, such as `&amp;`
 */
export function searched(parts: readonly Buffer[], read: (written: string) => string): Searched {
  const text = once(() => foldedText(read(parts.map((part) => part.toString('utf8')).join(' '))))
  const low = once(() => text().toLowerCase())
  const stands = new Map<string, boolean>()
  const known = new Map<string, boolean>()
  const places = parts.map(placesIn)
  const holds = remembered(stands, (word) => {
    const bytes = Buffer.from(word)
    return places.some((place) => place(bytes))
  })
  return {
    holds,
    holdsInAnyCase: remembered(known, (word) => low().includes(word.toLowerCase())),
    has: (wanted) => {
      const plain = foldedText(wanted)
      return holds(plain) || text().includes(plain)
    },
    folded: text,
  }
}

const nearBytes = 16 * 1024
const backMax = 3

/**
 * Words of a text come in about the order in which they stand in its document: each is looked for behind the one before,
 * then from the beginning, so that a thousand words do not cost a thousand readings of megabytes.
 */
function placesIn(part: Buffer): (bytes: Buffer) => boolean {
  let last = 0
  let backs = 0
  return (bytes) => {
    const near = part.subarray(last, last + nearBytes).indexOf(bytes)
    const ahead = near >= 0 ? last + near : part.indexOf(bytes, last)
    if (ahead >= 0) {
      last = ahead
      backs = 0
      return true
    }
    const behind = part.subarray(0, last + bytes.length).indexOf(bytes)
    // One word that stands far below leads astray; several that stand above it lead back.
    if (behind >= 0 && ++backs >= backMax) last = behind
    return behind >= 0
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const remembered =
  (known: Map<string, boolean>, look: (word: string) => boolean) =>
  (word: string): boolean => {
    const before = known.get(word)
    if (before !== undefined) return before
    const found = look(word)
    known.set(word, found)
    return found
  }
