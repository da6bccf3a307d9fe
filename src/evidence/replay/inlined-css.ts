import type { SeenAnswer } from './seen-answers.ts'

/** What stands under an address in the capture; null when it does not, or there is no room for it. */
export type Inliner = (address: string, base: string) => (SeenAnswer & { url: string }) | null

/** Sheets that sheets ask for, no deeper; and how long what asks for one may be. */
const depthMax = 3
const importMax = 2_500

/**
 * A style sheet whose pictures, fonts and imported sheets are data in it; what the capture does not hold is empty.
 * Read once from its beginning to its end: sheets are foreign and may be megabytes.
 */
export function inlinedCss(css: string, base: string, find: Inliner, depth = 0): string {
  const low = css.toLowerCase()
  const out: string[] = []
  let [at, nextImport, nextUrl] = [0, low.indexOf('@import'), low.indexOf('url(')]
  for (;;) {
    if (nextImport >= 0 && nextImport < at) nextImport = low.indexOf('@import', at)
    if (nextUrl >= 0 && nextUrl < at) nextUrl = low.indexOf('url(', at)
    const isImport = nextImport >= 0 && (nextUrl < 0 || nextImport < nextUrl)
    const start = isImport ? nextImport : nextUrl
    if (start < 0) break
    out.push(css.slice(at, start))
    const part = isImport ? imported(css, start, base, find, depth) : address(css, start, base, find)
    if (part === null) return out.join('')
    out.push(part.text)
    at = part.end
  }
  return [...out, css.slice(at)].join('')
}

type Part = { text: string; end: number }

function imported(css: string, start: number, base: string, find: Inliner, depth: number): Part {
  const window = css.slice(start, start + importMax)
  const stop = window.indexOf(';')
  // Nothing that is cut is taken over: a sheet that is asked for and not here would be one that is loaded.
  if (stop < 0) return { text: '', end: start + window.length }
  const said = window.slice('@import'.length, stop).trim()
  const isUrl = said.toLowerCase().startsWith('url(')
  const [first = '', media = ''] = splitAddress(isUrl ? said.slice(4) : said)
  const sheet = depth < depthMax ? find(first, base) : null
  const end = start + stop + 1
  if (!sheet) return { text: '', end }
  const text = inlinedCss(sheet.body.toString('utf8'), sheet.url, find, depth + 1)
  const when = (isUrl ? media.replace(')', '') : media).trim()
  return { text: when === '' || /[{}]/.test(when) ? text : `@media ${when}{${text}}`, end }
}

/** An address, in quotes or not, and what stands behind it. */
function splitAddress(text: string): [string, string] {
  const quote = text[0]
  if (quote === '"' || quote === "'") {
    const stop = text.indexOf(quote, 1)
    return stop < 0 ? ['', ''] : [text.slice(1, stop), text.slice(stop + 1)]
  }
  const stop = text.search(/[\s)]/)
  return stop < 0 ? [text, ''] : [text.slice(0, stop), text.slice(stop)]
}

/** @returns null when it has no end: the rest of the sheet is no style */
function address(css: string, start: number, base: string, find: Inliner): Part | null {
  let from = start + 'url('.length
  while (css[from] === ' ' || css[from] === '\n' || css[from] === '\t') from++
  const quote = css[from]
  const isQuoted = quote === '"' || quote === "'"
  const closed = isQuoted ? css.indexOf(quote, from + 1) : from
  const stop = closed < 0 ? -1 : css.indexOf(')', closed)
  if (stop < 0) return null
  const said = (isQuoted ? css.slice(from + 1, closed) : css.slice(from, stop)).trim()
  const end = stop + 1
  if (said.startsWith('data:') || said.startsWith('#')) return { text: `url("${said.replaceAll('"', '%22')}")`, end }
  const found = find(said, base)
  const isUsed = found && /^(image|font|application)\/[\w.+-]+$/.test(found.type)
  return { text: isUsed ? `url("data:${found.type};base64,${found.body.toString('base64')}")` : 'url("")', end }
}
