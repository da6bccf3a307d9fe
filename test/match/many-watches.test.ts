import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brands } from '../../src/bazaar/catalogue.ts'
import { goodsOf } from '../../src/bazaar/goods.ts'
import { caseOf, labelledRecord } from '../../src/match/labelled.ts'
import { openMatcher } from '../../src/match/matcher.ts'
import type { Listing } from '../../src/model/listing.ts'
import type { Watch } from '../../src/model/watch.ts'
import { aWatch } from '../builders.ts'
import { anHonestListing, files, halvard, shipped } from './matched.ts'

/** The bazaar's brands, with their names in other scripts. */
const invented = brands.map(({ name, scripts, products, authorised }) =>
  aWatch({
    id: name,
    brand: name,
    aliases: Object.values(scripts),
    products: products.map(({ model, eur }) => ({
      name: model,
      prices: [{ amount: `${eur}`, currency: 'EUR' }],
      models: [model],
    })),
    authorisedSellers: authorised.map((seller) => seller.name),
  }),
)
const unpriced = halvard({ id: 'unpriced' }, { prices: [] })
const watches = [halvard(), aWatch({ id: 'word', brand: 'Orange' }), aWatch({ id: 'two', brand: 'Velda Norrin' })]
  .concat(unpriced, aWatch({ id: 'short', brand: 'QX', aliases: ['✕✕', 'кью икс'] }))
  .concat(invented)

const wares = goodsOf(11, 300)
const bazaar = Array.from({ length: 300 }, (_, at): Listing => {
  const { id, title, description, category, condition, seller, asking, shipsFrom } = wares.ware(at)
  const said = { title, description, category, condition, shipsFrom, price: asking.price }
  return anHonestListing({ id, ...said, seller: { id: seller.id, name: seller.name }, sellerRatings: seller.ratings })
})

/** Checks that one look for all watches scores as a look for each does, and that nothing else could be a hit. */
function checkSame(scored: readonly Watch[], listings: readonly Listing[], many = shipped.many(scored)): void {
  const together = many(listings)
  const all = listings.map((_, at) => together.all(at))
  scored.forEach((watch, place) => {
    const alone = shipped.score(watch, listings)
    alone.forEach((one, at) => {
      const same = all[at]?.[place]
      // Said in full only where they differ: a deep comparison of so many takes its time.
      if (JSON.stringify(same) !== JSON.stringify(one)) expect(same).toEqual(one)
      const isNear = together.near[at]?.some(({ watch: near }) => near === place)
      if (one.isHit || one.worthVisit || one.pricePoint) expect(isNear).toBe(true)
    })
  })
  listings.forEach((_, at) => {
    const highest = Math.max(...(all[at] ?? []).map(({ score }) => score.score))
    const place = all[at]?.findIndex(({ score }) => score.score === highest)
    expect(together.best(at)?.watch).toBe(place)
  })
}

const sharedFile = '../shared/matcher/listings.jsonl'

describe('many watches that are scored together', () => {
  it('score the bazaar as each does alone', () => {
    checkSame(watches, bazaar)
  })

  it.skipIf(!existsSync(sharedFile))('score the shared listings as each does alone', () => {
    const cases = readFileSync(sharedFile, 'utf8').trim().split('\n').map(recordOf)
    const theirs = [...new Map(cases.map(({ watch }) => [watch.brand, watch])).values()]
    checkSame(
      theirs,
      cases.map(({ listing }) => listing),
    )
  })

  it('score texts made of their names, disguised at random, as each does alone', () => {
    const many = shipped.many(watches)
    fc.assert(
      fc.property(fc.array(listing, { minLength: 1, maxLength: 3 }), (given) => checkSame(watches, given, many)),
    )
  })

  it('look only at what may name them', () => {
    const titles = [
      'Halvard shoes',
      'shoes',
      'Ha1vard shoes',
      'Velda Norin bag',
      'Veldda Norrin',
      '橙 Orange',
      'кью икс',
    ]
    const { near } = shipped.many(watches)(titles.map((title) => anHonestListing({ title })))
    const named = near.map((scores) => scores.map(({ watch }) => watches[watch]?.id))
    const both = [halvard().id, 'unpriced']
    expect(named).toEqual([both, [], both, ['two'], ['two'], ['word'], ['short']])
  })

  it('are all looked at with weights that let a listing be a hit without a link', () => {
    if (!files.ok) throw new Error('no matcher files')
    const weights = { ...files.weights, caps: { ...files.weights.caps, noBrandLink: 0.9 } }
    const { near } = openMatcher({ ...files, weights }).many(watches)([anHonestListing({ title: 'replica 1:1 dm' })])
    expect(near[0]).toHaveLength(watches.length)
  })

  it('give no score without a watch', () => {
    expect(shipped.many([])([anHonestListing()]).best(0)).toBeNull()
  })
})

