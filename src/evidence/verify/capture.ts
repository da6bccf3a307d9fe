import { foldedText } from '../capture/page-text.ts'
import { type CaptureRecord, captureRecord } from '../capture/record.ts'
import { sha256 } from '../hash.ts'
import type { Entry } from '../log/entry.ts'
import { Malformed } from '../malformed.ts'
import { readStrictJson } from '../strict-json.ts'
import { instantOf, instantOfAny } from '../times.ts'
import { type BundleFiles, largeBytesMax, readFile, readObject } from './bundle-files.ts'
import { checkContent } from './content.ts'
import type { Findings } from './findings.ts'
import type { Keys } from './log-keys.ts'
import { checkDatapackage, checkParts, hashesOf, openWacz, type Parts } from './package.ts'
import { checkPictures } from './pictures.ts'
import { checkRequest } from './request.ts'
import { verifyStamp } from './stamps.ts'
import { bareUrl, checkIndex, checkWarc, type SeenResponse } from './traffic.ts'

export type CaptureContext = {
  files: BundleFiles
  entries: ReadonlyMap<number, Entry>
  keys: Keys
  roots: readonly Buffer[]
  now: Date
  depth?: Depth
  findings: Findings
}
/**
 * `contents` (what is meant when nothing is said): every part is read and held to the record. `sealed`: a package whose
 * hash is the logged record's is not read further, since its bytes are those that were sealed; any other is.
 */
export type Depth = 'sealed' | 'contents'
type Placed = { index: number; entry: Entry }

const ownFiles = new Set(['capture.json', 'capture.json.tsr', 'capture.wacz'])

/** Everything about one capture. @returns its record, or null when it cannot be read */
export async function checkCapture(
  id: string,
  use: 'evidence' | 'context' | undefined,
  context: CaptureContext,
): Promise<CaptureRecord | null> {
  const { files, findings, entries } = context
  const base = `data/captures/${id}/`
  const file = `${base}capture.json`
  for (const path of files.keys()) {
    if (path.startsWith(base) && !ownFiles.has(path.slice(base.length))) {
      findings.fault(path, 'bag', 'does not belong to a capture')
    }
  }
  const value = await readObject(files, file, findings)
  if (value === null) return null
  findings.checked.captures++
  const record = findings.parse(file, captureRecord, value)
  if (!record) return null
  const own = [...entries].map(([index, entry]) => ({ index, entry })).filter(({ entry }) => entry.subject === id)
  const placed = own.find(({ entry }) => entry.type === 'capture') ?? null
  if (record.id !== id) findings.fault(file, 'field', `id ${record.id} in the folder of ${id}`)
  checkState(file, record, findings)
  if (use === 'evidence' && record.state === 'refused') {
    const says = `${id} was refused by the marketplace and cannot be used as evidence`
    findings.fault('data/bundle.json', 'state', says)
  }
  checkTimes(file, record, placed, findings)
  const late = own.find(({ entry }) => entry.type === 'stamp') ?? null
  await checkCaptureStamp(file, record, { placed, late }, context)
  await checkPackage(`${base}capture.wacz`, file, record, placed, context)
  return record
}

function checkState(file: string, record: CaptureRecord, findings: Findings): void {
  const { state, why, requests, subject, refusal, request, robots } = record
  const fault = (says: string): void => findings.fault(file, 'state', says)
  if ((state === 'complete') !== (why.length === 0)) fault('why is empty exactly when the state is complete')
  if (state === 'complete' && requests.failed.length > 0) {
    fault(`complete, but ${requests.failed.length} requests failed`)
  }
  if (state === 'refused') {
    if (!refusal) findings.fault(file, 'field', 'refusal is missing')
    if (subject.reading) fault('refused, but with a reading of the page')
  } else {
    if (refusal) fault(`${state}, but with a refusal`)
    const { status } = request
    const isGone = subject.outcome === 'gone' && (status === 404 || status === 410)
    if (!isGone && (status < 200 || status >= 300)) fault(`${state}, but the final status is ${status}`)
  }
  if (robots.decision !== 'allowed' && !robots.reason) findings.fault(file, 'field', 'robots.reason is missing')
}

const entryWithinMs = 3_600_000

function checkTimes(file: string, record: CaptureRecord, placed: Placed | null, findings: Findings): void {
  const { started, loaded, finished } = record.time
  const order = [record.order.requestedAt, started, loaded, finished].map(instantOf)
  if (order.some((at, n) => n > 0 && at < (order[n - 1] ?? 0))) {
    findings.fault(file, 'time', 'requestedAt, started, loaded, finished are not in this order')
  }
  if (!placed) return
  const at = instantOf(placed.entry.at)
  if (at < instantOf(finished) || at > instantOf(finished) + entryWithinMs) {
    findings.fault(file, 'time', `finished ${finished} and the entry's at ${placed.entry.at} do not fit`)
  }
}

const stampBeforeMs = 10_000
const stampAfterMs = 600_000

