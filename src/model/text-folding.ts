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

/**
 * What a UTF-16 unit folds to where that is one unit; filled as met. 0: not met yet. `apart`: it folds to nothing, to
 * several units, or not on its own.
 */
const unitFolds = new Uint16Array(0x10000)
const apart = 0xffff

function foldUnit(unit: number): number {
  const isLone = !voicing.has(unit) && (unit < 0xd800 || unit > 0xdfff)
  const folded = isLone ? foldPoint(unit) : ''
  const made = folded.length === 1 ? folded.charCodeAt(0) : apart
  unitFolds[unit] = made
  return made
}

const space = 0x20
/** Nothing was folded yet; the last part was of several units. */
const none = -1
const several = -2

/** 0, 1, 2 …: the way back of a text that keeps its length. Shared, never written to. */
const places = Int32Array.from({ length: foldedUnitsMax + 1 }, (_, at) => at)
const placesAfter = places.subarray(1)

/** The fold of a text of plain characters and single spaces, which is its lower case; null for any other. */
function foldPlain(original: string): Folded | null {
  if (original.length > foldedUnitsMax || !/^[!-_a-~][ -_a-~]*$/.test(original) || original.includes('  ')) return null
  return { text: original.toLowerCase(), starts: places, ends: placesAfter, original, isCut: false }
}

/** Folds a text and keeps the way back. Never throws; linear in the length, which is cut at `unitsMax`. */
export function foldText(original: string, unitsMax = foldedUnitsMax): Folded {
  return (original.length <= unitsMax ? foldPlain(original) : null) ?? foldAny(original, unitsMax)
}

/** What one text folds to, while it is folded: used by one call after the other. */
const scratch = { units: new Int32Array(1_024), starts: new Int32Array(1_024), ends: new Int32Array(1_024) }

function makeRoom(length: number): void {
  if (length <= scratch.units.length) return
  for (const key of ['units', 'starts', 'ends'] as const) {
    const bigger = new Int32Array(length * 2)
    bigger.set(scratch[key])
    scratch[key] = bigger
  }
}

function foldAny(original: string, unitsMax: number): Folded {
  const isCut = original.length > unitsMax
  const stop = Math.min(original.length, unitsMax)
  makeRoom(stop)
  let { units, starts, ends } = scratch
  let length = 0
  let last = none
  let isMoved = isCut
  for (let at = 0; at < stop; ) {
    const unit = original.charCodeAt(at)
    const own = unitFolds[unit] || foldUnit(unit)
    if (own !== apart) {
      if (own !== space || (last !== space && last !== none)) {
        if (length === units.length) {
          makeRoom(length + 1)
          ;({ units, starts, ends } = scratch)
        }
        starts[length] = at
        ends[length] = at + 1
        units[length++] = own
        last = own
      } else isMoved = true
      at++
      continue
    }
    isMoved = true
    const point = original.codePointAt(at) ?? 0
    const next = at + (point > 0xffff ? 2 : 1)
    const mark = voicing.get(point)
    const joined = mark && last >= 0 ? (String.fromCharCode(last) + mark).normalize('NFC') : ''
    if (joined.length === 1) {
      last = joined.charCodeAt(0)
      units[length - 1] = last
      ends[length - 1] = next
    } else {
      const folded = foldPoint(point)
      if (folded !== '' && !(folded === ' ' && (last === space || last === none))) {
        makeRoom(length + folded.length)
        ;({ units, starts, ends } = scratch)
        for (let unit = 0; unit < folded.length; unit++) {
          starts[length] = at
          ends[length] = Math.min(next, stop)
          units[length++] = folded.charCodeAt(unit)
        }
        last = folded.length === 1 ? folded.charCodeAt(0) : several
      }
    }
    at = next
  }
  const text = textOf(units, length)
  if (!isMoved && length > 0) return { text, starts: places, ends: placesAfter, original, isCut }
  return { text, starts: starts.slice(0, length), ends: ends.slice(0, length), original, isCut }
}

/** Chunks of this many units become text at a time: arguments of one call are bounded. */
const chunk = 4_096

function textOf(units: Int32Array, length: number): string {
  let text = ''
  for (let at = 0; at < length; at += chunk) {
    text += Reflect.apply(String.fromCharCode, null, units.subarray(at, Math.min(at + chunk, length)))
  }
  return text
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
