import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readLotSize } from '../../src/model/money-lot.ts'
import { readPrice, readPriceText } from '../../src/model/money-reader.ts'
import { reads } from './price-said.ts'

describe('a price in the form of its country', () => {
  reads([
    ['1.299,00 €', '1299.00 EUR'],
    ['€ 1.106,18', '1106.18 EUR'],
    ['1 299,00 €', '1299.00 EUR'],
    ['1\u202f299,00\u00a0€', '1299.00 EUR'],
    ['1 299,00', '1299.00 EUR', { currency: 'EUR' }],
    ['₹1,29,900', '129900 INR'],
    ['₹1,29,900.50', '129900.50 INR'],
    ['￥24,800', '24800 JPY', { currency: 'JPY' }],
    ['￥24,800', '24800 JPY', { language: 'ja-JP' }],
    ['¥128', '128 CNY', { language: 'zh-CN' }],
    ['4,980円', '4980 JPY'],
    ['１２，８００円', '12800 JPY'],
    ['R$ 89,90', '89.90 BRL'],
    ["CHF 1'299.–", '1299 CHF'],
    ['1’299.50 CHF', '1299.50 CHF'],
    ['1299,- Kč', '1299 CZK'],
    ['S/. 49.90', '49.90 PEN'],
    ['USD9.75', '9.75 USD'],
    ['US $349.99', '349.99 USD'],
    ['S$ 200.00', '200.00 SGD'],
    ['AU $1,299.50', '1299.50 AUD'],
    ['C $45.99', '45.99 CAD'],
    ['GH₵80.51', '80.51 GHS'],
    ['7.66₪', '7.66 ILS'],
    ['3 299 ₽', '3299 RUB'],
    ['4.900 TL', '4900 TRY'],
    ['320.000 ₫', '320000 VND'],
    ['1tr850k', '1850000 VND', { currency: 'VND' }],
    ['850k', '850000 VND', { currency: 'VND', language: 'vi' }],
    ['Rp 1.549.000', '1549000 IDR'],
    ['690,000원', '690000 KRW'],
    ['1,2万円', '12000 JPY'],
    ['3.5万元', '35000 CNY', { currency: 'CNY' }],
    ['٣٥٠ ريال', '350 SAR', { currency: 'SAR' }],
    ['١٬٢٩٩٫٥٠ د.إ', '1299.50 AED'],
    ['३५० रु', '350 INR'],
    ['kr 1 299,00', '1299.00 SEK', { language: 'sv-SE' }],
    ['499p', '4.99 GBP', { currency: 'GBP' }],
    ['99¢', '0.99 USD', { currency: 'USD' }],
    ['75 cents', '0.75 USD', { currency: 'USD' }],
    ['50 ct', '0.50 EUR', { currency: 'EUR' }],
    ['90 коп.', '0.90 RUB', { currency: 'RUB' }],
    ['99 groszy', '0.99 PLN', { currency: 'PLN' }],
    ['75 kuruş', '0.75 TRY', { currency: 'TRY' }],
    ['50 øre', '0.50 DKK', { currency: 'DKK' }],
    ['1.250 KWD', '1.250 KWD', { language: 'en' }],
  ])
})

describe('one mark with three digits behind it', () => {
  reads([
    ['$1,299', '1299 USD', { currency: 'USD' }],
    ['1.299 €', '1299 EUR'],
    ['1,299 €', null],
    ['1,299 €', '1299 EUR', { language: 'en-IE' }],
    ['$1.299', null, { currency: 'USD' }],
    ['173.000', '173000 COP', { currency: 'COP' }],
    ['$ 65.000', '65000 ARS', { currency: 'ARS', language: 'es' }],
    ['1.299 $', '1.299 USD', { currency: 'USD', decimal: '.' }],
    ['0.125 €', '0.125 EUR'],
  ])
})

