import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import type { PictureHashes } from '../model/picture-hash.ts'
import { openIncoming, unlessMissing } from './incoming.ts'
import { hashesOf, isAboutPicture, reencode } from './picture.ts'
import type { Vault } from './vault.ts'

/** Decoding is native and uses every core it gets; more at once would only hold more pictures in memory. */
const pictureWorkAtOnceMax = 2

/**
 * Opens the vault in a folder, which is made if it is not there. Pictures lie in `pictures/ab/cdef….webp`, and in
 * `incoming` while they are written. Several processes may have the same folder open.
 */
export async function openVault(folder: string): Promise<Vault> {
  const pictures = join(folder, 'pictures')
  await mkdir(pictures, { recursive: true, mode: 0o700 })
  const incoming = await openIncoming(join(folder, 'incoming'))
  const turns = pLimit(pictureWorkAtOnceMax)
  const save: Vault['savePicture'] = async (bytes) => {
    const picture = await reencode(bytes)
    if (picture.kind === 'not-a-picture') return picture
    const sha256 = createHash('sha256').update(picture.bytes).digest('hex')
    await incoming.keep(pathOf(pictures, sha256), picture.bytes)
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
    ready: () => incoming.ready(),
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
