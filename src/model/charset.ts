/**
 * How far into a page a `<meta charset>` is looked for. The standard says 1,024 bytes; a page that a browser saved has it
 * behind the scripts that were added (Tmall 2020: at 155,235).
 */
const metaBytesMax = 400_000

/**
 * A page's bytes as text. The order is the HTML standard's: byte order mark, the header's charset, the page's own
 * `<meta>` or XML declaration; then UTF-8 when the bytes are well-formed, and windows-1252 for the rest. One thing
 * is ours: bytes that are well-formed UTF-8 are UTF-8 whatever is declared, since pages saved by a browser keep
 * `charset=gbk` in their text; but for escapes (ISO-2022-JP) and NULs (UTF-16), which look like it. Never throws; bytes that fit no character become U+FFFD.
 *
 * @param bytes the body, already decompressed
 * @param contentType the Content-Type header as it came, when there is one
 */
export function decodeBody(bytes: Uint8Array, contentType?: string): string {
  const marked = markedEncoding(bytes)
  if (marked) return new TextDecoder(marked).decode(bytes)
  const utf8 = asUtf8(bytes)
  const inHeader = known(charsetOf(contentType))
  if (utf8 !== null && !(inHeader?.startsWith('utf-16') ? utf8.includes('\0') : utf8.includes('\x1b'))) return utf8
  return decodeAs(inHeader ?? declaredInPage(bytes) ?? (utf8 === null ? 'windows-1252' : 'utf-8'), bytes)
}

/** The charset parameter of a Content-Type header, as written; `null` without one. */
export function charsetOf(contentType: string | undefined): string | null {
  const found = contentType === undefined ? null : /;\s*charset\s*=\s*"?([^\s;"']{1,40})/i.exec(contentType)
  return found?.[1] ?? null
}

/** windows-1252's characters 0x80 to 0x9f, which Node's decoder leaves as control characters (seen on 20.20). */
const windows1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

/** Bytes in that encoding, a name that `TextDecoder` knows; what fits no character becomes U+FFFD. */
export function decodeAs(encoding: string, bytes: Uint8Array): string {
  const text = new TextDecoder(encoding).decode(bytes)
  if (encoding !== 'windows-1252') return text
  return text.replace(/[\x80-\x9f]/g, (control) => windows1252.charAt(control.charCodeAt(0) - 0x80))
}

/** The encoding that a byte order mark names. */
export function markedEncoding(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return null
}

/** Whether a page itself says what its bytes are, in words that are known. */
export const isDeclared = (bytes: Uint8Array): boolean => declaredInPage(bytes) !== null

function declaredInPage(bytes: Uint8Array): string | null {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, metaBytesMax))
  const xml = /^\s*<\?xml[^<>]{0,200}encoding\s*=\s*["']([^"']{1,40})["']/.exec(head)
  const meta = /<meta\b[^<>]{0,300}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([^\s"'/>;]{1,40})/i.exec(head)
  const declared = known(meta?.[1] ?? xml?.[1] ?? null)
  // A page whose meta could be read byte by byte is not UTF-16, whatever it says (HTML standard, "prescan").
  return declared?.startsWith('utf-16') ? 'utf-8' : declared
}

/** The standard's name of an encoding label, `null` for one that nobody knows. */
function known(label: string | null): string | null {
  if (label === null) return null
  try {
    return new TextDecoder(label.trim()).encoding
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function asUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
