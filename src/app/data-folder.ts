import { randomBytes } from 'node:crypto'
import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { StartRefused } from '../model/start-refused.ts'

/**
 * Makes the data folder, and writes in it: permissions alone do not tell of a read-only disk or of root's powers.
 * @throws StartRefused (configuration) with what stands in the way
 */
export async function ensureDataFolder(folder: string): Promise<void> {
  const trial = join(folder, `writable-${randomBytes(6).toString('hex')}`)
  try {
    await makeFolder(folder)
    await writeFile(trial, 'morgiana may write here\n', { flag: 'wx' })
    await rm(trial)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason'
    throw new StartRefused(
      `the data folder ${folder} cannot be written (${code}): name another one in MORGIANA_DATA`,
      'configuration',
    )
  }
}

/** Node's own `recursive` asks for ever where a folder that is there says ENOENT to what is made in it, as /proc does. */
async function makeFolder(folder: string): Promise<void> {
  if (await isThere(folder)) return
  const above = dirname(resolve(folder))
  if (above !== resolve(folder)) await makeFolder(above)
  try {
    await mkdir(folder)
  } catch (error) {
    // Another start was quicker; what is no folder, the trial in it shows.
    if (!(await isThere(folder))) throw error
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false, // whatever hides it, making it says why
  )
