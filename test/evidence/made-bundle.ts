import { generateKeyPairSync } from 'node:crypto'
import { toBase64 } from '../../src/evidence/base64.ts'
import { bagInfo, bagit, seal } from '../../src/evidence/bundle/bag-files.ts'
import { certificateDraft } from '../../src/evidence/bundle/certificate.ts'
import { manifestText } from '../../src/evidence/bundle/description.ts'
import { bundleReadme } from '../../src/evidence/bundle/readme.ts'
import { verifyScript } from '../../src/evidence/bundle/verify-script.ts'
import { sha256 } from '../../src/evidence/hash.ts'
import { consistencyText, inclusionText, signCheckpoint } from '../../src/evidence/log/checkpoint.ts'
import { entryText, type NewEntry, recordPath } from '../../src/evidence/log/entry.ts'
import { signKeyRecord } from '../../src/evidence/log/key-record.ts'
import type { NoteSigner } from '../../src/evidence/log/signed-note.ts'
import { rawPublicKey, spkiOf, verifierKey, vkeyText } from '../../src/evidence/log/verifier-key.ts'
import { toPem } from '../../src/evidence/pem.ts'
import { stampRequest } from '../../src/evidence/stamp/request.ts'
import {
  appended,
  emptyFrontier,
  type Frontier,
  leafHash,
  rangeHashes,
  rootOf,
} from '../../src/evidence/tree/merkle.ts'
import { consistencyRanges, inclusionRanges } from '../../src/evidence/tree/ranges.ts'
import { type CaptureChange, type MadeCapture, madeCapture, waczSigner } from './made-capture.ts'
import { person, writePurchase } from './made-purchase.ts'
import type { TestAuthority } from './test-authority.ts'

const origin = 'brand.example/morgiana'
export type Bundle = Map<string, Buffer>

type LogSoFar = { leaves: Buffer[]; frontiers: Frontier[]; nodes: Map<string, Buffer> }

/** A log in memory, that the product's own keeper is not needed for. */
function openLog() {
  const log: LogSoFar = { leaves: [], frontiers: [emptyFrontier], nodes: new Map() }
  return {
    log,
    append(entry: NewEntry, at: Date): number {
      const leaf = Buffer.from(entryText(entry, at))
      const next = appended(log.frontiers.at(-1)!, leafHash(leaf))
      for (const { level, index, hash } of next.completed) log.nodes.set(`${level}/${index}`, hash)
      log.frontiers.push(next.frontier)
      return log.leaves.push(leaf) - 1
    },
    load: async (asked: readonly { level: number; index: number }[]) =>
      asked.map(({ level, index }) => log.nodes.get(`${level}/${index}`)!),
  }
}

/** An event on its way, before anything holds it. */
export type MadeEvent = {
  type: string
  by: { name: string }
  files: object[]
  details: { acceptance?: unknown[] }
}

export type Story = {
  authority: TestAuthority
  /** Whose keys; others are made where none are given. */
  office?: Office
  /** Harms what goes in, before it is hashed, logged and sealed. */
  change?: (bundle: Bundle) => void
  changeEvent?: (event: MadeEvent) => void
  changeCapture?: { id: string; change: CaptureChange }
  changeEntry?: (entry: NewEntry, at: Date) => Date
  /** One listing and its export alone: what is quick to make. */
  small?: boolean
  /** Milliseconds since 1970; half a minute ago where none is given. */
  start?: number
}

/** The keys of one installation: two bundles of it are of one log. */
export type Office = { signer: NoteSigner; wacz: ReturnType<typeof waczSigner> }
export function newOffice(): Office {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return { signer: { privateKey, key: verifierKey(origin, rawPublicKey(publicKey)) }, wacz: waczSigner() }
}

const stampBy = (authority: TestAuthority) => (data: Uint8Array) =>
  authority.answer(stampRequest(data, Buffer.from('0102030405060708', 'hex')))

