import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isConsistent, rootFromInclusion } from '../../src/evidence/tree/check-proof.ts'
import {
  appended,
  emptyFrontier,
  type Frontier,
  type LoadNodes,
  leafHash,
  nodeHash,
  rangeHashes,
  rootOf,
} from '../../src/evidence/tree/merkle.ts'
import { consistencyRanges, inclusionRanges } from '../../src/evidence/tree/ranges.ts'

/** RFC 6962 §2.1, as it is written there: the judge of everything faster. */
function treeHead(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves
  if (leaves.length === 1 && only) return leafHash(only)
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return nodeHash(treeHead(leaves.slice(0, k)), treeHead(leaves.slice(k)))
}

function grown(leaves: readonly Buffer[]): { frontiers: Frontier[]; load: LoadNodes } {
  const nodes = new Map<string, Buffer>()
  const frontiers = [emptyFrontier]
  for (const leaf of leaves) {
    const next = appended(frontiers.at(-1)!, leafHash(leaf))
    for (const { level, index, hash } of next.completed) nodes.set(`${level}/${index}`, hash)
    frontiers.push(next.frontier)
  }
  return { frontiers, load: async (asked) => asked.map(({ level, index }) => nodes.get(`${level}/${index}`)!) }
}

const leavesOf = (count: number): Buffer[] => Array.from({ length: count }, (_, at) => Buffer.from(`leaf ${at}`))
const sizes = fc.integer({ min: 1, max: 130 })

describe('the tree of RFC 6962', () => {
  it('has the published root for its eight published leaves', () => {
    const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
    const { frontiers } = grown(leaves.map((hex) => Buffer.from(hex, 'hex')))
    expect(rootOf(frontiers.at(-1)!).toString('hex')).toBe(
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    )
  })

  it('has the same root, grown leaf by leaf, as its definition', () => {
    const leaves = leavesOf(70)
    const { frontiers } = grown(leaves)
    for (let size = 1; size <= leaves.length; size++) {
      expect(rootOf(frontiers[size]!)).toEqual(treeHead(leaves.slice(0, size)))
    }
  })

  it('proves every leaf, and no other leaf by that proof', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (size, any) => {
        const index = any % size
        const { frontiers, load } = grown(leavesOf(size))
        const proof = await rangeHashes(inclusionRanges(index, size), load)
        const root = rootOf(frontiers[size]!)
        expect(rootFromInclusion(index, size, leafHash(Buffer.from(`leaf ${index}`)), proof)).toEqual(root)
        expect(rootFromInclusion(index, size, leafHash(Buffer.from('another')), proof)).not.toEqual(root)
        if (size > 1)
          expect(rootFromInclusion(index, size, leafHash(leavesOf(size)[index]!), proof.slice(1))).toBeNull()
      }),
    )
  })

  it('proves that every beginning is its own, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, sizes, async (a, b) => {
        const [old, size] = [Math.min(a, b), Math.max(a, b)]
        const { frontiers, load } = grown(leavesOf(size))
        const proof = old === size ? [] : await rangeHashes(consistencyRanges(old, size), load)
        const head = (each: number) => ({ size: each, root: rootOf(frontiers[each]!) })
        expect(isConsistent(head(old), head(size), proof)).toBe(true)
        const foreign = { size: old, root: leafHash(Buffer.from('another tree')) }
        expect(isConsistent(foreign, head(size), proof)).toBe(false)
      }),
    )
  })
})
