import { describe, expect, it } from 'vitest'
import { marketplaceOf } from '../../src/marketplaces/registry.ts'
import { withShopKeys } from '../../src/marketplaces/shop-key.ts'
import { ld, offer, pageOf, product } from './reading/shop-page.ts'

const keyed = withShopKeys(marketplaceOf('generic-jsonld'))
const keyAt = (url: string, more: object = {}): string => {
  const outcome = keyed.readListing(pageOf(`<html><head>${ld(product(offer('129.00'), more))}</head></html>`, url))
  return outcome.kind === 'listing' ? outcome.listing.id : JSON.stringify(outcome)
}

describe('one key a shop and offer', () => {
  it.each([
    ['https://first-shop.example/product/runner/', 'first-shop.example/product/runner'],
    ['https://www.first-shop.example/product/runner', 'first-shop.example/product/runner'],
    ['https://m.first-shop.example/product/runner?utm_source=app', 'first-shop.example/product/runner'],
    ['https://first-shop.example/product/runner/amp/', 'first-shop.example/product/runner'],
    ['https://second-shop.example/product/runner/', 'second-shop.example/product/runner'],
    ['https://first-shop.example/product.php?lang=de&id=304', 'first-shop.example/product.php?id=304'],
    ['https://first-shop.example/', 'first-shop.example/HTR-1'],
  ])('%s is %s', (url, key) => {
    expect(keyAt(url)).toBe(key)
  })

  it('is the same on the results page, which leaves the number out', () => {
    const item = (name: string, path: string) => ({
      ...product(offer('129.00'), { name, sku: undefined }),
      url: `https://www.first-shop.example${path}`,
    })
    const list = {
      '@type': 'ItemList',
      itemListElement: [item('Runner', '/product/runner/'), item('Cap', '/product/cap/')],
    }
    const outcome = keyed.readSearch(
      pageOf(`<html><head>${ld(list)}</head></html>`, 'https://first-shop.example/search?q=halvard'),
    )
    const ids = outcome.kind === 'results' ? outcome.listings.map(({ id }) => id) : []
    expect(ids).toEqual(['first-shop.example/product/runner', 'first-shop.example/product/cap'])
  })

  it('is another for another seller’s offer on the same page', () => {
    const offers = [
      offer('129.00', { seller: { name: 'Nordlauf' } }),
      offer('79.00', { seller: { name: 'Second Run' } }),
    ]
    const list = {
      '@type': 'ItemList',
      itemListElement: [{ ...product(offers), url: 'https://shop.example/p/runner' }],
    }
    const outcome = keyed.readSearch(pageOf(`<html><head>${ld(list)}</head></html>`))
    const found = outcome.kind === 'results' ? outcome.listings.map(({ id, seller }) => [id, seller?.name]) : []
    expect(found).toEqual([
      ['shop.example/p/runner', 'Nordlauf'],
      ['shop.example/p/runner~second-run', 'Second Run'],
    ])
  })

  it('stays as it is where ids are nobody else’s, and on marketplaces that are one site', () => {
    expect(withShopKeys(marketplaceOf('ebay'))).toBe(marketplaceOf('ebay'))
    expect(marketplaceOf('shopify').manyShops?.isUnique('8405584838932')).toBe(true)
    expect(marketplaceOf('shopify').manyShops?.isUnique('trail-runner')).toBe(false)
  })

  it('is none for a saved page that does not say where it stands', () => {
    expect(keyAt('file:///saved/27-page.html')).toMatch(/the page has no address/)
  })
})
