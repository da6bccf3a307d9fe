import type { Hit } from '../store/hits/hit-store.ts'

/** A hit as `--json` prints it: stable names, instants as ISO 8601 in UTC. */
export const hitJson = (hit: Hit) => ({
  id: hit.id,
  watch: hit.watch,
  run: hit.run,
  score: hit.score,
  state: hit.state,
  verdict: hit.verdict,
  listing: hit.listing,
  findings: hit.findings,
  matcher: hit.matcher,
  foundAt: hit.foundAt,
  decidedAt: hit.decidedAt,
  decidedBy: hit.decidedBy,
  changes: hit.changes,
  goneAt: hit.goneAt,
})

// biome-ignore lint/suspicious/noControlCharactersInRegex: a marketplace's text must not steer the terminal
const unsafe = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g

/** Foreign text on a terminal: control and bidi characters are shown as "·", long text is cut. */
export const printable = (text: string, lengthMax = 100): string => {
  const safe = text.replace(unsafe, '·')
  return safe.length > lengthMax ? `${safe.slice(0, lengthMax - 1)}…` : safe
}

/** Enough of an id to name a hit by: `morgiana explain` takes the beginning of one. */
const idCharactersShown = 8

/** No score is certain: 0.01 to 0.99, as on the page. */
const printedScore = (score: number): string => Math.min(0.99, Math.max(0.01, score)).toFixed(2)

/** "0.97  29.90 USD  Acme Trail Runner 1:1 · bazaar us-4711 · seller: says it is a copy; …". */
export function hitLine(hit: Hit): string {
  const price = hit.listing.price ? `${hit.listing.price.amount} ${hit.listing.price.currency}` : 'no price'
  const seller = hit.listing.seller?.name ?? hit.listing.seller?.id ?? 'unknown seller'
  const reasons = hit.findings.slice(0, 3).map((finding) => printable(finding.text, 120))
  const state = hit.state === 'open' ? '' : ` [${hit.verdict ?? hit.state}]`
  return (
    `${printedScore(hit.score)}  ${price.padStart(14)}  ${printable(hit.listing.title)}${state}\n` +
    `      hit ${hit.id.slice(0, idCharactersShown)} · ${hit.listing.marketplace} ${printable(hit.listing.id, 40)} · ${printable(seller, 40)} · ${reasons.join('; ')}`
  )
}
