import { describe, expect, it } from 'vitest'
import { halvard, seen } from './matched.ts'

const usedBy = (listing: object): number => {
  const [finding] = seen('allow.second-hand', listing)
  return finding ? finding.weight : 0
}

describe('used or new', () => {
  it.each([
    'Pre-Owned', 'Gently Used', 'Sehr gut', 'Très bon état', 'Usado', 'Como nuevo', 'Ottime', 'Zo goed als nieuw', 'Bardzo dobry', 'Б/у',
    'Б/в', 'İkinci el', 'Μεταχειρισμένο', 'Használt', 'Begagnad', 'Käytetty', 'مستعمل', 'در حد نو', 'משומש', 'Bekas', 'Đã sử dụng', 'มือสอง',
    '非全新', '目立った傷や汚れなし', '중고', 'Good - Refurbished', 'Folosit', 'For parts or not working',
  ])('a condition field that says %s is a used piece', (condition) => {
    expect(usedBy({ condition })).toBe(-1.8)
  }) // biome-ignore format: a list

  it.each([
    'New',
    'Neu mit Etikett',
    'Neuf',
    'Nuevo',
    'Новое',
    'Yeni',
    'جديد',
    '全新',
    '新品、未使用',
    '새상품',
    'Mới',
    'ใหม่',
  ])('a condition field that says %s is none', (condition) => {
    expect(usedBy({ condition })).toBe(0)
  })

  it.each([
    'Halvard jacket Size XL black', 'Halvard Women’s Fleece Vest Medium', 'Halvard shoes Sz 42', 'Halvard Jacke Gr. M', 'Halvard veste taille L',
    'Куртка Halvard размер M',
  ])('one garment in one size is likely somebody’s own: %s', (title) => {
    expect(usedBy({ title })).toBeLessThan(-0.5)
  }) // biome-ignore format: a list

  it.each([
    'Halvard jacket S-XXL',
    'Halvard jackets size S/M/L',
    'Halvard shoes size 36-45',
    'Halvard shoes size 42, size 43',
    'Halvard shoes',
  ])('sizes side by side are a shop’s: %s', (title) => expect(usedBy({ title })).toBe(0))

  it.each(['preowned-watches.example', 'vintage-house', 'shop-gebraucht'])(
    'a house whose name says used goods sells such: %s',
    (marketplace) => {
      expect(usedBy({ marketplace })).toBeLessThan(-1)
    },
  )

  it('dealers of watches mostly sell used ones, unless the listing says that it is new', () => {
    const watch = halvard({}, { category: 'watches', models: [] })
    const of = (title: string, marketplace: string) =>
      seen('allow.second-hand', { title, marketplace }, { watch })[0]?.text ?? ''
    expect(of('Halvard wristwatch ref. 3404', 'watch-dealer.example')).toBe(
      'Likely second-hand: on a market of dealers.',
    )
    expect(of('Halvard wristwatch brand new', 'watch-dealer.example')).toBe('')
    expect(of('Halvard wristwatch ref. 3404', 'shop.example')).toBe('')
  })

  it('a word of the brand’s or a model’s name is none, and a look of a trader’s goods from a source market', () => {
    const watch = halvard({}, { models: ['Vintage Pacer'] })
    expect(seen('allow.second-hand', { title: 'Halvard Vintage Pacer shoes' }, { watch })).toEqual([])
    expect(usedBy({ title: 'Halvard vintage shoes' })).toBeLessThan(0)
    expect(usedBy({ title: 'Halvard vintage shoes', shipsFrom: 'CN' })).toBe(0)
    expect(usedBy({ title: 'Halvard shoes, worn twice', shipsFrom: 'CN' })).toBe(-1.8)
  })

  it('lowers a listing less that says plainly that it is a copy', () => {
    const used = { title: 'Halvard trail shoes, worn twice' }
    expect(usedBy({ ...used, description: 'AAA replica' })).toBe(usedBy(used) / 2)
  })

  it('the field goes before the market, and the market before one size', () => {
    expect(usedBy({ marketplace: 'vinted' })).toBeLessThan(usedBy({ marketplace: 'vinted', condition: 'New' }))
    expect(usedBy({ title: 'Halvard trail shoes size M only' })).toBeLessThan(0)
    expect(usedBy({ marketplace: 'vinted' })).toBeLessThan(usedBy({ title: 'Halvard trail shoes size M only' }))
  })

  it.each([
    'Halvard trail shoes vintage check',
    'Halvard trail shoes, perfect for any occasion',
    'Halvard trail shoes, never worn',
    'Halvard trail shoes acid washed',
  ])('%s: is not used', (title) => {
    expect(usedBy({ title })).toBe(0)
  })

  it('says what it goes by', () => {
    expect(seen('allow.second-hand', { condition: 'Pre-Owned' })[0]?.text).toBe('Second-hand: “Pre-Owned”.')
    expect(seen('allow.second-hand', { marketplace: 'grailed' })[0]?.text).toBe(
      'Likely second-hand: on a market for used goods.',
    )
    expect(seen('allow.second-hand', { marketplace: 'kleinanzeigen' })[0]?.text).toBe(
      'May be second-hand: on a market for private advertisements.',
    )
    expect(seen('allow.second-hand', { description: 'Condition 8/10' })[0]?.text).toBe('Likely second-hand: “8/10”.')
  })
})
