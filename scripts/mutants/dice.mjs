// Dice that fall the same way for the same seed, so that a survivor can be looked at again.

/** mulberry32 (T. Ettinger, public domain). @returns numbers from 0 up to 1 */
export function diceOf(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** @returns `count` of the values, without repetition, in the order drawn */
export function drawn(values, count, dice) {
  const left = [...values]
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(Math.floor(dice() * left.length), 1)[0])
}
