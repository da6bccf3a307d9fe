import { fileText } from './encoding/file-text.ts'
import { type Asked, noted, type Part, type Reading, type SourceFile, type Steps, Unreadable } from './intake.ts'
import { linesOf, type Piece, readLines } from './json-lines.ts'
import { readJsonText, refuseDeep } from './json-text.ts'
import { readSavedPage } from './page.ts'

/**
 * A file that is named .json: a marketplace's answer as it was saved, or listings. Listings are told by their keys, in the
 * first object of a list, or in the first line.
 */
export function* readJson(file: SourceFile, asked: Asked): Steps<Reading> {
  const { text, note } = fileText(file.bytes, asked.encoding)
  refuseDeep(text)
  const head = text.slice(0, headUnits)
  if (isOneLine(head) && isListing(firstLine(head))) return noted(yield* readLines(file, linesOf(text), asked), note)
  const list = listOf(text)
  if (list !== null && isListing(list[0])) {
    return noted(yield* readLines(file, piecesOf(list), asked), note)
  }
  return noted({ parts: [answerIn(file, text, asked)], notes: [], mistakes: [] }, note)
}

const headUnits = 2_000_000

/** Whether the first line is an object by itself. */
function isOneLine(head: string): boolean {
  const line = head.trimStart().split('\n', 1)[0]?.trim() ?? ''
  return line.startsWith('{') && line.endsWith('}')
}

/**
 * The answer of a marketplace that was saved.
 * @throws Unreadable for JSON of something else, saying what it holds
 */
function answerIn({ name }: SourceFile, text: string, asked: Asked): Part {
  const part = tried(() => readSavedPage(name, text, asked))
  if (typeof part === 'object' && part.missing?.state !== 'changed') return part
  const value = parsed(text)
  if (value === null) {
    const { at } = firstFault(text)
    throw new Unreadable('not JSON', at.row, at.column)
  }
  const reader = asked.marketplace ?? (typeof part === 'object' ? part.marketplace : null)
  const whose = reader === null ? '' : `, nor an answer that the reader of ${reader} knows`
  throw new Unreadable(
    `JSON of something else, ${contentOf(value)}: neither listings (objects with a title and an id)${whose}; lists of other tools can be read as CSV`,
  )
}

const tried = (read: () => Part): Part | string => {
  try {
    return read()
  } catch (error) {
    if (error instanceof Unreadable) return error.message
    throw error
  }
}

const keysMax = 8

/** "a list of 3 objects with the keys asin, name": what stands in a value, for people. */
function contentOf(value: unknown): string {
  if (Array.isArray(value))
    return `a list of ${value.length}${value.length > 0 ? `, the first ${contentOf(value[0])}` : ''}`
  if (typeof value !== 'object' || value === null) return `a ${value === null ? 'null' : typeof value}`
  const keys = Object.keys(value)
  const said = keys.slice(0, keysMax).map((key) => `"${key.slice(0, 40)}"`)
  return `an object with the keys ${said.join(', ')}${keys.length > keysMax ? ', …' : ''}`
}

function firstFault(text: string): { at: { row: number; column: number } } {
  const read = readJsonText(text)
  const before = text.slice(0, read.ok ? 0 : read.at).split('\n')
  return { at: { row: before.length, column: (before.at(-1)?.length ?? 0) + 1 } }
}

const firstLine = (text: string): unknown => parsed(text.trimStart().split('\n', 1)[0] ?? '')

/** One by one and let go of, so that the list does not stand there twice. */
function* piecesOf(list: unknown[]): Generator<Piece> {
  for (const [at, each] of list.entries()) {
    list[at] = undefined
    yield { line: at + 1, piece: JSON.stringify(each) }
  }
}

function listOf(text: string): unknown[] | null {
  const value = /^\s*\[/.test(text) ? parsed(text) : null
  return Array.isArray(value) ? value : null
}

const isListing = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (('title' in value && 'id' in value) || ('listings' in value && 'outcome' in value))

function parsed(text: string): unknown {
  const read = readJsonText(text)
  return read.ok ? read.value : null
}
