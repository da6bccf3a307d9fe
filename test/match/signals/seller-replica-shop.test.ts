import { describe, expect, it } from 'vitest'
import { halvard, scoreOf, seen } from '../matched.ts'

const watch = halvard({ replicaShops: ['KicksHouse', 'copies.example'] })

describe('seller.replica-shop, strong: a shop that the watch names as one that sells copies', () => {
  it.each([
    ['its name', { seller: { name: 'kickshouse' } }],
    ['its id', { seller: { id: 'KicksHouse', name: 'x' } }],
    ['its host', { url: 'https://www.copies.example/p/1' }],
  ])('knows it by %s, and its neat names are hits', (_, listing) => {
    expect(seen('seller.replica-shop', listing, { watch })).toHaveLength(1)
    expect(scoreOf(listing, { watch }).isHit).toBe(true)
  })

  it.each([
    ['another shop', {}],
    ['goods without the brand', { seller: { name: 'KicksHouse' }, title: 'Trail shoes' }],
    ['an authorised seller', { seller: { name: 'Northgear', id: 'KicksHouse' } }],
  ])('says nothing of %s', (_, listing) => {
    expect(seen('seller.replica-shop', listing, { watch })).toEqual([])
  })
})
