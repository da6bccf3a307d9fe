/** Chance that is the same for the same keys: every listing, seller and picture is thrown with its own dice. */
export type Dice = {
  /** 0 ≤ n < 1 */
  next(): number
  /** 0 ≤ n < `below`, whole */
  int(below: number): number
  between(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly [T, ...T[]]): T
}

export function dice(seed: number, ...keys: readonly (number | string)[]): Dice {
  let state = seedOf(seed, keys)
  const next = () => {
    // mulberry32: small, quick, and good enough for goods
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (below: number) => Math.floor(next() * below)
  return {
    next,
    int,
    between: (low, high) => low + next() * (high - low),
    chance: (probability) => next() < probability,
    pick: (list) => list[int(list.length)] ?? list[0],
  }
}

/** One of `entries`, as likely as its weight; `entries` must not be empty and weights must be positive. */
export function weighted<T>(throws: Dice, entries: readonly (readonly [T, number])[]): T {
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0)
  let left = throws.next() * total
  for (const [value, weight] of entries) {
    left -= weight
    if (left < 0) return value
  }
  const last = entries.at(-1)
  if (!last) throw new RangeError('weighted() was given nothing to choose from')
  return last[0]
}

function seedOf(seed: number, keys: readonly (number | string)[]): number {
  let hash = mix(0x811c9dc5, seed)
  for (const key of keys) {
    if (typeof key === 'number') hash = mix(hash, key)
    else for (let i = 0; i < key.length; i += 1) hash = mix(hash, key.charCodeAt(i))
  }
  return hash
}

function mix(hash: number, value: number): number {
  let h = Math.imul(hash ^ (value | 0), 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h ^ Math.floor(value / 4294967296), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
