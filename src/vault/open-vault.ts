import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pLimit from 'p-limit'
import type { PictureHashes } from '../model/picture-hash.ts'
import { hashesOf, isAboutPicture, reencode } from './picture.ts'
import { openRoom } from './room.ts'
import type { Vault } from './vault.ts'

/** Decoding is native and uses every core it gets; more at once would only hold more pictures in memory. */
const pictureWorkAtOnceMax = 2

/** What has been on its way for an hour was left there by a process that was killed; others may still be writing. */
const leftBehindMs = 3_600_000

/**
 * Opens the vault in a folder, which is made if it is not there. Pictures lie in `pictures/ab/cdef….webp`, and in
 * `incoming` while they are written. Several processes may have the same folder open.
 */
export async function openVault(folder: string): Promise<Vault> {
  const pictures = join(folder, 'pictures')
  const incoming = join(folder, 'incoming')
  for (const each of [pictures, incoming]) await mkdir(each, { recursive: true, mode: 0o700 })
  await clear(incoming)
  const turns = pLimit(pictureWorkAtOnceMax)
  const room = openRoom(incoming)
  const save: Vault['savePicture'] = async (bytes) => {
    const picture = await reencode(bytes)
    if (picture.kind === 'not-a-picture') return picture
    const sha256 = createHash('sha256').update(picture.bytes).digest('hex')
    await room.written(() => keep(pathOf(pictures, sha256), incoming, picture.bytes))
    // Of the bytes that are kept, not of those that came: whoever hashes them later gets the same.
    return { kind: 'saved', sha256, hashes: await hashesOf(picture.bytes) }
  }
  const load = async (sha256: string): Promise<Buffer | null> => {
    // The id becomes a path: anything but 64 hexadecimal digits is nobody's id.
    if (!/^[0-9a-f]{64}$/.test(sha256)) return null
    return readFile(pathOf(pictures, sha256)).catch(unlessMissing)
  }
  return {
    savePicture: (bytes) => turns(save, bytes),
    loadPicture: load,
    hashPicture: (id) => turns(hashKept, load, id),
    ready: () => room.ready(),
  }
}

async function hashKept(load: Vault['loadPicture'], sha256: string): Promise<{ hashes: PictureHashes | null } | null> {
  const bytes = await load(sha256)
  if (!bytes) return null
  try {
    return { hashes: await hashesOf(bytes) }
  } catch (error) {
    if (isAboutPicture(error)) return null
    throw error
  }
}

const pathOf = (pictures: string, sha256: string): string =>
  join(pictures, sha256.slice(0, 2), `${sha256.slice(2)}.webp`)

async function clear(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name)
    const there = await stat(path).catch(unlessMissing)
    if (there && Date.now() - there.mtimeMs > leftBehindMs) await rm(path, { force: true })
  }
}

/** Writes elsewhere, makes sure that it is on the disk, then renames: a kill leaves the whole file or none. */
async function keep(path: string, incoming: string, bytes: Uint8Array): Promise<void> {
  const there = await stat(path).catch(unlessMissing)
  if (there?.size === bytes.length) return
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const part = join(incoming, randomUUID())
  try {
    const file = await open(part, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

function unlessMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
