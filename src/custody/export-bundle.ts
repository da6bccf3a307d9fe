import { randomBytes } from 'node:crypto'
import { mkdir, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { bagInfo, bagit, seal } from '../evidence/bundle/bag-files.ts'
import { certificateDraft } from '../evidence/bundle/certificate.ts'
import { bundleReadme } from '../evidence/bundle/readme.ts'
import { verifyScript } from '../evidence/bundle/verify-script.ts'
import type { Person } from '../evidence/fields.ts'
import { toPem } from '../evidence/pem.ts'
import { type Content, type Included, included, olderHeads, vaultContent } from './bundle-content.ts'
import { logContent } from './bundle-log.ts'
import type { Head, Keeper } from './keeper.ts'
import type { KeeperParts } from './keeper-parts.ts'
import type { SigningKeys } from './signing-keys.ts'
import { manifestOf, renameSynced, type Written, writeContent, zipFolder } from './write-bundle.ts'

export type ExportOrder = {
  ids: readonly string[]
  /** A folder, or a file that ends with .zip; neither is there yet. */
  to: string
  purpose: string
  by: Person
  recipient: string | null
  /** A draft without the seal's stamp, which verify refuses. */
  unstamped: boolean
}
export type Exported = {
  bundle: string
  to: string
  files: number
  bytes: number
  head: { size: number; root: string }
  captures: string[]
}

export type ExportParts = KeeperParts & {
  keeper: Keeper
  keys: SigningKeys
  /** A report for people, as PDF. */
  report(about: Included & { bundle: string; made: string; head: Head; order: ExportOrder }): Promise<Buffer>
}

/** A bundle cannot be sealed, or not there; what to do stands in the message. */
export class ExportRefused extends Error {
  override readonly name = 'ExportRefused'
}

/** Makes a sealed bundle: logged first, made beside, renamed at the end; all of it or nothing. @throws ExportRefused, NothingToExport */
export async function exportBundle(order: ExportOrder, parts: ExportParts): Promise<Exported> {
  const { stamps } = parts
  const to = resolve(order.to)
  if (await stat(to).catch(missing)) throw new ExportRefused(`${order.to} is there already: export elsewhere`)
  if (!stamps.isSet && !order.unstamped) {
    throw new ExportRefused(
      'a sealed bundle needs a time stamp, and no authority is set (MORGIANA_TSA); --unstamped makes a draft',
    )
  }
  const bundle = `bundle-${randomBytes(8).toString('hex')}`
  const asked = await included(order.ids, parts)
  await logExport(bundle, asked, order, parts)
  const content = await included(order.ids, parts)
  const part = `${to}.${bundle}.part`
  try {
    const exported = await writeAll(part, bundle, content, order, parts)
    if (order.to.endsWith('.zip')) {
      await zipFolder(part, exported.paths, `${part}.zip`)
      await renameSynced(`${part}.zip`, to)
    } else await renameSynced(part, to)
    const { paths: _, ...said } = exported
    return { ...said, to: order.to }
  } finally {
    await rm(part, { recursive: true, force: true })
    await rm(`${part}.zip`, { force: true })
  }
}

function missing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}

/**
 * The bundle's own export stands in it, for every capture and purchase; but nothing follows the disposal of a purchase, so
 * that the export of one that is disposed of is told by the capture that it was ordered from alone.
 */
async function logExport(
  bundle: string,
  { captures, purchases, events }: Included,
  order: ExportOrder,
  parts: ExportParts,
) {
  const medium = order.to.endsWith('.zip') ? 'zip' : 'folder'
  const hashes = new Map([
    ...captures.map(({ row }) => [row.id, row.recordSha256] as const),
    ...purchases.filter((id) => !isDisposed(id, events)).map((id) => [id, lastHash(id, events)] as const),
  ])
  const recipient =
    order.recipient === null
      ? {}
      : { recipient: { name: order.recipient, role: 'recipient', organisation: order.recipient } }
  for (const [subject, hash] of hashes) {
    const details = { to: bundle, medium, sha256Before: hash, sha256After: hash, ...recipient }
    await parts.keeper.recordEvent({ type: 'exported', subject, by: order.by, reason: order.purpose, details })
  }
}

const isDisposed = (id: string, events: Included['events']): boolean =>
  events.some(({ row }) => row.subject === id && row.type === 'disposed')
const lastHash = (id: string, events: Included['events']): string =>
  events.findLast(({ row }) => row.subject === id)?.row.sha256 ?? ''

