import type { Money } from '../model/money.ts'
import type { Sort } from '../model/sort.ts'
import { convertedAmount } from './amounts.ts'
import { changesOf } from './changes.ts'
import type { Goods } from './goods.ts'
import { type Finder, finderOf } from './search-index.ts'
import { type BazaarTerritory, territoryOf } from './territories.ts'
import { type Truth, type TruthEntry, truthOf, truthOfWare } from './truth.ts'
import type { Asking, Ware } from './ware.ts'

/** The goods as they are now: what was removed, repriced, renamed and put up again since the bazaar opened. */
export type Stock = {
  readonly size: number
  /** @returns null for an id that nobody has; what was removed is still there, and `isGone` says so */
  wareOf(id: string): Ware | null
  wareAt(index: number): Ware
  isGone(id: string): boolean
  /** Indexes of what a territory's site shows for a query, best first unless asked otherwise, without what is gone. */
  find(query: string, territory: string, sort?: Sort): Uint32Array
  truth(): Truth
  /** This and those below: @throws RangeError for an id that the bazaar does not have */
  remove(id: string): void
  /** @param amount in the listing's home currency */
  reprice(id: string, amount: string): void
  renameSeller(sellerId: string, name: string): void
  /** @returns the new id */
  relist(id: string, changes: { sellerName?: string }): string
}

export function stockOf(goods: Goods): Stock {
  const changes = changesOf(goods)
  const { wareAt } = changes
  const gone = new Set<number>()
  const price = (at: number, territory: string) => Number(askingIn(wareAt(at), territoryOf(territory)).price.amount)
  const finder: Finder = finderOf({ seed: goods.seed, size: changes.size, ware: wareAt, price }, gone)
  let truth: Map<string, TruthEntry> | null = null
  const wholeTruth = () => {
    truth ??= truthOf(goods)
    return truth
  }
  const indexOf = (id: string): number => {
    const at = goods.indexOf(id)
    return at < changes.size() ? at : -1
  }
  const known = (id: string): number => {
    const at = indexOf(id)
    if (at < 0) throw new RangeError(`the bazaar has no listing ${id}`)
    return at
  }
  const remove = (at: number) => {
    gone.add(at)
    finder.forget()
  }
  return {
    get size() {
      return changes.size()
    },
    wareAt,
    wareOf: (id) => (indexOf(id) < 0 ? null : wareAt(indexOf(id))),
    isGone: (id) => gone.has(indexOf(id)),
    find: finder.find,
    truth: wholeTruth,
    remove: (id) => remove(known(id)),
    reprice: (id, amount) => {
      changes.reprice(id, { amount, currency: wareAt(known(id)).home.currency })
      finder.forget()
    },
    renameSeller: changes.renameSeller,
    relist: (id, { sellerName }) => {
      const of = known(id)
      const ware = wareAt(changes.putUpAgain(of, sellerName ?? null))
      wholeTruth().set(ware.id, truthOfWare(ware.kind, ware.brand.name, ware.worldwide ? 'all' : [ware.home.id]))
      finder.add(ware.index)
      remove(of)
      return ware.id
    },
  }
}

/** A ware's prices as a territory's site prints them: its home's own, or converted. */
export function askingIn(ware: Ware, territory: BazaarTerritory): Asking {
  if (territory.id === ware.home.id) return ware.asking
  const into = (money: Money) => convertedAmount(money, ware.home, territory)
  const { price, max, was } = ware.asking
  return { ...ware.asking, price: into(price), max: max && into(max), was: was && into(was) }
}