describe('a text with more than the price in it', () => {
  reads([
    ['R$ 89,90 à vista', '89.90 BRL'],
    ['de R$ 129 por R$ 89', '89 BRL'],
    ['Now $39.99 Was $119.99', '39.99 USD', { currency: 'USD' }],
    ['$39.99 ($55.00)', '39.99 USD', { currency: 'USD' }],
    ['299,99 € prezzo consigliato 379,99 €', '299.99 EUR'],
    ['₹29,999 (MRP ₹36,999)', '29999 INR'],
    ['statt 99,00 € 79,00 €', '79.00 EUR'],
    ['Save $5.00 $19.99', '19.99 USD', { currency: 'USD' }],
    ['$71.20 (20% coupon)', '71.20 USD', { currency: 'USD' }],
    ['$12.00 + $4.99 shipping', '12.00 USD', { currency: 'USD' }],
    ['12,99 € (0,65 € / 100 ml)', '12.99 EUR'],
    ['Regular price $59.00 Sale price $39.00', '39.00 USD', { currency: 'USD' }],
    ['Sale price $39.00 Regular price $59.00', '39.00 USD', { currency: 'USD' }],
    ['Normaler Preis 59,00 € Verkaufspreis 39,00 €', '39.00 EUR'],
    ['Prix habituel 59,00 € Prix promotionnel 39,00 €', '39.00 EUR'],
    ['Original price was: $59.00. Current price is: $39.00.', '39.00 USD', { currency: 'USD' }],
    ['Ursprünglicher Preis war: 59,00 € Aktueller Preis ist: 39,00 €.', '39.00 EUR'],
    ['39,00 € Niedrigster Preis der letzten 30 Tage: 35,00 €', '39.00 EUR'],
    ['25,80 €/l 12,90 €', '12.90 EUR'],
    ['$19.99$19.99', '19.99 USD', { currency: 'USD' }],
    ['R$ 899,00 em 10x R$ 89,90', '899.00 BRL'],
    ['10x R$ 79,99', '799.90 BRL'],
    ['4 × 25 €', '100 EUR'],
    ['12x $ 199.92 MXN (total $ 2,399)', '2399 MXN', { currency: 'MXN' }],
    ['₹916/month x 9 (₹8,247)', '8247 INR'],
    ['¥13,200(税込)', '13200 JPY', { currency: 'JPY' }],
    ['70 € VB', '70 EUR'],
    ['۱٬۳۵۰٬۰۰۰ تومان', '13500000 IRR'],
    ['۲.۵ میلیون تومان', '25000000 IRR'],
    ['۸۹۰ هزار تومان', '8900000 IRR'],
    ['۸٬۹۰۰٬۰۰۰ ریال', '8900000 IRR'],
  ])
})

