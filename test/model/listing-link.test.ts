import { describe, expect, it } from 'vitest'
import { hostsOf, listingLink } from '../../src/model/listing-link.ts'

const bazaar = ['www.bazaar.example', 'bazaar.example.jp']

describe('a listing’s address', () => {
  it.each([
    ['https://www.bazaar.example/item/1', 'own', 'www.bazaar.example'],
    ['https://m.bazaar.example/item/1', 'own', 'm.bazaar.example'],
    ['http://BAZAAR.example:8080/item/1', 'own', 'bazaar.example:8080'],
    ['https://shop.bazaar.example.jp/', 'own', 'shop.bazaar.example.jp'],
    ['https://bazaar.example.evil.example/item/1', 'foreign', 'bazaar.example.evil.example'],
    ['https://notbazaar.example/', 'foreign', 'notbazaar.example'],
    ['https://bаzaar.example/', 'foreign', 'xn--bzaar-4ve.example'],
  ])('%s is %s', (url, kind, host) => {
    expect(listingLink(url, bazaar)).toMatchObject({ kind, host })
  })

  it.each([
    ['https://www.bazaar.example@evil.example/', 'user-info'],
    ['https://a:b@www.bazaar.example/', 'user-info'],
    ['javascript:alert(1)', 'no-address'],
    ['data:text/html,x', 'no-address'],
    ['//shop.example', 'no-address'],
    ['', 'no-address'],
  ])('%j is refused: %s', (url, why) => {
    expect(listingLink(url, bazaar)).toEqual({ kind: 'refused', why, text: url })
  })

  it('of any shop leads to a host that is named', () => {
    expect(listingLink('https://shop.example/x', [])).toMatchObject({ kind: 'unknown', host: 'shop.example' })
  })
})

it('hosts are those of the origins that can exist', () => {
  expect(hostsOf(['https://www.bazaar.example', 'https://www.bazaar.example/', 'https://shop.invalid'])).toEqual([
    'www.bazaar.example',
  ])
})
