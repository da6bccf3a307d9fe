import { fromBase64 } from '../base64.ts'
import type { Entry } from '../log/entry.ts'
import { type KeyRecord, keyReason, readKeyRecord } from '../log/key-record.ts'
import { type SignedNote, signatureBy } from '../log/signed-note.ts'
import { isSameKey, readVkey, type VerifierKey } from '../log/verifier-key.ts'
import { Malformed } from '../malformed.ts'
import { instantOf } from '../times.ts'
import type { BundleFiles } from './bundle-files.ts'
import type { Findings } from './findings.ts'
import type { Trust } from './trust.ts'

type LogKey = { id: string; index: number; key: VerifierKey }
type WaczKey = { id: string; index: number; spki: Buffer }
/** The keys of a log, in its order. */
export type Keys = { log: LogKey[]; wacz: WaczKey[] }

/** The log key in force for a head of that size. */
export const logKeyFor = ({ log }: Keys, size: number): LogKey | null =>
  log.findLast(({ index }) => index < size) ?? null
/** The WACZ key in force for a capture at that index. */
export const waczKeyFor = ({ wacz }: Keys, at: number): WaczKey | null =>
  wacz.findLast(({ index }) => index < at) ?? null

const toleranceMs = 600_000

/** Reads every key record in log order and holds each to the ones before it. */
export async function checkKeys(
  files: BundleFiles,
  entries: ReadonlyMap<number, Entry>,
  origin: string,
  trust: Trust,
  findings: Findings,
): Promise<Keys> {
  const keys: Keys = { log: [], wacz: [] }
  for (const [index, entry] of [...entries].sort(([a], [b]) => a - b)) {
    if (entry.type !== 'log' && entry.type !== 'key') continue
    const file = `data/${entry.record}`
    const bytes = await files.get(file)?.read()
    if (!bytes) continue
    try {
      checkKey(file, { index, entry, ...readKeyRecord(bytes) }, { keys, origin, trust, findings })
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      findings.fault(file, 'key', error.message)
    }
  }
  if (trust.logKeys.length > 0 && !keys.log.some(({ key }) => trust.logKeys.some((each) => isSameKey(each, key)))) {
    findings.fault('data/keys', 'key', 'no log key of this log is among the trusted ones')
  }
  return keys
}

type Read = KeyRecord & { note: SignedNote; index: number; entry: Entry }
type Context = { keys: Keys; origin: string; trust: Trust; findings: Findings }

function checkKey(file: string, record: Read, context: Context): void {
  const { findings, keys } = context
  const { entry, id, purpose, from, reason } = record
  if (Math.abs(instantOf(from) - instantOf(entry.at)) > toleranceMs) {
    findings.fault(file, 'time', `from ${from} is more than 10 minutes from its entry's at ${entry.at}`)
  }
  if (id !== entry.subject || file !== `data/keys/${id}.txt`) {
    findings.fault(file, 'log', `id ${id} is not subject ${entry.subject} or the file name`)
  }
  if (!keyReason.test(reason)) findings.fault(file, 'key', `reason "${reason}"`)
  const before = keys[purpose].at(-1)?.id ?? null
  if (record.replaces !== before) {
    findings.fault(file, 'log', `replaces ${record.replaces ?? 'none'}, the key before is ${before ?? 'none'}`)
  }
  if (purpose === 'log') checkLogKey(file, record, context)
  else checkWaczKey(file, record, context)
}

function checkLogKey(file: string, { id, index, key: text, note, reason }: Read, context: Context): void {
  const { keys, origin, trust, findings } = context
  const key = readVkey(text)
  const before = keys.log.at(-1)
  if (key.name !== origin) findings.fault(file, 'log', `key name ${key.name} is not the origin`)
  if (signatureBy(note, key) !== 'holds') findings.fault(file, 'key', 'not signed by the new key itself')
  if (before && signatureBy(note, before.key) !== 'holds') {
    if (reason.startsWith('lost') && trust.logKeys.some((each) => isSameKey(each, key))) {
      findings.note(file, 'old key lost; the new one is known from elsewhere')
    } else findings.fault(file, 'key', `not signed by the key before, ${before.id}`)
  }
  keys.log.push({ id, index, key })
}

function checkWaczKey(file: string, { id, index, key, note }: Read, { keys, findings }: Context): void {
  const before = keys.log.at(-1)
  if (!before || signatureBy(note, before.key) !== 'holds') {
    findings.fault(file, 'key', 'not signed by the log key in force')
  }
  keys.wacz.push({ id, index, spki: fromBase64(key) })
}
