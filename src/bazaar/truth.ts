import type { Goods } from './goods.ts'
import { isExplicit, isPlanted, type Kind } from './kinds.ts'

/** What a listing is, whatever its page says; never part of any page. */
export type TruthEntry = {
  verdict: 'counterfeit' | 'allowed'
  kind: Kind
  /** Its title alone says that it is a copy. */
  explicit: boolean
  brand: string
  /** Where it can be seen. */
  territories: readonly string[] | 'all'
}

export type Truth = ReadonlyMap<string, TruthEntry>

/** Whole truth of the goods' first `size` listings; one pass over all of them. */
export function truthOf(goods: Goods): Map<string, TruthEntry> {
  const truth = new Map<string, TruthEntry>()
  for (let index = 0; index < goods.size; index += 1) {
    const ware = goods.ware(index)
    truth.set(ware.id, truthOfWare(ware.kind, ware.brand.name, ware.worldwide ? 'all' : [ware.home.id]))
  }
  return truth
}

export const truthOfWare = (kind: Kind, brand: string, territories: TruthEntry['territories']): TruthEntry => ({
  verdict: isPlanted(kind) ? 'counterfeit' : 'allowed',
  kind,
  explicit: isExplicit(kind),
  brand,
  territories,
})

/** What the judgement is about: one brand's listings, on some territories' sites, or only those that were `seen`. */
export type Court = { brand?: string; territories?: readonly string[]; seen?: Iterable<string> }

/** Shares are 1 when there was nothing to find or nothing was said; lists hold ids. */
export type Judgement = {
  explicitRecall: number
  recall: number
  precision: number
  missed: { id: string; kind: Kind; explicit: boolean }[]
  wrong: { id: string; kind: Kind | 'not a listing of the bazaar' }[]
}

/** Holds a run's hits against the truth. A hit counts as wrong when its listing is allowed or of another brand. */
export function judge(truth: Truth, hitIds: Iterable<string>, court: Court = {}): Judgement {
  const hits = new Set(hitIds)
  const seen = court.seen ? new Set(court.seen) : null
  const guilty = [...truth].filter(
    ([id, entry]) => entry.verdict === 'counterfeit' && isBefore(court, entry) && (!seen || seen.has(id)),
  )
  const explicit = guilty.filter(([, entry]) => entry.explicit)
  const found = guilty.filter(([id]) => hits.has(id))
  const wrong = [...hits].filter((id) => truth.get(id)?.verdict !== 'counterfeit' || !isOfBrand(court, truth.get(id)))
  return {
    explicitRecall: share(explicit.filter(([id]) => hits.has(id)).length, explicit.length),
    recall: share(found.length, guilty.length),
    precision: share(hits.size - wrong.length, hits.size),
    missed: guilty.filter(([id]) => !hits.has(id)).map(([id, { kind, explicit }]) => ({ id, kind, explicit })),
    wrong: wrong.map((id) => ({ id, kind: truth.get(id)?.kind ?? 'not a listing of the bazaar' })),
  }
}

const isOfBrand = (court: Court, entry: TruthEntry | undefined): boolean =>
  court.brand === undefined || entry?.brand === court.brand

function isBefore(court: Court, entry: TruthEntry): boolean {
  if (!isOfBrand(court, entry)) return false
  if (!court.territories || entry.territories === 'all') return true
  return entry.territories.some((territory) => court.territories?.includes(territory))
}

const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole)
