/** A piece of what is given to the parser at once, so that it can be stopped between them. */
const pieceLength = 65_536
/** A stretch longer than this is not cut out, lest a stray "<script" in a text takes half a page with it. */
const cutLengthMax = 2_000_000

/** The part of a page that is wanted; a script that it begins in is seen all the same. */
type Part = { from: number; to: number }

type Mark = { open: string; close: string; at: number }

/**
 * A page in pieces, what stands within its scripts and drawings left out (their tags stay): a third of a results page
 * that the parser need not walk through. Comments are kept whole, and what looks like a script in them.
 */
export function* withoutScripts(html: string, part: Part = { from: 0, to: html.length }): Generator<string> {
  const marks: Mark[] = [
    { open: '<!--', close: '-->', at: -1 },
    { open: '<script', close: '</script', at: -1 },
    { open: '<svg', close: '</svg', at: -1 },
  ]
  let at = outside(html, part.from)
  let from = at
  for (let mark = nextMark(html, marks, at); mark; mark = nextMark(html, marks, at)) {
    const start = mark.open === '<!--' ? mark.at + 4 : html.indexOf('>', mark.at) + 1
    if (start === 0) break
    at = start
    if (html[start - 2] === '/') continue
    const close = html.indexOf(mark.close, start)
    if (close < 0) {
      mark.at = Number.POSITIVE_INFINITY
      continue
    }
    if (mark.open !== '<!--' && close - start < cutLengthMax) {
      yield* pieces(html, from, start, part)
      from = close
    }
    at = close
    if (at >= part.to) break
  }
  yield* pieces(html, from, html.length, part)
}

/** Where to begin so that a script or comment around `from` is seen as one. */
function outside(html: string, from: number): number {
  if (from === 0) return 0
  const script = html.lastIndexOf('<script', from)
  const comment = html.lastIndexOf('<!--', from)
  const inScript = script >= 0 && html.lastIndexOf('</script', from) < script
  const inComment = comment >= 0 && html.lastIndexOf('-->', from) < comment
  return Math.min(from, inScript ? script : from, inComment ? comment : from)
}

/** The next mark from `at` on. Each is looked for again only when it has been passed, so that a page is walked once a mark. */
function nextMark(html: string, marks: readonly Mark[], at: number): Mark | undefined {
  let next: Mark | undefined
  for (const mark of marks) {
    if (mark.at < at) {
      const found = html.indexOf(mark.open, at)
      mark.at = found < 0 ? Number.POSITIVE_INFINITY : found
    }
    if (mark.at < (next?.at ?? Number.POSITIVE_INFINITY)) next = mark
  }
  return next
}

function* pieces(html: string, from: number, to: number, part: Part): Generator<string> {
  const end = Math.min(to, part.to)
  for (let at = Math.max(from, part.from); at < end; at += pieceLength)
    yield html.slice(at, Math.min(end, at + pieceLength))
}
