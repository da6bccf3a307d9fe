import { sha256Bytes } from '../hash.ts'

const sha256Algorithm = Buffer.from('300d06096086480165030402010500', 'hex')

const der = (tag: number, ...content: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(content)
  return Buffer.concat([Uint8Array.of(tag, body.length), body])
}

/**
 * A TimeStampReq (RFC 3161 §2.4.1): SHA-256 imprint, nonce, certificates wanted.
 * @param nonce 8 bytes
 */
export function stampRequest(data: Uint8Array, nonce: Uint8Array): Buffer {
  const imprint = der(0x30, sha256Algorithm, der(0x04, sha256Bytes(data)))
  return der(0x30, Uint8Array.of(2, 1, 1), imprint, der(0x02, positive(nonce)), Uint8Array.of(1, 1, 0xff))
}

/** A DER integer: no zeros in front, but one where the number would be negative. */
export function positive(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0)
  const rest = Buffer.from(first < 0 ? [0] : bytes.subarray(first))
  return (rest[0] ?? 0) >= 0x80 ? Buffer.concat([Uint8Array.of(0), rest]) : rest
}
