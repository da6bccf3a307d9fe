import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { z } from 'zod'
import { issueWords } from '../intake/issue-words.ts'
import { unreadable } from './file-bytes.ts'
import { CommandError, exitCode } from './verb.ts'

/** One line of a JSONL file: its value, or what is wrong with it, said with file and line. */
export type JsonLine<T> = { ok: true; line: number; value: T } | { ok: false; line: number; mistake: string }

/** A longer line is a mistake; it is not parsed. */
const lineUnitsMax = 20_000_000

/**
 * Reads a file of JSON lines, one at a time. Empty lines are let be.
 * @throws CommandError (usage) when the file cannot be read
 */
export async function* readJsonLines<S extends z.ZodType>(
  file: string,
  shape: S,
): AsyncGenerator<JsonLine<z.infer<S>>> {
  const found = await stat(file).catch((error: unknown) => unreadable(error))
  if (typeof found === 'string') throw new CommandError(`${file}: ${found}`)
  if (found.isDirectory()) throw new CommandError(`${file}: is a folder, not a file of JSON lines`)
  // A device never ends; a pipe (`… | morgiana match /dev/stdin`) does.
  if (found.isCharacterDevice() || found.isBlockDevice()) throw new CommandError(`${file}: is a device, no file`)
  const input = createReadStream(file, 'utf8')
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  let line = 0
  for await (const text of lines) {
    line++
    if (text.trim() === '') continue
    yield readLine(text, file, line, shape)
  }
}

function readLine<S extends z.ZodType>(text: string, file: string, line: number, shape: S): JsonLine<z.infer<S>> {
  const wrong = (column: number, what: string) => ({
    ok: false as const,
    line,
    mistake: `${file}:${line}:${column}  ${what}`,
  })
  if (text.length > lineUnitsMax) return wrong(1, `the line is longer than ${lineUnitsMax} characters`)
  let raw: unknown
  try {
    raw = JSON.parse(line === 1 ? text.replace(/^\ufeff/, '') : text)
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    return wrong(at === undefined ? 1 : Number(at) + 1, 'not a JSON object')
  }
  const parsed = shape.safeParse(raw)
  if (parsed.success) return { ok: true, line, value: parsed.data }
  const said = parsed.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || 'line'}: ${issueWords(issue.message)}`)
  return wrong(1, said.join('; '))
}

/** Mistakes that are said one by one; the rest is counted. */
const mistakesMax = 100

/** What to say of the mistakes of a file, and how the command ends for them. */
export const mistakesSaid = (mistakes: readonly string[]): string[] =>
  mistakes.length <= mistakesMax
    ? [...mistakes]
    : [...mistakes.slice(0, mistakesMax), `and ${mistakes.length - mistakesMax} more mistakes`]

export const codeFor = (mistakes: readonly string[]) => (mistakes.length > 0 ? exitCode.configuration : exitCode.fine)
