import { describe, expect, it } from 'vitest'
import { ld, offer, priceIn, product, readListing, shopPage } from './shop-page.ts'

const whole = product(offer('129.00'))
const json = JSON.stringify(whole)
const microdata = (price: string): string =>
  `<div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Halvard Trail Runner</h1><span itemprop="sku">HTR-1</span>${price}</div>`

describe('JSON-LD as shops write it', () => {
  it.each<[string, string]>([
    ['as it should be', ld(whole)],
    ['a comma too many', ld(json.replace('"129.00"', '"129.00",').replace(/\}$/, ',}'))],
    ['a comma too few', ld(json.replace('","sku"', '" "sku"'))],
    ['several values in a row', ld(`{"@type":"WebSite","name":"x"}${json}`)],
    ['several values with commas', ld(`{"@type":"WebSite","name":"x"},${json},`)],
    ['in a comment', ld(`<!-- ${json} -->`)],
    ['in CDATA', ld(`//<![CDATA[\n${json}\n//]]>`)],
    ['in CDATA in a comment', ld(`/*<![CDATA[*/${json}/*]]>*/`)],
    ['comments of a script', ld(`/* seo */ ${json} // end`)],
    ['a line end in a text', ld(json.replace('Trail Runner', 'Trail\nRunner'))],
    ['a quote in a text', ld(json.replace('"sku"', '"description":"for 7" feet","sku"'))],
    ['single quotes', ld(json.replaceAll('"', "'"))],
    ['escaped once too often', ld(json.replaceAll('"', '&quot;'))],
    ['lists in lists', ld(`[[[${json}]]]`)],
    ['a graph', ld({ '@graph': [{ '@type': 'WebPage' }, whole] })],
    ['a type with its vocabulary', ld({ ...whole, '@type': ['http://schema.org/Product', 'Thing'] })],
    ['names with their vocabulary', ld(json.replaceAll(/"(name|offers|price|priceCurrency|sku)":/g, '"schema:$1":'))],
    ['values with types', ld(product(offer({ '@value': '129.00', '@type': 'xsd:decimal' })))],
    ['another type of script', `<script data-a="1>0" type='application/ld+json; charset=utf-8'>${json}</script>`],
    ['the main thing of a page', ld({ '@type': 'ItemPage', mainEntity: whole })],
  ])('%s: is read', (_, data) => {
    expect(priceIn(shopPage(data))).toBe('129.00 EUR')
  })

  it('finds what is named by its id, wherever it stands', () => {
    const graph = [product({ '@id': '#offer' }), { '@id': 'https://shop.example/p#seller', name: 'Nordlauf' }]
    const data = ld(
      { '@graph': graph },
      offer('129.00', { '@id': '#offer', seller: { '@id': 'https://shop.example/p#seller' } }),
    )
    expect(readListing(shopPage(data))).toMatchObject({
      listing: { price: { amount: '129.00', currency: 'EUR' }, seller: { name: 'Nordlauf' } },
    })
  })

  it.each<[string, object]>([
    ['beside the product, naming it', { ...offer('129.00'), itemOffered: { '@id': '#it' } }],
    ['beside the only product', offer('129.00')],
  ])('takes an offer %s', (_, beside) => {
    expect(priceIn(shopPage(ld({ ...product(undefined), '@id': '#it' }, beside)))).toBe('129.00 EUR')
  })

  it('says what is there and cannot be read', () => {
    const cut = `{"@type":"Product","name":"Halvard Trail Runner","offers":{"price":"12`
    expect(priceIn(shopPage(ld(cut)))).toBe(`block 1 of its JSON-LD is no JSON: "${cut.slice(0, 60)}"`)
    expect(priceIn(shopPage(''))).toMatch(/^no schema.org Product: neither in JSON-LD nor in microdata/)
  })

  it('reads so much gently and no more: behind 4 MB of what is nearly JSON, JSON alone is read', () => {
    const nearly = `[${"{'@type':'Thing',name:'a'},".repeat(180_000)}]`
    expect(priceIn(shopPage(`${ld(nearly)}${ld(whole)}`))).toBe('129.00 EUR')
    const gentle = JSON.stringify(product(offer('129.00'))).replace('{', '{,')
    expect(priceIn(shopPage(ld(gentle)))).toBe('129.00 EUR')
    expect(priceIn(shopPage(`${ld(nearly)}${ld(gentle)}`))).toMatch(/^block 1 of its JSON-LD is no JSON.*; block 2 /)
  })

  it('takes no data from a comment of the page', () => {
    expect(priceIn(shopPage(`<!-- ${ld(product(offer('9.00')))} -->${ld(whole)}`))).toBe('129.00 EUR')
  })

  it.each([
    ['lists', '['.repeat(200_000)],
    ['objects', '{"a":'.repeat(200_000)],
    ['closed lists', '['.repeat(50_000) + ']'.repeat(50_000)],
    ['quotes', '"'.repeat(500_000)],
    ['comments', '<!--'.repeat(200_000)],
  ])('ends on a page full of %s', (_, text) => {
    expect(readListing(shopPage(`${ld(text)}${text}`)).kind).toBe('changed')
  })
})

describe('microdata, RDFa and Open Graph', () => {
  it.each([
    [
      'content',
      '<div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><span itemprop="price" content="129.00">129,00 €</span><meta itemprop="priceCurrency" content="EUR"></div>',
    ],
    [
      'text',
      '<p itemprop="offers" itemscope itemtype="https://schema.org/Offer"><b itemprop="price">129.00</b> <span itemprop="priceCurrency">EUR</span></p>',
    ],
    [
      'the old vocabulary',
      '<p itemprop="offers" itemscope itemtype="http://data-vocabulary.org/Offer"><b itemprop="price">129.00</b><meta itemprop="currency" content="EUR"></p>',
    ],
    [
      'a span of offers',
      '<p itemprop="offers" itemscope itemtype="https://schema.org/AggregateOffer"><meta itemprop="lowPrice" content="129.00"><meta itemprop="priceCurrency" content="EUR"></p>',
    ],
  ])('microdata by %s', (_, price) => {
    expect(priceIn(shopPage('', microdata(price)))).toBe('129.00 EUR')
  })

  it('RDFa', () => {
    const drawn =
      '<div vocab="https://schema.org/" typeof="Product"><h1 property="name">Halvard Trail Runner</h1><img property="image" src="https://cdn.example/a.jpg">' +
      '<div property="offers" typeof="Offer"><span property="price" content="129.00">129,00 €</span><meta property="priceCurrency" content="EUR"></div></div>'
    expect(readListing(shopPage('<meta property="og:type" content="product">', drawn))).toMatchObject({
      listing: { title: 'Halvard Trail Runner', price: { amount: '129.00' }, images: ['https://cdn.example/a.jpg'] },
    })
  })

  it('Open Graph', () => {
    const tags = {
      'og:type': 'product',
      'og:title': 'Halvard Trail Runner',
      'product:price:amount': '129.00',
      'product:price:currency': 'EUR',
    }
    const data = Object.entries(tags).map(([name, content]) => `<meta property="${name}" content="${content}">`)
    expect(priceIn(shopPage(data.join('')))).toBe('129.00 EUR')
  })

  it('is asked where JSON-LD has no price', () => {
    const price =
      '<p itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="price" content="129"><meta itemprop="priceCurrency" content="EUR"></p>'
    expect(priceIn(shopPage(ld(product(undefined)), microdata(price)))).toBe('129 EUR')
  })
})
