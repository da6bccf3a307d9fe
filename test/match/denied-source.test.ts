import { describe, expect, it } from 'vitest'
import { halvard, seen } from './matched.ts'

const denied = (title: string) => seen('allow.other-brand', { title }).length > 0
const named = (title: string) => seen('brand.exact', { title }).length > 0

describe('goods that are said not to be the brand’s', () => {
  it.each([
    'not a Halvard, but shoes of our own',
    'unlike a Halvard, these shoes are light',
    'shoes better than Halvard',
    'if you like Halvard TR900 try these shoes',
    'kein Halvard Schuh',
    'Schuhe, besser als Halvard',
    'chaussures, ce n’est pas un Halvard',
    'si te gusta Halvard, zapatos',
    'Halvard? não: marca própria',
    'кроссовки, не Halvard',
    'buty, to nie jest Halvard',
    'Halvard değil, ayakkabı',
    'Halvard ではありません 靴',
    'Halvard 아님 신발',
    '不是 Halvard 鞋',
  ])('%s: no link, and it lowers', (title) => {
    expect([denied(title), named(title)]).toEqual([true, false])
  })

  it.each([
    'no fake Halvard shoes',
    'Halvard shoes, no copy',
    'Halvard shoes no box',
    'Halvard shoes, not used',
    'not a Halvard copy, shoes',
    'desconto no Halvard tênis',
    'not a Halvard, 1:1 replica shoes',
  ])('%s: is the brand', (title) => {
    expect([denied(title), named(title)]).toEqual([false, true])
  })

  it('is the brand where another place names it plainly', () => {
    const shoes = { title: 'Halvard shoes', description: 'lighter, unlike a Halvard of last year' }
    expect(seen('brand.exact', shoes, { watch: halvard() })).toHaveLength(1)
  })
})
