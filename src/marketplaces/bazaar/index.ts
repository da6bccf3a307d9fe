import type { Marketplace } from '../../model/marketplace.ts'
import { queryOf, searchRequestOf } from '../requests.ts'
import { readBazaarListing } from './listing.ts'
import { readBazaarSearch } from './search.ts'
import { bazaarTerritories } from './territories.ts'

const site = {
  id: 'bazaar',
  territories: bazaarTerritories,
  sorts: { newest: 'sort=newest', 'price-low': 'sort=price-low', 'price-high': 'sort=price-high' },
}

/** The demo market of src/bazaar, read as any other: docs/bazaar.md. */
export const bazaar: Marketplace = {
  ...site,
  name: 'Bazaar (demo)',
  pictureOrigins: [],
  loginOrigins: ['https://signin.bazaar.invalid'],
  needs: 'http',
  rate: { requests: 600, perMs: 1_000 },
  canary: { keyword: 'skarvane' },
  robots: {
    ...{ search: 'allowed', listing: 'allowed', asOf: '2026-11-24' },
    rule: 'Disallow: /basket',
    source: 'our own market',
  },
  searchRequest: (query) => {
    const { keyword, page, territory } = query
    return searchRequestOf(site, query, `/search?${queryOf({ q: keyword, page, territory })}`)
  },
  listingRequest: (listing, origin) => ({
    marketplace: site.id,
    url: new URL(`/item/${encodeURIComponent(listing.id)}`, origin ?? bazaarTerritories[0].origin).href,
  }),
  readSearch: readBazaarSearch,
  readListing: readBazaarListing,
}
