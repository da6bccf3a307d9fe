import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'

/** A browser that can be run, and where it comes from, as captures say it. */
export type FoundBrowser = { path: string; from: string }
/** The same, where `packed` is what it has to be unpacked from first. */
export type PackedBrowser = FoundBrowser & { packed?: string }

const packageName = '@sparticuz/chromium'

/**
 * The browser that comes in an npm package, for Linux on x64, unpacked once (209 MB) into a folder of ours: the package's
 * own way keeps it under a name in the temp folder that anybody could have taken before.
 * @returns null where the package is not installed, which is optional
 */
export async function packagedChromium(folder: string): Promise<PackedBrowser | null> {
  const root = packageRoot()
  if (root === null || process.platform !== 'linux' || process.arch !== 'x64') return null
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const path = join(folder, `chromium-${version}`)
  const found = { path, from: `${packageName} ${version}` }
  return (await isThere(path)) ? found : { ...found, packed: join(root, 'bin', 'chromium.br') }
}

function packageRoot(): string | null {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(packageName)))
  } catch {
    return null
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false, // it is not there: it is unpacked
  )

/** Under its name once it is whole; two processes at once do it twice, and one of them is taken. */
export async function unpack(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  const part = `${to}.${randomUUID()}.part`
  try {
    await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(part, { mode: 0o700 }))
    await rename(part, to)
  } finally {
    await rm(part, { force: true })
  }
}
