import type { Listing } from '../../model/listing.ts'
import type { Place } from '../listing-urls.ts'
import type { Fields } from '../reading/card-stream.ts'

type SellerParts = Fields<'seller' | 'sellerLink' | 'ratings'>

/** The seller as cards and listing pages name it: link, name, country, number of ratings. */
export function readSeller(fields: SellerParts, { root }: Place): Pick<Listing, 'seller' | 'sellerRatings'> {
  const name = fields.sellerLink[0]?.text ?? ''
  const id = /\/seller\/([\w-]{1,40})/.exec(fields.sellerLink[0]?.attributes['href'] ?? '')?.[1]
  const country = fields.seller[0]?.attributes['data-country']
  const ratings = fields.ratings[0]?.attributes['data-ratings'] ?? ''
  if (name === '' && id === undefined) return { seller: null }
  return {
    seller: {
      ...(id !== undefined && { id, url: `${root}/seller/${id}` }),
      ...(name !== '' && { name }),
      ...(country && { country }),
    },
    ...(/^\d{1,9}$/.test(ratings) && { sellerRatings: Number(ratings) }),
  }
}
