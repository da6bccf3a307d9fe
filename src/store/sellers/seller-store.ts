import type { Verdict } from '../../model/hit.ts'

/**
 * A seller's hits on one marketplace, over all watches: the open ones, and the decided ones by verdict. Counting stops at
 * `countedMax`. What somebody may yet be asked about without being told is left out.
 */
export type SellerCounts = { open: number; decided: Partial<Record<Verdict, number>>; isCapped: boolean }

export type SellerStore = {
  /** Of the seller of a hit, this hit counted in; null for a hit without a seller, or that is not there. */
  countsOf(hit: string): Promise<SellerCounts | null>
}
