import { randomUUID } from 'node:crypto'
import { open, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { DependencyDown } from '../model/dependency-down.ts'

/** Less free space than this is none: one picture is up to some 100 KB, and several are written at once. Small disks: a twentieth. */
const freeBytesMin = 1_048_576
const freeShareMin = 1 / 20
/** Written to see whether a disk that refused a write takes one again. */
const trialBytes = 131_072

/** What a system says of a disk that takes nothing: full, quota, read-only, broken, gone, not ours. */
const refusals = new Set([
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'EIO',
  'EACCES',
  'EPERM',
  'ENOENT',
  'ESTALE',
  'EMFILE',
  'ENFILE',
])

/** Whether a folder takes more files. */
export type Room = {
  /** @throws DependencyDown when it does not: full, or a write was refused and would be again */
  ready(): Promise<void>
  /** Does a write. @throws DependencyDown when the disk refuses it, the error as it came when it is about anything else */
  written<T>(write: () => Promise<T>): Promise<T>
}

/** @param folder where trial files may be written */
export function openRoom(folder: string): Room {
  let hasRefused = false
  const down = (why: string): DependencyDown => new DependencyDown(`the vault in ${folder} cannot be written: ${why}`)
  return {
    async ready() {
      try {
        const { bavail, blocks, bsize } = await statfs(folder)
        const free = bavail * bsize
        if (free < Math.min(freeBytesMin, blocks * bsize * freeShareMin))
          throw down(`its disk is full (${(free / 1_048_576).toFixed(1)} MiB free)`)
        if (hasRefused) await tryWrite(folder)
        hasRefused = false
      } catch (error) {
        throw error instanceof DependencyDown ? error : down(saidOf(error))
      }
    },
    async written(write) {
      try {
        return await write()
      } catch (error) {
        if (!refusals.has(codeOf(error))) throw error
        hasRefused = true
        throw down(saidOf(error))
      }
    },
  }
}

async function tryWrite(folder: string): Promise<void> {
  const path = join(folder, randomUUID())
  try {
    const file = await open(path, 'wx', 0o600)
    try {
      await file.writeFile(Buffer.alloc(trialBytes))
      await file.sync()
    } finally {
      await file.close()
    }
  } finally {
    await rm(path, { force: true })
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** The system's own word, without the path, which is in our sentence. */
const saidOf = (error: unknown): string =>
  codeOf(error) === 'ENOSPC' ? 'its disk is full' : codeOf(error) || String(error)
