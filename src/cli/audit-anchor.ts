import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Settings } from '../../config/settings.ts'
import type { AuditEntry, AuditStore } from '../store/audit/audit-store.ts'
import { CommandError } from './verb.ts'

/** An entry that was seen once: a log that does not hold it any more was cut, emptied or written anew. */
export type Anchor = { seq: string; hash: string; from: string }

/** @param from where the text stands, for people @throws CommandError for a text that is no anchor */
export function anchorOf(from: string, text: string): Anchor {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim()) ?? []
  if (seq === undefined || hash === undefined)
    throw new CommandError(`${from} is N:HASH, as "morgiana audit" prints it, not "${text.trim().slice(0, 80)}"`)
  return { seq, hash, from }
}

/** Why the log does not hold an anchor, in a sentence; none when it does. */
export async function unanchored(
  store: Pick<AuditStore, 'hashAt'>,
  { seq, hash, from }: Anchor,
  newest: AuditEntry | undefined,
): Promise<string[]> {
  const found = await store.hashAt(seq)
  if (found === hash) return []
  if (!newest) return [`Everything was deleted: entry ${seq} was seen before (${from}), and nothing is in the log.`]
  if (found === null)
    return [`The log was cut: it ends at entry ${newest.seq}, and entry ${seq} was seen before (${from}).`]
  return [`Entry ${seq} is another one than was seen before (${from}): the log was written anew.`]
}

/** The newest entry that this command saw, beside the database and not in it. */
export const anchorFile = ({ dataFolder }: Settings): string => join(dataFolder, 'audit-anchor')

/** @throws CommandError when the file holds no anchor */
export async function readAnchor(file: string): Promise<Anchor | null> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  return text === null ? null : anchorOf(file, text)
}

export async function keepAnchor(file: string, store: Pick<AuditStore, 'latest'>): Promise<void> {
  const [newest] = await store.latest(1)
  if (!newest) return
  await writeFile(`${file}.new`, `${newest.seq}:${newest.hash}\n`)
  await rename(`${file}.new`, file)
}
