import { type BundleDescription, bundleDescription } from '../bundle/description.ts'
import type { Entry } from '../log/entry.ts'
import { instantOf } from '../times.ts'
import { checkBag } from './bag.ts'
import { type BundleFiles, readFile, readObject } from './bundle-files.ts'
import { checkCapture } from './capture.ts'
import { checkEvents, type SeenEvent } from './events.ts'
import { type Findings, openFindings } from './findings.ts'
import { checkHeads, checkKnownHeads } from './heads.ts'
import { checkEntries, type Head, readHeads } from './log-entries.ts'
import { checkKeys, type Keys } from './log-keys.ts'
import { checkSealKeys, checkSealStamp, rootsFor } from './seal.ts'
import type { Trust } from './trust.ts'

/** Whether files are a bundle at all, whatever is wrong with them. */
export const looksLikeBundle = (files: BundleFiles): boolean => files.has('bagit.txt') || files.has('data/bundle.json')

/**
 * Checks a bundle against EVIDENCE, alone: no database, no network, nothing of it executed.
 * @param findings holds already what opening the folder or zip has found
 */
export async function verifyBundle(
  files: BundleFiles,
  trust: Trust,
  now: Date,
  findings: Findings = openFindings(),
): Promise<Findings> {
  const info = (await findings.guard('bag-info.txt', () => checkBag(files, findings))) ?? new Map<string, string>()
  const roots = await rootsFor(files, trust, findings)
  const value = await readObject(files, 'data/bundle.json', findings)
  const whole = value ? findings.parse('data/bundle.json', bundleDescription, value) : undefined
  const bundle: Partial<BundleDescription> = whole ?? {}
  if (info.get('External-Identifier') !== bundle.id) {
    findings.fault('bag-info.txt', 'bag', "External-Identifier is not the bundle's id")
  }
  const context = { files, trust, roots, now, findings }
  const log = await findings.guard('data/log', () => checkLog(bundle, context))
  const sealedAt = (await findings.guard('seal/tagmanifest.tsr', () => checkSealStamp(context))) ?? null
  if (log) {
    await findings.guard('seal/seal.sig', () => checkSealKeys(log.sealed.size, log.keys, context))
    await findings.guard('data/log/heads', () =>
      checkKnownHeads(log.heads, log.sealed, sealedAt, { ...context, ...log }),
    )
    checkAfterSeal(log.entries, sealedAt, findings)
  }
  if (whole) await checkContents(whole, log ?? null, sealedAt, context)
  return findings
}

type Context = { files: BundleFiles; trust: Trust; roots: readonly Buffer[]; now: Date; findings: Findings }
type Log = { entries: Map<number, Entry>; keys: Keys; sealed: Head; heads: Awaited<ReturnType<typeof readHeads>> }

async function checkLog(bundle: Partial<BundleDescription>, context: Context): Promise<Log | undefined> {
  const { files, findings, trust } = context
  const heads = await readHeads(files, bundle, findings)
  const { sealed } = heads
  if (!sealed) return undefined
  const entries = await checkEntries(files, sealed, findings)
  const keys = await checkKeys(files, entries, bundle.origin ?? '', trust, findings)
  await checkHeads(heads, sealed, { ...context, entries, keys })
  return { entries, keys, sealed, heads }
}

const afterSealMs = 10_000

function checkAfterSeal(entries: ReadonlyMap<number, Entry>, sealedAt: number | null, findings: Findings): void {
  if (sealedAt === null) return
  for (const [index, { at }] of entries) {
    if (instantOf(at) > sealedAt + afterSealMs) {
      const says = `at ${at} is after the seal, ${new Date(sealedAt).toISOString()}`
      findings.fault(`data/log/entries/${index}.json`, 'time', says)
    }
  }
}

