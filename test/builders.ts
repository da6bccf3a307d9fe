import type { PlannedSearch } from '../src/model/coverage.ts'
import type { Listing } from '../src/model/listing.ts'
import { searchId } from '../src/model/planned-search.ts'
import type { Watch } from '../src/model/watch.ts'
import type { Standard } from '../src/review/expected.ts'

/** A builder shows only what matters: everything not named is an ordinary value. */
export const aListing = (given: Partial<Listing> = {}): Listing => ({
  marketplace: 'bazaar',
  id: 'l1',
  url: `http://127.0.0.1/listing/${given.id ?? 'l1'}`,
  title: 'Halvard Trail Runner',
  price: { amount: '9.99', currency: 'USD' },
  seller: { id: 's1', name: 'shoe-corner' },
  images: [`http://127.0.0.1/picture/${given.id ?? 'l1'}.jpg`],
  ...given,
})

export const aWatch = (given: Partial<Watch> = {}): Watch => ({
  id: 'halvard',
  brand: 'Halvard',
  aliases: [],
  products: [{ name: 'Halvard Trail Runner', prices: [{ amount: '129.00', currency: 'USD' }], models: [] }],
  keywords: ['halvard trail runner'],
  marketplaces: ['bazaar'],
  territories: [],
  authorisedSellers: [],
  allow: [],
  schedule: null,
  budget: { requestsADay: 1_000 },
  pages: 3,
  priority: 5,
  ...given,
})

export function aSearch(given: Partial<Omit<PlannedSearch, 'id'>> = {}): PlannedSearch {
  const search = {
    run: 'run-1',
    watch: 'halvard',
    marketplace: 'bazaar',
    territory: 'us',
    keyword: 'halvard trail runner',
    sort: 'best-match' as const,
    page: 1,
    ...given,
  }
  return { id: searchId(search), ...search }
}

/** A line of .5 and a measured recall of 80 % (±), with 2 % of what is no copy above the line. */
export const aStandard: Standard = {
  line: 0.5,
  evaluation: {
    matcher: '2026-12-01.1+2026-12-01.1',
    date: '2026-12-01',
    source: 'listings of nobody',
    suspects: 500,
    others: 1_000,
    steps: [
      { line: 0.25, found: 450, wrong: 60 },
      { line: 0.5, found: 400, wrong: 20 },
      { line: 0.75, found: 300, wrong: 10 },
    ],
  },
}
