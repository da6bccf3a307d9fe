import { readFileBytes } from './file-bytes.ts'

/** A photo as a brand team has it, from a camera even, is smaller. */
const pictureBytesMax = 30_000_000

/** The bytes of a file, or why there are none, as the end of a sentence that begins with the file's name. */
export async function readPictureFile(
  path: string,
): Promise<{ ok: true; bytes: Uint8Array } | { ok: false; why: string }> {
  const bytes = await readFileBytes(path, pictureBytesMax)
  return typeof bytes === 'string' ? { ok: false, why: bytes } : { ok: true, bytes }
}
