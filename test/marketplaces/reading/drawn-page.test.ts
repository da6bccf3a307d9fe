import { describe, expect, it } from 'vitest'
import { ld, offer, product, readListing, shopPage } from './shop-page.ts'

const drawn = (price: string): string => `<h1>Halvard Trail Runner</h1>${price}`
const read = (price: string, more: object = {}) =>
  readListing(shopPage(ld(product(offer('129.00', more))), drawn(price)))

describe('a page whose data and drawing differ', () => {
  it.each([
    ['another price', '<p class="price">99,00 €</p>', '99.00'],
    ['a sale beside what it was', '<p class="price"><del>129,00 €</del> <ins>99,00 €</ins></p>', '99.00'],
    [
      'a sale after another price',
      '<div class="product-price"><span class="price-old">149,00 €</span><span>99,00 €</span></div>',
      '99.00',
    ],
  ])('%s: what a buyer sees, with a warning', (_, price, amount) => {
    const outcome = read(price)
    expect(outcome).toMatchObject({ listing: { price: { amount, currency: 'EUR' } } })
    expect(outcome).toHaveProperty('warnings', [expect.stringMatching(/data says 129.00 EUR, and it draws 99.00 EUR/)])
  })

  it.each([
    ['the same price', '<p class="price">129,00 €</p>'],
    ['a struck price as well', '<p class="price"><del>149,00 €</del> <ins>129,00 €</ins></p>'],
    ['a price for a litre', '<p class="price">129,00 €</p><p class="unit-price">258,00 €/l</p>'],
    ['instalments', '<p class="price">129,00 €</p><p class="installment-price">10,75 €</p>'],
    ['other products’ prices', '<section class="related-products"><p class="price">9,00 €</p></section>'],
    ['other products’ prices by a heading', '<div><h2>You may also like</h2><p class="price">9,00 €</p></div>'],
    ['a cart', '<div hidden><p class="price">0,00 €</p></div>'],
    ['nothing', ''],
  ])('%s: no difference', (_, price) => {
    expect(read(price)).toMatchObject({ listing: { price: { amount: '129.00' } } })
    expect(read(price)).not.toHaveProperty('warnings')
  })

  it('draws the currency that the data leaves out', () => {
    expect(read('<p class="price">129,00 €</p>', { priceCurrency: undefined })).toMatchObject({
      listing: { price: { amount: '129.00', currency: 'EUR' } },
    })
  })
})

describe('who sells', () => {
  it.each<[string, string | null, object, string?]>([
    ['the data’s seller', 'Nordlauf', { seller: { name: 'Nordlauf' } }],
    ['who is drawn', 'Bargain Bay', {}, '<p>Sold by <a href="/s/1">Bargain Bay</a></p>'],
    [
      'who is drawn before the data’s',
      'Bargain Bay',
      { seller: { name: 'Nordlauf' } },
      '<p>Verkauf durch Bargain Bay</p>',
    ],
    ['nobody, where only the maker is named', null, {}],
  ])('%s', (_, seller, more, price = '') => {
    const body = shopPage(ld(product(offer('129.00', more), { brand: { name: 'Halvard' } })), drawn(price))
    expect(readListing(body)).toMatchObject({ listing: { brand: 'Halvard', seller: seller && { name: seller } } })
  })

  it.each([
    ['Nordlauf', 'Nordlauf'],
    ['Wallapop', null],
    ['eBay', null],
  ])('a site that calls itself %s sells as %s', (site, seller) => {
    const body = shopPage(`<meta property="og:site_name" content="${site}">${ld(product(offer('129.00')))}`)
    expect(readListing(body)).toMatchObject({ listing: { seller: seller && { name: seller } } })
  })

  it('keeps the seller’s ratings', () => {
    const seller = { name: 'Nordlauf', aggregateRating: { ratingValue: '4.6', ratingCount: 812 } }
    expect(readListing(shopPage(ld(product(offer('129.00', { seller })))))).toMatchObject({
      listing: { seller: { name: 'Nordlauf', rating: 4.6, ratings: 812 } },
    })
  })
})
