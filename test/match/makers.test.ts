import { describe, expect, it } from 'vitest'
import { halvard, scoreOf, seen, wordsSeen } from './matched.ts'

const watch = halvard({ aliases: ['鹿牌'] }, { models: ['BudsPro'], category: 'earphones' })
const cheap = { price: { amount: '4', currency: 'USD' }, shipsFrom: 'CN' }
const of = (signal: string, title: string) => wordsSeen(signal, { title }, { watch })

describe('other makers in a title', () => {
  it('that lists the devices it works with: for the brand’s product, and no brand spam', () => {
    const title = '无线蓝牙耳机 适配小米华为oppo 鹿牌'
    expect(seen('brand.spam', { title }, { watch })).toEqual([])
    expect(seen('allow.compatible-for', { title }, { watch })).toHaveLength(1)
  })

  it('a name in two scripts that opens the title is who made it', () => {
    expect(of('allow.other-brand', '林声（linsen）T5 无线耳机 鹿牌 手机')).toBe('林声（linsen）')
  })

  it('a known maker beside a model’s name', () => {
    expect(of('allow.other-brand', 'BudsPro Haylou earphones')).toBe('Haylou')
    expect(of('allow.other-brand', 'Halvard BudsPro with a Haylou case')).toBeNull()
  })
})

describe('an accessory as the head of a title', () => {
  it.each([
    ['BudsPro silicone case', 'silicone case'],
    ['BudsPro 保护套 硅胶', '保护套'],
    ['Funda BudsPro silicona', 'Funda'],
    ['کاور BudsPro', 'کاور'],
  ])('%s: sees %s', (title, words) => {
    expect(of('allow.compatible-for', title)).toBe(words)
  })

  it.each(['BudsPro earphones with silicone case', 'BudsPro 耳机 送保护套', 'Halvard BudsPro earphones'])(
    '%s: is the product, with an accessory or none',
    (title) => {
      expect(of('allow.compatible-for', title)).toBeNull()
    },
  )

  it.each([
    ['Base shaper for Vale Tote', 'Base shaper'],
    ['Vale Tote 内胆包', '内胆包'],
    ['Vale Tote バッグインバッグ', 'バッグインバッグ'],
    ['Organizador de bolso Vale Tote', 'Organizador de bolso'],
  ])('of what is carried: %s', (title, words) => {
    const bags = halvard({}, { models: ['Vale Tote'], category: 'handbags' })
    const [finding] = seen('allow.compatible-for', { title, category: 'handbags' }, { watch: bags })
    expect(finding?.text).toMatch(/An accessory|Is for/)
    expect(words).not.toBe('')
    expect(scoreOf({ title, ...cheap, category: 'handbags' }, { watch: bags }).isHit).toBe(false)
    expect(scoreOf({ title: 'Vale Tote', ...cheap, category: 'handbags' }, { watch: bags }).isHit).toBe(true)
  })

  it.each(['Halvard dust bag small', 'Halvard 防尘袋', 'Halvard empty box', 'Halvard shopping bag'])(
    'packing on the shelf of the goods is none of them: %s',
    (title) => {
      const bags = halvard({}, { models: ['Vale Tote'], category: 'handbags' })
      const of = (given: string) => scoreOf({ title: given, ...cheap, category: 'handbags' }, { watch: bags })
      expect(of(title).isHit).toBe(false)
      expect(of('Halvard Vale Tote + dust bag').isHit).toBe(true)
    },
  )

  it('is not held against the product’s price', () => {
    const { score } = scoreOf({ title: 'BudsPro silicone case', price: { amount: '3', currency: 'USD' } }, { watch })
    expect(score.findings.filter(({ signal }) => /^price|^circum/.test(signal))).toEqual([])
  })
})

describe('what is a copy beside the brand’s goods', () => {
  it.each([
    ['هندزفری طرح Halvard', 'طرح'],
    ['BudsPro i12 tws', 'i12'],
    ['Halvard風 イヤホン', '風'],
    ['Słuchawki w stylu Halvard', 'w stylu'],
    ['Halvard 스타일 이어폰', '스타일'],
    ['Halvard earphones inpods 12', 'inpods 12'],
  ])('%s: sees %s', (title, words) => {
    expect(of('wording.replica', title)).toContain(words.split(' ')[0])
  })

  it('is none beside other goods', () => {
    expect(seen('wording.replica', { title: 'Halvard trail shoes i12' })).toEqual([])
  })

  it('"Silicone for men" fits nobody’s product', () => {
    expect(seen('allow.compatible-for', { title: 'Trail shoes for men Halvard' })).toEqual([])
  })
})

describe('grades in brackets', () => {
  it.each(['Halvard trail shoes [Premium Quality]', 'Halvard 运动鞋【顶级版】', 'Halvard shoes (Best Batch)'])(
    '%s: grades a copy',
    (title) => {
      expect(seen('wording.grade', { title })).toHaveLength(1)
    },
  )

  it.each(['Halvard trail shoes, premium quality', 'Halvard trail shoes [New Season]', 'Halvard shoes (high top)'])(
    '%s: does not',
    (title) => {
      expect(seen('wording.grade', { title })).toEqual([])
    },
  )
})
