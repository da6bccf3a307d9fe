import { describe, expect, it } from 'vitest'
import type { SharedPicture } from '../../../src/model/seen-before.ts'
import { scoreOf, seen } from '../matched.ts'

const by = (sellers: number, listings = sellers): SharedPicture => ({ kind: 'shared-picture', listings, sellers })

describe('image.shared, weak: several sellers show one photo', () => {
  it('says how many, the more the surer, keeps it, and makes no hit', () => {
    const weights = [2, 3, 5, 9].map((sellers) => seen('image.shared', {}, { shared: by(sellers) })[0]?.weight)
    expect(weights).toEqual([0.2, 0.3, 0.5, 0.5])
    const [finding] = seen('image.shared', {}, { shared: by(3, 7) })
    expect(finding?.text).toBe('3 other sellers show the same photo (7 listings), and it is no official one.')
    expect(finding?.basis).toEqual(by(3, 7))
    expect(scoreOf({}, { shared: by(9) }).isHit).toBe(false)
  })

  it('is nothing at one other seller, of an official photo, and at an authorised seller', () => {
    expect(seen('image.shared', {}, { shared: by(1) })).toEqual([])
    expect(seen('image.shared', {}, { shared: by(9), picture: { officialSimilarity: 0.97 } })).toEqual([])
    expect(seen('image.shared', { seller: { name: 'Northgear' } }, { shared: by(9) })).toEqual([])
    const inOthers = { officialSimilarity: 0.97, officialInOtherColours: true }
    expect(seen('image.shared', {}, { shared: by(9), picture: inOthers })).toHaveLength(1)
  })
})
