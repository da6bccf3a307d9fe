import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readWatchlist } from '../../config/watchlist.ts'
import { demoBrand } from '../../src/bazaar/catalogue.ts'
import { type Bazaar, demoMarket, openBazaar } from '../../src/bazaar/open-bazaar.ts'
import { territoryOf } from '../../src/bazaar/territories.ts'
import { judge } from '../../src/bazaar/truth.ts'
import { bazaar as market } from '../../src/marketplaces/bazaar/index.ts'
import type { Watch } from '../../src/model/watch.ts'
import { resultsAt } from './visits.ts'

const file = 'config/watchlists/demo.yaml'
let watch: Watch
let bazaar: Bazaar
beforeAll(async () => {
  const known = [{ id: market.id, territories: market.territories.map(({ id }) => id) }]
  const reading = readWatchlist(await readFile(file, 'utf8'), file, known)
  if (!reading.ok) throw new Error(JSON.stringify(reading.mistakes))
  watch = reading.watches[0]!
  bazaar = await openBazaar(demoMarket)
})
afterAll(() => bazaar.close())

describe("the demo's watchlist", () => {
  it('watches the demo brand: its names, its models, its authorised sellers', () => {
    expect(watch.brand).toBe(demoBrand.name)
    expect(watch.aliases).toEqual(expect.arrayContaining(Object.values(demoBrand.scripts)))
    expect(watch.authorisedSellers).toEqual(demoBrand.authorised.map(({ name }) => name))
    expect(watch.products.map(({ models }) => models[0])).toEqual(demoBrand.products.map(({ model }) => model))
  })

  it('has official prices that the goods are priced by, in the currency of each territory', () => {
    for (const id of watch.territories) {
      const { currency, perEuro } = territoryOf(id)
      for (const [at, product] of watch.products.entries()) {
        const official = product.prices.find((price) => price.currency === currency)
        const eur = demoBrand.products[at]!.eur
        expect(Math.abs(Number(official?.amount) / (eur * perEuro) - 1), `${product.name} in ${currency}`).toBeLessThan(
          0.05,
        )
      }
    }
  })

  it('meets each explicit fake of the demo market, and some hundred honest listings', async () => {
    for (const territory of watch.territories) {
      for (const keyword of watch.keywords) {
        for (let page = 1, next = true; next && page <= watch.pages; page += 1)
          ({ next } = await resultsAt(bazaar.origin, keyword, territory, page))
      }
    }
    const truth = bazaar.truth()
    const shown = bazaar.shown()
    const fakes = [...shown].filter(
      (id) => truth.get(id)?.verdict === 'counterfeit' && truth.get(id)?.brand === watch.brand,
    )
    expect(judge(truth, shown, { brand: watch.brand, territories: watch.territories }).explicitRecall).toBe(1)
    expect(shown.size).toBeGreaterThan(380)
    expect(shown.size).toBeLessThan(520)
    expect(fakes.length).toBeGreaterThanOrEqual(30)
    expect(fakes.length).toBeLessThanOrEqual(50)
    expect(bazaar.counts().search).toBeLessThanOrEqual(20)
  })
})
