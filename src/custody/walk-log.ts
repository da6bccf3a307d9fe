import { sha256 } from '../evidence/hash.ts'
import { readCheckpoint } from '../evidence/log/checkpoint.ts'
import { type Entry, fitsRecord, readEntry, recordPath } from '../evidence/log/entry.ts'
import { Malformed } from '../evidence/malformed.ts'
import { instantOf } from '../evidence/times.ts'
import { appended, emptyFrontier, type Frontier, leafHash, rootOf } from '../evidence/tree/merkle.ts'
import type { BundleFile } from '../evidence/verify/bundle-files.ts'
import type { Findings } from '../evidence/verify/findings.ts'
import { checkKeys, type Keys } from '../evidence/verify/log-keys.ts'
import type { KnownHead, Trust } from '../evidence/verify/trust.ts'
import type { KeeperParts } from './keeper-parts.ts'

type Parts = Pick<KeeperParts, 'store' | 'blobs'>

const leavesAtOnce = 5_000

/** What the log of this machine is, walked from its first entry to its last; `roots` at the sizes of known heads. */
export type Walked = { entries: Map<number, Entry>; keys: Keys; frontier: Frontier; roots: Map<number, Buffer> }

export async function walkLog(
  known: readonly KnownHead[],
  trust: Trust,
  parts: Parts,
  findings: Findings,
): Promise<Walked> {
  const { store, blobs } = parts
  const wanted = new Set(known.flatMap(({ bytes }) => sizeOf(bytes) ?? []))
  const entries = new Map<number, Entry>()
  const roots = new Map<number, Buffer>()
  let frontier = emptyFrontier
  let before: Entry | null = null
  for (;;) {
    const leaves = await store.evidenceLog.leaves(frontier.size, leavesAtOnce)
    for (const { index, body } of leaves) {
      const file = `data/log/entries/${index}.json`
      if (index !== frontier.size) {
        findings.fault(`data/log/entries/${frontier.size}.json`, 'missing', `is missing: entry ${index} comes next`)
        return { entries, roots, frontier, keys: { log: [], wacz: [] } }
      }
      findings.checked.entries++
      const entry = readLeaf(file, body, findings)
      if (entry) {
        entries.set(index, entry)
        if (!fitsRecord(entry)) findings.fault(file, 'log', 'its record does not fit its type and subject')
        if (before && instantOf(entry.at) < instantOf(before.at) - 5_000)
          findings.fault(file, 'time', `at ${entry.at} is before ${before.at}`)
        before = entry
      }
      frontier = appended(frontier, leafHash(Buffer.from(body))).frontier
      if (wanted.has(frontier.size)) roots.set(frontier.size, rootOf(frontier))
    }
    if (leaves.length < leavesAtOnce) break
  }
  const origin = (await store.evidenceLog.tip())?.origin ?? ''
  const keyFiles = new Map<string, BundleFile>()
  for (const { id, recordSha256 } of await store.evidenceLog.keys()) {
    keyFiles.set(`data/${recordPath.key(id)}`, blobFile(recordSha256, parts))
    const bytes = await blobs.load(recordSha256)
    if (!bytes) findings.fault(`data/${recordPath.key(id)}`, 'missing', 'is not in the vault')
    else if (sha256(bytes) !== recordSha256)
      findings.fault(`data/${recordPath.key(id)}`, 'hash', 'is not as it was logged')
  }
  const keys = await findings.guard('data/keys', () => checkKeys(keyFiles, entries, origin, trust, findings))
  return { entries, roots, frontier, keys: keys ?? { log: [], wacz: [] } }
}

function readLeaf(file: string, body: string, findings: Findings): Entry | null {
  try {
    return readEntry(Buffer.from(body))
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    findings.fault(file, 'format', error.message)
    return null
  }
}

const sizeOf = (note: Buffer): number | null => {
  try {
    return readCheckpoint(note).size
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

/** Something of the vault as a file of a bundle. */
export function blobFile(hash: string, { blobs }: Parts, bytes = 0): BundleFile {
  const read = async (): Promise<Buffer> => {
    const found = await blobs.load(hash)
    if (!found) throw new Malformed('is not in the vault')
    return found
  }
  return { bytes, read, sha256: async () => sha256(await read()) }
}
