import type { Marketplace } from '../src/model/marketplace.ts'
import { firstPages, nextPage } from '../src/model/planned-search.ts'
import type { Watch } from '../src/model/watch.ts'

/** Keywords that the bazaar has at least that many full pages for, in these territories. */
const keywords = [
  'shoes',
  'boots',
  'sandals',
  'backpack',
  'watch',
  'skarvane',
  'black',
  'white',
  'blue',
  'green',
  'red',
  'new',
  'running',
  'used',
  'trail',
]
const territories = ['us', 'uk']
const pagesPerSearch = 6

/** What every contestant asks: the same results pages, in the same order. */
export const benchWatch = (marketplace: Marketplace, brand: string): Watch => ({
  id: 'bench',
  brand,
  aliases: [],
  products: [{ name: `${brand} shoe`, prices: [{ amount: '129.00', currency: 'USD' }], models: [] }],
  keywords,
  marketplaces: [marketplace.id],
  territories: territories,
  authorisedSellers: [],
  allow: [],
  schedule: null,
  budget: { requestsADay: 1_000_000 },
  pages: pagesPerSearch,
  priority: 5,
})

/** Addresses of the results pages of a watch. */
export function pagesOf(watch: Watch, marketplace: Marketplace, origin: string): string[] {
  const urls: string[] = []
  for (const first of firstPages('bench', watch, [marketplace])) {
    let search = first
    for (let page = 1; page <= watch.pages; page += 1) {
      urls.push(marketplace.searchRequest({ ...search, origin }).url)
      search = nextPage(search)
    }
  }
  return urls
}
