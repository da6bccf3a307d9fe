import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { isMarketplaceName, listingIdOf, marketplaceOfUrl, webAddress } from '../../src/intake/listing-address.ts'
import { listingsIn, read } from './files.ts'

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
  ])('%s of %s is listing %s', (url, marketplace, id) => {
    expect(listingIdOf(marketplace, url)).toBe(id)
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
