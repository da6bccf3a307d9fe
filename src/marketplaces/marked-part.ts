import type { Mark } from './selector.ts'

/** A card is taken to end, and what follows the cards to begin, this far behind its tag: the largest seen has 40,000 characters. */
const behindMax = 150_000
/** What stands above the cards is looked for this far before the first: the farthest seen is 117,000 characters away. */
const beforeMax = 300_000

/**
 * The part of a page that cards and what is said of them stand in: before and behind are only menus, scripts and footers,
 * half of a results page. The whole page when no card's mark is there.
 *
 * @param card the marks of cards
 * @param head the marks of what is looked for beside them
 */
export function marked(html: string, card: readonly Mark[], head: readonly Mark[]): { from: number; to: number } {
  const places = card.map((mark) => ({ mark, at: firstOf(html, mark) })).filter(({ at }) => at >= 0)
  if (places.length === 0) return { from: 0, to: html.length }
  const first = Math.min(...places.map(({ at }) => at))
  const last = Math.max(...places.map(({ mark }) => lastOf(html, mark, first)))
  const above = Math.max(0, first - beforeMax)
  const before = html.slice(above, first)
  const heads = head.map((mark) => firstOf(before, mark)).filter((at) => at >= 0)
  const from = Math.min(first, ...heads.map((at) => above + at))
  return { from: Math.max(0, html.lastIndexOf('<', from)), to: Math.min(html.length, last + behindMax) }
}

function firstOf(html: string, mark: Mark): number {
  let at = html.indexOf(mark.text)
  while (at >= 0 && mark.whole && !isWhole(html, at, mark.text.length)) at = html.indexOf(mark.text, at + 1)
  return at
}

/** The mark's last place behind `from`, or `from`. */
function lastOf(html: string, mark: Mark, from: number): number {
  let at = html.lastIndexOf(mark.text)
  while (at > from && mark.whole && !isWhole(html, at, mark.text.length)) at = html.lastIndexOf(mark.text, at - 1)
  return Math.max(at, from)
}

/** Between what surrounds a word of an attribute: a style sheet's ".card" and a script's "cards" are none. */
function isWhole(html: string, at: number, length: number): boolean {
  const end = at + length
  return at > 0 && edges.includes(html.charAt(at - 1)) && (end === html.length || edges.includes(html.charAt(end)))
}

const edges = ' \n\t\r"\'=&;>/'
