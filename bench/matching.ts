// Scoring listings with one watch and with a hundred, beside a naive loop over the same terms, in one run. Prints JSON.
// The naive loop only says which of its words stand somewhere in the text: no score, no reasons, no disguises, no denial.
import { loadavg } from 'node:os'
import { readMatcherFiles } from '../config/matcher-files.ts'
import { type CatalogueBrand, brands as invented } from '../src/bazaar/catalogue.ts'
import { dice } from '../src/bazaar/dice.ts'
import { goodsOf } from '../src/bazaar/goods.ts'
import { openMatcher } from '../src/match/matcher.ts'
import type { Listing } from '../src/model/listing.ts'
import type { Watch } from '../src/model/watch.ts'

const listingsRead = 1_800
/** As many as a results page brings. A batch is scored with every watch before the next one comes. */
const batch = 60
const watchesMany = 100
/** The naive loop is so slow that it is given fewer listings: what one costs does not hang on how many there are. */
const naiveListings = { one: 600, many: 12 }
const rounds = 3

type Row = {
  'way to match': string
  watches: number
  'listings/CPU s': number
  'of rounds': string
  found: number
  load: number
}

const files = readMatcherFiles(null)
if (!files.ok) throw new Error(JSON.stringify(files.mistakes))
const matcher = openMatcher(files)
const terms = files.lexicon.terms.map(({ text }) => text.replace(/^\*|\*$/g, '').toLowerCase())

/** Names that nobody has, of three syllables: the same each time. */
function otherBrand(at: number): CatalogueBrand {
  const throws = dice(7, 'bench', at)
  const name = Array.from({ length: 3 }, () =>
    throws.pick(['bra', 'den', 'kol', 'mir', 'nos', 'tul', 'vek', 'zan']),
  ).join('')
  const model = `${throws.pick(['Arc', 'Bolt', 'Crest', 'Drift'])} ${100 + at}`
  return {
    name: `${name}${at}`,
    share: 0,
    scripts: {},
    authorised: [{ name }],
    products: [{ model, type: 'boot', eur: 150 }],
  }
}

const watchOf = ({ name, scripts, authorised, products }: CatalogueBrand): Watch => ({
  id: name,
  brand: name,
  aliases: Object.values(scripts),
  products: products.map(({ model, type, eur }) => ({
    name: `${name} ${type.replace('-', ' ')}`,
    prices: [{ amount: `${eur}`, currency: 'EUR' }],
    models: [model],
  })),
  keywords: [name],
  marketplaces: ['bazaar'],
  territories: [],
  authorisedSellers: authorised.map((seller) => seller.name),
  allow: [],
  schedule: null,
  budget: { requestsADay: 1 },
  pages: 1,
  priority: 50,
})

const many = [...invented, ...Array.from({ length: watchesMany }, (_, at) => otherBrand(at))]
  .slice(0, watchesMany)
  .map(watchOf)
const goods = goodsOf(7, listingsRead)

/** Fresh each time: a listing that was read is not read again. */
const listingsOf = (count: number): Listing[] =>
  Array.from({ length: count }, (_, at): Listing => {
    const { id, title, description, category, condition, seller, asking, shipsFrom } = goods.ware(at)
    const said = { title, description, category, condition, shipsFrom, price: asking.price }
    const { name, country, ratings } = seller
    const soldBy = { seller: { id: seller.id, name, country }, sellerRatings: ratings }
    return { marketplace: 'bazaar', id, url: `https://bazaar.invalid/${id}`, images: [], ...said, ...soldBy }
  })

/** How many pairs of listing and watch are hits. */
function ours(listings: readonly Listing[], watches: readonly Watch[]): number {
  let found = 0
  for (let at = 0; at < listings.length; at += batch) {
    const page = listings.slice(at, at + batch)
    for (const watch of watches) found += matcher.score(watch, page).filter(({ isHit }) => isHit).length
  }
  return found
}

/** How many pairs of listing and watch have a name of the watch and some term in their text. */
function naive(listings: readonly Listing[], watches: readonly Watch[]): number {
  let found = 0
  for (const { title, description } of listings) {
    const text = `${title}\n${description ?? ''}`.toLowerCase()
    for (const { brand, aliases, products } of watches) {
      const names = [brand, ...aliases, ...products.flatMap(({ models }) => models)]
      const named = names.filter((name) => text.includes(name.toLowerCase()))
      const said = terms.filter((term) => text.includes(term))
      if (named.length > 0 && said.length > 0) found += 1
    }
  }
  return found
}

type Way = {
  name: string
  watches: readonly Watch[]
  listings: number
  match: typeof ours
  perSecond: number[]
  found: number
}
const way = (name: string, match: typeof ours, watches: readonly Watch[], listings: number): Way => ({
  ...{ name, match, watches, listings, perSecond: [], found: 0 },
})
const ways: Way[] = [
  way('naive loop over all terms', naive, many.slice(0, 1), naiveListings.one),
  way('ours: scored, with reasons', ours, many.slice(0, 1), listingsRead),
  way('naive loop over all terms', naive, many, naiveListings.many),
  way('ours: scored, with reasons', ours, many, listingsRead),
]

for (const { match, watches, listings } of ways) match(listingsOf(listings / 6), watches)
for (let round = 0; round < rounds; round += 1) {
  for (const one of ways) {
    const listings = listingsOf(one.listings)
    globalThis.gc?.()
    const start = process.cpuUsage()
    const found = one.match(listings, one.watches)
    const { user, system } = process.cpuUsage(start)
    one.perSecond.push((one.listings / (user + system)) * 1e6)
    one.found = found / one.listings
  }
}

const rows = ways.map(({ name, watches, perSecond, found }): Row => {
  const sorted = [...perSecond].sort((a, b) => a - b)
  const [slowest, middle, fastest] = [sorted[0], sorted[Math.floor(rounds / 2)], sorted.at(-1)].map(Number)
  return {
    'way to match': name,
    watches: watches.length,
    'listings/CPU s': Number(middle),
    'of rounds': `${slowest?.toPrecision(3)}–${fastest?.toPrecision(3)}`,
    found,
    load: loadavg()[0] ?? Number.NaN,
  }
})
console.log(JSON.stringify(rows))
