import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanUrl, pictureUrls, placeOf } from '../../src/marketplaces/listing-urls.ts'
import { readBlock } from '../../src/marketplaces/reading/block-pages.ts'
import { readClaimed, readCount, readRating } from '../../src/marketplaces/reading/counts.ts'
import { decodeEntities, foldSpaces, showsMoreThan, visibleText } from '../../src/marketplaces/reading/html-text.ts'
import { productsOf } from '../../src/marketplaces/reading/json-ld.ts'
import { at, jsonAfter, numberAt, parseJson, textAt } from '../../src/marketplaces/reading/json-values.ts'
import { aPage } from './contract.ts'

describe('how many results a page claims', () => {
  it.each([
    ['1-48 of over 12,310 results for "shoe 42"', 12310],
    ['57,000+ results for mechanical keyboard', 57000],
    ['1 result for airpods 4', 1],
    ['0 results for x', 0],
    ['1.200+ Ergebnisse für Schuh', 1200],
    ['4.800+ resultados para Hola', 4800],
    ['1-48 de mais de 400.000 resultados para "x"', 400000],
    ['Plus de 1 000 résultats', 1000],
    ['Nintendo Switchの結果7,400件以上', 7400],
    ['1〜45件 （全 84,930件）', 84930],
    ['1〜45件 （84,930件）', 84930],
    ['Sort by: best', undefined],
  ])('%s: %s', (text, count) => {
    expect(readClaimed(text)).toBe(count)
  })
})

describe('counts and ratings on cards', () => {
  it.each([
    ['26+ sold', 26],
    ['2k+ sold', 2000],
    ['98.7% positive (59.8K)', 98],
    ['1,596 ratings', 1596],
    ['1.200+ verkauft', 1200],
    ['3.000+', 3000],
    ['1,3 mil vendidos', 1300],
    ['1.2万+人付款', 12000],
    ['none', undefined],
    ['(169件)', 169],
    ['11623人付款', 11623],
    ['2.0万+人付款', 20000],
    ['5万人付款', 50000],
    ['5 mm', 5],
  ])('%s: %s', (text, count) => {
    expect(readCount(text)).toBe(count)
  })

  it.each([
    ['4.5 out of 5 stars', 4.5],
    ['4,5 von 5 Sternen', 4.5],
    ['5つ星のうち4.3', 4.3],
    ['4.8', 4.8],
    ['five', undefined],
  ])('%s: %s', (text, rating) => {
    expect(readRating(text)).toBe(rating)
  })
})

describe('a page that could be taken for a block page', () => {
  const results = `<html><head><title>halvard</title><script>if (captcha) location = "/errors/validateCaptcha"; window._cf_chl_opt = 1; "px-captcha punish"</script></head><body>${'<p>Halvard Trail Runner, size 42</p>'.repeat(200)}`

  it.each([
    ['results with the words of every block page in a script', aPage(results)],
    ['a product called "Robot or human?"', aPage('<title>Robot or human? A novel | Shop</title><p>9.99</p>')],
    ['a JSON answer that speaks of captchas', aPage('{"text":"press and hold px-captcha, Just a moment..."}')],
    ['a shop whose address has "login" in it', aPage('<p>x</p>', { url: 'https://shop.example/logins-and-logos' })],
  ])('%s is none', (_, page) => {
    expect(readBlock(page)).toBeNull()
  })

  it.each([
    ['a login host', aPage('<p>x</p>', { url: 'https://login.taobao.com/member/login.jhtml' }), 'login-wall'],
    ['a challenge header', aPage('<p>x</p>', { headers: { 'cf-mitigated': 'challenge' }, status: 403 }), 'cloudflare'],
    [
      'a captcha with status 503',
      aPage('<title>x</title><form action="/errors/validateCaptcha">Enter the characters you see below</form>', {
        status: 503,
      }),
      'captcha',
    ],
    ['a slider', aPage('<title>x</title><script src=punish.js></script><p>Please slide to verify</p>'), 'slider'],
    ['a crowd', aPage('<title>アクセスが集中しております | Halvard</title><p>x</p>'), 'service-unavailable'],
    ['a bare refusal', aPage('<p>An error occurred. Reference #18.9a1b2c3d.1700000000.4e5f</p>'), 'forbidden'],
  ])('%s is one', (_, page, by) => {
    expect(readBlock(page)?.by).toBe(by)
  })

  it('is one when the home page came', () => {
    const home = [{ id: 'us', origin: 'https://www.ebay.com', currency: 'USD', language: 'en' }]
    expect(readBlock(aPage('<p>x</p>', { url: 'https://www.ebay.com/' }), home)?.by).toBe('redirected-to-home')
    expect(readBlock(aPage('<p>x</p>', { url: 'https://www.ebay.com/sch/i.html' }), home)).toBeNull()
  })
})

