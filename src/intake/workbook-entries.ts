import { type UnzipFileInfo, unzipSync } from 'fflate'
import { decodeBody } from '../model/charset.ts'
import { Unreadable } from './intake.ts'
import { unpackedMax } from './unpack.ts'

const entriesMax = 5_000
/** The sheet and its texts are each held as text. */
const entryBytesMax = 96 * 1024 * 1024

/** The texts of a workbook's parts by their `partName`s, which are only compared and never used as paths. */
export type Entries = { names: ReadonlySet<string>; read(names: readonly string[]): Map<string, string> }

/**
 * A part's name in one form: small letters, slashes. Some programs write it as Windows writes a path, or with capitals, and
 * Excel opens what they made.
 */
export const partName = (written: string): string =>
  written
    .replaceAll('\\', '/')
    .replace(/^\.?\//, '')
    .toLowerCase()

/** @throws Unreadable for what is no zip, holds too much, or lies about its sizes */
export function openEntries(bytes: Uint8Array): Entries {
  const names = new Set<string>()
  let packed = 0
  unzip(bytes, ({ name: written, size }) => {
    const name = partName(written)
    if (names.has(name)) throw new Unreadable(`two parts are named "${name.slice(0, 60)}": refused`)
    names.add(name)
    packed += size
    if (names.size > entriesMax) throw new Unreadable(`more than ${entriesMax} parts: refused`)
    // Parts that share bytes are how a small archive becomes a very large one.
    if (packed > bytes.length) throw new Unreadable('its parts say more bytes than it has: refused')
    return false
  })
  return { names, read: (wanted) => read(bytes, new Set(wanted)) }
}

function read(bytes: Uint8Array, wanted: ReadonlySet<string>): Map<string, string> {
  const sizes = new Map<string, number>()
  const files = unzip(bytes, ({ name, size, originalSize }) => {
    if (!wanted.has(partName(name))) return false
    const max = unpackedMax(size, entryBytesMax)
    if (originalSize > max)
      throw new Unreadable(`${name}: ${size} bytes become ${originalSize}, more than ${max}: refused`)
    sizes.set(name, originalSize)
    return true
  })
  return new Map(
    Object.entries(files).map(([name, content]) => {
      // What is inflated never goes beyond the size that was said; less than that is damage.
      if (content.length !== sizes.get(name)) throw new Unreadable(`${name}: not as large as it says: damaged`)
      return [partName(name), decodeBody(content)]
    }),
  )
}

function unzip(bytes: Uint8Array, filter: (entry: UnzipFileInfo) => boolean): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter })
  } catch (error) {
    if (error instanceof Unreadable) throw error
    // fflate's errors carry a number; a directory that points outside the file makes it read past the end.
    if (error instanceof RangeError || (error instanceof Error && 'code' in error)) {
      throw new Unreadable('no readable zip: damaged, or it ends too early')
    }
    throw error
  }
}
