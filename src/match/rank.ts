import type { Watch } from '../model/watch.ts'
import type { PriceFacts } from './price-facts.ts'

/**
 * Place in the review list: probability × harm. Harm grows with the gap between the asked price and what it is held
 * against, the official price or the market's (1 at that price, 2 when it is given away; 1.5 when neither is known), and
 * with the watch's priority (1, which goes first, counts 1.49; the ordinary 50 counts 1; 100 counts 0.5).
 */
export function rankOf(score: number, price: PriceFacts | null, watch: Watch): number {
  const gap = price?.compared ? Math.min(1, Math.max(0, 1 - price.compared.ratio)) : 0.5
  const priority = 1 + (50 - Math.min(100, Math.max(1, watch.priority))) / 100
  return Math.round(score * (1 + gap) * priority * 1e6) / 1e6
}
