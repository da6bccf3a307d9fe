import type { EventRecord } from '../../evidence/custody/event-record.ts'
import type { EventFile } from '../keeper.ts'
import { type GivenFile, PurchaseRefused } from './purchases.ts'

/** Of one event. A phone's photograph has 3 to 12 MB, a scanned report some more. */
const filesMax = 20
const fileBytesMax = 25 * 1024 * 1024

/** What a file is, by how it begins: names and declared types are whatever somebody says. */
const kinds: readonly { type: string; ending: string; begins: (head: string) => boolean }[] = [
  { type: 'image/jpeg', ending: 'jpg', begins: (head) => head.startsWith('\xff\xd8\xff') },
  { type: 'image/png', ending: 'png', begins: (head) => head.startsWith('\x89PNG\r\n\x1a\n') },
  { type: 'image/webp', ending: 'webp', begins: (head) => head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP' },
  {
    type: 'image/heic',
    ending: 'heic',
    begins: (head) => head.slice(4, 8) === 'ftyp' && /^(heic|heix|mif1|msf1)$/.test(head.slice(8, 12)),
  },
  {
    type: 'image/tiff',
    ending: 'tif',
    begins: (head) => head.startsWith('II*\0') || head.startsWith('MM\0*'),
  },
  { type: 'application/pdf', ending: 'pdf', begins: (head) => head.startsWith('%PDF-') },
]

/**
 * Files as they are kept: exactly their bytes, under a name that a bundle may hold.
 * @param what they are, for whoever reads the record
 * @throws PurchaseRefused for what is too large, too many, or neither a picture nor a PDF
 */
export function eventFiles(files: readonly GivenFile[], what: string): EventFile[] {
  if (files.length > filesMax) throw new PurchaseRefused([{ field: 'files', says: `are more than ${filesMax}` }])
  return files.map(({ name, bytes }, at) => {
    const refuse = (says: string) => new PurchaseRefused([{ field: name.slice(0, 100), says }])
    if (bytes.byteLength > fileBytesMax) throw refuse(`has more than ${fileBytesMax / 1024 / 1024} MB`)
    const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
    const kind = kinds.find(({ begins }) => begins(head))
    if (!kind) throw refuse('is neither a picture (JPEG, PNG, WebP, HEIC, TIFF) nor a PDF')
    const place = String(at + 1).padStart(2, '0')
    return { name: `${place}-${stemOf(name)}.${kind.ending}`, what: `${what}: ${plain(name)}`, type: kind.type, bytes }
  })
}

/** What a bundle's paths may hold of a name. */
const stemOf = (name: string): string => {
  const words =
    name
      .replace(/\.[^.]*$/, '')
      .normalize('NFKD')
      .match(/[A-Za-z0-9_]+/g) ?? []
  return words.join('-').slice(0, 60) || 'file'
}

const plain = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .slice(0, 200) || 'file'

/** The files of an event that is written down, for another that says it again. */
export const keptFiles = ({ files }: Pick<EventRecord, 'files'>): EventFile[] =>
  files.map(({ path, what, type, sha256, bytes }) => ({
    ...{ name: path.split('/').at(-1) ?? path, what, type, kept: { sha256, bytes } },
  }))