/** A whole bundle: a listing, a seller, a search, a refused page and a test purchase, sealed and stamped. */
export async function madeBundle(story: Story): Promise<Bundle> {
  const { authority, office = newOffice(), change, changeCapture, changeEntry } = story
  const stampOf = stampBy(authority)
  const bundle: Bundle = new Map()
  const put = (path: string, text: string | Buffer) => bundle.set(path, Buffer.from(text))
  const opened = openLog()
  const { log, load } = opened
  const append = (entry: NewEntry, at: Date) => opened.append(entry, changeEntry?.(entry, at) ?? at)
  const { signer, wacz } = office
  const start = story.start ?? Date.now() - 30_000
  const from = new Date(start - 5_000)
  const keyRecord = (id: string, purpose: 'log' | 'wacz', key: string) => {
    const text = signKeyRecord({ id, purpose, key, from: from.toISOString(), replaces: null, reason: 'first' }, [
      signer,
    ])
    put(`data/${recordPath.key(id)}`, text)
    append(
      { type: purpose === 'log' ? 'log' : 'key', subject: id, record: recordPath.key(id), sha256: sha256(text) },
      from,
    )
  }
  keyRecord('key-1', 'log', vkeyText(signer.key))
  keyRecord('wacz-1', 'wacz', toBase64(wacz.spki))
  const headText = (size: number) => signCheckpoint({ origin, size, root: rootOf(log.frontiers[size]!) }, [signer])
  const oldHead = headText(2)

  const captures: MadeCapture[] = []
  const kinds = ['listing', 'seller', 'search', 'refused'] as const
  for (const kind of story.small ? kinds.slice(0, 1) : kinds) {
    const id = `cap-${kind}`
    const own = changeCapture?.id === id ? { change: changeCapture.change } : {}
    const capture = await madeCapture({ id, kind, start, ...own }, wacz)
    const stamp = stampOf(capture.json)
    captures.push(capture)
    put(`data/captures/${id}/capture.json`, capture.json)
    put(`data/captures/${id}/capture.wacz`, capture.wacz)
    put(`data/captures/${id}/capture.json.tsr`, stamp)
    const entry = { subject: id, record: recordPath.capture(id), sha256: sha256(capture.json), stamp: sha256(stamp) }
    append({ type: 'capture', ...entry }, new Date(start + 5_000))
  }
  put('data/log/heads/2.txt', oldHead)
  const events = writeEvents({ put, append, start, story })
  change?.(bundle)

  const size = log.leaves.length
  const head = headText(size)
  put(`data/log/heads/${size}.txt`, head)
  for (const [index, leaf] of log.leaves.entries()) {
    put(`data/log/entries/${index}.json`, leaf)
    put(
      `data/log/proofs/${index}.tlog-proof`,
      inclusionText(index, await rangeHashes(inclusionRanges(index, size), load), head),
    )
  }
  put('data/log/heads/2.txt.tsr', stampOf(Buffer.from(oldHead)))
  put('data/log/consistency/2.txt', consistencyText(2, await rangeHashes(consistencyRanges(2, size), load), head))
  const made = new Date().toISOString()
  const root = toBase64(rootOf(log.frontiers[size]!))
  put(
    'data/bundle.json',
    JSON.stringify({ ...described(made, captures, events, story.small ? [] : ['buy-1']), head: { size, root } }),
  )
  put('data/report.pdf', `%PDF-1.4\n${'% a report\n'.repeat(60)}%%EOF\n`)
  put('data/certificate-draft.txt', certificateOf(captures))
  putKeys(put, office)
  put('keys/tsa-ca.pem', authority.root)
  sealBundle(bundle, { made, stampOf, logKey: signer.privateKey })
  return bundle
}

const described = (made: string, captures: readonly MadeCapture[], events: string[], purchases: string[]) => ({
  ...{ format: 'morgiana-bundle/1', id: 'bundle-1', made, by: person('Dana Weiss'), for: 'court', origin },
  captures: captures.map(({ record: { id, subject, state } }) => {
    return { id, kind: subject.kind, state, use: state === 'refused' ? 'context' : 'evidence' }
  }),
  ...{ purchases, events, keys: ['key-1', 'wacz-1'], withheld: [] },
})

const certificateOf = (captures: readonly MadeCapture[]): string =>
  certificateDraft({
    ...{ bundle: 'bundle-1', organisation: 'Brand Example', software: 'morgiana', browser: 'Chromium' },
    captures: captures
      .filter(({ record }) => record.state !== 'refused')
      .map(({ record: { id, request, wacz }, json, finished }) => ({
        ...{ id, url: request.final, finished: finished.toISOString(), waczSha256: wacz.sha256 },
        ...{ recordSha256: sha256(json), stampedAt: null, tsa: null },
      })),
  })

function putKeys(put: (path: string, text: string) => void, { signer, wacz }: Office): void {
  put('keys/log.pem', toPem(spkiOf(signer.key.publicKey), 'PUBLIC KEY'))
  put('keys/log.vkey', `${vkeyText(signer.key)}\n`)
  put('keys/wacz-wacz-1.pem', toPem(wacz.spki, 'PUBLIC KEY'))
}

