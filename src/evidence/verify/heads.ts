import { readCheckpoint, readConsistency } from '../log/checkpoint.ts'
import type { Entry } from '../log/entry.ts'
import { signatureBy } from '../log/signed-note.ts'
import { Malformed } from '../malformed.ts'
import { readStamp } from '../stamp/check-stamp.ts'
import { instantOf } from '../times.ts'
import { isConsistent } from '../tree/check-proof.ts'
import { type BundleFiles, lineBytesMax, readFile } from './bundle-files.ts'
import type { Findings } from './findings.ts'
import type { Head, Heads } from './log-entries.ts'
import { type Keys, logKeyFor } from './log-keys.ts'
import { verifyStamp } from './stamps.ts'
import type { Trust } from './trust.ts'

export type HeadContext = {
  files: BundleFiles
  entries: ReadonlyMap<number, Entry>
  keys: Keys
  trust: Trust
  roots: readonly Buffer[]
  now: Date
  findings: Findings
}

/** Every head is signed by the key in force; each older one is a beginning of the sealed one, and stamped. */
export async function checkHeads(heads: Heads, sealed: Head, context: HeadContext): Promise<void> {
  const { findings, entries } = context
  for (const [size, head] of heads.all) checkSignatures(size, head, sealed.size, context)
  for (const [size, head] of heads.all) if (size < sealed.size) await checkOlder(size, head, sealed, context)
  for (const path of context.files.keys()) {
    const [, size] = /^data\/log\/consistency\/(\d+)\.txt$/.exec(path) ?? []
    if (size !== undefined && !heads.all.has(Number(size))) {
      findings.fault(path, 'log', 'proof from a head that is not here')
    }
  }
  const captures = [...entries].filter(([, { type }]) => type === 'capture').map(([index]) => index)
  const oldest = captures.length > 0 ? Math.min(...captures) : null
  if (oldest !== null && ![...heads.all.keys()].some((size) => size <= oldest)) {
    findings.note('data/log/heads', `no head given out before the oldest capture (entry ${oldest})`)
  }
}

function checkSignatures(size: number, { note }: Head, sealedSize: number, { keys, trust, findings }: HeadContext) {
  const file = `data/log/heads/${size}.txt`
  const key = logKeyFor(keys, size)
  if (!key) return findings.fault(file, 'key', 'no key in force for it')
  const signature = signatureBy(note, key.key)
  if (signature !== 'holds') {
    const what = signature === 'false' ? 'is false' : 'is missing'
    findings.fault(file, 'signature', `signature of ${key.id}, the key in force, ${what}`)
  }
  for (const witness of trust.witnesses) {
    const cosigned = signatureBy(note, witness)
    if (cosigned === 'false') findings.fault(file, 'signature', `cosignature of witness ${witness.name} is false`)
    if (cosigned === 'absent' && size === sealedSize) {
      findings.fault(file, 'signature', `no cosignature of witness ${witness.name}`)
    }
  }
}

/** An entry's time may be after the stamp of a head that holds it, or before one that does not, by no more than this. */
const afterHeadMs = 10_000
const beforeHeadMs = 600_000

async function checkOlder(size: number, head: Head, sealed: Head, context: HeadContext): Promise<void> {
  const { files, findings, entries } = context
  const proofFile = `data/log/consistency/${size}.txt`
  const proof = await readFile(files, proofFile, findings, lineBytesMax)
  if (proof !== null) {
    const says = consistencyFault(proof, size, head, sealed)
    if (says !== null) findings.fault(proofFile, 'log', says)
  }
  const stampFile = `data/log/heads/${size}.txt.tsr`
  const stamp = await readFile(files, stampFile, findings)
  const stampedAt = stamp && (await verifyStamp(stampFile, stamp, head.bytes, `heads/${size}.txt`, context))
  if (stampedAt === null) return
  const said = new Date(stampedAt).toISOString()
  for (const [index, { at }] of entries) {
    const file = `data/log/entries/${index}.json`
    if (index >= size && instantOf(at) < stampedAt - beforeHeadMs) {
      findings.fault(
        file,
        'time',
        `at ${at} is before head ${size}, stamped ${said}, which does not hold it: back-dated`,
      )
    }
    if (index < size && instantOf(at) > stampedAt + afterHeadMs) {
      findings.fault(file, 'time', `at ${at} is after head ${size}, stamped ${said}, which holds it`)
    }
  }
}

function consistencyFault(bytes: Buffer, size: number, old: Head, sealed: Head): string | null {
  try {
    const { hashes, head } = readConsistency(bytes, size)
    if (!head.equals(sealed.bytes)) return 'is not against the sealed head, byte for byte'
    return isConsistent({ size, root: old.root }, sealed, hashes)
      ? null
      : `head ${size} is not a beginning of the sealed log`
  } catch (error) {
    if (error instanceof Malformed) return error.message
    throw error
  }
}

const sealToleranceMs = 5_000

/** Heads kept from before: of the same tree, and none larger that is older than this bundle. */
export function checkKnownHeads(
  heads: Heads,
  sealed: Head,
  sealedAt: number | null,
  { keys, trust, findings }: HeadContext,
): void {
  const where = `data/log/heads/${sealed.size}.txt`
  for (const { name, bytes, stamp } of trust.heads) {
    let old: ReturnType<typeof readCheckpoint>
    try {
      old = readCheckpoint(bytes)
    } catch (error) {
      findings.fault(name, 'trust', error instanceof Error ? error.message : String(error))
      continue
    }
    if (old.origin !== sealed.origin) continue
    const known = trust.logKeys.length > 0 ? trust.logKeys : keys.log.map(({ key }) => key)
    if (!known.some((key) => signatureBy(old.note, key) === 'holds')) {
      findings.fault(name, 'trust', 'known head is not signed by a known key')
    } else if (old.size > sealed.size) {
      const at = stampTime(stamp)
      if (at !== null && sealedAt !== null && at < sealedAt - sealToleranceMs) {
        const when = new Date(at).toISOString()
        const says = `sealed at ${new Date(sealedAt).toISOString()} with ${sealed.size} entries, but a head of ${old.size} was stamped ${when}: its tail is cut off`
        findings.fault(where, 'log', says)
      } else findings.note(where, `a known head is larger (${old.size}) and not older: cannot be compared`)
    } else if (old.size === sealed.size) {
      if (!old.root.equals(sealed.root)) {
        findings.fault(where, 'log', `another log: a known head of the same size ${old.size} has another root`)
      }
    } else {
      const own = heads.all.get(old.size)
      if (!own) findings.fault(where, 'log', `no consistency proof from the known head of size ${old.size}`)
      else if (!own.root.equals(old.root)) {
        const says = 'another log: the known head of this size has another root'
        findings.fault(`data/log/heads/${old.size}.txt`, 'log', says)
      }
    }
  }
}

function stampTime(stamp: Buffer | null): number | null {
  try {
    return stamp && readStamp(stamp).genTime
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}
