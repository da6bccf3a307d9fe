import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, lstat, open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Malformed } from '../evidence/malformed.ts'
import { nameFault } from '../evidence/names.ts'
import type { BundleFile, BundleFiles } from '../evidence/verify/bundle-files.ts'
import type { Findings } from '../evidence/verify/findings.ts'
import { unpackedEntry, wholeEntry } from '../evidence/zip/unpack-entry.ts'
import { type ByteSource, readZipDirectory, type ZipEntry } from '../evidence/zip/zip-entries.ts'
import { zipLayoutFaults } from '../evidence/zip/zip-layout.ts'

export type OpenBundle = { files: BundleFiles; close(): Promise<void> }

/**
 * A bundle's files, in a folder or a zip; nothing is unpacked to the disk.
 * @returns null when the path is neither; what is wrong with names, links and the zip's frame is in the findings
 */
export async function openBundle(path: string, findings: Findings): Promise<OpenBundle | null> {
  const there = await lstat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null
    throw error
  })
  if (there?.isDirectory())
    return { files: folderFiles(await walked(path, '', findings)), close: async () => undefined }
  if (!there?.isFile()) return null
  const handle = await open(path, 'r')
  try {
    const files = await zipFiles(sourceOf(handle, there.size), path, findings)
    return { files, close: () => handle.close() }
  } catch (error) {
    await handle.close()
    if (!(error instanceof Malformed)) throw error
    const head = (await readFile(path, { flag: 'r' }).catch(() => Buffer.alloc(0))).subarray(0, 2) // too large to be read at once: no zip of ours
    if (head.toString('latin1') !== 'PK') return null
    findings.fault(path, 'zip', error.message)
    return { files: new Map(), close: async () => undefined }
  }
}

const sourceOf = (handle: FileHandle, size: number): ByteSource => ({
  size,
  read: async (offset, length) => {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset)
    return buffer.subarray(0, bytesRead)
  },
})

type Found = { path: string; full: string; bytes: number }

const filesMax = 200_000

async function walked(root: string, below: string, findings: Findings): Promise<Found[]> {
  const found: Found[] = []
  const entries = await readdir(join(root, below), { withFileTypes: true })
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    const why = nameFault(path)
    if (why !== null) findings.fault(path, 'name', why)
    const full = join(root, path)
    if (entry.isSymbolicLink()) findings.fault(path, 'name', 'is a link')
    else if (entry.isDirectory()) found.push(...(await walked(root, path, findings)))
    else if (entry.isFile()) found.push({ path, full, bytes: (await lstat(full)).size })
    else findings.fault(path, 'name', 'is neither a file nor a folder')
    if (found.length > filesMax) throw new Malformed(`more than ${filesMax} files`)
  }
  if (entries.length === 0) findings.note(below, 'empty folder')
  if (below === '')
    for (const path of sameButCase(found.map((each) => each.path)))
      findings.fault(path, 'name', 'differs only in case from another')
  return found
}

/** Each name that another differs from only in case, with that one: which of the two was there first, nobody knows. */
function sameButCase(paths: readonly string[]): string[] {
  const byLow = new Map<string, string[]>()
  for (const path of paths) {
    const low = path.toLowerCase()
    const same = byLow.get(low)
    if (same) same.push(path)
    else byLow.set(low, [path])
  }
  return [...byLow.values()].filter(({ length }) => length > 1).flat()
}

const folderFiles = (found: readonly Found[]): BundleFiles =>
  new Map(
    found.map(({ path, full, bytes }): [string, BundleFile] => [
      path,
      { bytes, read: () => readFile(full), sha256: () => hashed(createReadStream(full, { highWaterMark: 1 << 20 })) },
    ]),
  )

async function hashed(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of chunks) hash.update(chunk)
  return hash.digest('hex')
}

async function zipFiles(source: ByteSource, name: string, findings: Findings): Promise<BundleFiles> {
  const directory = await readZipDirectory(source)
  const layout = await zipLayoutFaults(source, directory)
  for (const { file, says } of layout) findings.fault(file === '' ? name : file, 'zip', says)
  let unsafe = layout.some((each) => each.unsafe)
  const entries = directory.entries.filter((entry) => !entry.name.endsWith('/'))
  for (const { name: path } of directory.entries) {
    const why = nameFault(path.replace(/\/$/, ''))
    if (why === null) continue
    findings.fault(path, 'name', why)
    unsafe = true
  }
  for (const path of sameButCase([...new Set(entries.map((each) => each.name))])) {
    findings.fault(path, 'name', 'differs only in case from another')
    unsafe = true
  }
  if (unsafe) throw new Malformed('not unpacked: see the faults')
  const root = commonFolder(entries)
  return new Map(entries.map((entry): [string, BundleFile] => [entry.name.slice(root.length), zipFile(source, entry)]))
}

/** The one folder that all lies in, where there is exactly one. */
function commonFolder(entries: readonly ZipEntry[]): string {
  const [first] = entries
  const folder = first ? first.name.slice(0, first.name.indexOf('/') + 1) : ''
  return folder !== '' && entries.every(({ name }) => name.startsWith(folder)) ? folder : ''
}

const zipFile = (source: ByteSource, entry: ZipEntry): BundleFile => ({
  bytes: entry.size,
  read: () => wholeEntry(source, entry),
  sha256: () => hashed(unpackedEntry(source, entry)),
})
