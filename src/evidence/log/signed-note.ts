import { type KeyObject, sign } from 'node:crypto'
import { fromBase64, toBase64 } from '../base64.ts'
import { Malformed } from '../malformed.ts'
import { holdsEd25519, type VerifierKey } from './verifier-key.ts'

export type NoteSignature = { name: string; id: Buffer; signature: Buffer }
/** C2SP signed-note: a text that ends with a newline, and who signed it. */
export type SignedNote = { body: string; signatures: NoteSignature[] }

/** A note is a few lines; more was not written by us. */
const noteBytesMax = 1 << 20

/** A private Ed25519 key with its public side. */
export type NoteSigner = { key: VerifierKey; privateKey: KeyObject }

/** The whole note. @param body ends with a newline */
export function signNote(body: string, signers: readonly NoteSigner[]): string {
  return `${body}\n${signers.map((signer) => signatureLine(body, signer)).join('')}`
}

function signatureLine(body: string, { key, privateKey }: NoteSigner): string {
  const signature = sign(null, Buffer.from(body), privateKey)
  return `— ${key.name} ${toBase64(Buffer.concat([key.id, signature]))}\n`
}

/** @throws Malformed */
export function readNote(bytes: Uint8Array): SignedNote {
  const text = utf8(bytes)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a note holds none but newlines, which is what is looked for
  if (bytes.length > noteBytesMax || /[\x00-\x09\x0b-\x1f]/.test(text)) throw new Malformed('not a signed note')
  const cut = text.lastIndexOf('\n\n')
  if (cut < 0 || !text.endsWith('\n')) throw new Malformed('no signatures')
  const lines = text.slice(cut + 2, -1).split('\n')
  return { body: text.slice(0, cut + 1), signatures: lines.map(readSignature) }
}

function readSignature(line: string): NoteSignature {
  const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? []
  if (!name || !encoded) throw new Malformed(`not a signature line: "${line.slice(0, 60)}"`)
  const bytes = fromBase64(encoded)
  return { name, id: bytes.subarray(0, 4), signature: bytes.subarray(4) }
}

export function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Malformed('not UTF-8')
  }
}

/** `absent`: nothing is there of this key; `false`: what is there does not hold. */
export function signatureBy({ body, signatures }: SignedNote, key: VerifierKey): 'holds' | 'false' | 'absent' {
  const own = signatures.filter(({ name, id }) => name === key.name && id.equals(key.id))
  if (own.length === 0) return 'absent'
  return own.every(({ signature }) => isSignature(signature, body, key)) ? 'holds' : 'false'
}

function isSignature(signature: Buffer, body: string, { kind, publicKey }: VerifierKey): boolean {
  if (kind === 1) return holdsEd25519(publicKey, signature, Buffer.from(body))
  // A cosignature signs the time that stands before it, too (C2SP tlog-cosignature).
  if (signature.length !== 72) return false
  const message = `cosignature/v1\ntime ${signature.readBigUInt64BE(0)}\n${body}`
  return holdsEd25519(publicKey, signature.subarray(8), Buffer.from(message))
}