describe('ranges, units, minimum orders and tiers', () => {
  reads([
    ['£5.99 to £14.99', '5.99–14.99 GBP'],
    ['3,858 円 ～ 13,507 円', '3858–13507 JPY'],
    ['US $23.99 - 31.99', '23.99–31.99 USD'],
    ['EUR 12,50 bis EUR 18,90', '12.50–18.90 EUR'],
    ['¥22-26 / 20个起批', '22–26 CNY moq 20', { currency: 'CNY' }],
    ['US $3.50-8.90 / piece, 100 pieces (MOQ)', '3.50–8.90 USD moq 100'],
    ['$5.00 100-499 pieces, $4.50 500-999 pieces', '4.50–5.00 USD moq 100', { currency: 'USD' }],
    ['≥ 100 pieces $5.00 ≥ 500 pieces $4.50', '4.50–5.00 USD moq 100', { currency: 'USD' }],
    ['150 ₽/шт, от 50 шт', '150 RUB moq 50'],
    ['2,40 € ab 20 Stück', '2.40 EUR moq 20'],
    ['$3.10 each, from 1,000 pcs', '3.10 USD moq 1000', { currency: 'USD' }],
    ['€3.19 / kg', '3.19 EUR per kg'],
    ['650 Kč za 2 kg', '650 CZK per 2 kg'],
    ['$40.00 - $20.00', null, { currency: 'USD' }],
  ])

  it('keeps tiers: one piece costs what the tier from one piece asks', () => {
    const text = '1-9 pieces $5.00, 10-99 pieces $4.50, 100+ pieces $4.00'
    expect(readPrice(text, { currency: 'USD' })).toEqual({
      amount: '5.00',
      currency: 'USD',
      tiers: [
        { from: 1, amount: '5.00' },
        { from: 10, amount: '4.50' },
        { from: 100, amount: '4.00' },
      ],
    })
  })

  it.each([
    ['$45.00 lot of 30', 30],
    ['US $180.00 / lot (100 pieces)', 100],
    ['$55.00 (5 pcs)', 5],
    ['$150.00 / 20 pieces', 20],
    ['1.299,00 € (10er Teampaket)', 10],
    ['79,00 € stock 50 pezzi', 50],
    ['17,94 € (2,99 € / unité)', 6],
    ['$22.00-28.00 / 4 pieces MOQ', 1],
    ['$390.00 for 10', 10],
    ['3 for £20.00', 3],
    ['10 pour 60 €', 10],
    ['39 د.إ (10 حبات)', 10],
    ['$38.00 roll of 1000', 1000],
    ['$9.99', 1],
    ['$9.99 for 1', 1],
  ])('%s is for %i pieces', (text, quantity) => {
    expect(readPriceText(text, { currency: 'USD' })?.quantity).toBe(quantity)
  })

  it.each([
    ['Acme socks bundle of 3', 3],
    ['Acme mydło 100g x 4', 4],
    ["Acme duş jeli 3'lü paket", 3],
    ['Acme body wash 20 oz 2 pack', 2],
    ['Acme box of 100 hotel stock', 100],
    ['Acme 305XL ink', 1],
    ['Acme soap 135g', 1],
    ['Acme Trail Runner 2', 1],
  ])('the title "%s" names %i', (title, count) => {
    expect(readLotSize(title)).toBe(count)
  })
})

describe('a price that is not certain', () => {
  reads([
    ['', null],
    ['Free', null],
    ['TWD 0.00', null],
    ['R$ 0,00', null],
    ['$9.99', null],
    ['¥100', null],
    ['kr 100', null],
    ['100', null],
    ['$10.00 $12.00', null, { currency: 'USD' }],
    ['between 10 and 20 €', null],
    ['10 € - 20 $', null, { currency: 'USD' }],
    ['€ 10.00 or $ 12.00', null, { currency: 'USD' }],
    ['19⁹⁹ €', null],
    ['-5,00 €', null],
    ['1.29.9 €', null],
    ['12,5 円', null],
    ['50% off', null],
    ['Ring size 12, model B0G46HR61G', null, { currency: 'USD' }],
    ['Price on request', null, { currency: 'USD' }],
  ])
})

const labelled = new URL('../../../shared/matcher/listings.jsonl', import.meta.url)

describe.skipIf(!existsSync(labelled))('the labelled price texts (skipped: no ../shared/matcher)', () => {
  it('are read as labelled, at least 98 of 100', () => {
    type Label = { min: number; max: number; currency: string; quantity: number; moq: number }
    type Record = {
      id: string
      listing: { price_text: string; currency: string; language: string }
      label: { expected_price: Label }
    }
    const records = readFileSync(labelled, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record)
    const wrong = records.filter(({ listing, label }) => {
      const read = readPriceText(listing.price_text, { currency: listing.currency, language: listing.language })
      const { min, max, currency, quantity, moq } = label.expected_price
      const found = read && [
        Number(read.price.amount),
        Number(read.price.max ?? read.price.amount),
        read.price.currency,
        read.quantity,
        read.moq ?? 1,
      ]
      return JSON.stringify(found) !== JSON.stringify([min, max, currency, quantity, moq])
    })
    expect(records.length).toBeGreaterThan(500)
    expect(wrong.length, wrong.map((each) => each.id).join(' ')).toBeLessThanOrEqual(records.length * 0.02)
  })
})
