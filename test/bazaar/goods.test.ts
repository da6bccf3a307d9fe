import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demoBrand } from '../../src/bazaar/catalogue.ts'
import { dice } from '../../src/bazaar/dice.ts'
import { disguised } from '../../src/bazaar/disguise.ts'
import { goodsOf } from '../../src/bazaar/goods.ts'
import { idOf, indexOf } from '../../src/bazaar/ids.ts'
import { isSlip, searchWords } from '../../src/bazaar/search-words.ts'
import { stockOf } from '../../src/bazaar/stock.ts'
import { territories } from '../../src/bazaar/territories.ts'

const goods = goodsOf(4, 6_000)
const wares = Array.from({ length: goods.size }, (_, index) => goods.ware(index))
const ofDemoBrand = wares.filter((ware) => ware.brand === demoBrand)

describe("a listing's id", () => {
  it('is different for each listing, looks like a marketplace’s, and leads back to it', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(5_000_000), (seed, index) => {
        const id = idOf(seed, index)
        expect(id).toMatch(/^31\d{10}$/)
        expect(indexOf(seed, id)).toBe(index)
      }),
    )
    expect(new Set(wares.map(({ id }) => id)).size).toBe(goods.size)
    expect(indexOf(4, '99')).toBe(-1)
  })
})

describe('the goods', () => {
  it('are the same whenever they are looked at', () => {
    expect(goodsOf(4, 6_000).ware(123)).toEqual(goods.ware(123))
  })

  it('are sold in every territory, language and currency', () => {
    expect(new Set(wares.map(({ home }) => home.id)).size).toBe(territories.length)
    expect(new Set(wares.map(({ language }) => language)).size).toBe(10)
    expect(new Set(wares.map(({ asking }) => asking.price.currency)).size).toBe(9)
  })

  it('have their words filled in, and nothing empty', () => {
    for (const { title, description } of wares) {
      expect(title).toMatch(/^\S.{9,}\S$/u)
      expect(`${title}${description}`).not.toMatch(/[{}]|undefined|\s{2}/)
    }
  })

  it('keep to the label rules: what is allowed is not extremely cheap but for its kind, what is a fake has a sign', () => {
    const perPiece = (ware: (typeof wares)[number]) =>
      Number(ware.asking.max?.amount ?? ware.asking.price.amount) /
      ware.asking.lot /
      ware.home.perEuro /
      ware.product.eur
    for (const ware of ofDemoBrand) {
      if (ware.kind === 'retail' || ware.kind === 'grey-market' || ware.kind === 'lot-price')
        expect(perPiece(ware)).toBeGreaterThan(0.5)
      if (ware.kind === 'price.extreme' || ware.kind === 'quantity.bulk') {
        expect(perPiece(ware)).toBeLessThan(0.25)
        expect(ware.pictures[0]).toMatchObject({ scene: 'studio', variant: 0 })
      }
      if (ware.kind === 'seller.lookalike') {
        expect(ware.seller.name).toMatch(/skarvane/i)
        expect(demoBrand.authorised.map(({ name }) => name)).not.toContain(ware.seller.name)
      }
      if (ware.kind === 'authorised-seller')
        expect(demoBrand.authorised.map(({ name }) => name)).toContain(ware.seller.name)
    }
  })
})

describe('a brand in disguise', () => {
  it('is written in many ways, none of which is its name', () => {
    const throws = dice(1, 'ways')
    const ways = new Set(Array.from({ length: 200 }, () => disguised('Skarvane', 'en', throws)))
    expect(ways.size).toBe(8)
    expect(ways).not.toContain('Skarvane')
  })

  it('is not so where wide letters are usual', () => {
    const throws = dice(1, 'ways')
    const ways = Array.from({ length: 200 }, () => disguised('Skarvane', 'ja', throws))
    expect(ways).not.toContain('Ｓｋａｒｖａｎｅ')
  })
})

describe('the search', () => {
  const stock = stockOf(goods)

  it('finds every planted fake by the brand or by its model, however the brand is written', () => {
    const fakes = ofDemoBrand.filter(({ kind }) => kind.includes('.'))
    expect(fakes.length).toBeGreaterThan(100)
    for (const { index: at, home, product, title } of fakes) {
      const found = new Set([...stock.find('skarvane', home.id), ...stock.find(`skarvane ${product.model}`, home.id)])
      expect(found, title).toContain(at)
    }
  })

  it('finds a listing only where it is shown', () => {
    for (const at of stock.find('skarvane fellrun', 'jp')) {
      const ware = goods.ware(at)
      expect(ware.home.id === 'jp' || ware.worldwide).toBe(true)
    }
  })

  it('wants the model that is asked for, and puts the other words first where they stand', () => {
    const titles = [...stock.find('skarvane fellrun replica', 'us')].map((at) => goods.ware(at).title)
    expect(titles.every((title) => /fellrun/i.test(title))).toBe(true)
    expect(titles[0]).toMatch(/replica/i)
    expect(titles.at(-1)).not.toMatch(/replica/i)
  })

  it('wants all words of a query that names nothing', () => {
    const titles = [...stock.find('wanderstiefel gebraucht', 'de')].map((at) => goods.ware(at).title)
    expect(titles.length).toBeGreaterThan(0)
    for (const title of titles) expect(title).toMatch(/wanderstiefel.*gebraucht|gebraucht.*wanderstiefel/i)
  })

  it.each([
    ['S k a r v a n e Fellrun', 'skarvane'],
    ['S.k.a.r.v.a.n.e', 'skarvane'],
    ['Ѕkаrvаnе boots', 'skarvane'],
    ['5k4rv4n3', 'skarvane'],
    ['Ｓｋａｒｖａｎｅ', 'skarvane'],
    ['Skar\u200bvane', 'skarvane'],
    ['Skar-vane', 'skarvane'],
    ['スカルヴァーン トレイル', 'skarvane'],
    ['斯卡凡 Fellrun', 'skarvane'],
  ])('reads %s as %s', (title, word) => {
    expect(searchWords(title)).toContain(word)
  })

  it.each([
    ['skarvanne', 'skarvane', true],
    ['skarvene', 'skarvane', true],
    ['karvane', 'skarvane', true],
    ['sharvene', 'skarvane', false],
    ['boots', 'boats', false],
  ])('takes %s for a slip of %s: %s', (word, other, expected) => {
    expect(isSlip(word, other)).toBe(expected)
  })
})
