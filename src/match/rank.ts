import type { Watch } from '../model/watch.ts'
import type { PriceFacts } from './price-facts.ts'

/**
 * Place in the review list: probability × harm. Harm grows with the gap between the official price and the asked one
 * (1 at the official price, 2 when it is given away) and with the watch's priority (1 is ordinary).
 */
export function rankOf(score: number, price: PriceFacts | null, watch: Watch): number {
  const gap = price ? Math.min(1, Math.max(0, 1 - price.ratio)) : 0.5
  const priority = Math.min(10, Math.max(0.1, watch.priority > 0 ? watch.priority : 1))
  return Math.round(score * (1 + gap) * priority * 1e6) / 1e6
}
