/** A run of a text as it is shown: `reasons` are the places in the list of spans that cover it, `hidden` a character's name. */
export type Segment =
  | { kind: 'text'; text: string; reasons: number[] }
  | { kind: 'hidden'; text: string; name: string; reasons: number[] }

type Range = { start: number; end: number }

const shortNames: Record<string, string> = {
  '\u00ad': 'soft hyphen',
  '\u200b': 'zero-width space',
  '\u200c': 'zero-width non-joiner',
  '\u200d': 'zero-width joiner',
  '\u200e': 'left-to-right mark',
  '\u200f': 'right-to-left mark',
  '\u202a': 'left-to-right embedding',
  '\u202b': 'right-to-left embedding',
  '\u202c': 'end of embedding',
  '\u202d': 'left-to-right override',
  '\u202e': 'right-to-left override',
  '\u2060': 'word joiner',
  '\u2066': 'left-to-right isolate',
  '\u2067': 'right-to-left isolate',
  '\u2068': 'isolate',
  '\u2069': 'end of isolate',
  '\ufeff': 'byte order mark',
}

/** Characters that a reader cannot see: controls, format characters and the fillers that look like nothing. */
const hiddenCharacter = /^(?:[\p{Cc}\p{Cf}\p{Co}\u115f\u1160\u3164\uffa0\u2800]|\u180b|\u180c|\u180d)$/u
/** A joiner is honest inside an emoji and in scripts that are written with it. */
const scriptsWithJoiners = [
  'Arabic',
  'Devanagari',
  'Bengali',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Gujarati',
  'Gurmukhi',
  'Sinhala',
  'Khmer',
  'Mongolian',
]
const writtenWithJoiners = new RegExp(
  `^(?:\\ufe0f|\\p{Extended_Pictographic}|\\p{Emoji_Modifier}|${scriptsWithJoiners.map((name) => `\\p{Script=${name}}`).join('|')})$`,
  'u',
)

/**
 * Cuts a text where a reason begins or ends and around every hidden character, so that a title that hides something
 * shows it. Put together, the segments' texts are the text. Ranges beyond the text are cut off. Never throws.
 */
export function segmentsOf(text: string, ranges: readonly (Range | undefined)[]): Segment[] {
  const segments: Segment[] = []
  let at = 0
  let before = ''
  for (const character of text) {
    const reasons = ranges.flatMap((range, place) => (range && range.start <= at && at < range.end ? [place] : []))
    const name = hiddenName(character, before)
    const last = segments.at(-1)
    if (name !== null) segments.push({ kind: 'hidden', text: character, name, reasons })
    else if (last?.kind === 'text' && sameNumbers(last.reasons, reasons)) last.text += character
    else segments.push({ kind: 'text', text: character, reasons })
    at += character.length
    before = character
  }
  return withoutPiles(segments)
}

function hiddenName(character: string, before: string): string | null {
  if (!hiddenCharacter.test(character)) return null
  if (character === '\n' || character === '\t' || character === '\r') return null
  if ((character === '\u200d' || character === '\u200c') && writtenWithJoiners.test(before)) return null
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return shortNames[character] ?? `U+${code}`
}

/** As many marks may stand on one character as scripts write with; what is piled up beyond paints over other lines. */
const marksMax = 3

/** Marks beyond the bound, as one hidden thing with their count; the segments' texts together are still the text. */
function withoutPiles(segments: readonly Segment[]): Segment[] {
  return segments.flatMap((segment) => (segment.kind === 'hidden' ? [segment] : cutPiles(segment)))
}

const piled = new RegExp(`(?<=\\p{M}{${marksMax}})\\p{M}+`, 'gu')

function cutPiles(segment: Segment & { kind: 'text' }): Segment[] {
  const cut: Segment[] = []
  let at = 0
  for (const { 0: marks, index } of segment.text.matchAll(piled)) {
    if (index > at) cut.push({ ...segment, text: segment.text.slice(at, index) })
    cut.push({ kind: 'hidden', text: marks, name: `${[...marks].length} marks`, reasons: segment.reasons })
    at = index + marks.length
  }
  if (at < segment.text.length) cut.push({ ...segment, text: segment.text.slice(at) })
  return cut
}

const sameNumbers = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, place) => value === b[place])

/** The text without what cannot be seen, for a screen reader and for one line of a list. */
export const plainText = (text: string): string =>
  segmentsOf(text, [])
    .map((segment) => (segment.kind === 'hidden' ? '' : segment.text))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()

/** A field of at most so many words is marked whole; a longer one that a reason rests on as a whole would be yellow from end to end. */
const wholeWordsMax = 3

/** Whether a reason's range is the whole field, so that marking it would hide the words that matter. */
export const isWhole = (text: string, range: Range): boolean =>
  range.start <= 0 && range.end >= text.length && text.trim().split(/\s+/).length > wholeWordsMax
