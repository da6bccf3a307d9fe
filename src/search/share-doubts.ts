import { type Shown, shownBy } from '../model/left-out.ts'
import type { Listing } from '../model/listing.ts'

/** Shares of fewer listings than this jump by chance. */
const listingsMin = 10
/** What is usual is known from this many listings on. */
const usualMin = 40
/** A share that falls by more than this is no chance: a site has moved what it shows. */
const fallMax = 0.4

const values = ['price', 'seller', 'place'] as const

/** Values that a market's listings usually have and these lack, a sentence each. @param usual what its last pages showed */
export function shareDoubts(listings: readonly Listing[], usual: Shown | null): string[] {
  if (usual === null || usual.listings < usualMin || listings.length < listingsMin) return []
  const shown = shownBy(listings)
  return values.flatMap((value) => {
    const share = shown[value] / shown.listings
    const before = usual[value] / usual.listings
    if (before - share <= fallMax) return []
    return [
      `${percent(share)} of the listings have a ${value}, where ${percent(before)} had one on this market's last pages`,
    ]
  })
}

const percent = (share: number): string => `${Math.round(share * 100)} %`
