import type { ImportFormat } from '../model/provenance.ts'
import type { SourceFile } from './intake.ts'

/** Endings of files that are looked at in a folder. */
const byEnding: Readonly<Record<string, ImportFormat>> = {
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
  xlsx: 'xlsx',
  jsonl: 'json-lines',
  ndjson: 'json-lines',
  html: 'html',
  htm: 'html',
  json: 'json',
  mhtml: 'mhtml',
  mht: 'mhtml',
  har: 'har',
  warc: 'warc',
  'warc.gz': 'warc',
}

/** The format that a name promises; `null` for a name that promises none. */
export function formatOfName(name: string): ImportFormat | null {
  const ending = /\.(warc\.gz|[a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase()
  return ending === undefined ? null : (byEnding[ending] ?? null)
}

const headBytes = 4_096

/** What a file is: its first bytes where they say so, else its name. `null` when it is nothing that can be imported. */
export function formatOf({ name, bytes }: SourceFile): ImportFormat | null {
  const byName = formatOfName(name)
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, headBytes))
  // Also the old .xls and workbooks with a password, which the reader tells.
  if (head.startsWith('PK\x03\x04') || head.startsWith('\xd0\xcf\x11\xe0')) return 'xlsx'
  if (head.startsWith('\x1f\x8b')) return 'warc'
  if (/^WARC\/\d/.test(head)) return 'warc'
  if (byName === 'csv' || byName === 'json-lines' || byName === 'har') return byName
  const text = head.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '').trimStart()
  if (isSavedMail(text)) return 'mhtml'
  if (/^\{\s*"log"\s*:/.test(text)) return 'har'
  if (/^[[{]/.test(text)) return 'json'
  return text.startsWith('<') ? 'html' : byName
}

/** Whether a text begins with a mail's header whose content is several parts that belong together (RFC 2557). */
function isSavedMail(text: string): boolean {
  let field = ''
  for (const line of text.split('\n')) {
    // A line that begins with a blank goes on with the field before it.
    if (/^[ \t]/.test(line)) field += line.trim()
    else field = line.trim()
    if (/^content-type:\s{0,9}multipart\/related/i.test(field)) return true
    if (!/^[\w-]{1,80}:/.test(field)) return false
  }
  return false
}
