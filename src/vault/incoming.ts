import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { openRoom } from './room.ts'

/** Where files are written before they stand whole in their place. Several processes may have the same folder open. */
export type Incoming = {
  /** @throws DependencyDown while the disk takes nothing more */
  ready(): Promise<void>
  /**
   * Puts bytes at a path of the same disk, unless as many are there: the whole file, on the disk for good, or nothing.
   * @throws DependencyDown when the disk refuses it
   */
  keep(path: string, bytes: Uint8Array): Promise<void>
}

/** What has been on its way for an hour was left there by a process that was killed; others may still be writing. */
const leftBehindMs = 3_600_000

/** @param folder is made where it is not there, and cleared of what killed processes left in it */
export async function openIncoming(folder: string): Promise<Incoming> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await clear(folder)
  const room = openRoom(folder)
  return {
    ready: () => room.ready(),
    async keep(path, bytes) {
      const there = await stat(path).catch(unlessMissing)
      if (there?.size !== bytes.length) await room.written(() => put(path, join(folder, randomUUID()), bytes))
    },
  }
}

async function clear(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const there = await stat(path).catch(unlessMissing)
    if (there && Date.now() - there.mtimeMs > leftBehindMs) await rm(path, { force: true })
  }
}

/** Written elsewhere, made sure of, renamed, and the folder made sure of: in this order nothing half-written is found. */
async function put(path: string, part: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  try {
    await synced(part, 'wx', (file) => file.writeFile(bytes))
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
  await synced(dirname(path), 'r', async () => undefined)
}

type Handle = Awaited<ReturnType<typeof open>>

async function synced(path: string, flags: string, use: (file: Handle) => Promise<void>): Promise<void> {
  const file = await open(path, flags, 0o600)
  try {
    await use(file)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** For what may not be there. */
export function unlessMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
