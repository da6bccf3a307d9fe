import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { openIncoming, unlessMissing } from './incoming.ts'

/**
 * Bytes of evidence by the SHA-256 of exactly what is stored. One interface for every place where they may lie; what is
 * saved is on the disk when `save` returns, and a kill leaves the whole of it or nothing.
 */
export type Blobs = {
  /** @returns the hash, 64 small hex digits; saving the same again changes nothing. @throws DependencyDown when the disk refuses */
  save(bytes: Uint8Array): Promise<string>
  /** All of it, or null when it is not there. Not checked: whoever reads evidence hashes it. */
  load(sha256: string): Promise<Buffer | null>
  stream(sha256: string): AsyncIterable<Buffer>
  size(sha256: string): Promise<number | null>
  /** @throws DependencyDown while nothing more can be saved, a full disk above all */
  ready(): Promise<void>
  /** Under law, or by retention: gone, and told by whoever asks for it. */
  remove(sha256: string): Promise<void>
}

/** @param folder is made where it is not there */
export async function openBlobs(folder: string): Promise<Blobs> {
  const incoming = await openIncoming(join(folder, 'incoming'))
  const pathOf = (sha256: string): string => {
    // The id becomes a path: anything but 64 hexadecimal digits is nobody's id.
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`not a hash: ${sha256.slice(0, 80)}`)
    return join(folder, sha256.slice(0, 2), sha256.slice(2))
  }
  return {
    save: async (bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      await incoming.keep(pathOf(sha256), bytes)
      return sha256
    },
    load: async (sha256) => wholeFile(pathOf(sha256)).catch(unlessMissing),
    stream: (sha256) => createReadStream(pathOf(sha256), { highWaterMark: 1 << 20 }),
    size: async (sha256) => (await stat(pathOf(sha256)).catch(unlessMissing))?.size ?? null,
    ready: () => incoming.ready(),
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
  }
}

/** In one read where the system allows it: `readFile` asks in pieces of half a megabyte, and copies them. */
async function wholeFile(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const bytes = Buffer.allocUnsafeSlow(size)
    let at = 0
    while (at < size) {
      const { bytesRead } = await file.read(bytes, at, size - at)
      if (bytesRead === 0) break
      at += bytesRead
    }
    return bytes.subarray(0, at)
  } finally {
    await file.close()
  }
}
