import { type Kysely, sql } from 'kysely'
import { type LoadNodes, leafHash, nodeHash } from '../../evidence/tree/merkle.ts'
import type { TreeNode } from '../../evidence/tree/ranges.ts'
import type { Tables } from '../tables.ts'
import { keptLevelStep } from './log-append.ts'

/** The kept nodes that a node is computed from: itself, or up to eight below it. */
function keptBelow({ level, index }: TreeNode): TreeNode[] {
  const down = level % keptLevelStep
  const count = 2 ** down
  return Array.from({ length: count }, (_, at) => ({ level: level - down, index: index * count + at }))
}

const keyOf = ({ level, index }: TreeNode): string => `${level}/${index}`

/** Finds nodes with two questions at most: leaves are hashed from their text, so a changed one never proves. */
export const nodeLoader =
  (db: Kysely<Tables>): LoadNodes =>
  async (nodes) => {
    const needed = nodes.flatMap(keptBelow)
    const [leaves, inner] = [needed.filter(({ level }) => level === 0), needed.filter(({ level }) => level > 0)]
    const found = new Map<string, Buffer>()
    if (leaves.length > 0) {
      const indexes = leaves.map(({ index }) => index)
      const rows = await db.selectFrom('evidence_log').select(['index', 'body']).where('index', 'in', indexes).execute()
      for (const { index, body } of rows) found.set(`0/${index}`, leafHash(Buffer.from(body)))
    }
    if (inner.length > 0) {
      // A join: planning a question with a hundred pairs in it took longer than answering it.
      const { rows } = await sql<{ level: number; index: number; hash: Buffer }>`
        select n.level, n.index, n.hash from evidence_nodes n
        join unnest(${inner.map(({ level }) => level)}::smallint[], ${inner.map(({ index }) => index)}::bigint[])
          as wanted (level, index) on n.level = wanted.level and n.index = wanted.index`.execute(db)
      for (const { level, index, hash } of rows) found.set(`${level}/${index}`, hash)
    }
    return nodes.map((node) => hashOf(keptBelow(node), found))
  }

function hashOf(parts: readonly TreeNode[], found: ReadonlyMap<string, Buffer>): Buffer {
  let hashes = parts.map((part) => {
    const hash = found.get(keyOf(part))
    // Where a row was taken away, nothing is proved: the root that comes out will not be the signed one.
    return hash ?? Buffer.alloc(32)
  })
  while (hashes.length > 1) {
    hashes = Array.from({ length: hashes.length / 2 }, (_, at) =>
      nodeHash(hashes[at * 2] ?? Buffer.alloc(32), hashes[at * 2 + 1] ?? Buffer.alloc(32)),
    )
  }
  return hashes[0] ?? Buffer.alloc(32)
}
