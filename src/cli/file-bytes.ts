import { constants } from 'node:fs'
import { open } from 'node:fs/promises'

/** What is read at once. */
const chunkBytes = 4 * 1024 * 1024

/**
 * A file's bytes, or why there are none, as the end of a sentence that begins with its name. Only what is a file is read: a
 * device or a pipe may never end, and opening one does not wait for whoever writes into it.
 *
 * @param bytesMax more than this is not read, whatever size the file says it has
 */
export async function readFileBytes(path: string, bytesMax: number): Promise<Uint8Array | string> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const found = await file.stat()
      if (found.isDirectory()) return 'is a folder; name its files'
      if (!found.isFile()) return 'is no file, but a device, a pipe or a socket'
      const tooLarge = `has more than ${bytesMax} bytes`
      if (found.size > bytesMax) return `has ${found.size} bytes, more than ${bytesMax}`
      let bytes = Buffer.allocUnsafe(found.size + 1)
      let length = 0
      // Asked until nothing comes, since some files say that they have no size, and a file may grow meanwhile.
      for (;;) {
        const { bytesRead } = await file.read(bytes, length, Math.min(chunkBytes, bytes.length - length))
        if (bytesRead === 0) return bytes.subarray(0, length)
        length += bytesRead
        if (length > bytesMax) return tooLarge
        if (length === bytes.length) bytes = Buffer.concat([bytes], Math.min(length * 2, bytesMax + 1))
      }
    } finally {
      await file.close()
    }
  } catch (error) {
    return unreadable(error)
  }
}

/** What the system says of a file that cannot be read. @throws what is no such error */
export function unreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  switch (code) {
    case '':
      throw error
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is no such file'
    case 'EACCES':
    case 'EPERM':
      return 'may not be read'
    case 'ENXIO':
      // A socket, or a pipe that nobody has open.
      return 'is no file, but a device, a pipe or a socket'
    default:
      return `cannot be read (${code})`
  }
}
