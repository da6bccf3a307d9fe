import { type CaptureRecord, captureRecord } from '../evidence/capture/record.ts'
import { sha256 } from '../evidence/hash.ts'
import { packWacz } from '../evidence/wacz/pack-wacz.ts'
import { partNameOf } from '../evidence/wacz/parts.ts'
import type { CaptureRow } from '../store/evidence/evidence-store.ts'
import { openEventWriter } from './event-writer.ts'
import { openHeads } from './heads.ts'
import type { Keeper, UnsealedCapture } from './keeper.ts'
import { auditSubject, type KeeperParts } from './keeper-parts.ts'
import { openLogKeys } from './log-keys.ts'
import type { Stamp } from './time-stamps.ts'

export function openKeeper(parts: KeeperParts): Keeper {
  const { store, blobs, stamps, identity, now } = parts
  const logKeys = openLogKeys(parts)
  const heads = openHeads(parts, logKeys)
  const begin: Keeper['begin'] = async () => {
    const { origin, machine } = await logKeys.begin()
    return { origin, machine, organisation: identity.organisation }
  }
  const { recordEvent, recordAfter } = openEventWriter(parts, begin)
  return {
    begin,
    recordEvent,
    recordAfter,
    clock: () => stamps.clock(),
    keepCapture: async (capture) => {
      await begin()
      const { bytes, row } = await sealCapture(capture, parts, await logKeys.packageSigner())
      const stamp = await stamps.stamp(bytes)
      if (stamp) await blobs.save(stamp.response)
      const whole: CaptureRow = { ...row, stamp: stamp && stampRow(stamp) }
      const { index } = await store.captures.register(whole, now())
      return { ...whole, entry: index, stampEntry: null }
    },
    captureRecord: async ({ recordSha256 }) => {
      const bytes = await blobs.load(recordSha256)
      return bytes && { bytes, record: captureRecord.parse(JSON.parse(bytes.toString('utf8'))) }
    },
    head: heads.current,
    giveHead: heads.give,
    giveDue: heads.giveDue,
    rotateKey: logKeys.rotate,
    lateStamps: () => lateStamps(parts),
    anchorAudit: () => anchorAudit(parts, recordEvent),
  }
}

const stampRow = ({ response, at, tsa }: Stamp) => ({ sha256: sha256(response), at, tsa })

/** Package, then record, each on the disk before the next is begun; nothing is evidence yet. */
async function sealCapture(
  { record, files }: UnsealedCapture,
  { blobs, software, identity, store, now }: KeeperParts,
  signer: Parameters<typeof packWacz>[1],
): Promise<{ bytes: Buffer; row: Omit<CaptureRow, 'stamp'> }> {
  const loaded = new Date(record.time.loaded)
  const wacz = packWacz(
    {
      files: new Map([...files].map(([path, { bytes }]) => [path, bytes])),
      title: record.page.title,
      mainPageUrl: record.request.final,
      mainPageDate: loaded,
      ...{ software: software.name, version: software.version, created: now() },
    },
    signer,
  )
  const tip = await store.evidenceLog.tip()
  const whole: CaptureRecord = {
    format: 'morgiana-capture/1',
    ...record,
    operator: { organisation: identity.organisation, machine: tip?.machine ?? identity.machine },
    wacz: { path: 'capture.wacz', sha256: sha256(wacz), bytes: wacz.length, type: 'application/wacz+zip' },
    parts: [...files].map(([path, { bytes, type }]) => ({
      ...{ name: partNameOf(path) ?? 'other', path, sha256: sha256(bytes), bytes: bytes.length, type },
    })),
  }
  const bytes = Buffer.from(`${JSON.stringify(captureRecord.parse(whole), null, 2)}\n`)
  await blobs.save(wacz)
  const recordSha256 = await blobs.save(bytes)
  const { subject, request, page, time, state, why, id } = whole
  return {
    bytes,
    row: {
      ...{ id, kind: subject.kind, marketplace: subject.marketplace, state, outcome: subject.outcome },
      ...{ listing: subject.listing ?? null, hit: subject.hit ?? null, why: why.map(({ code }) => code) },
      ...{ url: request.asked, final: request.final, title: page.title, finishedAt: new Date(time.finished) },
      ...{ recordSha256, waczSha256: whole.wacz.sha256, waczBytes: wacz.length },
    },
  }
}

const lateAtOnce = 50

async function lateStamps({ store, blobs, stamps, log, now }: KeeperParts): Promise<number> {
  if (!stamps.isSet) return 0
  let came = 0
  for (const capture of await store.captures.unstamped(lateAtOnce)) {
    const record = await blobs.load(capture.recordSha256)
    if (!record) continue
    const stamp = await stamps.stamp(record)
    // None answers now: the others would only wait for the same.
    if (!stamp) break
    await blobs.save(stamp.response)
    if (!(await store.captures.addStamp(capture.id, stampRow(stamp), now()))) continue
    log.info({ capture: capture.id }, 'a late time stamp came')
    came++
  }
  return came
}

const day = 86_400_000

/** The newest audit entry's hash as an event of the log: what is cut off or written anew there no longer fits. */
async function anchorAudit(
  { store, now, identity }: KeeperParts,
  recordEvent: Keeper['recordEvent'],
): Promise<boolean> {
  const last = (await store.custody.of([auditSubject])).at(-1)
  if (last && now().getTime() - last.at.getTime() < day) return false
  const [newest] = await store.audit.latest(1)
  if (!newest) return false
  await recordEvent({
    ...{ type: 'copied', subject: auditSubject, reason: 'the head of the audit log goes into the evidence log daily' },
    by: { name: 'morgiana', role: 'software', organisation: identity.organisation },
    details: {
      to: 'evidence log',
      medium: `audit entry ${newest.seq}`,
      sha256Before: newest.hash,
      sha256After: newest.hash,
    },
  })
  return true
}
