import { describe, expect, it } from 'vitest'
import { canonicalTag } from '../../../src/marketplaces/reading/canonical-tag.ts'
import { pageReader } from '../../../src/marketplaces/reading/card-stream.ts'
import { compileTable } from '../../../src/marketplaces/reading/field-table.ts'

describe('the tag of a canonical address', () => {
  it.each([
    ['<link rel="canonical" href="https://a.example/p/1">', '<link rel="canonical" href="https://a.example/p/1">'],
    ['<LINK href=/p/1 rel=canonical />', '<LINK href=/p/1 rel=canonical />'],
    ['<a class="canonical">x</a><link rel=canonical href=/x>', '<link rel=canonical href=/x>'],
    ['<p>canonical</p>', ''],
    ['<link rel="canonical" href="', '<link rel="canonical" href="'],
    ['', ''],
  ])('of %s is %s', (body, tag) => {
    expect(canonicalTag(body)).toBe(tag)
  })

  it('is looked for no more than twenty times', () => {
    expect(canonicalTag(`${'canonical '.repeat(20)}<link rel=canonical href=/x>`)).toBe('')
  })
})

describe('a page that is made to cost', () => {
  it('has the first thousand attributes of a tag, and no more', () => {
    const many = Array.from({ length: 1_500 }, (_, at) => `a${at}=${at}`).join(' ')
    const { one } = pageReader({ one: 'p' })(`<p ${many} id=late>x</p>`)
    expect(Object.keys(one[0]?.attributes ?? {})).toHaveLength(1_000)
    expect(one[0]).toMatchObject({ text: 'x', attributes: { a0: '0', a999: '999' } })
  })

  it('asks of elements without class and id only what names neither', () => {
    const { others, byId, classed } = compileTable(
      { title: '#title, h1#name', price: '#price .amount', link: 'a[href]', box: 'div.box#one' },
      new Map(),
    )
    expect(others.map(({ name }) => name)).toEqual(['link'])
    expect([...byId.keys()]).toEqual(['title', 'name', 'one'])
    expect(classed.map(({ word }) => word)).toEqual(['amount'])
  })

  it('finds by id what a selector of more asks for, too', () => {
    const read = pageReader({ title: 'h1#name', price: '#price .amount' })
    const found = read(
      '<p id=name>no</p><h1 id=name>Halvard</h1><i class=amount>1</i><div id=price><i class=amount>2</i></div>',
    )
    expect([found.title.map(({ text }) => text), found.price.map(({ text }) => text)]).toEqual([['Halvard'], ['2']])
  })
})
