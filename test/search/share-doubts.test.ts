import { describe, expect, it } from 'vitest'
import type { Listing } from '../../src/model/listing.ts'
import { shareDoubts } from '../../src/search/share-doubts.ts'
import { aListing } from '../builders.ts'

const usual = { listings: 400, price: 392, seller: 360, place: 20 }
/** Twenty listings, of which so many have a value. */
const page = ({
  price = 20,
  seller = 20,
  place = 20,
}: {
  price?: number
  seller?: number
  place?: number
}): Listing[] =>
  Array.from({ length: 20 }, (_, at) => {
    const listing = aListing({ id: `l${at}` })
    return {
      ...listing,
      price: at < price ? listing.price : null,
      seller: at < seller ? { name: 'Halvard Store' } : null,
      ...(at < place && { location: 'Berlin' }),
    }
  })

describe('what the listings of a page lack that their market usually shows', () => {
  it('is a doubt, with both shares', () => {
    expect(shareDoubts(page({ price: 1 }), usual)).toEqual([
      "5 % of the listings have a price, where 98 % had one on this market's last pages",
    ])
    expect(shareDoubts(page({ price: 0, seller: 0 }), usual)).toHaveLength(2)
  })

  it('is none where the share is as on other days, falls a little, or was low before', () => {
    expect(shareDoubts(page({}), usual)).toEqual([])
    expect(shareDoubts(page({ price: 14, seller: 12 }), usual)).toEqual([])
    expect(shareDoubts(page({ seller: 0 }), { ...usual, seller: 40 })).toEqual([])
  })

  it('is a doubt from ten listings on against forty, when it fell by more than two fifths', () => {
    const always = { listings: 40, price: 40, seller: 40, place: 40 }
    expect(shareDoubts(page({ price: 0 }).slice(0, 10), always)).toHaveLength(1)
    expect(shareDoubts(page({ place: 11 }), always)).toEqual([
      expect.stringContaining('55 % of the listings have a place'),
    ])
    expect(shareDoubts(page({ place: 12 }), always)).toEqual([])
    expect(shareDoubts(page({ seller: 11 }), always)).toEqual([expect.stringContaining('have a seller, where 100 %')])
  })

  it('is not judged by a handful of listings, nor without a past', () => {
    expect(shareDoubts(page({ price: 0 }).slice(0, 9), usual)).toEqual([])
    expect(shareDoubts(page({ price: 0 }), { listings: 39, price: 39, seller: 39, place: 39 })).toEqual([])
    expect(shareDoubts(page({ price: 0 }), null)).toEqual([])
  })
})
