import { readFile, stat } from 'node:fs/promises'

/** A photo as a brand team has it, from a camera even, is smaller. */
const pictureBytesMax = 30_000_000

/** The bytes of a file, or why there are none, as the end of a sentence that begins with the file's name. */
export async function readPictureFile(
  path: string,
): Promise<{ ok: true; bytes: Uint8Array } | { ok: false; why: string }> {
  try {
    const { size } = await stat(path)
    if (size > pictureBytesMax) return { ok: false, why: `is larger than ${pictureBytesMax / 1_000_000} MB` }
    return { ok: true, bytes: await readFile(path) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === '') throw error
    return { ok: false, why: code === 'ENOENT' ? 'is not there' : `cannot be read (${code})` }
  }
}