async function checkContents(
  bundle: BundleDescription,
  log: Log | null,
  sealedAt: number | null,
  { files, roots, now, findings }: Context,
): Promise<void> {
  const fault = (code: string, says: string): void => findings.fault('data/bundle.json', code, says)
  const made = instantOf(bundle.made)
  if (sealedAt !== null && (sealedAt < made - 5_000 || sealedAt > made + 600_000)) {
    fault('time', `made ${bundle.made}, sealed ${new Date(sealedAt).toISOString()}`)
  }
  const listed = new Map(bundle.captures.map((each) => [each.id, each]))
  const present = new Set([...files.keys()].flatMap((path) => /^data\/captures\/([^/]+)\/./.exec(path)?.[1] ?? []))
  for (const id of listed.keys()) if (!present.has(id)) fault('bag', `capture ${id} is listed but not here`)
  for (const id of present) if (!listed.has(id)) fault('bag', `capture ${id} is here but not listed`)
  const keys = log?.keys ?? { log: [], wacz: [] }
  const entries = log?.entries ?? new Map<number, Entry>()
  for (const id of [...present].sort()) {
    const said = listed.get(id)
    const check = () => checkCapture(id, said?.use, { files, entries, keys, roots, now, findings })
    const record = await findings.guard(`data/captures/${id}`, check)
    if (record && said && (said.state !== record.state || said.kind !== record.subject.kind)) {
      const says = `${id} is ${said.state} ${said.kind}, its record says ${record.state} ${record.subject.kind}`
      fault('state', says)
    }
    if (said?.use === 'evidence') await checkCertificate(id, files, findings)
  }
  const subjects = new Set([...listed.keys(), ...bundle.purchases, ...(bundle.notices ?? [])])
  const withheld = new Set(bundle.withheld.flatMap(({ sha256 }) => sha256 ?? []))
  const events = await findings.guard('data/events', () =>
    checkEvents({ files, entries, subjects, withheld, findings }),
  )
  checkLists(bundle, entries, events ?? new Map(), findings)
  const certificate = (await readFile(files, 'data/certificate-draft.txt', findings))?.toString('utf8') ?? ''
  for (const rule of ['902(13)', '902(14)']) {
    if (!certificate.includes(rule)) {
      findings.fault('data/certificate-draft.txt', 'field', `does not speak of FRE ${rule}`)
    }
  }
}

function checkLists(
  bundle: BundleDescription,
  entries: ReadonlyMap<number, Entry>,
  chains: ReadonlyMap<string, readonly SeenEvent[]>,
  findings: Findings,
): void {
  const fault = (says: string): void => findings.fault('data/bundle.json', 'bag', says)
  const seen = [...chains.values()].flat().map(({ event }) => event)
  const keys = [...entries.values()].filter(({ type }) => type === 'log' || type === 'key')
  for (const id of onlyInOne(
    bundle.events,
    seen.map((event) => event.id),
  ))
    fault(`event ${id} is listed or here, not both`)
  for (const id of onlyInOne(
    bundle.keys,
    keys.map((entry) => entry.subject),
  ))
    fault(`key ${id} is listed or here, not both`)
  for (const id of bundle.purchases) if (!chains.has(id)) fault(`purchase ${id} has no events`)
  if (!seen.some(({ type }) => type === 'exported')) {
    findings.fault('data/events', 'custody', 'the export itself is not in the log')
  }
}

function onlyInOne(a: readonly string[], b: readonly string[]): string[] {
  const [ours, theirs] = [new Set(a), new Set(b)]
  return [...ours].filter((each) => !theirs.has(each)).concat([...theirs].filter((each) => !ours.has(each)))
}

async function checkCertificate(id: string, files: BundleFiles, findings: Findings) {
  const certificate = (await files.get('data/certificate-draft.txt')?.read())?.toString('utf8') ?? ''
  const hash = await findings.guard(`data/captures/${id}/capture.wacz`, async () =>
    files.get(`data/captures/${id}/capture.wacz`)?.sha256(),
  )
  if (!certificate.includes(id) || (hash !== undefined && !certificate.includes(hash))) {
    const says = `does not name ${id} and the SHA-256 of its WACZ`
    findings.fault('data/certificate-draft.txt', 'field', says)
  }
}
