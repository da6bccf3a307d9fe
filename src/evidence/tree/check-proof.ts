import { nodeHash } from './merkle.ts'

/** RFC 9162 §2.1.3.2. @returns the root that the proof leads to, or null when it is not as long as it must be */
export function rootFromInclusion(index: number, size: number, leaf: Buffer, proof: readonly Buffer[]): Buffer | null {
  if (index >= size) return null
  let fn = index
  let sn = size - 1
  let root = leaf
  for (const hash of proof) {
    if (sn === 0) return null
    if (fn % 2 === 1 || fn === sn) {
      root = nodeHash(hash, root)
      while (fn % 2 === 0 && fn > 0) {
        fn /= 2
        sn = Math.floor(sn / 2)
      }
    } else root = nodeHash(root, hash)
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  return sn === 0 ? root : null
}

/** Whether the proof shows that the tree of `old` leaves is a beginning of the other (RFC 9162 §2.1.4.2). */
export function isConsistent(
  old: { size: number; root: Buffer },
  now: { size: number; root: Buffer },
  proof: readonly Buffer[],
): boolean {
  if (old.size === now.size) return proof.length === 0 && old.root.equals(now.root)
  if (old.size <= 0 || old.size > now.size) return false
  const [first, ...rest] = isPowerOfTwo(old.size) ? [old.root, ...proof] : proof
  if (!first) return false
  let fn = old.size - 1
  let sn = now.size - 1
  while (fn % 2 === 1) {
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  let [oldRoot, newRoot] = [first, first]
  for (const hash of rest) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      oldRoot = nodeHash(hash, oldRoot)
      newRoot = nodeHash(hash, newRoot)
      while (fn % 2 === 0 && fn > 0) {
        fn /= 2
        sn = Math.floor(sn / 2)
      }
    } else newRoot = nodeHash(newRoot, hash)
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  return sn === 0 && oldRoot.equals(old.root) && newRoot.equals(now.root)
}

function isPowerOfTwo(value: number): boolean {
  let rest = value
  while (rest % 2 === 0) rest /= 2
  return rest === 1
}
