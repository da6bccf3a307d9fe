import { describe, expect, it } from 'vitest'
import { halvard, scoreOf, seen } from './matched.ts'

const shelved = { category: 'footwear', shipsFrom: 'CN' }
const at = (amount: string) => ({ price: { amount, currency: 'USD' } })
const signalsOf = (listing: object) => scoreOf({ ...shelved, ...listing }).score.findings.map(({ signal }) => signal)

describe('words that turn a cue round', () => {
  it.each<[string, string, string]>([
    ['allow.spare-part', 'Halvard coat, one button defect', 'Halvard coat, nothing defect'],
    ['allow.cheap-genuine', 'Halvard 耳机 有线', 'Halvard 耳机 有线充电盒'],
  ])('%s is seen in “%s” and not in “%s”', (signal, said, turned) => {
    expect([said, turned].map((title) => seen(signal, { title }).length)).toEqual([1, 0])
  })
})

describe('a cheaper kind of goods on the shelf of the watched goods', () => {
  it.each(['Halvard socks', 'Halvard キャップ 帽子', 'Porte-clés Halvard', 'Halvard перчатки', 'Halvard 钥匙扣'])(
    'is held against what that kind costs: %s',
    (title) => {
      expect(scoreOf({ ...shelved, ...at('12'), title }).isHit).toBe(false)
      expect(signalsOf({ ...at('12'), title })).toContain('allow.cheap-genuine')
    },
  )

  it('is none in the title of a device that names its model: it lists what is in it', () => {
    const watch = halvard(
      {},
      { category: 'laptops', models: ['HalvBook'], prices: [{ amount: '1300', currency: 'USD' }] },
    )
    const of = (title: string) => seen('allow.cheap-genuine', { ...at('300'), title, category: 'laptops' }, { watch })
    expect(of('HalvBook Pro 13 256gb ssd')).toEqual([])
    expect(of('Halvard 256gb ssd')).toHaveLength(1)
  })

  it('is low beside that too where next to nothing is asked, and the sentence says what it was held against', () => {
    const [low] = seen('price.extreme', { ...shelved, ...at('1.5'), title: 'Halvard cap' })
    expect(low?.text).toBe(
      '1.5 USD is 1 % of the official 129.00 USD; goods of the kind hat cost 18 % of that at the least.',
    )
  })

  it.each<[string, string]>([
    ['the watched goods are named too', 'Halvard trail shoes with socks'],
    ['the watched goods are named beside it', 'Halvard shoes, cap'],
    ['it comes along', 'Halvard TR900 + cap'],
    ['the word is a colour', 'Halvard TR900 Cream'],
    ['it is no cheaper kind', 'Halvard jacket'],
  ])('is not seen where %s: %s', (_, title) => {
    expect(seen('price.extreme', { ...shelved, ...at('12'), title })[0]?.text).toMatch(/of the official 129.00 USD\.$/)
  })

  it('is what the watch is of, where that is its kind', () => {
    const watch = halvard({}, { category: 'caps', models: [] })
    const [low] = seen('price.extreme', { ...at('9'), category: 'caps', title: 'Halvard cap' }, { watch })
    expect(low?.text).toMatch(/of the official 129.00 USD\.$/)
  })
})