describe('embedded JSON', () => {
  it('is cut out of a script by its brackets, whatever strings it holds', () => {
    const value = fc.jsonValue()
    fc.assert(
      fc.property(value, (json) => {
        const text = JSON.stringify({ json })
        expect(jsonAfter(`var a = 1; window.data = ${text}; more({"x":1})`, 'window.data =')).toEqual(JSON.parse(text))
      }),
    )
  })

  it('is read by own properties only', () => {
    const value = parseJson('{"a":[{"b":"x"}],"__proto__":{"c":1},"n":"12.50","e":1e21}')
    expect(textAt(value, 'a', 0, 'b')).toBe('x')
    expect(at(value, 'toString')).toBeUndefined()
    expect(at(value, 'c')).toBeUndefined()
    expect(at(value, 'a', 'length')).toBeUndefined()
    expect(numberAt(value, 'n')).toBe(12.5)
    expect(textAt(value, 'e')).toBe('1000000000000000000000')
  })

  it.each(['', '{', '{"a":', 'nothing', 'window.data = {"a":"'])('is undefined in %j', (text) => {
    expect(jsonAfter(text, 'window.data =')).toBeUndefined()
  })

  it('gives the Products of a page, those at the top first', () => {
    const list = '{"@type":"ItemList","itemListElement":[{"item":{"@type":"Product","name":"Related"}}]}'
    const own = '{"@type":"http://schema.org/Product","name":"Own","offers":{"price":"1.00","priceCurrency":"EUR"}}'
    const body = [list, own, '{broken'].map((each) => `<script type="application/ld+json">${each}</script>`).join('')
    expect(productsOf(body).map((each) => each.name)).toEqual(['Own', 'Related'])
  })
})

describe('text and addresses', () => {
  it('shows what a page shows', () => {
    expect(
      visibleText('<title>T</title><script>no()</script><style>p{}</style><!-- no --><p>a &amp; b\u200b\n c<br>d', 100),
    ).toBe('T a & b c d')
    expect(visibleText('<script>open', 10)).toBe('')
    const long = 'x'.repeat(65_533)
    expect(visibleText(`${long} \n &amp; y<p>z`, 70_000)).toBe(`${long} & y z`)
    expect(decodeEntities('&#x20ac;&euro;&#65;&#0;')).toBe('€&euro;A&#0;')
  })

  it('is said to be long only when it is', () => {
    const piece = fc.constantFrom(
      ...[
        '<p>',
        '</p>',
        '<script>',
        '</script>',
        '<style>',
        '</style>',
        '<!--',
        '-->',
        '<',
        '>',
        'word',
        ' \n ',
        '&amp;',
        '&nbsp;',
      ],
      ...['&#x41;', '&', '件', 'é', '\u200b', '\u3000', '\ufeff', '\u00a0'],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.nat(40), (pieces, max) => {
        const html = `${pieces.join('')}<i>`
        if (showsMoreThan(html, max)) expect(visibleText(html, 1_000).length).toBeGreaterThan(max)
      }),
    )
    expect(showsMoreThan('<p>ten letters and more</p>', 10)).toBe(true)
  })

  it('has its spaces made one, whatever they are', () => {
    const piece = fc.constantFrom(
      'a',
      'é',
      ' ',
      '  ',
      '\n',
      '\t',
      '\u00a0',
      '\u2003',
      '\u3000',
      '\ufeff',
      '\u200b',
      '\u0085',
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('')
        expect(foldSpaces(text)).toBe(text.replace(/\s+/gu, ' ').trim())
      }),
    )
  })

  it.each([
    ['//x.com/a?utm_source=1&id=2#top', 'https://x.com/a?id=2'],
    ['/itm/1?hash=a', 'https://base.com/itm/1'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['', null],
  ])('keeps %j as %s', (url, clean) => {
    expect(cleanUrl(url, 'https://base.com/')).toBe(clean)
  })

  it('leaves out pictures of a saved folder and data', () => {
    expect(
      pictureUrls(['./x_files/a.jpg', 'data:image/gif;base64,R0', '//x.com/a.jpg', 'https://x.com/a.jpg', undefined]),
    ).toEqual(['https://x.com/a.jpg'])
  })
})

describe('an address on a page', () => {
  const page = 'https://shop.example:8443/search/deep?q=1#x'

  it.each([
    '/a',
    '/a/b-c_d.jpeg',
    'b.jpg',
    '//x.com/a',
    '/a/../b',
    '/a?b=c',
    '?p=2',
    'http://[',
    '',
    '/ä b',
    '/a//b',
    '/',
  ])('%j is what URL makes of it', (written) => {
    expect(placeOf(page).absolute(written)).toBe(URL.canParse(written, page) ? new URL(written, page).href : null)
    expect(`${placeOf(page).root}/item/1`).toBe(new URL('/item/1', page).href)
  })
})