async function writeAll(part: string, bundle: string, content: Included, order: ExportOrder, parts: ExportParts) {
  const { blobs, keeper, stamps, software, identity, now } = parts
  await mkdir(dirname(part), { recursive: true })
  await mkdir(part)
  const { head } = await keeper.giveHead(`export ${bundle}`)
  const older = olderHeads(await parts.store.evidenceLog.givenHeads(), head.size, content)
  const entries = [
    ...content.captures.flatMap(({ row }) => (row.stampEntry === null ? [row.entry] : [row.entry, row.stampEntry])),
    ...content.events.map(({ row }) => row.entry),
  ]
  const ids = [...content.captures.map(({ row }) => row.id), ...content.purchases]
  const log = await logContent(head, { ids, entries }, older, parts)
  const made = now().toISOString()
  const files = new Map<string, Content>([
    ...vaultContent(content),
    ...log.content,
    ['data/bundle.json', description(bundle, made, content, head, log.keys, order)],
    ['data/report.pdf', await parts.report({ ...content, bundle, made, head, order })],
    ['data/certificate-draft.txt', Buffer.from(certificateOf(bundle, content, parts))],
    ['README.txt', Buffer.from(bundleReadme({ id: bundle, made, origin: head.origin, purpose: order.purpose }))],
    ['verify.sh', Buffer.from(verifyScript)],
    ['bagit.txt', Buffer.from(bagit)],
    ['keys/tsa-ca.pem', Buffer.from(stamps.roots.map((root) => toPem(root, 'CERTIFICATE')).join(''))],
  ])
  const written = new Map<string, Written>()
  const write = async (path: string, bytes: Content): Promise<void> => {
    written.set(path, await writeContent(part, path, bytes, blobs))
  }
  for (const [path, bytes] of files) await write(path, bytes)
  const payload = new Map([...written].filter(([path]) => path.startsWith('data/')))
  const bytes = [...payload.values()].reduce((sum, each) => sum + each.bytes, 0)
  const about = {
    id: bundle,
    made,
    organisation: identity.organisation,
    software: `${software.name} ${software.version}`,
  }
  await write('bag-info.txt', Buffer.from(bagInfo({ ...about, bytes, files: payload.size })))
  await write('manifest-sha256.txt', manifestOf(payload))
  const tags = manifestOf(new Map([...written].filter(([path]) => !path.startsWith('data/'))))
  await write('tagmanifest-sha256.txt', tags)
  await sealWith(tags, order, parts, write)
  return {
    ...{ bundle, files: written.size, bytes: [...written.values()].reduce((sum, each) => sum + each.bytes, 0) },
    ...{
      head: { size: head.size, root: head.root.toString('base64') },
      captures: content.captures.map(({ row }) => row.id),
    },
    paths: [...written.keys()],
  }
}

async function sealWith(
  tags: Buffer,
  order: ExportOrder,
  { stamps, keys, store }: ExportParts,
  write: (path: string, bytes: Content) => Promise<void>,
): Promise<void> {
  const stamp = await stamps.stamp(tags)
  if (!stamp && !order.unstamped) {
    throw new ExportRefused(
      'no time-stamp authority answers, so the bundle cannot be sealed: try again, or make a draft with --unstamped',
    )
  }
  if (stamp) await write('seal/tagmanifest.tsr', stamp.response)
  const key = (await store.evidenceLog.keys()).findLast(({ purpose }) => purpose === 'log')
  const tip = await store.evidenceLog.tip()
  if (!key || !tip) throw new Error('the log has no key')
  const { privateKey } = await keys.logKey(key.keyId, tip.origin)
  const { text, signature } = seal(tags, stamp?.response ?? Buffer.alloc(0), privateKey)
  await write('seal/seal.txt', Buffer.from(text))
  await write('seal/seal.sig', signature)
}

function description(
  bundle: string,
  made: string,
  content: Included,
  head: Head,
  keys: readonly string[],
  order: ExportOrder,
): Buffer {
  const { captures, purchases, events, withheld } = content
  const text = JSON.stringify({
    ...{ format: 'morgiana-bundle/1', id: bundle, made, by: order.by, for: order.purpose, origin: head.origin },
    head: { size: head.size, root: head.root.toString('base64') },
    captures: captures.map(({ row: { id, kind, state } }) => ({
      id,
      kind,
      state,
      use: state === 'refused' ? 'context' : 'evidence',
    })),
    ...{ purchases, notices: [], events: events.map(({ row }) => row.id), keys, withheld },
  })
  return Buffer.from(`${text}\n`)
}

function certificateOf(bundle: string, { captures }: Included, { identity, software }: ExportParts): string {
  const [first] = captures
  const browser = first
    ? `${first.record.environment.browser.name} ${first.record.environment.browser.version}`
    : 'a browser'
  return certificateDraft({
    ...{ bundle, organisation: identity.organisation, software: `${software.name} ${software.version}`, browser },
    captures: captures
      .filter(({ row }) => row.state !== 'refused')
      .map(({ row, record }) => ({
        ...{ id: row.id, url: record.request.final, finished: record.time.finished, waczSha256: row.waczSha256 },
        ...{
          recordSha256: row.recordSha256,
          stampedAt: row.stamp?.at.toISOString() ?? null,
          tsa: row.stamp?.tsa ?? null,
        },
      })),
  })
}
