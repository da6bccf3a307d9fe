import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { isMarketplaceName, listingIdOf, marketplaceOfUrl, webAddress } from '../../src/intake/listing-address.ts'
import { listingsIn, mistakesIn, read } from './files.ts'

describe('an address', () => {
  it.each([
    ['https://www.ebay.de/itm/123456789012', 'ebay'],
    ['https://m.ebay.de/itm/123456789012', 'ebay'],
    ['https://www.amazon.co.jp/dp/B000000001', 'amazon'],
    ['https://notebay.de/itm/1', null],
    ['https://www.ebay.de.evil.example/itm/1', null],
    ['no address', null],
  ])('%s is of %s', (url, marketplace) => {
    expect(marketplaceOfUrl(url)).toBe(marketplace)
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/hosts',
    '//shop.example/1',
    `https://x.example/${'a'.repeat(2_000)}`,
    '',
  ])('%s is not kept', (text) => {
    expect(webAddress(text)).toBeNull()
  })

  it.each([
    ['https://produto.mercadolivre.com.br/MLB-3431259009-halvard-_JM', 'mercado-libre', 'MLB3431259009'],
    ['https://shopee.tw/product/327985547/9368269078', 'shopee', '9368269078'],
    ['https://shopee.sg/Halvard-i.327985547.9368269078', 'shopee', '9368269078'],
    ['https://www.dhgate.com/product/halvard/712345678.html', 'dhgate', '712345678'],
    ['https://www.amazon.de/gp/product/B0ABCDEFGH/ref=x', 'amazon', 'B0ABCDEFGH'],
    ['https://www.amazon.in/gp/aw/d/B0ABCDEFGH?psc=1', 'amazon', 'B0ABCDEFGH'],
    ['https://www.amazon.de/-/en/dp/b0abcdefgh', 'amazon', 'B0ABCDEFGH'],
    ['https://www.amazon.com/sspa/click?ie=UTF8&url=%2FHalvard%2Fdp%2FB0ABCDEFGH%2Fref%3Dx', 'amazon', 'B0ABCDEFGH'],
    ['https://www.amazon.com/gp/offer-listing/B0ABCDEFGH/', 'amazon', 'B0ABCDEFGH'],
    ['https://m.ebay.co.uk/itm/Halvard-Runner/123456789012?mkevt=1', 'ebay', '123456789012'],
    ['https://cgi.ebay.com.hk/ws/eBayISAPI.dll?ViewItem&item=123456789012', 'ebay', '123456789012'],
    ['https://m.1688.com/offer/612000000001.html', '1688', '612000000001'],
    ['https://detail.m.1688.com/page/index.html?offerId=612000000002&sk=x', '1688', '612000000002'],
    ['https://h5.m.taobao.com/awp/core/detail.htm?id=613000000001', 'taobao', '613000000001'],
    ['https://a.m.taobao.com/i613000000001.htm', 'taobao', '613000000001'],
    ['https://detail.m.tmall.com/item.htm?spm=a&id=613000000001', 'taobao', '613000000001'],
    ['https://www.aliexpress.ru/item/1005000000000002.html', 'aliexpress', '1005000000000002'],
    ['https://m.aliexpress.com/item/Halvard-Trail-Runner/1005000000000002.html', 'aliexpress', '1005000000000002'],
    ['https://ko.aliexpress.com/i/1005000000000002.html', 'aliexpress', '1005000000000002'],
    ['https://m.alibaba.com/product/1600000000001/Halvard.html', 'alibaba', '1600000000001'],
    ['https://www.walmart.com.mx/ip/halvard/00750000000001', 'walmart', '00750000000001'],
    ['https://www.walmart.com/ip/1234567890', 'walmart', '1234567890'],
    ['https://www.temu.com/goods.html?goods_id=601099500000001', 'temu', '601099500000001'],
    ['https://www.temu.com/de/halvard-g-601099500000001.html', 'temu', '601099500000001'],
    ['https://www.lazada.sg/products/i1234567890-s9876543210.html', 'lazada', '1234567890'],
    ['https://www.lazada.com.ph/products/pdp-i1234567890-s9876543210.html', 'lazada', '1234567890'],
    ['https://shopee.com.br/i.327985547.9368269078', 'shopee', '9368269078'],
    [
      'https://www.mercadolivre.com.br/halvard/up/MLBU1234567890?pdp_filters=item_id:MLB3431259009',
      'mercado-libre',
      'MLB3431259009',
    ],
    [
      'https://www.mercadolibre.com.mx/halvard/up/MLMU123456#polycard_client=x&wid=MLM3431259009',
      'mercado-libre',
      'MLM3431259009',
    ],
    ['https://articulo.mercadolibre.com.co/MCO-3431259009-halvard-_JM', 'mercado-libre', 'MCO3431259009'],
    ['https://www.etsy.com/de/listing/1234567890/halvard', 'etsy', '1234567890'],
    ['https://jp.mercari.com/shops/product/AbCdEfGhIj123', 'mercari', 'AbCdEfGhIj123'],
    ['https://m.dhgate.com/product/halvard/712345678.html', 'dhgate', '712345678'],
  ])('%s of %s is listing %s', (url, marketplace, id) => {
    expect(listingIdOf(marketplace, url)).toEqual(id)
    expect(marketplaceOfUrl(url)).toBe(marketplace)
  })

  it('is read as it was written, with what is not kept of it', () => {
    const url = 'https://www.mercadolibre.com.mx/halvard/up/MLMU123456#wid=MLM3431259009&sid=x'
    expect(listingsIn(read('a.csv', `url,title\n${url},Halvard\n`))).toMatchObject([{ id: 'MLM3431259009' }])
  })

  it.each([
    'https://a.co/d/0abcDEF',
    'https://amzn.to/3xyz',
    'https://m.tb.cn/h.abc',
    'https://s.shopee.sg/1ab',
    'https://bit.ly/x',
  ])('%s is a short link, which is said, and no id is made of it', (url) => {
    const table = `url,title\n${url},Halvard\n`
    expect(mistakesIn(read('a.csv', table))).toEqual([
      expect.stringContaining('is a short link, which names no listing'),
    ])
    expect(listingsIn(read('a.csv', `id,${table.replace('\n', '\n7,')}`, { marketplace: 'amazon' }))).toMatchObject([
      { id: '7' },
    ])
  })
})

