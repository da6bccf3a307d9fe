import { describe, expect, it } from 'vitest'
import { ld, offer, priceIn, product, readListing, shopPage } from './shop-page.ts'

const specified = (...specifications: object[]): string =>
  priceIn(shopPage(ld(product({ '@type': 'Offer', priceSpecification: specifications }))))
const spec = (price: string, more: object = {}): object => ({
  '@type': 'UnitPriceSpecification',
  price,
  priceCurrency: 'EUR',
  ...more,
})
const litre = { referenceQuantity: { '@type': 'QuantitativeValue', value: '1', unitCode: 'LTR' } }
const listPrice = { priceType: 'https://schema.org/ListPrice' }

describe('the price that one buyer pays for one piece', () => {
  it.each<[string, string, object[]]>([
    ['not the list price', '99.00 EUR', [spec('129.00', listPrice), spec('99.00')]],
    ['not the list price behind', '99.00 EUR', [spec('99.00'), spec('129.00', listPrice)]],
    ['not the struck price', '99.00 EUR', [spec('129.00', { priceType: 'StrikethroughPrice' }), spec('99.00')]],
    ['not the recommended price', '99.00 EUR', [spec('129.00', { priceType: 'MSRP' }), spec('99.00')]],
    ['the sale price', '99.00 EUR', [spec('95.00'), spec('99.00', { priceType: 'https://schema.org/SalePrice' })]],
    ['not the price of a litre', '12.90 EUR', [spec('25.80', litre), spec('12.90')]],
    ['not the price of a litre behind', '12.90 EUR', [spec('12.90'), spec('25.80', litre)]],
    ['not a litre’s alone', '()', [spec('25.80', litre)]],
    [
      'of what the offer holds',
      '12.90 EUR',
      [spec('12.90', { referenceQuantity: { value: '0.5', unitCode: 'LTR', valueReference: { value: '1' } } })],
    ],
    ['of one piece', '12.90 EUR', [spec('12.90', { referenceQuantity: { value: 1, unitCode: 'C62' } })]],
    [
      'not a member’s',
      '12.90 EUR',
      [spec('9.90', { validForMemberTier: { '@type': 'MemberProgramTier' } }), spec('12.90')],
    ],
    ['not the delivery', '12.90 EUR', [spec('4.90', { '@type': 'DeliveryChargeSpecification' }), spec('12.90')]],
    [
      'with its taxes',
      '12.90 EUR',
      [spec('10.84', { valueAddedTaxIncluded: false }), spec('12.90', { valueAddedTaxIncluded: true })],
    ],
    [
      'by quantity',
      '5.00 EUR',
      [spec('4.50', { eligibleQuantity: { minValue: 10 } }), spec('5.00', { eligibleQuantity: { minValue: 1 } })],
    ],
    ['by quantity, one unsaid', '5.00 EUR', [spec('5.00'), spec('4.50', { eligibleQuantity: { minValue: 10 } })]],
    [
      'by quantity from ten',
      '4.00–4.50 EUR',
      [spec('4.50', { eligibleQuantity: { minValue: 10 } }), spec('4.00', { eligibleQuantity: { minValue: 50 } })],
    ],
  ])('%s', (_, price, specifications) => {
    expect(specified(...specifications)).toBe(price)
  })

  const variant = (price: string, more: object = {}): object => product(offer(price, more), { sku: `HTR-${price}` })
  it.each<[string, string, unknown[]]>([
    [
      'variants',
      '129.00–139.00 EUR',
      [{ ...product(undefined), '@type': 'ProductGroup', hasVariant: [variant('129.00'), variant('139.00')] }],
    ],
    [
      'variants by id',
      '129.00–139.00 EUR',
      [
        {
          '@graph': [
            { ...product(undefined), '@type': 'ProductGroup', hasVariant: [{ '@id': '#a' }, { '@id': '#b' }] },
            { ...variant('129.00'), '@id': '#a' },
            { ...variant('139.00'), '@id': '#b' },
          ],
        },
      ],
    ],
    [
      'variants that name their group',
      '129.00–139.00 EUR',
      [
        {
          '@graph': [
            { ...product(undefined), '@type': 'ProductGroup', '@id': '#g' },
            { ...variant('129.00'), isVariantOf: { '@id': '#g' } },
            { ...variant('139.00'), isVariantOf: { '@id': '#g' } },
          ],
        },
      ],
    ],
    [
      'a variant that is sold out',
      '139.00 EUR',
      [
        {
          ...product(undefined),
          '@type': 'ProductGroup',
          hasVariant: [
            variant('99.00', { availability: 'https://schema.org/OutOfStock' }),
            variant('139.00', { availability: 'InStock' }),
          ],
        },
      ],
    ],
    ['a list of offers', '129.00–139.00 EUR', [product([offer('139.00'), offer('129.00')])]],
    [
      'a span',
      '129.00–139.00 EUR',
      [product({ '@type': 'AggregateOffer', lowPrice: 129, highPrice: '139.00', priceCurrency: 'EUR' })].map((each) =>
        JSON.stringify(each).replace('129', '129.00'),
      ),
    ],
    [
      'a span of offers',
      '129.00–139.00 EUR',
      [
        product({
          '@type': 'AggregateOffer',
          priceCurrency: 'EUR',
          offers: [{ price: '129.00' }, { price: '139.00' }],
        }),
      ],
    ],
    ['one currency a range', '129.00 EUR', [product([offer('129.00'), offer('139.00', { priceCurrency: 'USD' })])]],
  ])('%s', (_, price, values) => {
    expect(priceIn(shopPage(ld(...values))).replace(/^129–/, '129.00–')).toBe(price)
  })

  it('of several sellers and conditions is the first’s; the others are kept as text', () => {
    const offers = [
      offer('129.00', { seller: { name: 'Nordlauf' }, itemCondition: 'https://schema.org/NewCondition' }),
      offer('79.00', { seller: { name: 'Second Run' }, itemCondition: 'https://schema.org/RefurbishedCondition' }),
    ]
    expect(readListing(shopPage(ld(product(offers))))).toMatchObject({
      listing: {
        price: { amount: '129.00', currency: 'EUR' },
        seller: { name: 'Nordlauf' },
        priceText: '129.00 EUR; 79.00 EUR (Second Run)',
      },
    })
  })
})

