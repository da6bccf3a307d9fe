import { createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'
import { fromBase64 } from '../base64.ts'
import type { CaptureRecord } from '../capture/record.ts'
import { text } from '../fields.ts'
import { sha256 } from '../hash.ts'
import type { Entry } from '../log/entry.ts'
import { Malformed } from '../malformed.ts'
import { nameFault } from '../names.ts'
import { readStrictJson } from '../strict-json.ts'
import { instantOf, instantOfAny } from '../times.ts'
import { isPartPath, partNameOf, partsOfAll, partsOfPage } from '../wacz/parts.ts'
import { wholeEntry } from '../zip/unpack-entry.ts'
import { readZipDirectory, sourceOf } from '../zip/zip-entries.ts'
import { zipLayoutFaults } from '../zip/zip-layout.ts'
import { largeBytesMax } from './bundle-files.ts'
import type { Findings } from './findings.ts'
import { type Keys, waczKeyFor } from './log-keys.ts'
import { bareUrl } from './traffic.ts'

export type Parts = ReadonlyMap<string, Buffer>
/** SHA-256 of each part by path: they are asked for twice, and are megabytes. */
export type PartHashes = ReadonlyMap<string, string>

export const hashesOf = (parts: Parts): PartHashes => new Map([...parts].map(([path, bytes]) => [path, sha256(bytes)]))

/** The files of a WACZ by path; null when its frame forbids to unpack it. Faults are named as `where!path`. */
export async function openWacz(bytes: Buffer, where: string, findings: Findings): Promise<Parts | null> {
  const parts = new Map<string, Buffer>()
  try {
    const source = sourceOf(bytes)
    const directory = await readZipDirectory(source)
    const layout = await zipLayoutFaults(source, directory)
    for (const { file, says } of layout) findings.fault(file === '' ? where : `${where}!${file}`, 'zip', says)
    if (layout.some(({ unsafe }) => unsafe)) return null
    for (const entry of directory.entries) {
      const file = `${where}!${entry.name}`
      if (entry.method !== 0) findings.fault(file, 'wacz', 'is not stored')
      if (entry.name.endsWith('/') || nameFault(entry.name) !== null) {
        findings.fault(file, 'name', 'not a name for a file of a WACZ')
      } else if (entry.size > largeBytesMax) findings.fault(file, 'size', 'too large')
      else {
        try {
          parts.set(entry.name, await wholeEntry(source, entry))
        } catch (error) {
          if (!(error instanceof Malformed)) throw error
          findings.fault(file, 'zip', error.message)
        }
      }
    }
    return parts
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    findings.fault(where, 'zip', error.message)
    return null
  }
}

const ofFormat = new Set(['datapackage.json', 'datapackage-digest.json'])
const contentOf = (parts: Parts): string[] => [...parts.keys()].filter((path) => !ofFormat.has(path))

/** Holds the files of the package to the parts of the record. */
export function checkParts(
  parts: Parts,
  hashes: PartHashes,
  record: CaptureRecord,
  where: string,
  recordFile: string,
  findings: Findings,
) {
  const listed = new Map<string, CaptureRecord['parts'][number]>()
  for (const part of record.parts) {
    if (listed.has(part.path)) findings.fault(recordFile, 'field', `part ${part.path} twice`)
    listed.set(part.path, part)
  }
  for (const path of contentOf(parts)) {
    const file = `${where}!${path}`
    const part = listed.get(path)
    if (!part) findings.fault(file, 'wacz', 'is not among the parts of capture.json')
    else if (hashes.get(path) !== part.sha256 || parts.get(path)?.length !== part.bytes) {
      findings.fault(file, 'hash', 'is not the part that capture.json names')
    }
    const name = partNameOf(path)
    if (part && name !== null && name !== part.name) {
      findings.fault(recordFile, 'field', `part ${path} is called ${part.name}`)
    }
    if (!isPartPath(path)) {
      const says = 'own files lie one folder deep, with a dot, outside archive, indexes, pages'
      findings.fault(file, 'wacz', says)
    }
  }
  for (const path of listed.keys()) {
    if (!parts.has(path)) findings.fault(`${where}!${path}`, 'missing', 'is a part of capture.json but not in the WACZ')
  }
  const names = new Set(record.parts.map(({ name }) => name))
  for (const name of record.state === 'refused' ? partsOfAll : [...partsOfAll, ...partsOfPage]) {
    if (!names.has(name)) findings.fault(recordFile, 'missing', `part ${name} is missing`)
  }
}

const datapackage = z.looseObject({
  profile: z.literal('data-package'),
  wacz_version: z.literal('1.1.1'),
  ...{ created: text, software: text, title: z.string(), mainPageUrl: text, mainPageDate: text },
  resources: z.array(z.looseObject({ name: text, path: text, hash: text, bytes: z.int() })),
})
const signedData = z.strictObject({
  ...{ hash: text, created: text, software: text, version: text, signature: text, publicKey: text },
})
const digestSchema = z.strictObject({ path: z.literal('datapackage.json'), hash: text, signedData })

type Context = {
  record: CaptureRecord
  /** Null: the files were not read. */
  hashes: PartHashes | null
  entry: { index: number; entry: Entry } | null
  keys: Keys
  findings: Findings
}

/** Holds the package's own description and its signature to its files, the record and the keys of the log. */
export function checkDatapackage(parts: Parts, where: string, context: Context) {
  const { findings } = context
  const file = `${where}!datapackage.json`
  const bytes = parts.get('datapackage.json')
  if (!bytes) {
    findings.fault(`${where}!datapackage-digest.json`, 'wacz', 'is the digest of a datapackage.json that is not here')
    return findings.fault(file, 'missing', 'is missing')
  }
  const described = findings.parse(file, datapackage, readStrictJson(bytes))
  if (described) {
    const resources = new Map(described.resources.map((each) => [each.path, each]))
    const content = contentOf(parts)
    const strange = [...resources.keys(), ...content].filter((path) => !(resources.has(path) && content.includes(path)))
    if (strange.length > 0 || resources.size !== described.resources.length) {
      findings.fault(
        file,
        'wacz',
        `resources and files differ: ${strange.slice(0, 4).join(', ') || 'one stands twice'}`,
      )
    }
    for (const [path, { hash, bytes: size }] of resources) {
      const part = parts.get(path)
      const found = context.hashes?.get(path)
      if (part && ((found !== undefined && hash !== `sha256:${found}`) || size !== part.length)) {
        findings.fault(`${where}!${path}`, 'hash', 'is not the file that datapackage.json names')
      }
    }
    if (bareUrl(described.mainPageUrl) !== bareUrl(context.record.request.final)) {
      findings.fault(file, 'wacz', 'mainPageUrl is not the final URL')
    }
    checkBetween(file, 'created', described.created, context)
    checkWithin(file, 'mainPageDate', described.mainPageDate, context)
  }
  checkDigest(parts, where, bytes, context)
}

const toleranceMs = 1_000

function checkBetween(file: string, field: string, said: string, { record, entry, findings }: Context): void {
  if (!entry) return
  const at = instantOfAny(said)
  const isBetween = at >= instantOf(record.time.started) - toleranceMs && at <= instantOf(entry.entry.at) + toleranceMs
  if (!isBetween) findings.fault(file, 'time', `${field} ${said} is not between the capture and its entry`)
}

function checkWithin(file: string, field: string, said: string, { record, findings }: Context): void {
  const at = instantOfAny(said)
  const { started, finished } = record.time
  const isWithin = at >= instantOf(started) - toleranceMs && at <= instantOf(finished) + toleranceMs
  if (!isWithin) findings.fault(file, 'time', `${field} ${said} is outside the capture`)
}

function checkDigest(parts: Parts, where: string, described: Buffer, context: Context) {
  const { findings, keys, entry } = context
  const file = `${where}!datapackage-digest.json`
  const bytes = parts.get('datapackage-digest.json')
  if (!bytes) return findings.fault(file, 'missing', 'is missing')
  const digest = findings.parse(file, digestSchema, readStrictJson(bytes))
  if (!digest) return
  const { signedData: signed } = digest
  const want = `sha256:${sha256(described)}`
  if (digest.hash !== want || signed.hash !== want) findings.fault(file, 'wacz', 'hash is not that of datapackage.json')
  const spki = fromBase64(signed.publicKey)
  if (!holdsP384(spki, fromBase64(signed.signature), signed.hash)) {
    findings.fault(file, 'signature', 'P-384 signature is false')
  }
  if (entry) {
    const inForce = waczKeyFor(keys, entry.index)
    if (!inForce?.spki.equals(spki)) {
      const says = `signed by another key than ${inForce?.id ?? 'any'} of the log, in force at entry ${entry.index}`
      findings.fault(file, 'key', says)
    }
  }
  checkBetween(file, 'created', signed.created, context)
}

function holdsP384(spki: Buffer, signature: Buffer, message: string): boolean {
  if (signature.length !== 96) return false
  try {
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' })
    if (key.asymmetricKeyDetails?.namedCurve !== 'secp384r1') return false
    return verify('sha256', Buffer.from(message), { key, dsaEncoding: 'ieee-p1363' }, signature)
  } catch {
    return false // no key of any kind: nothing that it signed can hold
  }
}
