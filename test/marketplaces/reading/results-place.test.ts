import { describe, expect, it } from 'vitest'
import { ld, product, readSearch } from './shop-page.ts'

const around =
  '<header><a href="/cart/">Cart</a></header><div class="cart-popup"><p>No products in the cart.</p></div><div id="MiniCart"><p>No items found</p></div>'
const cards =
  '<ul class="products"><li class="product"><a href="/product/halvard-cap/"><h2>Halvard Cap</h2></a><span class="price">€25.00</span></li></ul>'
const page = (main: string, rest = ''): string =>
  `<html><body>${around}<main><h1>Search</h1>${main}</main>${rest}</body></html>`

describe('a results page is empty only where it says so of this search', () => {
  it.each([
    ['in a paragraph', page('<p>No products were found matching your selection.</p>')],
    ['in a heading', page('<h2>No results found for "halvard"</h2>')],
    ['with a count', page('<p>0 results for halvard</p>')],
    ['in another language', page('<p>Leider keine Ergebnisse für „halvard“</p>')],
    ['in a third', page('<p>Sin resultados para halvard</p>')],
    [
      'beside a shelf by its name',
      page('<p>No products were found.</p>', `<section class="related products">${cards}</section>`),
    ],
    [
      'beside a shelf by its heading',
      page(`<p>No products were found.</p><div><h2>You may also like</h2>${cards}</div>`),
    ],
    ['beside suggestions', page('<p>No products were found.</p>', `<div class="predictive-search">${cards}</div>`)],
  ])('%s', (_, body) => {
    for (const id of ['generic-jsonld', 'shopify']) expect(readSearch(body, id).kind).toBe('empty')
  })

  it.each([
    ['a cart’s words and cards', page(cards)],
    ['a cart’s words and nothing else', page('<p>Welcome</p>')],
    ['the sentence and cards', page(`<p>No results</p>${cards}`)],
    ['a number that ends in 0', page('<p>Showing 120 results</p>')],
    ['a number with a mark', page('<p>1.0 results</p><p>2,000 results</p>')],
    ['a wish list', page('<p>No items in your wishlist</p>')],
    ['reviews', page('<p>No results: no reviews yet</p>')],
    ['a hidden sentence', page('<p hidden>No results found</p><p style="display: none">No results found</p>')],
    ['a template', page('<template><p>No results found</p></template>')],
    ['a menu of suggestions', page('<div class="search-suggestions"><p>No results found</p></div>')],
    ['filters', page('<div class="filters"><p>No results found</p></div>')],
    ['a script', page('<script>var t = "No results found"</script>')],
    ['prices in the place of results', page('<p>No results</p><b>€25.00</b><b>€35.00</b>')],
    [
      'the page of one product',
      `<html><body>${ld(product({ price: '1', priceCurrency: 'EUR' }))}<p>No results found</p></body></html>`.replace(
        '<p>No results found</p>',
        '',
      ),
    ],
  ])('%s: not empty', (_, body) => {
    for (const id of ['generic-jsonld', 'shopify']) expect(readSearch(body, id).kind).toBe('changed')
  })

  it('says how many products are shown and cannot be read', () => {
    expect(readSearch(page(cards))).toEqual({
      kind: 'changed',
      why: 'the page shows 1 products, and no schema.org Product says what they are',
    })
  })
})