/** Manifests and seal made anew over what was changed, with the real key or another. */
export function resealed(bundle: Bundle, authority: TestAuthority, logKey: Office['signer']['privateKey']): Bundle {
  const own = new Map(bundle)
  const made = String(/"made":"([^"]+)"/.exec(own.get('data/bundle.json')?.toString() ?? '')?.[1] ?? '')
  const kept = new Map([...own].filter(([path]) => tagFiles.includes(path)))
  sealBundle(own, { made, stampOf: stampBy(authority), logKey, kept })
  return own
}

/** What is written when a bundle is sealed; a resealed one keeps what was changed in them. */
const tagFiles = ['README.txt', 'verify.sh', 'bagit.txt']

type SealParts = {
  made: string
  stampOf: (data: Uint8Array) => Buffer
  logKey: Parameters<typeof seal>[2]
  kept?: Bundle
}

/** Manifests, stamp and seal over whatever is in it. */
function sealBundle(bundle: Bundle, { made, stampOf, logKey, kept }: SealParts): void {
  const put = (path: string, text: string | Buffer) => bundle.set(path, Buffer.from(text))
  const hashes = (paths: string[]) => paths.sort().map((path) => [path, sha256(bundle.get(path)!)] as const)
  const payload = [...bundle.keys()].filter((path) => path.startsWith('data/'))
  const bytes = payload.reduce((sum, path) => sum + bundle.get(path)!.length, 0)
  put('README.txt', bundleReadme({ id: 'bundle-1', made, origin, purpose: 'court' }))
  put('verify.sh', verifyScript)
  put('bagit.txt', bagit)
  for (const [path, bytes] of kept ?? []) put(path, bytes)
  put(
    'bag-info.txt',
    bagInfo({
      id: 'bundle-1',
      made,
      organisation: 'Brand Example',
      software: 'morgiana 0.1.0',
      bytes,
      files: payload.length,
    }),
  )
  put('manifest-sha256.txt', manifestText(hashes(payload)))
  put(
    'tagmanifest-sha256.txt',
    manifestText(hashes([...bundle.keys()].filter((path) => !/^(data|seal)\/|^tagmanifest/.test(path)))),
  )
  const tags = bundle.get('tagmanifest-sha256.txt')!
  const stamp = stampOf(tags)
  put('seal/tagmanifest.tsr', stamp)
  const sealed = seal(tags, stamp, logKey)
  put('seal/seal.txt', sealed.text)
  put('seal/seal.sig', sealed.signature)
}

type EventParts = {
  put: (path: string, text: string | Buffer) => void
  append: (entry: NewEntry, at: Date) => number
  start: number
  story: Story
}

/** A test purchase from the order to the shelf, and the export. @returns the ids */
function writeEvents({ put, append, start, story }: EventParts): string[] {
  const previous = new Map<string, string>()
  const ids: string[] = []
  let at = start + 6_000
  const write = (type: string, subject: string, details: object, by = 'Dana Weiss', files: [string, string][] = []) => {
    at += 100
    const id = `ev-${type}-${ids.length}`
    const event: MadeEvent = {
      ...{
        format: 'morgiana-event/1',
        id,
        type,
        subject,
        at: new Date(at).toISOString(),
        by: person(by),
        reason: 'case 7',
      },
      ...{ nonce: '0123456789abcdef0123456789abcdef', previous: previous.get(subject) ?? null },
      files: files.map(([name, text]) => {
        put(`data/files/${id}/${name}`, text)
        return { path: `files/${id}/${name}`, sha256: sha256(text), bytes: text.length, type: 'image/png', what: name }
      }),
      details,
    }
    story.changeEvent?.(event)
    const json = JSON.stringify(event)
    put(`data/${recordPath.event(id)}`, json)
    previous.set(subject, sha256(json))
    append({ type: 'event', subject, record: recordPath.event(id), sha256: sha256(json) }, new Date(at))
    ids.push(id)
  }
  const soon = () => new Date(at + 50).toISOString()
  if (!story.small) writePurchase(write, soon)
  const hashes = { sha256Before: 'ab'.repeat(32), sha256After: 'ab'.repeat(32) }
  write('exported', 'cap-listing', { to: 'bundle-1', medium: 'folder', ...hashes })
  return ids
}
