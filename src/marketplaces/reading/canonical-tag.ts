/** How far into a page its canonical address is looked for, and how long its tag may be on either side of the word. */
const within = 600_000
const before = 2_000
const behind = 2_000
const wordsMax = 20

/** The link tag that names a page's canonical address, as it is written; "" when there is none. One pass, whatever the page is. */
export function canonicalTag(body: string): string {
  const head = body.slice(0, within)
  let at = head.indexOf('canonical')
  for (let looked = 0; at >= 0 && looked < wordsMax; looked += 1) {
    const open = head.lastIndexOf('<', at)
    const tag = open < at - before ? '' : head.slice(open, Math.min(endOfTag(head, at), at + behind))
    if (/^<link\s/i.test(tag.slice(0, 6)) && /\srel=["']?canonical\b/i.test(tag)) return tag
    at = head.indexOf('canonical', at + 1)
  }
  return ''
}

function endOfTag(head: string, at: number): number {
  const end = head.slice(at, at + behind).indexOf('>')
  return end < 0 ? head.length : at + end + 1
}
