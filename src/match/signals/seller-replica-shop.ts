import { plainSellerName } from '../../model/seller-name.ts'
import { nothing, type Signal } from './signal.ts'

/** Strong: a shop that the watch names as one that sells copies, by name, id or host. */
export const sellerReplicaShop: Signal = {
  id: 'seller.replica-shop',
  see({ watch, listing, seller, links, goods }) {
    const known = watch.replicaShops ?? []
    if (known.length === 0 || links.length === 0 || seller.isAuthorised || goods.relation === 'accessory')
      return nothing
    const own = [listing.seller?.name, listing.seller?.id, hostOf(listing.url), hostOf(listing.seller?.url ?? '')]
    const names = new Set(own.flatMap((name) => (name ? [plainSellerName(name)] : [])))
    const shop = known.find((one) => names.has(plainSellerName(one)))
    if (shop === undefined) return nothing
    const span = seller.name === null ? {} : { span: { field: 'seller' as const, start: 0, end: seller.name.length } }
    return [{ text: `The watchlist names ${shop} as a shop that sells copies.`, strength: 1, ...span }]
  },
}

/** "https://www.shop.example/x" → "shop.example"; empty where the text is no address. */
const hostOf = (url: string): string => /^https?:\/\/(?:www\.)?([^/:?#]{1,253})/iu.exec(url)?.[1] ?? ''