async function checkCaptureStamp(
  file: string,
  record: CaptureRecord,
  { placed, late }: { placed: Placed | null; late: Placed | null },
  context: CaptureContext,
): Promise<void> {
  const { files, findings } = context
  const stampFile = `${file}.tsr`
  const named = placed?.entry.type === 'capture' ? placed.entry.stamp : null
  if (!files.has(stampFile)) {
    if (named !== null) findings.fault(stampFile, 'missing', 'stamp is missing')
    else findings.note(file, 'unstamped')
    return
  }
  const stamp = await readFile(files, stampFile, findings)
  const data = await readFile(files, file, findings)
  if (stamp === null || data === null) return
  const at = await verifyStamp(stampFile, stamp, data, 'capture.json', context)
  const hash = sha256(stamp)
  if (placed && named !== (late ? null : hash)) {
    findings.fault(stampFile, 'stamp', 'is not the stamp that the log entry names')
  }
  if (late && late.entry.sha256 !== hash) findings.fault(stampFile, 'stamp', 'is not the late stamp of the log')
  if (at === null) return
  const finished = instantOf(record.time.finished)
  const said = `genTime ${new Date(at).toISOString()}`
  if (at < finished - stampBeforeMs) {
    findings.fault(stampFile, 'stamp', `${said} is before the capture finished, ${record.time.finished}`)
  } else if (at > finished + stampAfterMs) {
    const minutes = Math.round((at - finished) / 60_000)
    if (late) findings.note(stampFile, `stamped ${minutes} minutes after the capture`)
    else findings.fault(stampFile, 'stamp', `${said} is ${minutes} minutes after the capture: it may be back-dated`)
  }
}

async function checkPackage(
  where: string,
  recordFile: string,
  record: CaptureRecord,
  placed: Placed | null,
  { files, keys, depth, findings }: CaptureContext,
): Promise<void> {
  const bytes = await readFile(files, where, findings, largeBytesMax)
  if (bytes === null) return
  if (record.wacz.path !== 'capture.wacz') findings.fault(recordFile, 'field', `wacz.path ${record.wacz.path}`)
  const isSealed = sha256(bytes) === record.wacz.sha256 && bytes.length === record.wacz.bytes
  if (!isSealed) findings.fault(where, 'hash', 'is not the WACZ that capture.json names')
  const parts = await openWacz(bytes, where, findings)
  if (!parts) return
  const digestFile = `${where}!datapackage-digest.json`
  const hashes = depth === 'sealed' && isSealed ? null : hashesOf(parts)
  const sealing = { record, hashes, entry: placed, keys, findings }
  await findings.guard(digestFile, () => checkDatapackage(parts, where, sealing))
  if (hashes === null) return
  checkParts(parts, hashes, record, where, recordFile, findings)
  const warcFile = `${where}!archive/data.warc.gz`
  const warc = parts.get('archive/data.warc.gz')
  const isProxied = record.environment.egress.kind === 'proxy'
  const traffic = warc ? checkWarc(warc, warcFile, isProxied, findings) : { times: [], responses: [] }
  const index = parts.get('indexes/index.cdx')
  if (!index) findings.fault(`${where}!indexes/index.cdx`, 'missing', 'is missing: no response is in an index')
  else checkIndex(index, traffic.responses, `${where}!indexes/index.cdx`, findings)
  if (traffic.responses.length === 0) return findings.fault(warcFile, 'warc', 'no response')
  const main = await findings.guard(recordFile, () =>
    checkRequest({ record, traffic, parts, where, recordFile, findings }),
  )
  await findings.guard(`${where}!pages/pages.jsonl`, () => checkPages(parts, record, main ?? [], where, findings))
  checkPictures(parts, record, where, findings)
  if (record.state !== 'refused') checkContent(parts, record, traffic.responses, where, recordFile, findings)
}

function checkPages(
  parts: Parts,
  record: CaptureRecord,
  main: readonly SeenResponse[],
  where: string,
  findings: Findings,
) {
  const file = `${where}!pages/pages.jsonl`
  const bytes = parts.get('pages/pages.jsonl')
  if (!bytes) return findings.fault(file, 'missing', 'is missing: no player finds the page')
  const lines = bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => readStrictJson(Buffer.from(line)) as Record<string, unknown>)
  const [header, page] = lines
  if (!header || !page || lines.length !== 2 || header['format'] !== 'json-pages-1.0') {
    return findings.fault(file, 'wacz', 'is not a header and one page')
  }
  const { url, title, ts } = page
  if (bareUrl(String(url)) !== bareUrl(record.request.final))
    return findings.fault(file, 'wacz', 'url is not the final URL')
  if (typeof ts !== 'string') throw new Malformed('ts is no time')
  const at = instantOfAny(ts)
  const { started, finished } = record.time
  if (at < instantOf(started) - 1_000 || at > instantOf(finished) + 1_000) {
    findings.fault(file, 'time', `ts ${ts} is outside the capture`)
  }
  if (foldedText(String(title ?? '')) !== foldedText(record.page.title)) {
    findings.fault(file, 'wacz', 'title is not page.title')
  }
  const second = Math.floor(at / 1000)
  if (main.length > 0 && !main.some(({ at: sent }) => sent !== null && Math.floor(sent / 1000) === second)) {
    findings.note(file, "ts is not the second of the page's response: some players will not find it")
  }
}
