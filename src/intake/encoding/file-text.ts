import { decodeAs, decodeBody, isDeclared, markedEncoding } from '../../model/charset.ts'
import { fieldNamed } from '../fields.ts'
import { Unreadable } from '../intake.ts'
import { guessEncoding } from './guess.ts'

/** A file's text, and what its reader is told of its encoding: `null` where nothing had to be guessed. */
export type FileText = { text: string; note: string | null }

/** Encodings that can be named, as `TextDecoder` knows them. */
export function encodingNamed(label: string): string | null {
  try {
    return new TextDecoder(label.trim()).encoding
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Of the characters beyond ASCII this share may be broken, as where a cell was cut in the middle of one. */
const brokenShareMax = 0.01
const saveAs = 'save it as UTF-8 ("CSV UTF-8"), or name its encoding with --encoding'

/**
 * A text file's bytes as text: byte order mark, UTF-16 by its zeros, UTF-8 where the bytes are well-formed, what a page
 * declares; else the encoding is told by how the text looks, and said in the note.
 *
 * @param asked the encoding that was named beside the file, `null` for none
 * @throws Unreadable when no encoding is certain: a wrong one would make a text that looks like one and is none
 */
export function fileText(bytes: Uint8Array, asked: string | null): FileText {
  if (asked !== null) return checked(decodeAs(asked, bytes), asked, null)
  if (markedEncoding(bytes) !== null) return { text: decodeBody(bytes), note: null }
  const wide = wideEncoding(bytes)
  if (wide !== null) {
    const order = wide === 'utf-16le' ? 'UTF-16 (little-endian)' : 'UTF-16 (big-endian)'
    return checked(
      decodeAs(wide, bytes),
      order,
      `it says no encoding, and is read as ${order}: every other byte is zero`,
    )
  }
  if (isDeclared(bytes) || isUtf8(bytes)) return { text: decodeBody(bytes), note: null }
  const lossy = new TextDecoder().decode(bytes)
  const broken = brokenIn(lossy)
  if (broken.count < broken.beyondAscii * brokenShareMax)
    return { text: lossy, note: `${broken.count} characters are broken UTF-8 and stand as "\ufffd"` }
  const guess = guessEncoding(bytes, (word) => fieldNamed(word) !== null)
  if (guess.isCertain) {
    const note = `it says no encoding, and is read as ${guess.called}, as which it looks most like a language; --encoding names another`
    return checked(decodeAs(guess.name, bytes), guess.called, note)
  }
  const between = guess.between.join(' or ')
  throw new Unreadable(`its encoding is not UTF-8, and not certain (${between}?): ${saveAs}`)
}

function checked(text: string, called: string, note: string | null): FileText {
  const broken = brokenIn(text)
  if (broken.count === 0) return { text, note }
  if (broken.count <= Math.max(1, broken.beyondAscii * brokenShareMax)) {
    const more = `${broken.count} characters cannot be read as ${called} and stand as "\ufffd"`
    return { text, note: note === null ? more : `${note}; ${more}` }
  }
  throw new Unreadable(`${broken.count} characters of it are not ${called}: ${saveAs}`)
}

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

function brokenIn(text: string): { count: number; beyondAscii: number } {
  let count = 0
  let beyondAscii = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code > 0x7f) beyondAscii += 1
    if (code === 0xfffd) count += 1
  }
  return { count, beyondAscii }
}

const headBytes = 4_096
/** Of the beginning's characters, so many have a zero byte: separators, digits, addresses. */
const zeroShareMin = 0.1

/** UTF-16 without a byte order mark: zeros on one side of the pairs only. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const head = bytes.subarray(0, headBytes)
  if (bytes.length % 2 !== 0 || head.length < 4) return null
  let even = 0
  let odd = 0
  head.forEach((byte, at) => {
    if (byte === 0) {
      if (at % 2 === 0) even += 1
      else odd += 1
    }
  })
  const needed = (head.length / 2) * zeroShareMin
  if (odd > needed && even === 0) return 'utf-16le'
  return even > needed && odd === 0 ? 'utf-16be' : null
}
