import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { fromBase64, toBase64 } from '../base64.ts'
import { sha256Bytes } from '../hash.ts'
import { Malformed } from '../malformed.ts'

/** A key as C2SP signed-note has it. `kind`: 1 Ed25519, 4 an Ed25519 cosignature with a time (tlog-cosignature). */
export type VerifierKey = { name: string; id: Buffer; kind: 1 | 4; publicKey: Buffer }

const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** SHA-256(name ‖ 0A ‖ kind ‖ public key)[0..4]. */
export const verifierKey = (name: string, publicKey: Buffer, kind: 1 | 4 = 1): VerifierKey => ({
  name,
  id: sha256Bytes(Buffer.from(`${name}\n`), Uint8Array.of(kind), publicKey).subarray(0, 4),
  kind,
  publicKey,
})

/** The 32 bytes of an Ed25519 key. */
export const rawPublicKey = (key: KeyObject): Buffer =>
  (key.type === 'public' ? key : createPublicKey(key))
    .export({ format: 'der', type: 'spki' })
    .subarray(spkiPrefix.length)

export const spkiOf = (publicKey: Buffer): Buffer => Buffer.concat([spkiPrefix, publicKey])

export const vkeyText = ({ name, id, kind, publicKey }: VerifierKey): string =>
  `${name}+${id.toString('hex')}+${toBase64(Buffer.concat([Uint8Array.of(kind), publicKey]))}`

/** @throws Malformed */
export function readVkey(text: string): VerifierKey {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? []
  if (!name || !id || !encoded) throw new Malformed(`not a verifier key: "${text.slice(0, 60)}"`)
  const bytes = fromBase64(encoded)
  const kind = bytes[0]
  if (bytes.length !== 33 || (kind !== 1 && kind !== 4)) throw new Malformed('not an Ed25519 key')
  const key = verifierKey(name, bytes.subarray(1), kind)
  if (key.id.toString('hex') !== id) throw new Malformed(`key id ${id} should be ${key.id.toString('hex')}`)
  return key
}

export const isSameKey = (a: VerifierKey, b: VerifierKey): boolean =>
  a.name === b.name && a.kind === b.kind && a.publicKey.equals(b.publicKey)

export function holdsEd25519(publicKey: Buffer, signature: Uint8Array, message: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const key = createPublicKey({ key: spkiOf(publicKey), format: 'der', type: 'spki' })
  return verify(null, message, key, signature)
}
