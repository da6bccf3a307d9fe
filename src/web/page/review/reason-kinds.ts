import type { Finding } from '../../../model/finding.ts'
import { heaviestFirst } from './reasons-order.ts'

/** What a reason is about, as a person weighs it: what the listing says, what it costs, who sells, what it shows. */
export const reasonKinds = ['says', 'price', 'seller', 'picture'] as const
export type ReasonKind = (typeof reasonKinds)[number]

/** By the signal's name; what is in none is something that the listing says. */
const kindOf: readonly (readonly [RegExp, ReasonKind])[] = [
  [/^price\b|^circumstance\.cheap|^allow\.(?:.*-price|cheap-genuine|minor-currency|sample-size)$/, 'price'],
  [/^seller\b|authorised-seller$|^allow\.platform-authenticated$|^origin\b/, 'seller'],
  [/^image\b|^brand\.image-only$/, 'picture'],
]

const ofFinding = ({ signal, basis }: Finding): ReasonKind =>
  basis?.kind === 'copy' && basis.by === 'picture'
    ? 'picture'
    : (kindOf.find(([pattern]) => pattern.test(signal))?.[1] ?? 'says')

export type Placed = ReturnType<typeof heaviestFirst>[number]

/** Findings by what they are about, each with its place in the list: the kind with the heaviest reason first, and heaviest first in it. */
export function byKind(findings: readonly Finding[]): { kind: ReasonKind; reasons: Placed[] }[] {
  const kinds = new Map<ReasonKind, Placed[]>()
  for (const placed of heaviestFirst(findings)) {
    const kind = ofFinding(placed.finding)
    kinds.set(kind, [...(kinds.get(kind) ?? []), placed])
  }
  return [...kinds].map(([kind, reasons]) => ({ kind, reasons }))
}
