/**
 * What a page shows, roughly: its text without scripts, styles and comments, spaces made one. One pass, no DOM.
 *
 * @param max stops when this many characters are there
 */
export function visibleText(html: string, max: number): string {
  let text = ''
  let at = 0
  while (at < html.length && text.length < max) {
    const open = html.indexOf('<', at)
    const end = open < 0 ? html.length : open
    // Nineteen megabytes may stand between two tags: no more of them is made tidy than is asked for.
    for (; at < end && text.length < max; at += pieceMax)
      text += tidy(html.slice(at, Math.min(end, at + pieceMax)), text)
    if (open < 0) break
    if (block.test(html.slice(open, open + 9)) && text !== '' && !text.endsWith(' ')) text += ' '
    at = afterTag(html, open)
  }
  return decodeEntities(text).trim().slice(0, max)
}

/** Text between two tags is made tidy so many UTF-16 units at a time. */
const pieceMax = 65_536

/** Whether `visibleText` would certainly be longer than this: letters and digits are counted, and none is put together. */
export function showsMoreThan(html: string, max: number): boolean {
  let count = 0
  for (let open = html.indexOf('<'), at = 0; open >= 0; open = html.indexOf('<', at)) {
    while (at < open) {
      const code = html.charCodeAt(at)
      // What follows may be an entity, of which nobody knows here how many letters it is.
      if (code === 38) break
      if (isShown(code)) count += 1
      at += 1
    }
    if (count > max) return true
    at = afterTag(html, open)
  }
  return false
}

/** Neither a space nor a mark of no width. */
const isShown = (code: number): boolean =>
  (code > 32 && code < 0x7f) || (code > 0xa0 && code < 0x1600) || (code > 0x3000 && code < 0xfe00)

/** Tags that end a line. */
const block = /^<\/?(?:p|div|br|li|ul|h[1-6]|tr|td|section|title|button)\b/i

/** Zero-width characters are no text: a login page began with 40,000 of them (temu 2026-04). */
function tidy(piece: string, before: string): string {
  const plain = piece.replace(/[\s\u200b-\u200f\u2060\ufeff]+/g, ' ')
  if (plain === '' || plain === ' ') return before === '' || before.endsWith(' ') ? '' : ' '
  return before.endsWith(' ') || before === '' ? plain.trimStart() : plain
}

function afterTag(html: string, open: number): number {
  if (html.startsWith('<!--', open)) return after(html, '-->', open + 4)
  // Only an "s" begins the names of both.
  const name =
    (html.charCodeAt(open + 1) | 32) === 115 &&
    /^<(script|style)\b/i.exec(html.slice(open, open + 10))?.[1]?.toLowerCase()
  if (name) {
    const close = name === 'script' ? /<\/script/gi : /<\/style/gi
    close.lastIndex = open
    const found = close.exec(html)
    return found ? after(html, '>', found.index) : html.length
  }
  return after(html, '>', open + 1)
}

function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from)
  return found < 0 ? html.length : found + mark.length
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** The few entities that prices, titles and sentences use; others stay as they are. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,6});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name.toLowerCase()] ?? whole
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** Spaces of all kinds made one, marks of no width dropped, trimmed. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\u200b-\u200f\u2060\ufeff]+/g, '')
    .replace(/\s+/gu, ' ')
    .trim()

/** Spaces of all kinds made one, trimmed. */
export const foldSpaces = (text: string): string => (isFolded(text) ? text : text.replace(/\s+/gu, ' ').trim())

/** Most texts are as they should be, which is seen at a tenth of what replacing costs. */
function isFolded(text: string): boolean {
  let before = 32
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 32 || (code === 32 && before === 32)) return false
    // Spaces beyond ASCII, and some that are none: those are for the regular expression.
    if (code === 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x205f) || code === 0x3000 || code === 0xfeff)
      return false
    before = code
  }
  return before !== 32 || text === ''
}
