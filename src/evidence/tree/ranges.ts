/** A complete subtree: it covers the leaves from `index` × 2^`level`, 2^`level` of them. */
export type TreeNode = { level: number; index: number }

/** Leaves from `start` up to, not including, `end`. */
type Range = readonly [start: number, end: number]

/** The largest power of two smaller than `count`, which is at least 2 (RFC 6962 §2.1). */
function splitOf(count: number): number {
  let k = 1
  while (k * 2 < count) k *= 2
  return k
}

/** The complete subtrees that make up a range which begins at a multiple of its largest one, from left to right. */
export function nodesOfRange([start, end]: Range): TreeNode[] {
  const nodes: TreeNode[] = []
  let at = start
  while (at < end) {
    let level = 0
    let width = 1
    while (at % (width * 2) === 0 && at + width * 2 <= end) {
      width *= 2
      level++
    }
    nodes.push({ level, index: at / width })
    at += width
  }
  return nodes
}

/** The ranges whose hashes are the audit path of a leaf, nearest first (RFC 6962 §2.1.1). */
export function inclusionRanges(index: number, size: number): Range[] {
  const path: Range[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const split = start + splitOf(end - start)
    if (index < split) {
      path.push([split, end])
      end = split
    } else {
      path.push([start, split])
      start = split
    }
  }
  return path.reverse()
}

/** The ranges whose hashes prove that a tree of `old` leaves is a beginning of one of `size` (RFC 6962 §2.1.2). */
export function consistencyRanges(old: number, size: number): Range[] {
  const path: Range[] = []
  let [start, end] = [0, size]
  let isWhole = true
  while (end - start > 0 && end !== old) {
    const split = start + splitOf(end - start)
    if (old <= split) {
      path.push([split, end])
      end = split
    } else {
      path.push([start, split])
      start = split
      isWhole = false
    }
  }
  return (isWhole ? path : [...path, [start, end] as const]).reverse()
}
