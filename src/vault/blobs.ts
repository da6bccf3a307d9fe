import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Bytes of evidence by the SHA-256 of exactly what is stored. One interface for every place where they may lie; what is
 * saved is on the disk when `save` returns, and a kill leaves the whole of it or nothing.
 */
export type Blobs = {
  /** @returns the hash, 64 small hex digits; saving the same again changes nothing */
  save(bytes: Uint8Array): Promise<string>
  /** All of it, or null when it is not there. Not checked: whoever reads evidence hashes it. */
  load(sha256: string): Promise<Buffer | null>
  stream(sha256: string): AsyncIterable<Buffer>
  size(sha256: string): Promise<number | null>
  /** Under law, or by retention: gone, and told by whoever asks for it. */
  remove(sha256: string): Promise<void>
}

/** @param folder is made where it is not there */
export async function openBlobs(folder: string): Promise<Blobs> {
  const incoming = join(folder, 'incoming')
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  const pathOf = (sha256: string): string => {
    // The id becomes a path: anything but 64 hexadecimal digits is nobody's id.
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`not a hash: ${sha256.slice(0, 80)}`)
    return join(folder, sha256.slice(0, 2), sha256.slice(2))
  }
  return {
    save: async (bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const path = pathOf(sha256)
      const there = await stat(path).catch(unlessMissing)
      if (there?.size !== bytes.length) await keep(path, join(incoming, randomUUID()), bytes)
      return sha256
    },
    load: async (sha256) => readFile(pathOf(sha256)).catch(unlessMissing),
    stream: (sha256) => createReadStream(pathOf(sha256), { highWaterMark: 1 << 20 }),
    size: async (sha256) => (await stat(pathOf(sha256)).catch(unlessMissing))?.size ?? null,
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
  }
}

/** Written elsewhere, made sure of, renamed, and the folder made sure of: in this order nothing half-written is found. */
async function keep(path: string, part: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  try {
    await synced(part, 'wx', (file) => file.writeFile(bytes))
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
  await synced(dirname(path), 'r', async () => undefined)
}

type Handle = Awaited<ReturnType<typeof open>>

async function synced(path: string, flags: string, use: (file: Handle) => Promise<void>): Promise<void> {
  const file = await open(path, flags, 0o600)
  try {
    await use(file)
    await file.sync()
  } finally {
    await file.close()
  }
}

function unlessMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
