import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cardReader, pageReader } from '../../../src/marketplaces/reading/card-stream.ts'
import { compileSelector } from '../../../src/marketplaces/reading/selector.ts'

describe('a page made of cards', () => {
  const read = cardReader({
    card: 'li.card',
    fields: { title: 'h2', price: '.now', badge: '.badge', own: 'li.card', scoped: '.box b' },
    head: { count: 'h1', next: 'a[rel=next]' },
    hidden: '.clipped, .badge',
  })

  it('gives each card its fields, in page order, and the rest to the head', () => {
    const page = read(
      '<h1>2 <b>results</b></h1><ul><li class="x card" data-id=1><h2>One</h2><i class=now>$1</i><li class=card><h2>Two</h2></ul><a rel=next href=/2>',
    )
    expect(page.cards.map((each) => each.fields.title.map((found) => found.text))).toEqual([['One'], ['Two']])
    expect(page.cards[0]?.attributes['data-id']).toBe('1')
    expect(page.cards[1]?.fields.price).toEqual([])
    expect([page.head.count[0]?.text, page.head.next[0]?.attributes['href']]).toEqual(['2 results', '/2'])
  })

  it('leaves out what nobody sees, unless it is what was asked for', () => {
    const { cards } = read(
      '<li class=card><h2><em class=badge>New</em>Shoe<span class=clipped>opens in a <b>new</b> tab</span> red</h2>',
    )
    expect(cards[0]?.fields.title[0]?.text).toBe('Shoe red')
    expect(cards[0]?.fields.badge[0]?.text).toBe('New')
  })

  it('keeps words of neighbouring lines apart, and words of one line together', () => {
    const { cards } = read('<li class=card><h2><div>One</div><div>Two</div>T<b>hr</b>ee &amp; four<br>five</h2>')
    expect(cards[0]?.fields.title[0]?.text).toBe('One Two Three & four five')
  })

  it('finds a field only within its scope', () => {
    const { cards } = read('<li class=card><b>no</b><div class=box><p><b>yes</b></p></div><b>no</b>')
    expect(cards[0]?.fields.scoped.map((each) => each.text)).toEqual(['yes'])
  })

  it('takes a card in a card for a part of it, and the card itself for a field', () => {
    const { cards } = read('<div><li class=card><ul><li class=card><h2>inner</h2></li></ul><h2>outer</h2></li></div>')
    expect(cards).toHaveLength(1)
    expect(cards[0]?.fields.title.map((each) => each.text)).toEqual(['inner', 'outer'])
    expect(cards[0]?.fields.own).toHaveLength(2)
  })

  it('sees no card in a script, a comment or an attribute', () => {
    const page = read(
      `<script>"<li class=card>"</script><!-- <li class=card> <script> --><p title="<li class=card>">x</p><li class=card><h2>real</h2>`,
    )
    expect(page.cards.map((each) => each.fields.title[0]?.text)).toEqual(['real'])
  })

  it.each([
    ['nesting', '<div>'.repeat(5_000), 'nested more than'],
    ['cards', '<li class=card></li>'.repeat(5_000), 'more than 1000 cards'],
  ])('stops at too much %s and says so', (_, html, why) => {
    expect(read(html).cut).toContain(why)
  })

  it('passes over what it is told to, with all that is in it', () => {
    const page = cardReader({ card: '.card', fields: { title: 'b' }, head: { note: 'i' }, without: '.others' })(
      '<p class=card><b>One<u class=others>, not <b>this</b></u></b></p><div class=others><p class=card><b>Two</b></p><i>no</i></div><i>yes</i><p class=card><b>Three</b>',
    )
    expect(page.cards.map(({ fields }) => fields.title.map(({ text }) => text))).toEqual([['One'], ['Three']])
    expect(page.head.note.map(({ text }) => text)).toEqual(['yes'])
  })

  it('never throws', () => {
    const piece = fc.constantFrom(
      '<li class=card>',
      '</li>',
      '<h2>',
      '</h2>',
      '<script>',
      '</script>',
      '<!--',
      '-->',
      '<svg/>',
      '<',
      '"',
      'x',
      '&lt;',
      '</',
    )
    fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => read(pieces.join('')).cards.length >= 0))
  })
})

describe('a page about one thing', () => {
  it('gives the first and the others of each field', () => {
    const fields = pageReader(
      { name: '#name, [itemprop=name]', price: '#box .price' },
      'style',
    )(
      '<p id=name>A<style>b</style></p><meta itemprop=name content=B><i class=price>9</i><div id=box><i class=price>10</i></div>',
    )
    expect(fields.name.map((each) => each.text || each.attributes['content'])).toEqual(['A', 'B'])
    expect(fields.price.map((each) => each.text)).toEqual(['10'])
  })
})

describe('a selector', () => {
  it.each([
    ['li.card', 'li', { class: 'a card b' }, true],
    ['li.card', 'li', { class: 'cards' }, false],
    ['li.card', 'div', { class: 'card' }, false],
    ['.a.b', 'p', { class: 'b  a' }, true],
    ['#top', 'p', { id: 'top' }, true],
    ['[data-x]', 'p', { 'data-x': '' }, true],
    ['a[href*="/itm/"]', 'a', { href: 'https://x/itm/1' }, true],
    ['[href^=http]', 'a', { href: 'https://x' }, true],
    ['[href$=".html"]', 'a', { href: 'a.html' }, true],
    ['b, i.x', 'i', { class: 'x' }, true],
  ])('%s on <%s %j>: %s', (text, name, attributes, matches) => {
    const get = (attribute: string) => new Map(Object.entries(attributes)).get(attribute)
    expect(compileSelector(text)({ name, get, className: get('class') })).toBe(matches)
  })

  it.each(['', 'a b', 'a > b', ':hover', '[x', 'a,,b'])('refuses %j', (text) => {
    expect(() => compileSelector(text)).toThrow(SyntaxError)
  })
})
