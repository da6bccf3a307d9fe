import type { Money } from '../model/money.ts'
import { dice } from './dice.ts'
import type { Goods } from './goods.ts'
import type { Ware } from './ware.ts'

/** What happened to the goods since the bazaar opened: prices, names, and listings that were put up again. */
export type Changes = {
  /** All indexes below this are somebody's. */
  size(): number
  /** The ware as it is now. */
  wareAt(index: number): Ware
  reprice(id: string, price: Money): void
  renameSeller(sellerId: string, name: string): void
  /** @returns the index of the listing that is new; the old one is left as it is */
  putUpAgain(of: number, sellerName: string | null): number
}

export function changesOf(goods: Goods): Changes {
  const prices = new Map<string, Money>()
  const names = new Map<string, string>()
  /** In order: each is the ware of an earlier index under a new one, beyond the goods' own. */
  const again: { of: number; sellerName: string | null }[] = []
  const size = () => goods.size + again.length
  const wareAt = (at: number): Ware => {
    const repeat = again[at - goods.size]
    const made = repeat ? repeated(wareAt(repeat.of), goods.ware(at), repeat.sellerName, goods.seed) : goods.ware(at)
    const price = prices.get(made.id)
    const name = names.get(made.seller.id)
    return {
      ...made,
      ...(price ? { asking: { ...made.asking, price, max: null, was: made.asking.price } } : {}),
      ...(name ? { seller: { ...made.seller, name } } : {}),
    }
  }
  return {
    size,
    wareAt,
    reprice: (id, price) => void prices.set(id, price),
    renameSeller: (sellerId, name) => void names.set(sellerId, name),
    putUpAgain: (of, sellerName) => {
      again.push({ of, sellerName })
      return size() - 1
    },
  }
}

/** Same goods, text and pictures under a new id; with a new name the seller is, to the eye, another one. */
function repeated(ware: Ware, at: Ware, sellerName: string | null, seed: number): Ware {
  const id = `s${dice(seed, 'again', at.index).int(0xffffffff).toString(36)}`
  const seller = sellerName ? { ...ware.seller, id, name: sellerName, ratings: 0 } : ware.seller
  return { ...ware, index: at.index, id: at.id, seller, sold: 0 }
}
