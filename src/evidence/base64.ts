import { Malformed } from './malformed.ts'

/** Bytes of base64 in its standard form, padded. @throws Malformed for anything else */
export function fromBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.toString('base64') !== text) throw new Malformed(`not base64: "${text.slice(0, 40)}"`)
  return bytes
}

export const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
