/**
 * The bytes of a base64 text, standard or URL-safe, with blanks in it or not; `null` for what is none. No regular expression:
 * texts are as large as pages are.
 */
export function bytesOfBase64(text: string): Uint8Array | null {
  for (let at = 0; at < text.length; at += 1) if (!isLetter(text.charCodeAt(at))) return null
  return Buffer.from(text, 'base64')
}

/** Letters, digits, + / - _ = and blanks. */
const isLetter = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x2f && code <= 0x39) ||
  code === 0x2b ||
  code === 0x2d ||
  code === 0x3d ||
  code === 0x5f ||
  code === 0x20 ||
  (code >= 0x09 && code <= 0x0d)
