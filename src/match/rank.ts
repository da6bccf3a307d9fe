import type { Score } from '../model/finding.ts'
import type { Facts } from './facts.ts'

/**
 * What is packaging and nothing else (boxes, labels, dust bags, tags), and what is shown only because the watch looks through it, stand
 * below all other hits of any price and priority: a twentieth of the highest of them is less than the least of those.
 */
const belowAll = 0.05

/**
 * Place in the review list: probability × harm. Harm grows with the gap between the asked price and what it is held
 * against, the official price or the market's (1 at that price, 2 when it is given away; 1.5 when neither is known), and
 * with the watch's priority (1, which goes first, counts 1.49; the ordinary 50 counts 1; 100 counts 0.5).
 * @param isLookedThrough whether it is no hit by its score
 */
export function rankOf({ score, findings }: Score, facts: Facts, isLookedThrough: boolean): number {
  const { price, watch } = facts
  const gap = price?.compared ? Math.min(1, Math.max(0, 1 - price.compared.ratio)) : 0.5
  const priority = 1 + (50 - Math.min(100, Math.max(1, watch.priority))) / 100
  const below = isLookedThrough || isPackaging(facts, findings) ? belowAll : 1
  return Math.round(score * (1 + gap) * priority * below * 1e6) / 1e6
}

/** "Shoes with box" are shoes, and "shoe boxes in bulk" are none: their title says the one kind, or is why the listing is a hit. */
const isPackaging = ({ goods }: Facts, findings: Score['findings']): boolean =>
  findings.some(({ signal, span }) => signal === 'packaging.components' && span?.field === 'title') ||
  (goods.kinds.has('packaging') && goods.relation !== 'same')