describe('the currency that a page says', () => {
  it.each<[string, string, object, string?]>([
    ['no currency', '(129.00)', { priceCurrency: undefined }],
    ['a sign', '129.00 EUR', { priceCurrency: '€' }],
    ['a word', '129.00 EUR', { priceCurrency: 'EURO' }],
    ['small letters', '129.00 EUR', { priceCurrency: 'eur' }],
    ['a sign of several', '(129.00 $)', { priceCurrency: '$' }],
    ['rupees of several', '(129.00 Rs.)', { priceCurrency: 'Rs.' }],
    ['what is none', '(129.00 XYZ1)', { priceCurrency: 'XYZ1' }],
    ['the sign in the amount', '129.00 EUR', { price: '129,00 €', priceCurrency: undefined }],
    ['a code in the amount', '1299.00 CHF', { price: "CHF 1'299.00", priceCurrency: undefined }],
    ['a comma', '1299.50 EUR', { price: '1.299,50' }],
    ['a thousand or one and a bit', '(1.299 EUR)', { price: '1.299' }],
    ['a number of JSON', '1.299 EUR', { price: 1.299 }],
    ['pesos', '173000 COP', { price: '173.000', priceCurrency: 'COP' }],
  ])('%s: %s', (_, price, more) => {
    expect(priceIn(shopPage(ld(product(offer('129.00', more)))))).toBe(price)
  })

  it('is the page’s tags’ where the offer says none', () => {
    const tag = '<meta property="product:price:currency" content="SEK">'
    expect(priceIn(shopPage(tag + ld(product({ price: '129.00' }))))).toBe('129.00 SEK')
  })
})
