import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../../evidence/hash.ts'
import type { HeadRow } from '../../store/evidence/evidence-store.ts'
import type { KeeperParts } from '../keeper-parts.ts'

/** The stamp of a head's note, its bytes in the vault: the one it has, unless a signature came to the note since. */
export async function stampOf(
  { size, note }: Pick<HeadRow, 'size' | 'note'>,
  { store, stamps, blobs }: Pick<KeeperParts, 'store' | 'stamps' | 'blobs'>,
): Promise<HeadRow['stamp']> {
  const known = await store.evidenceLog.headAt(size)
  if (known?.stamp && known.note === note) return known.stamp
  const stamp = await stamps.stamp(Buffer.from(note))
  if (stamp) await blobs.save(stamp.response)
  return stamp && { sha256: sha256(stamp.response), at: stamp.at }
}

/** The folder is what somebody copies away: the note, and its stamp beside it. */
export async function writeHead(
  { size, note, stamp }: HeadRow,
  { headFolder, blobs }: Pick<KeeperParts, 'headFolder' | 'blobs'>,
): Promise<void> {
  await mkdir(headFolder, { recursive: true, mode: 0o755 })
  const path = join(headFolder, `head-${size}.txt`)
  const response = stamp && (await blobs.load(stamp.sha256))
  for (const [name, bytes] of [
    [`${path}.tsr`, response],
    [path, Buffer.from(note)],
  ] as const) {
    if (!bytes) continue
    await writeFile(`${name}.part`, bytes)
    await rename(`${name}.part`, name)
  }
}
