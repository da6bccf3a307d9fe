import { describe, expect, it } from 'vitest'
import { seen } from '../matched.ts'

describe('image.official-copy, medium: the brand’s own photo on another seller’s listing', () => {
  it.each([
    [0.95, 1],
    [0.94, 0],
  ])('%d alike: seen %d times', (officialSimilarity, times) => {
    expect(seen('image.official-copy', {}, { picture: { officialSimilarity } })).toHaveLength(times)
  })

  it('is none of the same shape in other colours', () => {
    const picture = { officialSimilarity: 0.97, officialInOtherColours: true }
    expect(seen('image.official-copy', {}, { picture })).toEqual([])
    const [shape] = seen('rule.same-shape', {}, { picture })
    expect(shape).toMatchObject({ weight: 0, text: expect.stringContaining('in other colours') })
  })

  it('says whether it is the same file, and else that it is like it', () => {
    const of = (isOfficialFile: boolean) =>
      seen('image.official-copy', {}, { picture: { officialSimilarity: 1, isOfficialFile } })[0]?.text
    expect([of(true), of(false)]).toEqual([
      'The picture is the same file as an official one.',
      'The picture is 100 % like an official one.',
    ])
  })

  it('keeps which photo it was, to be shown beside the listing’s own', () => {
    const hashes = { upright: [], mirrored: [], cut: [] }
    const official = { kind: 'official' as const, name: 'front.jpg', sha256: 'ab12', hashes }
    const [finding] = seen('image.official-copy', {}, { picture: { officialSimilarity: 0.97, official } })
    const basis = {
      kind: 'known-picture',
      of: 'official',
      name: 'front.jpg',
      sha256: 'ab12',
      similarity: 0.97,
      same: 'photo',
    }
    expect(finding?.basis).toEqual(basis)
  })

  it('is right with an authorised seller', () => {
    const seller = { name: 'Northgear' }
    expect(seen('image.official-copy', { seller }, { picture: { officialSimilarity: 1 } })).toEqual([])
  })

  it('is not known without a picture that was looked at', () => {
    expect(seen('image.official-copy', {})).toEqual([])
  })
})
