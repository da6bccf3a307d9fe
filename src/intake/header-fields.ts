import { Unreadable } from './intake.ts'

const headerBytesMax = 256 * 1024

/** Fields of a mail, HTTP or WARC header by lower-case name; of one that comes twice the last counts. */
export type HeaderFields = Record<string, string>
export type Head = { first: string; fields: HeaderFields; end: number }

const decoder = new TextDecoder('latin1')

/**
 * The lines up to an empty one, with continued lines made one.
 *
 * @param hasFirst whether the first line is no field, as in HTTP and WARC
 * @returns `end` is where the body begins
 * @throws Unreadable when there is no empty line within reach, or a line is no field
 */
export function readHead(bytes: Uint8Array, start: number, hasFirst: boolean, row: number): Head {
  const reach = Math.min(bytes.length, start + headerBytesMax)
  const end = endOfHead(bytes, start, reach)
  if (end === null) {
    throw new Unreadable(
      bytes.length > reach ? `a header of more than ${headerBytesMax} bytes` : 'it ends inside a header',
      row,
    )
  }
  const lines = decoder
    .decode(bytes.subarray(start, end))
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
  const first = hasFirst ? (lines.shift() ?? '') : ''
  // Without a prototype, so that a field named "__proto__" is a field.
  const fields: HeaderFields = Object.create(null)
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon > 0) fields[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim()
    else if (line.trim() !== '') throw new Unreadable(`"${line.slice(0, 40)}" stands in a header and is no field`, row)
  }
  return { first, fields, end }
}

/** Where the body begins: behind the first empty line. */
function endOfHead(bytes: Uint8Array, start: number, reach: number): number | null {
  for (let at = start; at < reach; at += 1) {
    if (bytes[at] !== 0x0a) continue
    if (bytes[at + 1] === 0x0a) return at + 2
    if (bytes[at + 1] === 0x0d && bytes[at + 2] === 0x0a) return at + 3
  }
  return null
}

/** A parameter of a field's value, without its quotes: `boundary` of `multipart/related; boundary="x"`. */
export function parameterOf(value: string | undefined, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]{0,500})"|([^\\s;"]{1,500}))`, 'i').exec(value ?? '')
  return found?.[1] ?? found?.[2]
}
