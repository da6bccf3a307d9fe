import { describe, expect, it } from 'vitest'
import { textChanges } from '../../src/evidence/compare/text-changes.ts'
import { replayPage } from '../../src/evidence/replay/replay-page.ts'
import type { SeenAnswer } from '../../src/evidence/replay/seen-answers.ts'

const at = 'https://shop.example/item/1'
const answer = (type: string, body: string): SeenAnswer => ({ type, body: Buffer.from(body) })
const answers = new Map([
  ['https://shop.example/a.png', answer('image/png', 'A')],
  ['https://cdn.example/b.png', answer('image/png', 'B')],
  ['https://shop.example/s/one.css', answer('text/css', '@import "two.css" print; p{background:url(../a.png)}')],
  ['https://shop.example/s/two.css', answer('text/css', 'b{src:url( "https://cdn.example/b.png" )}')],
])
const [a, b] = ['A', 'B'].map((text) => `data:image/png;base64,${Buffer.from(text).toString('base64')}`)
const shown = (dom: string) => replayPage(dom, at, answers)

describe('a stored page', () => {
  it.each([
    ['<img src="/a.png#x" srcset="/x.png 2x">', `<img src="${a}">`],
    ['<img src="/none.png" srcset="/x.png 1x, //cdn.example/b.png 2x" alt="b">', `<img src="${b}" alt="b">`],
    ['<p style="background:url(\'/a.png\')">x</p>', `<p style="background:url(&quot;${a}&quot;)">x</p>`],
    [
      '<link rel="stylesheet" href="/s/one.css">',
      `<style>@media print{b{src:url("${b}")}} p{background:url("${a}")}</style>`,
    ],
    ['<style>i{x:url(/a.png)}</style>', `<style>i{x:url("${a}")}</style>`],
    ['<a href="https://evil.example/">buy &lt;b&gt;</a>', '<a>buy &lt;b&gt;</a>'],
  ])('shows of %s what the capture holds', (dom, html) => {
    expect(shown(dom).html).toBe(`<!doctype html>${html}`)
  })

  it.each([
    '<script>alert(1)</script>',
    '<iframe src="https://evil.example/"><p>x</p></iframe>',
    '<object data="/a.png"><embed src="/a.png"></object>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    '<base href="https://evil.example/">',
    '<link rel="preload" href="https://evil.example/x">',
    '<noscript><img src="https://evil.example/x"></noscript>',
  ])('leaves out %s', (dom) => {
    expect(shown(`${dom}<b>y</b>`).html).toBe('<!doctype html><b>y</b>')
  })

  it.each([
    '<img src="https://evil.example/x" onerror="alert(1)">',
    '<form action="https://evil.example/"><input formaction="https://evil.example/" name="q"></form>',
    '<svg><image href="https://evil.example/x"/><use xlink:href="https://evil.example/#x"/></svg>',
    '<p style="background:url(https://evil.example/x)">x</p>',
    '<style>@import url(https://evil.example/x); p{background:url(https://evil.example/x)}</style>',
    '<style>@import "https://evil.example/x</style>',
    '<style>p{}</style ><img src=x onerror=alert(1)>',
    '<video poster="https://evil.example/x" src="https://evil.example/y"></video>',
  ])('keeps no address and no script of %s', (dom) => {
    expect(shown(dom).html).not.toMatch(/evil|alert|onerror/)
  })

  it('cannot be ended from inside a style sheet', () => {
    const sheet = new Map([['https://shop.example/x.css', answer('text/css', 'p{} </style><script>alert(1)</script>')]])
    expect(replayPage('<link rel=stylesheet href=/x.css>', at, sheet).html).not.toContain('</style><script')
  })

  it('counts what is not there', () => {
    expect(shown('<img src="/no.png"><img src="/a.png">').missing).toBe(1)
  })
})

describe('what changed between two texts', () => {
  it('marks lines that went and came, with a little around them', () => {
    const before = ['a', 'b', 'c', 'd', 'Price 29.90', 'e', 'f', 'g', 'h'].join('\n')
    expect(textChanges(before, before.replace('29.90', '19.90').replace('\nh', ''))).toEqual([
      { kind: 'more', count: 2 },
      ...['c', 'd'].map((text) => ({ kind: 'same', text })),
      { kind: 'gone', text: 'Price 29.90' },
      { kind: 'new', text: 'Price 19.90' },
      ...['e', 'f', 'g'].map((text) => ({ kind: 'same', text })),
      { kind: 'gone', text: 'h' },
    ])
  })

  it('says of equal texts that nothing changed, and of long different ones all', () => {
    expect(textChanges('a\nb', ' a \n\nb')).toEqual([{ kind: 'more', count: 2 }])
    const lines = (name: string) => Array.from({ length: 2_000 }, (_, at) => `${name} ${at}`).join('\n')
    expect(textChanges(lines('old'), lines('new'))).toHaveLength(4_000)
  })
})
