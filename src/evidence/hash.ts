import { createHash } from 'node:crypto'

/** SHA-256 as 64 small hexadecimal digits (EVIDENCE form §1). */
export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

export const sha256Bytes = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

export const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)
