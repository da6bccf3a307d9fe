import type { Money } from '../model/money.ts'
import { convertedAmount } from './amounts.ts'
import { dice } from './dice.ts'
import type { Goods } from './goods.ts'
import { indexGoods, type SearchIndex } from './search-index.ts'
import type { BazaarTerritory } from './territories.ts'
import { type Truth, type TruthEntry, truthOf, truthOfWare } from './truth.ts'
import type { Asking, Ware } from './ware.ts'

/** The goods as they are now: what was removed, repriced, renamed and put up again since the bazaar opened. */
export type Stock = {
  readonly size: number
  /** @returns null for an id that nobody has; what was removed is still there, and `isGone` says so */
  wareOf(id: string): Ware | null
  wareAt(index: number): Ware
  isGone(id: string): boolean
  /** Indexes of what a territory's site shows for a query, best first, without what is gone. */
  find(query: string, territory: string): Uint32Array
  truth(): Truth
  remove(id: string): void
  reprice(id: string, price: string): void
  renameSeller(sellerId: string, name: string): void
  relist(id: string, changes: { sellerName?: string }): string
}

/** Searches whose results are kept; the oldest goes first. */
const searchesMax = 64

export function stockOf(goods: Goods): Stock {
  let index: SearchIndex | null = null
  let truth: Map<string, TruthEntry> | null = null
  const gone = new Set<number>()
  const prices = new Map<string, Money>()
  const names = new Map<string, string>()
  /** What was put up again, in order: each is the ware of an earlier index under a new one, beyond the goods' own. */
  const again: { of: number; sellerName: string | null }[] = []
  const searches = new Map<string, Uint32Array>()

  const wareAt = (at: number): Ware => {
    const repeat = again[at - goods.size]
    const made = repeat ? putUpAgain(wareAt(repeat.of), goods.ware(at), repeat.sellerName, goods.seed) : goods.ware(at)
    const price = prices.get(made.id)
    const name = names.get(made.seller.id)
    return {
      ...made,
      ...(price ? { asking: { ...made.asking, price, max: null, was: made.asking.price } } : {}),
      ...(name ? { seller: { ...made.seller, name } } : {}),
    }
  }
  const indexOfId = (id: string): number => {
    const at = goods.indexOf(id)
    return at >= 0 && at < goods.size + again.length ? at : -1
  }
  const known = (id: string): number => {
    const at = indexOfId(id)
    if (at < 0) throw new RangeError(`the bazaar has no listing ${id}`)
    return at
  }
  const find = (query: string, territory: string): Uint32Array => {
    const key = `${territory} ${query}`
    const kept = searches.get(key)
    if (kept) return kept
    index ??= indexGoods({ ...goods, ware: wareAt, size: goods.size + again.length })
    const found = index.find(query, territory).filter((at) => !gone.has(at))
    if (searches.size >= searchesMax) searches.delete(searches.keys().next().value ?? '')
    searches.set(key, found)
    return found
  }

  return {
    get size() {
      return goods.size + again.length
    },
    wareAt,
    wareOf: (id) => {
      const at = indexOfId(id)
      return at < 0 ? null : wareAt(at)
    },
    isGone: (id) => gone.has(indexOfId(id)),
    find,
    truth: () => {
      truth ??= truthOf(goods)
      return truth
    },
    remove: (id) => {
      gone.add(known(id))
      searches.clear()
    },
    reprice: (id, amount) => {
      const ware = wareAt(known(id))
      prices.set(id, { amount, currency: ware.home.currency })
    },
    renameSeller: (sellerId, name) => void names.set(sellerId, name),
    relist: (id, { sellerName = null }: { sellerName?: string | null }) => {
      const of = known(id)
      truth ??= truthOf(goods)
      gone.add(of)
      again.push({ of, sellerName })
      const ware = wareAt(goods.size + again.length - 1)
      truth.set(ware.id, truthOfWare(ware.kind, ware.brand.name, ware.worldwide ? 'all' : [ware.home.id]))
      index?.add(ware.index)
      searches.clear()
      return ware.id
    },
  }
}

/** Same goods, text and pictures under a new id; with a new name the seller is, to the eye, another one. */
function putUpAgain(ware: Ware, at: Ware, sellerName: string | null, seed: number): Ware {
  const seller = sellerName
    ? {
        ...ware.seller,
        id: `s${dice(seed, 'again', at.index).int(0xffffffff).toString(36)}`,
        name: sellerName,
        ratings: 0,
      }
    : ware.seller
  return { ...ware, index: at.index, id: at.id, seller, sold: 0 }
}

/** A ware's prices as a territory's site prints them: its home's own, or converted. */
export function askingIn(ware: Ware, territory: BazaarTerritory): Asking {
  if (territory.id === ware.home.id) return ware.asking
  const into = (money: Money) => convertedAmount(money, ware.home, territory)
  const { price, max, was } = ware.asking
  return { ...ware.asking, price: into(price), max: max && into(max), was: was && into(was) }
}
