/**
 * Text as it is compared: compatibility forms (NFKC), lower case, no accents on Latin, Greek and Cyrillic letters, no
 * invisible characters, one space for any white space, plain quotes and dashes.
 * `starts[i]`, `ends[i]` are the range in the original, in UTF-16 units, that folded unit i was made from.
 */
export type Folded = { text: string; starts: Int32Array; ends: Int32Array; original: string; isCut: boolean }

/** Longest text that is folded, in UTF-16 units; what is behind it is not looked at, and `isCut` says so. */
export const foldedUnitsMax = 20_000

/** Zero-width characters, direction marks, variation selectors, tags, fillers: Unicode's Default_Ignorable_Code_Point. */
const invisible = /\p{DI}|[\ufff9-\ufffb]/u
const accents =
  /\u0640|[\u0300-\u036f]|[\u0483-\u0489]|[\u064b-\u065f]|\u0670|[\u06d6-\u06ed]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]|[\ufe20-\ufe2f]/gu
const plainer = new Map<string, string>([
  ...[...'‘’ʼʻ`´′＇ʹ'].map((quote): [string, string] => [quote, "'"]),
  ...[...'“”„«»″'].map((quote): [string, string] => [quote, '"']),
  ...[...'‐‑‒–—―−﹣'].map((dash): [string, string] => [dash, '-']),
  ['ı', 'i'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ø', 'o'],
  ['ς', 'σ'],
  ['ى', 'ي'],
  ['أ', 'ا'],
  ['إ', 'ا'],
  ['آ', 'ا'],
  ['ة', 'ه'],
])

const known = new Map<number, string>()
/** The table is filled as characters are met and cannot grow beyond this. */
const knownMax = 70_000

function foldPoint(point: number): string {
  const found = known.get(point)
  if (found !== undefined) return found
  const char = String.fromCodePoint(point)
  const folded = /\s/u.test(char) ? ' ' : invisible.test(char) ? '' : foldVisible(char)
  if (known.size < knownMax) known.set(point, folded)
  return folded
}

function foldVisible(char: string): string {
  const early = plainer.get(char)
  if (early !== undefined) return early
  // Lone surrogates have no normal form of their own and stay what they are.
  const apart = char.normalize('NFKD').replace(accents, '').normalize('NFC').toLowerCase()
  const bare = apart.normalize('NFKD').replace(accents, '').normalize('NFC')
  return Array.from(bare, (part) => plainer.get(part) ?? part)
    .join('')
    .replace(/\s+/gu, ' ')
}

/** Voicing marks of kana that stand alone (half-width forms): they belong to the kana before. */
const voicing = new Map<number, string>([
  [0x3099, '\u3099'],
  [0x309a, '\u309a'],
  [0xff9e, '\u3099'],
  [0xff9f, '\u309a'],
])

/** Folds a text and keeps the way back. Never throws; linear in the length, which is cut at `unitsMax`. */
export function foldText(original: string, unitsMax = foldedUnitsMax): Folded {
  const isCut = original.length > unitsMax
  const stop = Math.min(original.length, unitsMax)
  const parts: string[] = []
  let starts = new Int32Array(stop + 16)
  let ends = new Int32Array(stop + 16)
  let length = 0
  let last = ''
  for (let at = 0; at < stop; ) {
    const point = original.codePointAt(at) ?? 0
    const next = at + (point > 0xffff ? 2 : 1)
    const mark = voicing.get(point)
    const joined = mark && last ? (last + mark).normalize('NFC') : ''
    if (joined.length === 1 && parts.length > 0) {
      parts[parts.length - 1] = joined
      ends[length - 1] = next
      last = joined
    } else {
      const folded = foldPoint(point)
      if (folded !== '' && !(folded === ' ' && (last === ' ' || last === ''))) {
        if (length + folded.length > starts.length) {
          starts = grown(starts)
          ends = grown(ends)
        }
        for (let unit = 0; unit < folded.length; unit++) {
          starts[length] = at
          ends[length] = Math.min(next, stop)
          length++
        }
        parts.push(folded)
        last = folded
      } else if (folded === '' && length > 0 && !/\s/u.test(last)) {
        // An invisible character belongs to the visible one before it.
        ends[length - 1] = ends[length - 1] ?? next
      }
    }
    at = next
  }
  return { text: parts.join(''), starts, ends, original, isCut }
}

const grown = (array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
  const bigger = new Int32Array(array.length * 2 + 16)
  bigger.set(array)
  return bigger
}

/** The folded text alone, for names and terms that are compared whole. */
export const folded = (text: string): string => foldText(text).text.trim()

/** The range in the original that a range of folded units was made from. */
export function originalRange(text: Folded, start: number, end: number): { start: number; end: number } {
  const first = text.starts[start] ?? 0
  const last = text.ends[Math.max(start, end - 1)] ?? text.original.length
  return { start: first, end: Math.max(first, last) }
}

/** Scripts that are written without spaces between words, so that a term may stand inside a run of letters. */
const unspaced =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3005-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\ud840-\ud88f]/u
const wordUnit = /[\p{L}\p{N}\p{M}]/u
/** 0 not part of a word, 1 a letter or digit of a spaced script, 2 of a script without spaces; filled as met. */
const unitKinds = new Uint8Array(0x10000)

/** What a UTF-16 unit is to word boundaries. */
export function unitKind(unit: number): 'none' | 'spaced' | 'unspaced' {
  let kind = unitKinds[unit]
  if (!kind) {
    const char = String.fromCharCode(unit)
    kind = unspaced.test(char) ? 3 : wordUnit.test(char) ? 2 : 1
    unitKinds[unit] = kind
  }
  return kind === 3 ? 'unspaced' : kind === 2 ? 'spaced' : 'none'
}

/** Whether a word of a spaced script could begin or end between two units. */
export const isBoundary = (before: number, after: number): boolean =>
  !(unitKind(before) === 'spaced' && unitKind(after) === 'spaced')
