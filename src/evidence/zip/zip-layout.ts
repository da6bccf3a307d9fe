import { Malformed } from '../malformed.ts'
import { type ByteSource, dataOffset, hasDescriptor, type ZipDirectory, type ZipEntry } from './zip-entries.ts'

const zipLimits = { entriesMax: 200_000, bytesMax: 2 ** 36, ratioMax: 1_000, smallBytes: 1 << 20 }

/** What is wrong with a zip's frame; `file` is '' for the zip itself. `unsafe`: it must not be unpacked. */
export type LayoutFault = { file: string; says: string; unsafe: boolean }

/** Names twice, bytes that belong to no file, comment, encryption, links, bombs: what a zip may hide things in. */
export async function zipLayoutFaults(source: ByteSource, directory: ZipDirectory): Promise<LayoutFault[]> {
  const faults: LayoutFault[] = []
  const add = (file: string, says: string, unsafe = true) => faults.push({ file, says, unsafe })
  const { entries } = directory
  const seen = new Set<string>()
  for (const { name } of entries) {
    if (seen.has(name)) add(name, 'stands twice in the zip')
    seen.add(name)
  }
  for (const name of seen) {
    if (foldersOf(name).some((folder) => seen.has(folder))) add(name, 'lies in a folder that is a file, too')
    if (name.endsWith('/') && seen.has(name.slice(0, -1))) add(name, 'is a folder and a file')
  }
  if (directory.comment > 0) add('', 'zip comment', false)
  if (directory.after > 0) add('', `${directory.after} bytes after the end of the zip`, false)
  for (const entry of entries) for (const says of entryFaults(entry)) add(entry.name, says)
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  if (total > zipLimits.bytesMax || entries.length > zipLimits.entriesMax) {
    add('', `too large: ${entries.length} entries, ${total} bytes`)
  }
  faults.push(...(await gaps(source, directory)))
  return faults
}

/** `a/b/c` lies in `a` and `a/b`. */
const foldersOf = (name: string): string[] =>
  [...name.matchAll(/\/(?=.)/g)].slice(0, foldersMax).map(({ index }) => name.slice(0, index))
/** Deeper is nothing of ours; a longer name is only not looked at further. */
const foldersMax = 100

const fileTypes = new Set([0, 0o100000, 0o040000])

function entryFaults({ name, flags, mode, size, packed, method }: ZipEntry): string[] {
  return [
    ...(name.endsWith('/') && (size > 0 || packed > 0) ? ['a folder with bytes'] : []),
    ...(flags & 1 ? ['encrypted'] : []),
    ...(fileTypes.has(mode & 0o170000) ? [] : ['link or special file']),
    ...(size > Math.max(zipLimits.smallBytes, packed * zipLimits.ratioMax)
      ? [`zip bomb: ${packed} bytes packed, ${size} unpacked`]
      : []),
    ...(method === 0 || method === 8 ? [] : [`compression method ${method}`]),
    ...(method === 0 && size !== packed ? [`stored, but ${packed} bytes are said to be ${size}`] : []),
  ]
}

async function gaps(source: ByteSource, { entries, start }: ZipDirectory): Promise<LayoutFault[]> {
  const faults: LayoutFault[] = []
  let at = 0
  for (const entry of [...entries].sort((a, b) => a.headerOffset - b.headerOffset)) {
    try {
      const data = await dataOffset(source, entry)
      if (entry.headerOffset !== at) {
        const says = `${entry.headerOffset - at} bytes before it belong to no file`
        faults.push({ file: entry.name, says, unsafe: false })
      }
      at = data + entry.packed
      if (hasDescriptor(entry)) at += await descriptorLength(source, at, entry)
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      return [...faults, { file: entry.name, says: error.message, unsafe: true }]
    }
  }
  if (at !== start)
    faults.push({ file: '', says: `${start - at} bytes before the directory belong to no file`, unsafe: false })
  return faults
}

/** What a writer that did not know the size beforehand puts behind the data, with or without its own mark. */
async function descriptorLength(source: ByteSource, at: number, { size }: ZipEntry): Promise<number> {
  const mark = await source.read(at, 4)
  const isMarked = mark.length === 4 && mark.readUInt32LE(0) === 0x08074b50
  return (isMarked ? 4 : 0) + (size >= 2 ** 32 ? 20 : 12)
}
