import type { BundleDescription } from '../bundle/description.ts'
import { type Checkpoint, readCheckpoint, readInclusion } from '../log/checkpoint.ts'
import { type Entry, fitsRecord, readEntry } from '../log/entry.ts'
import { Malformed } from '../malformed.ts'
import { instantOf } from '../times.ts'
import { rootFromInclusion } from '../tree/check-proof.ts'
import { leafHash } from '../tree/merkle.ts'
import { type BundleFiles, lineBytesMax, readFile } from './bundle-files.ts'
import type { Findings } from './findings.ts'

const logFile =
  /^data\/log\/(?:entries\/(?:0|[1-9]\d*)\.json|proofs\/(?:0|[1-9]\d*)\.tlog-proof|heads\/(?:0|[1-9]\d*)\.txt(?:\.tsr)?|consistency\/[1-9]\d*\.txt)$/

export type Head = Checkpoint & { bytes: Buffer }
export type Heads = { sealed: Head | null; all: Map<number, Head> }

const numbersIn = (files: BundleFiles, form: RegExp): number[] =>
  [...files.keys()]
    .flatMap((path) => form.exec(path)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)

/** The heads of the bundle, and the one that it is sealed with. */
export async function readHeads(
  files: BundleFiles,
  bundle: Partial<BundleDescription>,
  findings: Findings,
): Promise<Heads> {
  for (const path of files.keys()) {
    if (path.startsWith('data/log/') && !logFile.test(path)) {
      findings.fault(path, 'log', 'does not belong into the log folder')
    }
  }
  const sizes = numbersIn(files, /^data\/log\/heads\/(\d+)\.txt$/)
  const wanted = bundle.head?.size
  const isThere = wanted !== undefined && sizes.includes(wanted)
  if (!isThere) {
    findings.fault('data/bundle.json', 'log', `sealed head of size ${wanted} is not in data/log/heads`)
    if (wanted !== undefined) findings.fault(`data/log/heads/${wanted}.txt`, 'missing', 'the sealed head is missing')
  }
  const size = isThere ? wanted : sizes.at(-1)
  const all = new Map<number, Head>()
  if (size === undefined) {
    findings.fault('data/log/heads', 'missing', 'no head')
    return { sealed: null, all }
  }
  for (const each of sizes) {
    const file = `data/log/heads/${each}.txt`
    const bytes = await readFile(files, file, findings)
    if (bytes === null) continue
    try {
      const head = readCheckpoint(bytes)
      all.set(each, { ...head, bytes })
      if (head.size !== each) findings.fault(file, 'log', `is a head of size ${head.size}`)
      if (head.origin !== bundle.origin) findings.fault(file, 'log', `origin ${head.origin} is not ${bundle.origin}`)
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      findings.fault(file, 'log', error.message)
    }
    if (each > size) findings.fault(file, 'log', `is later than the sealed head ${size}`)
  }
  const sealed = all.get(size) ?? null
  if (sealed && sealed.root.toString('base64') !== bundle.head?.root) {
    findings.fault('data/bundle.json', 'log', "head.root is not the sealed head's")
  }
  return { sealed, all }
}

/** Every entry of the bundle by its index, each proved against the sealed head and fitting its record. */
export async function checkEntries(files: BundleFiles, sealed: Head, findings: Findings): Promise<Map<number, Entry>> {
  const entries = new Map<number, Entry>()
  for (const index of numbersIn(files, /^data\/log\/entries\/(\d+)\.json$/)) {
    const file = `data/log/entries/${index}.json`
    const bytes = await readFile(files, file, findings, lineBytesMax)
    if (bytes === null) continue
    findings.checked.entries++
    try {
      entries.set(index, readEntry(bytes))
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      findings.fault(file, 'format', error.message)
    }
    await checkProof(files, index, bytes, sealed, findings)
  }
  for (const index of numbersIn(files, /^data\/log\/proofs\/(\d+)\.tlog-proof$/)) {
    if (!files.has(`data/log/entries/${index}.json`)) {
      findings.fault(`data/log/proofs/${index}.tlog-proof`, 'log', 'proof without its entry')
      findings.fault(`data/log/entries/${index}.json`, 'missing', 'is missing, and its proof is here')
    }
  }
  await checkRecords(files, entries, findings)
  return entries
}

async function checkProof(files: BundleFiles, index: number, leaf: Buffer, sealed: Head, findings: Findings) {
  const file = `data/log/proofs/${index}.tlog-proof`
  const proof = await readFile(files, file, findings, lineBytesMax)
  if (proof === null) return
  const fault = (says: string) => findings.fault(file, 'log', `${says} (data/log/entries/${index}.json)`)
  try {
    const { hashes, head } = readInclusion(proof, index)
    const against = readCheckpoint(head)
    if (!head.equals(sealed.bytes)) {
      fault(
        against.note.body === sealed.note.body
          ? 'its checkpoint is not the sealed head, byte for byte'
          : `is against another head (size ${against.size}) than the sealed one (${sealed.size})`,
      )
    } else if (index >= sealed.size) fault(`index ${index} is not in a tree of size ${sealed.size}`)
    else if (!rootFromInclusion(index, sealed.size, leafHash(leaf), hashes)?.equals(sealed.root)) {
      fault('does not lead from this entry to the sealed head')
      findings.fault(`data/log/entries/${index}.json`, 'log', `is not what ${file} leads to the sealed head from`)
    }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    fault(error.message)
  }
}

const backwardsMs = 5_000

async function checkRecords(files: BundleFiles, entries: ReadonlyMap<number, Entry>, findings: Findings) {
  const seen = new Map<string, number>()
  let before: { index: number; entry: Entry } | null = null
  for (const [index, entry] of entries) {
    const file = `data/log/entries/${index}.json`
    const record = `data/${entry.record}`
    const first = seen.get(record)
    if (first !== undefined) findings.fault(file, 'log', `the record of entry ${first} again`)
    seen.set(record, index)
    if (!fitsRecord(entry)) {
      const says = `record "${entry.record}" does not fit type ${entry.type} and subject ${entry.subject}`
      findings.fault(file, 'log', says)
    }
    await checkRecord(files, record, index, entry, findings)
    if ((entry.type === 'log') !== (index === 0)) {
      findings.fault(file, 'log', 'type log is for index 0, and only for it')
    }
    if (before && instantOf(entry.at) < instantOf(before.entry.at) - backwardsMs) {
      findings.fault(file, 'time', `at ${entry.at} is before entry ${before.index}, ${before.entry.at}`)
    }
    before = { index, entry }
  }
  for (const path of files.keys()) {
    if (
      /^data\/(?:captures\/[^/]+\/capture\.json|events\/[^/]+\.json|keys\/[^/]+\.txt)$/.test(path) &&
      !seen.has(path)
    ) {
      findings.fault(path, 'log', 'has no entry in the log')
    }
  }
  if (!entries.has(0)) findings.fault('data/log/entries/0.json', 'missing', 'first entry (first key) is missing')
}

async function checkRecord(files: BundleFiles, record: string, index: number, entry: Entry, findings: Findings) {
  const file = files.get(record)
  if (!file) return findings.fault(record, 'missing', `record of entry ${index} is missing`)
  const found = await findings.guard(record, () => file.sha256())
  if (found !== undefined && found !== entry.sha256) {
    findings.fault(record, 'log', `SHA-256 ${found} is not that of entry ${index}, ${entry.sha256}`)
  }
}
