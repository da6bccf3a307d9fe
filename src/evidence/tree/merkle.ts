import { sha256Bytes } from '../hash.ts'
import { nodesOfRange, type TreeNode } from './ranges.ts'

const leafPrefix = Uint8Array.of(0)
const nodePrefix = Uint8Array.of(1)

/** RFC 6962 §2.1: a leaf and a node can never be taken for each other. */
export const leafHash = (leaf: Uint8Array): Buffer => sha256Bytes(leafPrefix, leaf)
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256Bytes(nodePrefix, left, right)
/** The root of a tree without leaves. */
const emptyRoot = (): Buffer => sha256Bytes()

/** Every node that a new leaf completes, from the leaf upwards. */
export type Completed = TreeNode & { hash: Buffer }

/** What is needed to go on with a tree: its complete subtrees, largest first, as many as its size has bits set. */
export type Frontier = { size: number; hashes: readonly Buffer[] }

export const emptyFrontier: Frontier = { size: 0, hashes: [] }

/** The tree with one leaf more, and the nodes that are complete with it. */
export function appended(frontier: Frontier, leaf: Buffer): { frontier: Frontier; completed: Completed[] } {
  const hashes = [...frontier.hashes]
  const completed: Completed[] = [{ level: 0, index: frontier.size, hash: leaf }]
  let hash = leaf
  let index = frontier.size
  for (let level = 1; index % 2 === 1; level++) {
    const left = hashes.pop()
    if (!left) throw new Error('the frontier has fewer hashes than its size says')
    hash = nodeHash(left, hash)
    index = (index - 1) / 2
    completed.push({ level, index, hash })
  }
  hashes.push(hash)
  return { frontier: { size: frontier.size + 1, hashes }, completed }
}

/** The hash of what lies side by side, each complete, from left to right. */
export function folded(hashes: readonly Buffer[]): Buffer {
  const last = hashes.at(-1)
  if (!last) return emptyRoot()
  return hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last)
}

export const rootOf = ({ hashes }: Frontier): Buffer => folded(hashes)

/** Finds the hashes of complete subtrees, in the order asked for. */
export type LoadNodes = (nodes: readonly TreeNode[]) => Promise<readonly Buffer[]>

/** The hash of each range, with one question for all. */
export async function rangeHashes(ranges: readonly (readonly [number, number])[], load: LoadNodes): Promise<Buffer[]> {
  const parts = ranges.map(nodesOfRange)
  const hashes = await load(parts.flat())
  let at = 0
  return parts.map((nodes) => {
    const own = hashes.slice(at, at + nodes.length)
    at += nodes.length
    return folded(own)
  })
}
