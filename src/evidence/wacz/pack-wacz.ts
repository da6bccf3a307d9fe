import { type KeyObject, sign } from 'node:crypto'
import { zipSync } from 'fflate'
import { toBase64 } from '../base64.ts'
import { sha256 } from '../hash.ts'
import { wholeSeconds } from '../times.ts'
import { isPartPath } from './parts.ts'

/** What is in a package, and what it says about itself. */
export type WaczContent = {
  files: ReadonlyMap<string, Uint8Array>
  title: string
  mainPageUrl: string
  mainPageDate: Date
  software: string
  version: string
  created: Date
}
/** An ECDSA P-384 key; the one form of signature in a WACZ that others verify. */
export type WaczSigner = { privateKey: KeyObject; spki: Buffer }

/**
 * WACZ 1.1.1, signed: everything stored, the description of the files last, its digest and signature after it.
 * @throws Error for a path that the format has no place for, which is a mistake of ours
 */
export function packWacz(content: WaczContent, signer: WaczSigner): Buffer {
  for (const path of content.files.keys()) if (!isPartPath(path)) throw new Error(`${path} has no place in a WACZ`)
  const datapackage = Buffer.from(`${JSON.stringify(datapackageOf(content), null, 2)}\n`)
  const digest = Buffer.from(`${JSON.stringify(digestOf(datapackage, content, signer), null, 2)}\n`)
  const entries: [string, Uint8Array][] = [
    ...content.files,
    ['datapackage.json', datapackage],
    ['datapackage-digest.json', digest],
  ]
  return Buffer.from(zipSync(Object.fromEntries(entries), { level: 0, mtime: content.created }))
}

const datapackageOf = ({ files, title, mainPageUrl, mainPageDate, software, version, created }: WaczContent) => ({
  profile: 'data-package',
  wacz_version: '1.1.1',
  created: wholeSeconds(created),
  software: `${software} ${version}`,
  title,
  mainPageUrl,
  mainPageDate: wholeSeconds(mainPageDate),
  resources: [...files].map(([path, bytes]) => ({
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    hash: `sha256:${sha256(bytes)}`,
    bytes: bytes.length,
  })),
})

/** wacz-auth, anonymous: the text `sha256:<hex>` is what is signed; no other field may stand in it. */
function digestOf(datapackage: Buffer, { software, version, created }: WaczContent, { privateKey, spki }: WaczSigner) {
  const hash = `sha256:${sha256(datapackage)}`
  const signature = sign('sha256', Buffer.from(hash), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return {
    path: 'datapackage.json',
    hash,
    signedData: {
      ...{ hash, created: wholeSeconds(created), software, version },
      ...{ signature: toBase64(signature), publicKey: toBase64(spki) },
    },
  }
}
