import { dice } from './dice.ts'

/** A prime just below 2³¹: multiplying by less than it, modulo it, gives each number a different one, and can be undone. */
const prime = 2_147_483_647
const prefix = '31'

/** A listing's id: eleven or twelve digits without an order that a reader could lean on, different for each index. */
export function idOf(seed: number, index: number): string {
  const { factor, shift } = keyOf(seed)
  const scattered = (BigInt(index) * factor + shift) % BigInt(prime)
  return prefix + String(scattered).padStart(10, '0')
}

/** The index that an id was made from; -1 when it is no id. An index far beyond the goods means that nobody has it. */
export function indexOf(seed: number, id: string): number {
  if (!/^31\d{10}$/.test(id)) return -1
  const scattered = BigInt(id.slice(prefix.length))
  if (scattered >= BigInt(prime)) return -1
  const { inverse, shift } = keyOf(seed)
  const index = ((scattered - shift + BigInt(prime)) * inverse) % BigInt(prime)
  return Number(index)
}

type Key = { factor: bigint; shift: bigint; inverse: bigint }
let last: { seed: number; key: Key } | null = null

function keyOf(seed: number): Key {
  if (last?.seed === seed) return last.key
  const throws = dice(seed, 'ids')
  const factor = BigInt(1_000_000 + throws.int(2_000_000_000))
  const key = { factor, shift: BigInt(throws.int(prime)), inverse: inverseOf(factor) }
  last = { seed, key }
  return key
}

/** Fermat: a^(p−2) is a's inverse modulo the prime p. */
function inverseOf(factor: bigint): bigint {
  let result = 1n
  let base = factor
  for (let power = BigInt(prime - 2); power > 0n; power >>= 1n) {
    if (power & 1n) result = (result * base) % BigInt(prime)
    base = (base * base) % BigInt(prime)
  }
  return result
}
