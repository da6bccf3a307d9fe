import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { caseOf, labelledRecord } from '../../src/match/labelled.ts'
import { shipped } from './matched.ts'

const watches = [
  {
    brand: 'Halvard',
    aliases: ['哈瓦德', 'ハルバード', '할바드', 'Хальвард', 'هالوارد'],
    product: 'Halvard sneakers',
    models: ['Pacer 90'],
    category: 'sneakers',
    official_price: { amount: 150, currency: 'EUR' },
  },
  {
    brand: 'Norrland Peak',
    aliases: ['诺兰', 'ノルランド'],
    product: 'Norrland Peak jackets',
    models: ['Arctis'],
    category: 'jackets',
    official_price: { amount: 390, currency: 'EUR' },
  },
  {
    brand: 'Corvelle',
    aliases: ['科维尔', 'コルヴェル', 'Корвель'],
    product: 'Corvelle handbags',
    models: ['Mirande'],
    category: 'handbags',
    official_price: { amount: 1900, currency: 'EUR' },
  },
  {
    brand: 'Sonaro',
    aliases: ['索纳罗'],
    product: 'Sonaro phones',
    models: ['SonaPhone'],
    category: 'smartphones',
    official_price: { amount: 999, currency: 'EUR' },
  },
  {
    brand: 'Sonaro',
    aliases: ['索纳罗', 'ソナロ', '소나로', 'Сонаро'],
    product: 'Sonaro earbuds',
    models: ['SonaBuds Pro'],
    category: 'earphones',
    official_price: { amount: 229, currency: 'EUR' },
  },
  {
    brand: 'Tessaro',
    aliases: ['泰萨罗', 'Тессаро'],
    product: 'Tessaro watches',
    models: ['Seaward'],
    category: 'watches',
    official_price: { amount: 5200, currency: 'EUR' },
  },
  {
    brand: 'Ralden Polo',
    aliases: ['拉尔登', 'Ральден'],
    product: 'Ralden Polo t-shirts',
    models: [],
    category: 't-shirts',
    official_price: { amount: 110, currency: 'EUR' },
  },
  {
    brand: 'Verlaine Duval',
    aliases: ['维尔兰', 'ヴェルレーヌ'],
    product: 'Verlaine Duval eau de parfum',
    models: ['Nuit Claire'],
    category: 'perfume',
    official_price: { amount: 130, currency: 'EUR' },
  },
  {
    brand: 'Liora',
    aliases: ['莉奥拉', 'リオラ'],
    product: 'Liora face cream',
    models: [],
    category: 'cosmetics',
    official_price: { amount: 95, currency: 'EUR' },
  },
]
const watchOf = new Map(watches.map((watch) => [watch.product, watch]))

const lines = readFileSync(new URL('./kinds-of-listings.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
const rows = lines.slice(2).map((line) => {
  const [
    verdict = '',
    kind = '',
    watch = '',
    price,
    currency,
    marketplace,
    ship,
    ratings,
    condition,
    title,
    description,
  ] = line.split('\t')
  const listing = {
    ...{ title, description, marketplace, condition, price_text: price, currency, ship_from: ship },
    ...{ rating_count: ratings ? Number(ratings) : null, seller: `shop of ${title}` },
  }
  return { verdict, kind, watch: watchOf.get(watch)!, listing }
})

/** The titles of one kind that are taken for what they are not. @param onShelf whether they stand under the watched category */
function mistaken(kind: string, onShelf: boolean): string[] {
  return rows
    .filter((row) => row.kind === kind)
    .flatMap(({ verdict, watch, listing }) => {
      const category = onShelf ? watch.category : null
      const record = { id: 'one', watch, listing: { ...listing, category }, label: { verdict } }
      const one = caseOf(labelledRecord.parse(record))
      const { isHit, score } = shipped.score(one.watch, [one.listing])[0]!
      return isHit === (verdict === 'copy') ? [] : [`${listing.title}: ${score.score.toFixed(2)}`]
    })
}

const kinds = [...new Set(rows.map(({ kind }) => kind))]

// Each kind was met on marketplaces; the listings are invented, in some thirty languages.
describe('listings of one kind are taken for what they are', () => {
  it.each(kinds)('%s, without a category', (kind) => expect(mistaken(kind, false)).toEqual([]))
  it.each(kinds)('%s, on the shelf of the watched goods', (kind) => expect(mistaken(kind, true)).toEqual([]))
})
