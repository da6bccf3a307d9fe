import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Zip, ZipPassThrough } from 'fflate'
import { manifestText } from '../evidence/bundle/description.ts'
import type { Blobs } from '../vault/blobs.ts'
import type { Content } from './bundle-content.ts'

/** Hash and length of what was written. */
export type Written = { sha256: string; bytes: number }

/**
 * Writes one file, streaming what lies in the vault.
 * @throws Error when the vault's bytes are not those that were logged: nothing broken is handed over
 */
export async function writeContent(folder: string, path: string, content: Content, blobs: Blobs): Promise<Written> {
  const file = join(folder, path)
  await mkdir(dirname(file), { recursive: true })
  const source = Buffer.isBuffer(content) ? Readable.from([content]) : Readable.from(blobs.stream(content.sha256))
  const hash = createHash('sha256')
  let bytes = 0
  await pipeline(
    source,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        bytes += chunk.length
        yield chunk
      }
    },
    createWriteStream(file, { flags: 'wx' }),
  )
  const sha256 = hash.digest('hex')
  if (!Buffer.isBuffer(content) && sha256 !== content.sha256) {
    throw new Error(`${path} is not as it was logged (morgiana evidence verify --all tells what is broken)`)
  }
  return { sha256, bytes }
}

export const manifestOf = (written: ReadonlyMap<string, Written>): Buffer =>
  Buffer.from(
    manifestText(
      [...written].map(([path, { sha256 }]) => [path, sha256] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  )

/** What the format of a zip allows without its extension, which not every program reads. */
const zipBytesMax = 2 ** 32 - 1

/** The folder as one zip, stored, a piece at a time. @param paths relative, in the order wanted */
export async function zipFolder(folder: string, paths: readonly string[], to: string): Promise<void> {
  const sizes = await Promise.all(paths.map(async (path) => (await stat(join(folder, path))).size))
  if (sizes.reduce((sum, size) => sum + size, 0) > zipBytesMax) {
    throw new Error('the bundle is larger than 4 GB: export it to a folder')
  }
  const pieces: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    pieces.push(piece)
  })
  const chunks = async function* () {
    for (const path of paths) {
      const entry = new ZipPassThrough(path)
      zip.add(entry)
      for await (const chunk of createReadStream(join(folder, path), { highWaterMark: 1 << 20 })) {
        entry.push(chunk as Buffer)
        yield* pieces.splice(0)
      }
      entry.push(new Uint8Array(), true)
      yield* pieces.splice(0)
    }
    zip.end()
    yield* pieces.splice(0)
  }
  await pipeline(Readable.from(chunks()), createWriteStream(to, { flags: 'wx' }))
}

/** Made sure of on the disk, then under its name. */
export async function renameSynced(from: string, to: string): Promise<void> {
  await sync(from)
  await rename(from, to)
  await sync(dirname(to))
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
