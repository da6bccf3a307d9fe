import { wholeEntry } from '../../evidence/zip/unpack-entry.ts'
import { readZipDirectory, sourceOf } from '../../evidence/zip/zip-entries.ts'
import type { Captured } from '../../store/evidence/evidence-store.ts'
import type { Blobs } from '../../vault/blobs.ts'

/** The files of a capture's package by path. @returns null when the package was deleted */
export async function openedParts({ waczSha256 }: Captured, blobs: Blobs) {
  const bytes = await blobs.load(waczSha256)
  if (!bytes) return null
  const source = sourceOf(bytes)
  const { entries } = await readZipDirectory(source)
  return {
    read: async (path: string): Promise<Buffer | null> => {
      const entry = entries.find(({ name }) => name === path)
      return entry ? wholeEntry(source, entry) : null
    },
  }
}
