import { Malformed } from '../malformed.ts'

/** Bytes that can be read at any place; a file, or what is in memory. */
export type ByteSource = { size: number; read(offset: number, length: number): Promise<Buffer> }

export type ZipEntry = {
  name: string
  method: number
  flags: number
  crc: number
  packed: number
  size: number
  headerOffset: number
  /** POSIX mode, 0 where the writer was of another system. */
  mode: number
}
export type ZipDirectory = { entries: ZipEntry[]; start: number; comment: number; after: number }

export const sourceOf = (bytes: Buffer): ByteSource => ({
  size: bytes.length,
  read: async (offset, length) => bytes.subarray(offset, offset + length),
})

const endSize = 22
const commentMax = 65_535
/** More than this is no directory of ours: 200,000 entries of 200 bytes. */
const directoryBytesMax = 64 << 20

const signatures = { end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50, central: 0x02014b50, local: 0x04034b50 }

/** The directory of a zip. @throws Malformed when it has none that can be read */
export async function readZipDirectory(source: ByteSource): Promise<ZipDirectory> {
  const tailLength = Math.min(source.size, endSize + commentMax)
  const tail = await source.read(source.size - tailLength, tailLength)
  const at = tail.lastIndexOf(Buffer.from('504b0506', 'hex'))
  if (at < 0 || at + endSize > tail.length) throw new Malformed('zip has no directory')
  const end = tail.subarray(at)
  const comment = end.readUInt16LE(20)
  const plain = { count: end.readUInt16LE(10), bytes: end.readUInt32LE(12), start: end.readUInt32LE(16) }
  const large = plain.count === 0xffff || plain.bytes === 0xffffffff || plain.start === 0xffffffff
  const where = large ? await readEnd64(source, source.size - tailLength + at) : plain
  if (where.bytes > directoryBytesMax || where.start + where.bytes > source.size) {
    throw new Malformed('zip directory lies outside the file')
  }
  const directory = await source.read(where.start, where.bytes)
  const entries = entriesOf(directory, where.count)
  return { entries, start: where.start, comment, after: tail.length - at - endSize - comment }
}

async function readEnd64(source: ByteSource, endAt: number) {
  const locator = endAt >= 20 ? await source.read(endAt - 20, 20) : Buffer.alloc(0)
  if (locator.length < 20 || locator.readUInt32LE(0) !== signatures.locator64)
    throw new Malformed('zip64 has no locator')
  const at = Number(locator.readBigUInt64LE(8))
  const end = at + 56 <= source.size ? await source.read(at, 56) : Buffer.alloc(0)
  if (end.length < 56 || end.readUInt32LE(0) !== signatures.end64) throw new Malformed('zip64 has no directory')
  const number = (place: number): number => Number(end.readBigUInt64LE(place))
  return { count: number(32), bytes: number(40), start: number(48) }
}

function entriesOf(directory: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = []
  let at = 0
  while (entries.length < count) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== signatures.central) {
      throw new Malformed('zip directory is cut')
    }
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => directory.readUInt16LE(at + place))
    const nameAt = at + 46
    const extraAt = nameAt + (nameLength ?? 0)
    const extra = directory.subarray(extraAt, extraAt + (extraLength ?? 0))
    const [made, flags, method] = [4, 8, 10].map((place) => directory.readUInt16LE(at + place))
    const isUnix = (made ?? 0) >> 8 === 3
    entries.push({
      name: directory.subarray(nameAt, extraAt).toString('utf8'),
      ...{ method: method ?? 0, flags: flags ?? 0, crc: directory.readUInt32LE(at + 16) },
      ...wide(directory, at, extra),
      mode: isUnix ? directory.readUInt32LE(at + 38) >>> 16 : 0,
    })
    at = extraAt + (extraLength ?? 0) + (commentLength ?? 0)
  }
  return entries
}

/** Sizes and place; where they do not fit in 32 bits, from the zip64 field. */
function wide(directory: Buffer, at: number, extra: Buffer): Pick<ZipEntry, 'packed' | 'size' | 'headerOffset'> {
  const narrow = { packed: directory.readUInt32LE(at + 20), size: directory.readUInt32LE(at + 24) }
  const headerOffset = directory.readUInt32LE(at + 42)
  const values: number[] = []
  for (let place = 0; place + 4 <= extra.length; place += 4 + extra.readUInt16LE(place + 2)) {
    if (extra.readUInt16LE(place) !== 1) continue
    const end = Math.min(extra.length, place + 4 + extra.readUInt16LE(place + 2))
    for (let each = place + 4; each + 8 <= end; each += 8) values.push(Number(extra.readBigUInt64LE(each)))
  }
  const take = (value: number): number => (value === 0xffffffff ? (values.shift() ?? value) : value)
  // Their order in the field is fixed: unpacked, packed, offset.
  const size = take(narrow.size)
  return { size, packed: take(narrow.packed), headerOffset: take(headerOffset) }
}

/** Sizes and check sum stand behind the data: the writer did not know them beforehand. */
export const hasDescriptor = ({ flags }: ZipEntry): boolean => (flags & 8) !== 0

/**
 * Where an entry's data begins, by its local header.
 * @throws Malformed when none is there, or it tells of another file than the directory: who unpacks from the front would
 * get something else than who goes by the directory
 */
export async function dataOffset(source: ByteSource, entry: ZipEntry): Promise<number> {
  const header = await source.read(entry.headerOffset, 30)
  if (header.length < 30 || header.readUInt32LE(0) !== signatures.local) throw new Malformed('no local header')
  const [crc, packed, size] = [14, 18, 22].map((place) => header.readUInt32LE(place))
  const isWide = packed === 0xffffffff || size === 0xffffffff
  const isSame = crc === entry.crc && (isWide || (packed === entry.packed && size === entry.size))
  if (header.readUInt16LE(8) !== entry.method || (!hasDescriptor(entry) && !isSame)) {
    throw new Malformed('its local header says another size, check sum or method than the directory')
  }
  const name = await source.read(entry.headerOffset + 30, header.readUInt16LE(26))
  if (name.toString('utf8') !== entry.name) throw new Malformed('its local header names another file')
  return entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
}