const recordOf = (line: string) => caseOf(labelledRecord.parse(JSON.parse(line)))

describe('hostile text for many watches', () => {
  it.each([
    ['a megabyte of names', 'Halvard Orange QX '.repeat(55_000)],
    ['a megabyte of names in pieces', 'H.a.l.v.a.r.d '.repeat(70_000)],
    ['100,000 distinct words', Array.from({ length: 100_000 }, (_, at) => `halv${at.toString(36)}`).join(' ')],
    ['a megabyte of foreign words', Array.from({ length: 120_000 }, (_, at) => `халв${(at % 9) + 1}ард`).join(' ')],
    ['a megabyte of masks', 'Ha*vard# '.repeat(110_000)],
    ['one word of a megabyte', 'h'.repeat(1_000_000)],
  ])('is read: %s', (_, text) => {
    const given = anHonestListing({ title: text, description: text })
    expect(shipped.many(watches)([given]).all(0)).toEqual(watches.map((watch) => shipped.score(watch, [given])[0]))
  })
})

const names = watches.flatMap(({ brand, aliases, products }) => [
  brand,
  ...aliases,
  ...products.flatMap(({ models }) => models),
])
const glyph = fc.oneof(
  fc.constantFrom(...'aehilmnorstuvw0134@$|*•#.-_ \u200b\u0301аеорсВ🍊⭐ɐɔǝ鞋ギ'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
)
const change = fc.tuple(fc.constantFrom('drop', 'add', 'replace', 'swap', 'double'), fc.nat(20), glyph)

/** A name with some letters dropped, added, replaced, swapped or doubled. */
const disguised = fc.tuple(fc.constantFrom(...names), fc.array(change, { maxLength: 3 })).map(([name, changes]) => {
  const chars = [...name]
  for (const [how, place, sign] of changes) {
    const at = place % Math.max(1, chars.length)
    const [here = '', next = ''] = [chars[at], chars[at + 1]]
    if (how === 'drop') chars.splice(at, 1)
    else if (how === 'add') chars.splice(at, 0, sign)
    else if (how === 'replace') chars[at] = sign
    else if (how === 'double') chars.splice(at, 0, here)
    else chars.splice(at, 2, next, here)
  }
  return chars.join('')
})
const word = fc.oneof(
  disguised,
  fc.constantFrom(...names).map((name) => [...name].reverse().join('')),
  fc.constantFrom(...names).map((name) => [...name].join(' ')),
  fc.constantFrom('replica', '1:1', 'dm', 'no', 'used', 'for', 'case', 'shoes', '高仿', '.', 'lot of 5'),
  fc.string({ maxLength: 6 }),
)
const text = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '))
const listing = fc
  .record({
    id: fc.uuid(),
    title: text,
    description: text,
    category: fc.constantFrom('', 'footwear', 'bags', 'books'),
    price: fc.constantFrom(null, { amount: '19.00', currency: 'USD' }, { amount: '9', currency: 'EUR', moq: 10 }),
    sellerRatings: fc.constantFrom(2, 500),
    seller: fc.record({ id: fc.constant('s1'), name: disguised }),
  })
  .map(anHonestListing)
