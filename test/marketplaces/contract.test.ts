import { describe, expect, it } from 'vitest'
import { marketplaceIds, marketplaceOf, marketplaces } from '../../src/marketplaces/registry.ts'
import { marketplaceContract } from './contract.ts'

for (const market of marketplaces) marketplaceContract(market)

describe('the registry', () => {
  it('has every marketplace once and finds it by its id', () => {
    expect(new Set(marketplaceIds).size).toBe(marketplaces.length)
    for (const id of marketplaceIds) expect(marketplaceOf(id).id).toBe(id)
  })

  it('says which there are when asked for another', () => {
    expect(() => marketplaceOf('ebey')).toThrow(/no marketplace "ebey"; there are .*ebay/)
  })
})
