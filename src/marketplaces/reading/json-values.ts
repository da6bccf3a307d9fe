/** Values of embedded JSON: everything is foreign, so each step says what it expects and gets `undefined` otherwise. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** Embedded JSON larger than this is not read. */
const jsonLengthMax = 8_000_000

/** The value of a JSON text; `undefined` for what is none. Never throws. */
export function parseJson(text: string): Json | undefined {
  if (text.length > jsonLengthMax) return undefined
  try {
    // JSON.parse says "any"; what it gives is JSON.
    return JSON.parse(text) as Json
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** The value at a path of names and indexes: `at(data, 'items', 0, 'title')`. Own properties only. */
export function at(value: Json | undefined, ...path: (string | number)[]): Json | undefined {
  let found = value
  for (const step of path) {
    if (typeof found !== 'object' || found === null) return undefined
    if (Array.isArray(found)) found = typeof step === 'number' ? found[step] : undefined
    else found = Object.hasOwn(found, step) ? (found as { readonly [name: string]: Json })[step] : undefined
  }
  return found
}

/** A text, or a number as text; `undefined` for all else and for the empty text. */
export function textAt(value: Json | undefined, ...path: (string | number)[]): string | undefined {
  const found = at(value, ...path)
  if (typeof found === 'number' && Number.isFinite(found)) return plainNumber(found)
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : undefined
}

/** A number, or a text that is a plain one. */
export function numberAt(value: Json | undefined, ...path: (string | number)[]): number | undefined {
  const found = at(value, ...path)
  if (typeof found === 'number') return Number.isFinite(found) ? found : undefined
  return typeof found === 'string' && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(found.trim()) ? Number(found) : undefined
}

export function listAt(value: Json | undefined, ...path: (string | number)[]): readonly Json[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}

/** A number as decimal digits, never in exponents; JSON's numbers keep the digits that were written. */
function plainNumber(value: number): string {
  const text = String(value)
  if (!text.includes('e')) return text
  return Math.abs(value) < 1 ? value.toFixed(12).replace(/\.?0+$/, '') : BigInt(value).toString()
}

/**
 * The JSON object that begins at or after a mark in a script, cut out by counting brackets outside of strings; for
 * `window.x = {…};` and its like.
 *
 * @param mark what stands before it, as written: "window.runParams = "
 */
export function jsonAfter(body: string, mark: string, from = 0): Json | undefined {
  const found = body.indexOf(mark, from)
  if (found < 0) return undefined
  const start = found + mark.length
  const open = /[{[]/.exec(body.slice(start, start + 200))
  return open ? parseJson(cutJson(body, start + open.index)) : undefined
}

/** The text of the bracketed value that begins at `start`; "" when it does not end. */
function cutJson(body: string, start: number): string {
  const brackets = /["{}[\]]/g
  brackets.lastIndex = start
  let depth = 0
  for (let match = brackets.exec(body); match; match = brackets.exec(body)) {
    if (match.index - start > jsonLengthMax) return ''
    if (match[0] === '"') brackets.lastIndex = afterString(body, match.index + 1)
    else depth += match[0] === '{' || match[0] === '[' ? 1 : -1
    if (depth === 0) return body.slice(start, brackets.lastIndex)
  }
  return ''
}

function afterString(body: string, from: number): number {
  for (let quote = body.indexOf('"', from); quote >= 0; quote = body.indexOf('"', quote + 1)) {
    let slashes = 0
    while (body[quote - 1 - slashes] === '\\') slashes += 1
    if (slashes % 2 === 0) return quote + 1
  }
  return body.length
}
