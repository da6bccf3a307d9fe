// What dist/ was built from: the launcher builds again when it no longer fits.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const inputs = [
  'src',
  'config',
  'queues',
  'bench',
  'scripts',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
]
/** Where the build writes the state of its inputs, as its last step. */
export const builtFrom = 'dist/built-from'

/** @returns a digest of names, sizes and times of every file that the build reads; a tenth of reading them */
export function stateOfInputs(root) {
  const digest = createHash('sha256')
  for (const path of inputs.flatMap((input) => filesIn(root, input))) {
    const { size, mtimeMs } = statSync(join(root, path))
    digest.update(`${path}\0${size}\0${mtimeMs}\n`)
  }
  return digest.digest('hex')
}

/** Whether dist/ is whole and newer than no input. A folder without sources (an image) has nothing to be compared with. */
export function isBuilt(root) {
  if (!existsSync(join(root, 'src/main.ts'))) return true
  const stamp = join(root, builtFrom)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === stateOfInputs(root)
}

function filesIn(root, path) {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (statSync(full).isFile()) return [path]
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesIn(root, join(path, name)))
}
