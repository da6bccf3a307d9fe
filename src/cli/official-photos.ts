import { dirname, resolve } from 'node:path'
import type { Mistake, NamedImage } from '../../config/watchlist.ts'
import type { App } from '../app/open-app.ts'
import { recognisable } from '../app/vault.ts'
import type { Watch } from '../model/watch.ts'
import { readPictureFile } from './picture-file.ts'

/** An official photo that a watchlist names, read: `name` is as the watchlist writes it. */
export type Official = { watch: string; name: string; bytes: Uint8Array }

/** Reads the photos that watchlists name, one after the other. @returns all mistakes, each at its place in a watchlist */
export async function readOfficials(
  named: readonly NamedImage[],
): Promise<{ officials: Official[]; mistakes: Mistake[] }> {
  const officials: Official[] = []
  const mistakes: Mistake[] = []
  for (const { watch, image, ...place } of named) {
    const read = await readPictureFile(resolve(dirname(place.file), image))
    const why = read.ok ? await recognisable(read.bytes) : read.why
    if (why !== null) mistakes.push({ ...place, message: `"${image}" ${why}` })
    else if (read.ok) officials.push({ watch, name: image, bytes: read.bytes })
  }
  return { officials, mistakes }
}

/** Makes these the official photos that the watchlists of these watches name; those that people added stay. */
export async function keepOfficials(
  { vault, store }: Pick<App, 'vault' | 'store'>,
  watches: readonly Watch[],
  officials: readonly Official[],
  now: Date,
): Promise<void> {
  for (const { id } of watches) {
    const kept = []
    for (const { name, bytes } of officials.filter((each) => each.watch === id)) {
      const saved = await vault.savePicture(bytes)
      if (saved.kind !== 'saved' || !saved.hashes) throw new Error(`the official photo "${name}" cannot be kept`)
      kept.push({ name, sha256: saved.sha256, hashes: saved.hashes })
    }
    await store.references.replaceNamed(id, kept, now)
  }
}
