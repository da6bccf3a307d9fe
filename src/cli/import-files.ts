import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { formatOfName } from '../intake/format.ts'
import { type Asked, fileBytesMax, limits } from '../intake/intake.ts'
import { type ReadFile, readFileSteps } from '../intake/read-file.ts'
import { readFileBytes, unreadable } from './file-bytes.ts'
import { inSlices } from './in-slices.ts'
import { CommandError, type Io } from './verb.ts'

const filesMax = 10_000
const depthMax = 10
/** Some format's; each has its own, which its reader knows. */
const bytesMax = Math.max(...Object.values(fileBytesMax))

/** A file to read, and the name it is known by: below the folder that was named, or its own. */
export type NamedFile = { path: string; name: string }
export type Found = { files: NamedFile[]; passedOver: number }

/**
 * The files that were named, and those of named folders whose names promise something to import. Hidden files, links and
 * the folders that browsers put beside a saved page ("page_files") are passed over.
 * @throws CommandError (usage) for what is not there or may not be read, and for too many files
 */
export async function filesOf(words: readonly string[]): Promise<Found> {
  const found: Found = { files: [], passedOver: 0 }
  for (const word of words) {
    const kind = await stat(word).catch((error: unknown) => {
      throw new CommandError(`${word}: ${unreadable(error)}`)
    })
    if (kind.isDirectory()) await walk(word, word, 0, found)
    else found.files.push({ path: word, name: basename(word) })
    if (found.files.length > filesMax) throw new CommandError(`more than ${filesMax} files: import them in parts`)
  }
  if (found.files.length === 0) throw new CommandError(`nothing to import in ${words.join(', ')}`)
  return { ...found, files: named(found.files) }
}

async function walk(folder: string, top: string, depth: number, found: Found): Promise<void> {
  if (depth > depthMax) throw new CommandError(`${folder}: more than ${depthMax} folders deep`)
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new CommandError(`${folder}: ${unreadable(error)}`)
  })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.')) continue
    if (entry.isDirectory() && !/_files$|\.files$/.test(entry.name)) await walk(path, top, depth + 1, found)
    else if (entry.isFile() && formatOfName(entry.name) !== null) {
      found.files.push({ path, name: join(basename(top), relative(top, path)).replaceAll('\\', '/') })
    } else found.passedOver += 1
    if (found.files.length > filesMax) return
  }
}

/** Two files of one name, in folders that were named apart, get a number each. */
function named(files: readonly NamedFile[]): NamedFile[] {
  const seen = new Map<string, number>()
  return files.map(({ path, name }) => {
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return { path, name: count === 1 ? name : `${name} (${count})` }
  })
}

/** Reads every file, one after the other. @throws CommandError (usage) for one that may not be read or is too large */
export async function readFiles(files: readonly NamedFile[], asked: Asked, io: Io): Promise<ReadFile[]> {
  const read: ReadFile[] = []
  let listings = 0
  for (const { path, name } of files) {
    if (io.interrupted.aborted) break
    const bytes = await readFileBytes(path, bytesMax)
    if (typeof bytes === 'string') throw new CommandError(`${path}: ${bytes}`)
    const whole = await inSlices(readFileSteps({ name, bytes }, asked), io.interrupted)
    if (whole === null) break
    listings += whole.parts.reduce((sum, { found }) => sum + found.length, 0)
    if (listings > limits.listings)
      throw new CommandError(`more than ${limits.listings} listings by ${path}: import the files in parts`)
    read.push(whole)
    if (io.isTerminal && files.length > 1) io.err(`  read ${read.length}/${files.length} ${name}`)
  }
  return read
}
