import { Decompress } from 'fzstd'

/** A frame that wants a larger window than this is refused: RFC 8878 asks readers for 8 MB. */
const windowBytesMax = 64 * 1024 * 1024
/** What is handed over at once, so that what becomes too large is noticed early. */
const pieceBytes = 64 * 1024

export const isZstd = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd

/**
 * The bytes of Zstandard frames unpacked (RFC 8878). Node 20 has no reader of its own for it.
 * @throws RangeError for what becomes more than `bytesMax`, Error for what is damaged or ends too early
 */
export function unpackZstd(bytes: Uint8Array, bytesMax: number): Uint8Array {
  if (windowOf(bytes) > Math.max(windowBytesMax, bytesMax)) throw new RangeError('a window that is too large')
  const pieces: Uint8Array[] = []
  let length = 0
  const stream = new Decompress((piece) => {
    length += piece.length
    if (length > bytesMax) throw new RangeError(`more than ${bytesMax} bytes`)
    pieces.push(piece.slice())
  })
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    stream.push(bytes.subarray(at, at + pieceBytes), at + pieceBytes >= bytes.length)
  }
  return Buffer.concat(pieces, length)
}

/** The bytes that the first frame's header asks to be kept; of a frame in one piece, its whole content. */
function windowOf(bytes: Uint8Array): number {
  const descriptor = bytes[4] ?? 0
  if ((descriptor & 0x20) === 0) {
    const window = bytes[5] ?? 0
    return 2 ** (10 + (window >> 3)) * (1 + (window & 7) / 8)
  }
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0
  const sizeBytes = [1, 2, 4, 8][descriptor >> 6] ?? 1
  let size = 0
  for (let at = sizeBytes - 1; at >= 0; at -= 1) size = size * 256 + (bytes[5 + dictionaryBytes + at] ?? 0)
  return sizeBytes === 2 ? size + 256 : size
}
