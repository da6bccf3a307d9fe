// Scoring listings with one watch and with a hundred, beside a naive loop over the same terms. Each way in a process of its
// own: `node matching.js` prints their names, `node matching.js NAME` a row, as JSON.
// The naive loop only says which of its words stand somewhere in the text: no score, no reasons, no disguises, no denial.
import { loadavg } from 'node:os'
import { readMatcherFiles } from '../config/matcher-files.ts'
import { type CatalogueBrand, brands as invented } from '../src/bazaar/catalogue.ts'
import { dice } from '../src/bazaar/dice.ts'
import { goodsOf } from '../src/bazaar/goods.ts'
import { openMatcher } from '../src/match/matcher.ts'
import type { Listing } from '../src/model/listing.ts'
import type { Watch } from '../src/model/watch.ts'

const listingsRead = 3_600
/** As many as a results page brings. A batch is scored with every watch before the next one comes. */
const batch = 60
const watchesMany = 100
/** A worker runs for days: what is measured is what it does once its code is compiled. */
const warmUps = 5
const rounds = 9

type Row = {
  'way to match': string
  watches: number
  'listings/CPU s': number
  'of rounds': string
  found: number
  'MB ready': number
  load: number
}

const files = readMatcherFiles(null)
if (!files.ok) throw new Error(JSON.stringify(files.mistakes))
const bytesBefore = bytesUsed()
const matcher = openMatcher(files)
const terms = files.lexicon.terms.map(({ text }) => text.replace(/^\*|\*$/g, '').toLowerCase())

function bytesUsed(): number {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

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
    products: [{ model, type: 'boot', eur: 80 + at }],
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

/** Fresh each time. `isWhole`: with description, category, condition and place, as a listing's own page has them. */
const listingsOf = (count: number, isWhole: boolean): Listing[] =>
  Array.from({ length: count }, (_, at): Listing => {
    const { id, title, description, category, condition, seller, asking, shipsFrom } = goods.ware(at)
    const said = { title, price: asking.price, ...(isWhole && { description, category, condition, shipsFrom }) }
    const { name, country, ratings } = seller
    const soldBy = { seller: { id: seller.id, name, country }, sellerRatings: ratings }
    return { marketplace: 'bazaar', id, url: `https://bazaar.invalid/${id}`, images: [], ...said, ...soldBy }
  })

type Match = (listings: readonly Listing[], watches: readonly Watch[]) => number

const inBatches = (listings: readonly Listing[], count: (page: readonly Listing[]) => number): number => {
  let found = 0
  for (let at = 0; at < listings.length; at += batch) found += count(listings.slice(at, at + batch))
  return found
}

const scoreMany = matcher.many(many)
const bytesReady = bytesUsed() - bytesBefore

/** How many listings are hits of the watch, as a match job finds out. */
const alone: Match = (listings, [watch]) =>
  inBatches(listings, (page) => (watch ? matcher.score(watch, page).filter(({ isHit }) => isHit).length : 0))

/** How many pairs of listing and watch are hits, all watches in one look. */
const together: Match = (listings) =>
  inBatches(
    listings,
    (page) =>
      scoreMany(page)
        .near.flat()
        .filter(({ scored }) => scored.isHit).length,
  )

/** How many pairs of listing and watch have a name of the watch and some term in their text. */
const naive: Match = (listings, watches) => {
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

const one = many.slice(0, 1)
/** The naive loop is so slow that it is given fewer listings: what one costs does not hang on how many there are. */
const ways = {
  'naive loop over all terms, 1 watch': { match: naive, watches: one, listings: 600, isWhole: true },
  'ours, 1 watch': { match: alone, watches: one, listings: listingsRead, isWhole: true },
  'naive loop over all terms, 100 watches': { match: naive, watches: many, listings: 12, isWhole: true },
  'ours, 100 watches': { match: together, watches: many, listings: listingsRead, isWhole: true },
  'ours, 100 watches, titles alone': { match: together, watches: many, listings: listingsRead, isWhole: false },
} as const

const chosen = Object.entries(ways).find(([name]) => name === process.argv[2])
console.log(JSON.stringify(chosen ? rowOf(...chosen) : Object.keys(ways)))

/** Nothing is collected by force between rounds: that throws away what was compiled, and is charged to nobody in earnest. */
function rowOf(name: string, { match, watches, listings: count, isWhole }: (typeof ways)[keyof typeof ways]): Row {
  for (let round = 0; round < warmUps; round += 1) match(listingsOf(count, isWhole), watches)
  const perSecond: number[] = []
  let found = 0
  for (let round = 0; round < rounds; round += 1) {
    const listings = listingsOf(count, isWhole)
    const start = process.cpuUsage()
    found = match(listings, watches) / count
    const { user, system } = process.cpuUsage(start)
    perSecond.push((count / (user + system)) * 1e6)
  }
  perSecond.sort((a, b) => a - b)
  return {
    'way to match': name,
    watches: watches.length,
    'listings/CPU s': perSecond[Math.floor(rounds / 2)] ?? Number.NaN,
    'of rounds': `${perSecond[0]?.toPrecision(3)}–${perSecond.at(-1)?.toPrecision(3)}`,
    found,
    'MB ready': bytesReady / 1e6,
    load: loadavg()[0] ?? Number.NaN,
  }
}