describe('the name of a marketplace', () => {
  it.each([
    ['ebay', true],
    ['vinted', true],
    ['ebya', false],
    ['Ebay Kleinanzeigen', false],
    ['../x', false],
  ])('%s: %s', (name, is) => {
    expect(isMarketplaceName(name)).toBe(is)
  })
})

/** Their ids do not stand in the address: rakuten's are a shop's own, the others' come from the page. */
const idElsewhere = ['rakuten', 'shopify', 'generic-jsonld']
const shared = fileURLToPath(new URL('../../../shared/pages', import.meta.url))

describe.skipIf(!existsSync(shared))('the id that an address gives', () => {
  const folders = existsSync(shared)
    ? readdirSync(shared, { withFileTypes: true }).filter((each) => each.isDirectory())
    : []
  const marketplaces = folders
    .map(({ name }) => name)
    .filter((name) => name !== 'cloudflare' && name !== 'temu' && !idElsewhere.includes(name))

  it.each(marketplaces)("is the one that %s's reader gives, on every saved page", (marketplace) => {
    const files = readdirSync(join(shared, marketplace)).flatMap((kind) =>
      readdirSync(join(shared, marketplace, kind)).map((file) => join(shared, marketplace, kind, file)),
    )
    const listings = files.flatMap((file) => listingsIn(read('page.html', readFileSync(file), { marketplace })))
    const named = listings.filter((each) => each.url !== '')
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((each) => listingIdOf(marketplace, each.url) !== each.id)).toEqual([])
  })
})
