import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readCheckpoint } from '../evidence/log/checkpoint.ts'
import { recordPath } from '../evidence/log/entry.ts'
import { signatureBy } from '../evidence/log/signed-note.ts'
import { Malformed } from '../evidence/malformed.ts'
import { rootOf } from '../evidence/tree/merkle.ts'
import type { BundleFile } from '../evidence/verify/bundle-files.ts'
import type { Depth } from '../evidence/verify/capture.ts'
import { checkEvents } from '../evidence/verify/events.ts'
import { type Findings, openFindings } from '../evidence/verify/findings.ts'
import { logKeyFor } from '../evidence/verify/log-keys.ts'
import { type KnownHead, noTrust, type Trust } from '../evidence/verify/trust.ts'
import type { Captured } from '../store/evidence/evidence-store.ts'
import { auditSubject, type KeeperParts, lawSubject } from './keeper-parts.ts'
import { lawStanding } from './law/law-record.ts'
import { deletedNote, entriesBySubject, type Known, verifyCaptures } from './verify-captures.ts'
import { blobFile, type Walked, walkLog } from './walk-log.ts'

type Parts = Pick<KeeperParts, 'store' | 'blobs' | 'stamps' | 'headFolder' | 'now'>

/**
 * Vault, log and heads of this machine. Heads that were given out, and those of `trust`, say what the log must be a
 * continuation of: with one of them every insertion, change, deletion and cut before it is found.
 * @param only a capture or purchase; null for everything
 * @param depth of all, hours would go by until every part was read again: their bytes are those that were sealed
 */
export async function verifyOwn(
  only: string | null,
  trust: Trust,
  parts: Parts,
  depth: Depth = only === null ? 'sealed' : 'contents',
): Promise<Findings> {
  const findings = openFindings()
  const { store } = parts
  const walked = await checkLog(trust, parts, findings)
  const captures = only === null ? await store.captures.list({ limit: capturesMax }) : [await store.captures.load(only)]
  const rows = captures.filter((each) => each !== null)
  const { deletions } = await lawStanding(parts)
  const known = { ...walked, deletions, bySubject: entriesBySubject(walked) }
  await verifyCaptures(rows, known, { trust, depth }, parts, findings)
  await verifyEvents(only, rows, known, parts, findings)
  if (only === null) {
    checkRows(rows, walked, findings)
    await verifyAudit(parts, findings)
  }
  return findings
}

/** The log alone, against the heads of this machine: what a process looks at when it starts, and before it signs another head. */
export async function verifyLog(parts: Parts): Promise<Findings> {
  const findings = openFindings()
  await checkLog({ ...noTrust, source: 'own' }, parts, findings)
  return findings
}

async function checkLog(trust: Trust, parts: Parts, findings: Findings): Promise<Walked> {
  const known = [...trust.heads, ...(await headsOf(parts))]
  const walked = await walkLog(known, trust, parts, findings)
  await checkTip(walked, parts, findings)
  checkHeads(known, walked, trust, findings)
  return walked
}

const capturesMax = 10_000_000

/** Signed heads that were kept: in the folder that they are given out to, and in the database. */
async function headsOf({ store, headFolder }: Parts): Promise<KnownHead[]> {
  const names = await readdir(headFolder).catch(() => [] as string[]) // no head was given out yet
  const kept = names.filter((name) => /^head.*\.txt$/.test(name))
  const files = await Promise.all(
    kept.map(async (name) => ({ name, bytes: await readFile(join(headFolder, name)), stamp: null })),
  )
  const given = (await store.evidenceLog.givenHeads()).map(({ size, note }) => ({
    name: `data/log/heads/${size}.txt`,
    bytes: Buffer.from(note),
    stamp: null,
  }))
  const newest = await store.evidenceLog.newestHead()
  return [
    ...files,
    ...given,
    ...(newest ? [{ name: `data/log/heads/${newest.size}.txt`, bytes: Buffer.from(newest.note), stamp: null }] : []),
  ]
}

async function checkTip({ frontier }: Walked, { store }: Parts, findings: Findings): Promise<void> {
  const tip = await store.evidenceLog.tip()
  if (!tip) {
    if (frontier.size > 0)
      findings.fault('data/log', 'missing', 'there are entries, but it is not said where the log stands')
    return
  }
  if (tip.size !== frontier.size)
    findings.fault(
      `data/log/entries/${frontier.size}.json`,
      'log',
      `the log says ${tip.size} entries, there are ${frontier.size}`,
    )
  else if (!tip.root.equals(rootOf(frontier)))
    findings.fault(
      'data/log/entries',
      'log',
      'the entries do not have the root that was kept with them: one was changed',
    )
  const kept = await store.evidenceLog.rootAt(frontier.size)
  if (frontier.size > 0 && !kept.equals(rootOf(frontier)))
    findings.fault('data/log/nodes', 'log', 'the kept nodes of the tree do not fit its entries')
}

