import { Malformed } from '../malformed.ts'
import { type NoteSigner, readNote, type SignedNote, signNote } from './signed-note.ts'

/** A key that is announced in the log: `log` signs heads, `wacz` signs captures. */
export type KeyRecord = {
  id: string
  purpose: 'log' | 'wacz'
  /** log: C2SP vkey; wacz: base64 of the SPKI DER. */
  key: string
  from: string
  replaces: string | null
  /** first, yearly change, lost, compromised, or other + words */
  reason: string
}

export const keyReason = /^(first|yearly change|lost|compromised|other\b.*)$/

/** @param signers the log key in force before, and the new one where it is a log key */
export const signKeyRecord = (record: KeyRecord, signers: readonly NoteSigner[]): string =>
  signNote(
    [
      'morgiana-key/1',
      `id ${record.id}`,
      `purpose ${record.purpose}`,
      `key ${record.key}`,
      `from ${record.from}`,
      `replaces ${record.replaces ?? 'none'}`,
      `reason ${record.reason}`,
      '',
    ].join('\n'),
    signers,
  )

/** @throws Malformed */
export function readKeyRecord(bytes: Uint8Array): KeyRecord & { note: SignedNote } {
  const note = readNote(bytes)
  const [format, ...lines] = note.body.slice(0, -1).split('\n')
  const fields = new Map(lines.filter((line) => line.includes(' ')).map((line) => cutAtSpace(line)))
  const field = (name: string): string => {
    const value = fields.get(name)
    if (value === undefined) throw new Malformed('not a morgiana-key/1 note')
    return value
  }
  if (format !== 'morgiana-key/1') throw new Malformed('not a morgiana-key/1 note')
  const purpose = field('purpose')
  if (purpose !== 'log' && purpose !== 'wacz') throw new Malformed(`purpose "${purpose}"`)
  const replaces = field('replaces')
  return {
    ...{ id: field('id'), purpose, key: field('key'), from: field('from'), reason: field('reason'), note },
    replaces: replaces === 'none' ? null : replaces,
  }
}

const cutAtSpace = (line: string): [string, string] => {
  const at = line.indexOf(' ')
  return [line.slice(0, at), line.slice(at + 1)]
}
