import { Malformed } from '../malformed.ts'
import { readStrictJson } from '../strict-json.ts'
import type { Findings } from './findings.ts'

/** One file of a bundle, in a folder or a zip. */
export type BundleFile = {
  bytes: number
  /** All of it. @throws Malformed when it cannot be unpacked */
  read(): Promise<Buffer>
  sha256(): Promise<string>
}
export type BundleFiles = ReadonlyMap<string, BundleFile>

/** A record, a proof, a manifest. */
const smallBytesMax = 64 << 20
/** A leaf of the log, a proof: a line or a few. */
export const lineBytesMax = 1 << 20
/** A package or a report is read whole. */
export const largeBytesMax = 2 ** 30

/** A file's bytes, or null with a fault when it is missing, too large or unreadable. */
export async function readFile(
  files: BundleFiles,
  path: string,
  findings: Findings,
  bytesMax = smallBytesMax,
): Promise<Buffer | null> {
  const file = files.get(path)
  if (!file) {
    findings.fault(path, 'missing', 'is missing')
    return null
  }
  if (file.bytes > bytesMax) {
    findings.fault(path, 'size', `larger than ${bytesMax} bytes`)
    return null
  }
  return (await findings.guard(path, () => file.read())) ?? null
}

/** A file's JSON object, or null with a fault. */
export async function readObject(files: BundleFiles, path: string, findings: Findings): Promise<object | null> {
  const bytes = await readFile(files, path, findings)
  if (bytes === null) return null
  try {
    const value = readStrictJson(bytes)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
    findings.fault(path, 'json', 'not an object')
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    findings.fault(path, 'json', error.message)
  }
  return null
}
