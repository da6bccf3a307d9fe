import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstPages, nextPage, searchId, sortsOf, territoriesOf } from '../../src/model/planned-search.ts'
import { type Sort, sorts } from '../../src/model/sort.ts'
import { aSearch, aWatch } from '../builders.ts'
import { aMarketplace } from '../schedule/markets.ts'

const ebay = aMarketplace('ebay', ['us', 'de'])
const amazon = aMarketplace('amazon', ['us', 'jp'])
const etsy = aMarketplace('etsy', ['world'])

describe('the first pages of a run', () => {
  it('are keyword × marketplace × territory, in the order of the watchlist', () => {
    const watch = aWatch({ keywords: ['b', 'a'], marketplaces: ['ebay', 'etsy'], territories: ['de', 'us'] })
    const pages = firstPages('run-1', watch, [ebay, amazon, etsy])
    expect(pages.map((each) => [each.keyword, each.marketplace, each.territory, each.page])).toEqual([
      ['b', 'ebay', 'us', 1],
      ['b', 'ebay', 'de', 1],
      ['b', 'etsy', 'world', 1],
      ['a', 'ebay', 'us', 1],
      ['a', 'ebay', 'de', 1],
      ['a', 'etsy', 'world', 1],
    ])
    expect(pages.every((each) => each.run === 'run-1' && each.watch === 'halvard')).toBe(true)
  })

  it('are the same for the same run, and others for another', () => {
    const watch = aWatch({ marketplaces: ['ebay'] })
    expect(firstPages('run-1', watch, [ebay])).toEqual(firstPages('run-1', watch, [ebay]))
    expect(firstPages('run-2', watch, [ebay])[0]?.id).not.toBe(firstPages('run-1', watch, [ebay])[0]?.id)
  })
})

describe('the territories of a watch on a marketplace', () => {
  it.each([
    [[], ['us']],
    [['de'], ['de']],
    [
      ['jp', 'de', 'us'],
      ['us', 'de'],
    ],
    [['jp'], ['us']],
  ])('that names %j are %j', (named, territories) => {
    expect(territoriesOf({ territories: named }, ebay)).toEqual(territories)
  })
})

describe('the orders of a watch on a marketplace', () => {
  const market = { sorts: { newest: 'sort=new', 'price-low': 'sort=low' } }

  it.each<[Sort[] | undefined, Sort[]]>([
    [undefined, ['best-match']],
    [['newest'], ['newest']],
    [
      ['newest', 'best-match'],
      ['newest', 'best-match'],
    ],
    [['price-high', 'price-low'], ['price-low']],
    [['price-high'], ['best-match']],
  ])('that names %j are %j', (named, expected) => {
    expect(sortsOf(named ? { sorts: named } : {}, market)).toEqual(expected)
  })

  it('are a search each, of which the one that comes unasked has the id that it had before there were orders', () => {
    const watch = aWatch({ marketplaces: ['ebay'], sorts: ['best-match', 'newest'] })
    const pages = firstPages('run-1', watch, [{ ...ebay, ...market }])
    expect(pages.map(({ sort }) => sort)).toEqual(['best-match', 'newest'])
    expect(new Set(pages.map(({ id }) => id)).size).toBe(2)
    expect(pages[0]?.id).toBe(firstPages('run-1', aWatch({ marketplaces: ['ebay'] }), [ebay])[0]?.id)
  })
})

describe('the id of a search', () => {
  it('is short hex that stays what it is', () => {
    expect(searchId(aSearch())).toMatch(/^[0-9a-f]{24}$/)
    expect(searchId(aSearch())).toBe('2621365a2e7cbcedcd3afee5')
  })

  it('differs when anything in the search does', () => {
    const word = fc.constantFrom('a', 'b', 'a|b', '"', 'a","b')
    const search = fc.record({
      run: word,
      watch: word,
      marketplace: word,
      territory: word,
      keyword: word,
      sort: fc.constantFrom(...sorts),
      page: fc.integer({ min: 1, max: 3 }),
    })
    fc.assert(
      fc.property(search, search, (a, b) => {
        expect(searchId(a) === searchId(b)).toBe(JSON.stringify(a) === JSON.stringify(b))
      }),
    )
  })

  it('of the next page is its own', () => {
    const first = aSearch({ page: 1 })
    const second = nextPage(first)
    expect(second).toEqual(aSearch({ page: 2 }))
    expect(second.id).not.toBe(first.id)
  })
})
