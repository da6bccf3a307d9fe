import { crc32, createInflateRaw } from 'node:zlib'
import { Malformed } from '../malformed.ts'
import { type ByteSource, dataOffset, type ZipEntry } from './zip-entries.ts'

const chunkBytes = 1 << 20

/** An entry's bytes, as they are unpacked; never more than the directory says. @throws Malformed */
export async function* unpackedEntry(source: ByteSource, entry: ZipEntry): AsyncGenerator<Buffer> {
  let crc = 0
  let length = 0
  for await (const chunk of entry.method === 0 ? packed(source, entry) : inflated(source, entry)) {
    length += chunk.length
    if (length > entry.size) throw new Malformed('more bytes than the zip says')
    crc = crc32(chunk, crc)
    yield chunk
  }
  if (length !== entry.size) throw new Malformed(`${length} bytes, the zip says ${entry.size}`)
  if (crc !== entry.crc) throw new Malformed('check sum does not fit')
}

async function* packed(source: ByteSource, entry: ZipEntry): AsyncGenerator<Buffer> {
  const start = await dataOffset(source, entry)
  for (let at = 0; at < entry.packed; at += chunkBytes) {
    const chunk = await source.read(start + at, Math.min(chunkBytes, entry.packed - at))
    if (chunk.length === 0) throw new Malformed('the zip is cut')
    yield chunk
  }
}

async function* inflated(source: ByteSource, entry: ZipEntry): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 })
  const feeding = (async () => {
    for await (const chunk of packed(source, entry)) {
      if (!inflate.write(chunk))
        await new Promise<void>((drained) => inflate.once('drain', drained).once('close', drained))
      if (inflate.destroyed) return
    }
    inflate.end()
  })()
  feeding.catch((error: unknown) => inflate.destroy(error instanceof Error ? error : new Error(String(error))))
  try {
    for await (const chunk of inflate) yield chunk
  } catch (error) {
    throw error instanceof Malformed ? error : new Malformed(`cannot be unpacked: ${String(error).slice(0, 100)}`)
  }
}

/** All of an entry; a stored one of a source in memory is not copied. @throws Malformed */
export async function wholeEntry(source: ByteSource, entry: ZipEntry): Promise<Buffer> {
  if (entry.method === 0 && entry.packed === entry.size) {
    const bytes = await source.read(await dataOffset(source, entry), entry.size)
    if (bytes.length !== entry.size) throw new Malformed('the zip is cut')
    if (crc32(bytes) !== entry.crc) throw new Malformed('check sum does not fit')
    return bytes
  }
  const chunks: Buffer[] = []
  for await (const chunk of unpackedEntry(source, entry)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
