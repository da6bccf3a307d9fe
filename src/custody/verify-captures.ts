import type { Entry } from '../evidence/log/entry.ts'
import type { BundleFile } from '../evidence/verify/bundle-files.ts'
import { checkCapture, type Depth } from '../evidence/verify/capture.ts'
import { addFindings, type Findings, openFindings } from '../evidence/verify/findings.ts'
import type { Trust } from '../evidence/verify/trust.ts'
import type { Captured } from '../store/evidence/evidence-store.ts'
import type { KeeperParts } from './keeper-parts.ts'
import type { LawStanding } from './law/law-record.ts'
import { blobFile, type Walked } from './walk-log.ts'

type Parts = Pick<KeeperParts, 'store' | 'blobs' | 'stamps' | 'now'>
type How = { trust: Trust; depth: Depth }

type EntriesBySubject = ReadonlyMap<string, ReadonlyMap<number, Entry>>
/** The walked log, its entries by what they are about, and what is gone under law. */
export type Known = Walked & Pick<LawStanding, 'deletions'> & { bySubject: EntriesBySubject }

export function entriesBySubject({ entries }: Walked): EntriesBySubject {
  const by = new Map<string, Map<number, Entry>>()
  for (const [index, entry] of entries) {
    const own = by.get(entry.subject)
    if (own) own.set(index, entry)
    else by.set(entry.subject, new Map([[index, entry]]))
  }
  return by
}

/** A few at once, so that the disk reads the next while one is hashed; large ones by themselves, so that they fit in memory. */
const batchMax = { captures: 4, bytes: 64 << 20 }

function batchesOf(rows: readonly Captured[]): Captured[][] {
  const batches: Captured[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const row of rows) {
    bytes += row.waczBytes
    const batch = batches.at(-1)
    if (batch && batch.length < batchMax.captures && bytes <= batchMax.bytes) batch.push(row)
    else {
      batches.push([row])
      bytes = row.waczBytes
    }
  }
  return batches
}

/** The note for what is not there because it was deleted under law; null for everything else. */
export function deletedNote(subject: string, hash: string, { deletions }: Known): string | null {
  const deletion = deletions.get(subject)
  if (!deletion?.records.includes(hash)) return null
  return `deleted under law on ${deletion.at.toISOString()} (${deletion.law}): its hash and its place in the log are left`
}

/** Holds captures of the vault to the log, in their order. */
export async function verifyCaptures(
  rows: readonly Captured[],
  known: Known,
  how: How,
  parts: Parts,
  findings: Findings,
): Promise<void> {
  for (const batch of batchesOf(rows)) {
    const found = batch.map(async (row) => {
      const own = openFindings()
      await verifyCapture(row, known, how, parts, own)
      return own
    })
    for (const own of await Promise.all(found)) addFindings(findings, own)
  }
}

async function verifyCapture(
  row: Captured,
  walked: Known,
  { trust, depth }: How,
  parts: Parts,
  findings: Findings,
): Promise<void> {
  const { blobs, stamps, now } = parts
  const base = `data/captures/${row.id}/`
  const entry = walked.entries.get(row.entry)
  const fits = entry?.type === 'capture' && entry.subject === row.id && entry.sha256 === row.recordSha256
  if (!fits)
    findings.fault(
      `data/log/entries/${row.entry}.json`,
      'log',
      `is not the entry of ${row.id} that the table of captures names`,
    )
  const own = [
    ['capture.json', row.recordSha256],
    ['capture.wacz', row.waczSha256],
    ...(row.stamp ? [['capture.json.tsr', row.stamp.sha256]] : []),
  ] as const
  const files = new Map<string, BundleFile>()
  for (const [name, hash] of own) {
    if (!name || !hash) continue
    const size = await blobs.size(hash)
    const lawful = deletedNote(row.id, hash, walked)
    if (size === null && lawful !== null) findings.note(`${base}${name}`, lawful)
    else if (size === null) findings.fault(`${base}${name}`, 'missing', 'is not in the vault')
    else files.set(`${base}${name}`, blobFile(hash, parts, size))
    if (size !== null && name !== 'capture.wacz') {
      const found = await files.get(`${base}${name}`)?.sha256()
      if (found !== hash) findings.fault(`${base}${name}`, 'hash', `SHA-256 is ${found}, it was logged as ${hash}`)
    }
  }
  const entries = walked.bySubject.get(row.id) ?? new Map()
  const roots = trust.roots ?? stamps.roots
  const context = { files, entries, keys: walked.keys, roots, now: now(), depth, findings }
  const record = files.has(`${base}capture.json`)
    ? await findings.guard(base.slice(0, -1), () => checkCapture(row.id, undefined, context))
    : null
  if (
    record &&
    (record.state !== row.state || record.subject.kind !== row.kind || record.request.final !== row.final)
  ) {
    findings.fault(
      `${base}capture.json`,
      'state',
      'is not as the table of captures says: kind, state or address was changed there',
    )
  }
}