function checkHeads(
  known: readonly KnownHead[],
  { roots, frontier, keys }: Walked,
  trust: Trust,
  findings: Findings,
): void {
  for (const { name, bytes } of known) {
    try {
      const head = readCheckpoint(bytes)
      const key = logKeyFor(keys, head.size)
      const isSigned = [...trust.logKeys, ...(key ? [key.key] : [])].some(
        (each) => signatureBy(head.note, each) === 'holds',
      )
      if (!isSigned) findings.fault(name, 'signature', 'is not signed by the key in force')
      if (head.size > frontier.size)
        findings.fault(name, 'log', `the log has ${frontier.size} entries, this head ${head.size}: its tail is cut off`)
      else if (!roots.get(head.size)?.equals(head.root))
        findings.fault(name, 'log', `the first ${head.size} entries are not those that this head was signed over`)
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      findings.fault(name, 'trust', error.message)
    }
  }
}

async function verifyEvents(
  only: string | null,
  captures: readonly Captured[],
  walked: Known,
  parts: Parts,
  findings: Findings,
): Promise<void> {
  const { store } = parts
  const logged = [...walked.entries].filter(
    ([, { type, subject }]) => type === 'event' && (only === null || subject === only),
  )
  const rows = await store.custody.of([...new Set(logged.map(([, { subject }]) => subject))])
  const files = new Map<string, BundleFile>()
  const gone = new Set<string>()
  for (const row of rows) {
    const own = [{ path: recordPath.event(row.id), sha256: row.sha256, bytes: 0 }, ...row.files]
    for (const { path, sha256: hash, bytes } of own) {
      const lawful = deletedNote(row.subject, hash, walked)
      if (lawful === null || (await parts.blobs.size(hash)) !== null)
        files.set(`data/${path}`, blobFile(hash, parts, bytes))
      else {
        gone.add(hash)
        findings.note(`data/${path}`, lawful)
      }
    }
    if (walked.entries.get(row.entry)?.sha256 !== row.sha256)
      findings.fault(`data/${recordPath.event(row.id)}`, 'log', `its row does not fit entry ${row.entry}`)
  }
  const byRecord = new Set(rows.map((row) => recordPath.event(row.id)))
  for (const [index, { record }] of logged)
    if (!byRecord.has(record))
      findings.fault(`data/${record}`, 'missing', `the event of entry ${index} is not in its table`)
  const rowOf = new Map(rows.map((row) => [`data/${recordPath.event(row.id)}`, row]))
  for (const [path, file] of files) {
    const row = rowOf.get(path)
    const found = await findings.guard(path, () => file.sha256())
    if (row && found !== undefined && found !== row.sha256)
      findings.fault(path, 'hash', `SHA-256 is ${found}, it was logged as ${row.sha256}`)
  }
  const subjects = new Set([
    auditSubject,
    lawSubject,
    ...captures.map(({ id }) => id),
    ...rows.map(({ subject }) => subject),
  ])
  const entries = new Map(walked.entries)
  const context = {
    files,
    entries: only === null ? entries : new Map(logged),
    subjects,
    withheld: gone,
    findings,
  }
  if (only === null) await findings.guard('data/events', () => checkEvents(context))
  else
    await findings.guard('data/events', () =>
      checkEvents({ ...context, entries: new Map([...logged, ...captureEntries(walked)]) }),
    )
}

const captureEntries = ({ entries }: Walked) => [...entries].filter(([, { type }]) => type === 'capture')

/** What is logged stands in its table: a row that was taken away would hide it from every screen. */
function checkRows(rows: readonly Captured[], { entries }: Walked, findings: Findings): void {
  const known = new Set(rows.map(({ id }) => id))
  for (const [index, { type, subject }] of entries) {
    if (type === 'capture' && !known.has(subject))
      findings.fault(
        `data/captures/${subject}/capture.json`,
        'missing',
        `entry ${index} logs it, the table of captures does not know it`,
      )
  }
}

/** The audit log's own chain, and what it was when its head went into this log. */
async function verifyAudit({ store, blobs }: Parts, findings: Findings): Promise<void> {
  const broken = await store.audit.firstBroken()
  if (broken !== null) findings.fault('audit', 'log', `entry ${broken} does not fit the one before it`)
  for (const { sha256: hash } of await store.custody.of([auditSubject])) {
    const bytes = await blobs.load(hash)
    const said =
      bytes && (JSON.parse(bytes.toString('utf8')) as { details?: { medium?: string; sha256Before?: string } }).details
    const seq = /^audit entry (\d+)$/.exec(said?.medium ?? '')?.[1]
    if (seq === undefined) continue
    if ((await store.audit.hashAt(seq)) !== said?.sha256Before)
      findings.fault('audit', 'log', `entry ${seq} is not the one whose hash was put into the evidence log`)
  }
}
