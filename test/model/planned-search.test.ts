import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstPages, nextPage, searchId, territoriesOf } from '../../src/model/planned-search.ts'
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
