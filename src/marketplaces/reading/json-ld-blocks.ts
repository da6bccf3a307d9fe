import { decodeEntities } from './html-text.ts'
import { parseLenient } from './json-lenient.ts'
import { type Json, parseJson } from './json-values.ts'

const blocksMax = 100
/** The longest start tag of a script. */
const tagMax = 5_000
/** What of one page is read gently, which costs ten times what strict JSON costs; blocks behind that must be JSON. */
const gentleUnitsMax = 4_000_000
/** Marks around a block are taken off so many times: a comment in a CDATA section in a comment. */
const marksMax = 8

/** A page's JSON-LD, in its order; `unread` says of each block that could not be read which one it is and why. */
export type JsonLd = { values: Json[]; unread: string[] }

/** Every JSON-LD value of a page. What a comment of the page holds is no data of it. */
export function jsonLdOf(body: string): JsonLd {
  const values: Json[] = []
  const unread: string[] = []
  let block = 0
  let commentsEnd = true
  const gently = { left: gentleUnitsMax }
  const mark = /<!--|<script\b/gi
  for (let found = mark.exec(body); found && block < blocksMax; found = mark.exec(body)) {
    if (found[0] === '<!--') {
      // Where one comment has no end, none behind it has.
      const end = commentsEnd ? body.indexOf('-->', mark.lastIndex) : -1
      if (end >= 0) mark.lastIndex = end + 3
      else commentsEnd = false
      continue
    }
    const start = tagEnd(body, mark.lastIndex)
    if (start < 0) break
    const end = scriptEnd(body, start)
    const isLd = /\btype\s{0,5}=\s{0,5}["']?\s{0,5}application\/(?:\w{1,20}\+)?ld\+json/i.test(
      body.slice(found.index, start),
    )
    mark.lastIndex = end
    if (!isLd) continue
    block += 1
    const read = end >= body.length ? undefined : readBlock(body.slice(start, end), gently)
    if (read) values.push(...read)
    else
      unread.push(
        `block ${block} of its JSON-LD is no JSON: "${body
          .slice(start, start + 200)
          .replace(/\s+/g, ' ')
          .trim()
          .slice(0, 60)}"`,
      )
  }
  return { values, unread }
}

/** Behind the ">" of a start tag, which may stand in a quoted value as well; -1 without one. */
function tagEnd(body: string, from: number): number {
  let quote = ''
  for (let at = from; at < Math.min(body.length, from + tagMax); at += 1) {
    const sign = body.charAt(at)
    if (quote !== '') quote = sign === quote ? '' : quote
    else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '>') return at + 1
  }
  // A quote without its end.
  const end = body.indexOf('>', from)
  return end < 0 ? -1 : end + 1
}

function scriptEnd(body: string, from: number): number {
  const end = /<\/script/gi
  end.lastIndex = from
  return end.exec(body)?.index ?? body.length
}

function readBlock(text: string, gently: { left: number }): Json[] | undefined {
  const bare = withoutMarks(text)
  if (bare === '') return []
  // biome-ignore lint/suspicious/noControlCharactersInRegex: raw control characters within strings are what breaks them
  const strict = parseJson(bare.replace(/[\u0000-\u001f]+/g, ' '))
  if (strict !== undefined) return typeof strict === 'object' && strict !== null ? [strict] : undefined
  gently.left -= text.length
  if (gently.left < 0) return undefined
  const trimmed = text.trim()
  const gentle = parseLenient(trimmed) ?? (bare === trimmed ? undefined : parseLenient(bare))
  if (gentle || bare.includes('"') || !bare.includes('&quot;')) return gentle
  return parseLenient(decodeEntities(bare))
}

/** Marks that shops leave around their JSON-LD: comments, CDATA, a semicolon. */
const leading = ['<!--', '-->', '//', '/*', '<![CDATA[', '*/', '><!--', '\ufeff']
const trailing = [';', '<!--', '-->', '*/', ']]>', '//', '/*', '//--><!]]>']

/** Each pass looks at the ends alone, no regular expression that could go back and forth over a long run of blanks. */
function withoutMarks(text: string): string {
  let bare = text.trim()
  for (let pass = 0; pass < marksMax; pass += 1) {
    const before = bare.length
    for (const mark of leading) if (bare.startsWith(mark)) bare = bare.slice(mark.length).trimStart()
    for (const mark of trailing) if (bare.endsWith(mark)) bare = bare.slice(0, -mark.length).trimEnd()
    if (bare.length === before) break
  }
  return bare
}
