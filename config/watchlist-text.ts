import {
  CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  type ParsedNode,
  parseAllDocuments,
  Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { inOrder, type Mistake } from './mistake.ts'

/** A file that is longer (in UTF-16 units) is not read. */
const charactersMax = 500_000
/** Nested brackets, "- - -" on one line, and spaces before a line: more make the YAML package run out of stack. */
const nestingMax = 20
const indentMax = 200
/** Values after aliases are written out, and aliases: a small text can stand for a giant one. */
const valuesMax = 50_000
const aliasesMax = 100

export type Path = readonly (string | number)[]

/** A file's values: objects, arrays, and every other value as the text that was written; `undefined` where none was. */
export type WatchlistText = {
  root: unknown
  mistakes: Mistake[]
  /** The mistake at the value of a path, at the key of it, or at the nearest place above that exists. */
  mistakeAt(path: Path, message: string, at?: 'value' | 'key'): Mistake
  /** Whether the file has the key or list entry, even with nothing behind it. */
  has(path: Path): boolean
}

const byteOrderMark = '\uFEFF'

/**
 * Reads YAML 1.2 with every scalar kept as text, so that 129.00, 0123 and `no` stay what was written.
 * @returns the values with their places, or, when it is no YAML, only mistakes. Never throws.
 */
export function readYaml(
  content: string,
  file: string,
): { ok: true; text: WatchlistText } | { ok: false; mistakes: Mistake[] } {
  const text = content.startsWith(byteOrderMark) ? content.slice(1) : content
  const lines = new LineCounter()
  const at = (offset: number, path: Path, message: string): Mistake => {
    const place = lines.linePos(Math.max(0, offset))
    return { file, line: Math.max(1, place.line), column: Math.max(1, place.col), path: path.join('.'), message }
  }
  const refused = (offset: number, message: string) => ({ ok: false as const, mistakes: [at(offset, [], message)] })

  if (text.length > charactersMax) return refused(0, `is longer than ${charactersMax} characters: split the file`)
  const tooDeep = nestedTooDeeply(text)
  if (tooDeep !== null) {
    countLines(text, lines)
    return refused(tooDeep, 'is nested too deeply')
  }
  const parsed = parseAllDocuments(text, {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false, // checked below: the package compares each key with each other
    logLevel: 'error',
  })
  const documents: Document.Parsed[] = Array.isArray(parsed) ? parsed : []
  const [document, second] = documents
  const errors = documents.flatMap((each) => each.errors)
  if (errors.length > 0) {
    const mistakes = errors.slice(0, 1_000).map((error) => at(error.pos[0], [], said(error.code, error.message)))
    return { ok: false, mistakes: inOrder(mistakes) }
  }
  if (second) return refused(second.range[0], 'a second document begins here ("---"): use a "watches:" list')
  if (!document?.contents) return refused(0, 'is empty: the smallest watchlist has brand, keywords and marketplaces')
  const { tooMuchAt, ...read } = withPlaces(document, at)
  if (tooMuchAt === null) return { ok: true, text: read }
  const most = `${valuesMax} values or ${aliasesMax} aliases`
  return refused(tooMuchAt, `holds more than ${most}, or an alias that holds itself`)
}

const sentences = new Map([
  ['TAB_AS_INDENT', 'a tab is used to indent: YAML wants spaces'],
  ['BLOCK_AS_IMPLICIT_KEY', 'a second "key:" stands on this line: put a text that holds ": " in quotes'],
  ['RESOURCE_EXHAUSTION', 'is nested too deeply'],
])

const said = (code: string, message: string): string =>
  sentences.get(code) ?? `is not YAML: ${message.split('\n', 1)[0]}`.slice(0, 300)

function countLines(text: string, lines: LineCounter): void {
  lines.addNewLine(0)
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lines.addNewLine(end + 1)
}

/** Where the text is nested deeper than any watchlist needs, or null. Needed because "[[[[…" ends the whole process. */
function nestedTooDeeply(text: string): number | null {
  let offset = 0
  let flow = 0
  let dashes = 0
  for (const lexeme of new Lexer().lex(text)) {
    const type = CST.tokenType(lexeme)
    if (type === 'doc-mode' || type === 'scalar' || type === 'flow-error-end') continue // marks without length
    if (type === 'flow-seq-start' || type === 'flow-map-start') flow++
    if (type === 'flow-seq-end' || type === 'flow-map-end') flow = Math.max(0, flow - 1)
    if (type === 'newline') dashes = 0
    if (type === 'seq-item-ind' || type === 'explicit-key-ind') dashes++
    const indent = type === 'space' ? lexeme.length : 0
    if (flow > nestingMax || dashes > nestingMax || indent > indentMax) return offset
    offset += lexeme.length
  }
  return null
}

type Place = { key: number; value: number }

function withPlaces(
  document: Document.Parsed,
  at: (offset: number, path: Path, message: string) => Mistake,
): WatchlistText & { tooMuchAt: number | null } {
  const places = new Map<string, Place>()
  const mistakes: Mistake[] = []
  let tooMuchAt: number | null = null
  let values = 0
  let aliases = 0

  /** Bounded by the number of values and, since an alias may hold itself, by depth. */
  function read(node: Node | null, path: Path, key: number, from: number | null): unknown {
    const start = from ?? node?.range?.[0] ?? key
    places.set(JSON.stringify(path), { key, value: start })
    if (++values > valuesMax || path.length > nestingMax) return tooMany(start)
    if (isAlias(node)) {
      if (++aliases > aliasesMax) return tooMany(start)
      const target = node.resolve(document)
      if (target) return read(target, path, key, start)
      mistakes.push(at(start, path, `no "&${node.source}" comes before`))
      return undefined
    }
    if (isMap(node)) return readMap(node, path, from)
    if (isSeq(node)) return readList(node, path, from)
    if (isScalar(node)) return written(node)
    return undefined
  }

  function readList(node: YAMLSeq, path: Path, from: number | null): unknown[] {
    return node.items.map((item, index) => {
      const child = isNode(item) ? item : null
      return read(child, [...path, index], from ?? child?.range?.[0] ?? node.range?.[0] ?? 0, from)
    })
  }

  function readMap(node: YAMLMap, path: Path, from: number | null): Record<string, unknown> {
    const entries = new Map<string, unknown>()
    for (const { key, value } of node.items) {
      const start = from ?? (isNode(key) ? (key.range?.[0] ?? 0) : (node.range?.[0] ?? 0))
      const name = isScalar(key) ? String(key.value ?? '') : null
      if (name === null) mistakes.push(at(start, path, 'a key must be a plain word'))
      else if (entries.has(name)) mistakes.push(at(start, [...path, name], 'is written twice'))
      else entries.set(name, read(isNode(value) ? value : null, [...path, name], start, from))
    }
    return Object.fromEntries(entries)
  }

  function tooMany(offset: number): undefined {
    tooMuchAt ??= offset
  }

  const root = read(document.contents, [], 0, null)
  const mistakeAt: WatchlistText['mistakeAt'] = (path, message, which = 'value') => {
    for (let length = path.length; length >= 0; length--) {
      const place = places.get(JSON.stringify(path.slice(0, length)))
      if (place) return at(length === path.length ? place[which] : place.value, path, message)
    }
    return at(0, path, message)
  }
  return { tooMuchAt, root, mistakes, mistakeAt, has: (path) => places.has(JSON.stringify(path)) }
}

/** The text of a scalar, NFC and without spaces around it; `undefined` for a key with nothing behind it. */
function written(node: Scalar): string | undefined {
  const text = typeof node.value === 'string' ? node.value : (node.source ?? '')
  const isNothing = text === '' && node.type !== Scalar.QUOTE_DOUBLE && node.type !== Scalar.QUOTE_SINGLE
  return isNothing ? undefined : text.normalize('NFC').trim()
}

const isNode = (value: unknown): value is ParsedNode =>
  isAlias(value) || isMap(value) || isSeq(value) || isScalar(value)
