import { describe, expect, it } from 'vitest'
import { scoreOf, seen, shipped } from '../matched.ts'

describe('image.known-fake, strong: a picture that the brand team knows from counterfeits', () => {
  it.each([
    [1, 1],
    [0.95, 1],
    [0.94, 0],
  ])('%d alike: seen %d times', (fakeSimilarity, times) => {
    expect(seen('image.known-fake', {}, { picture: { fakeSimilarity } })).toHaveLength(times)
  })

  it('weighs 0.4 of itself in other colours, and says so', () => {
    const of = (given: object) => seen('image.known-fake', {}, { picture: { fakeSimilarity: 0.97, ...given } })[0]
    expect(of({ fakeInOtherColours: true })?.weight).toBeCloseTo(0.4 * (of({})?.weight ?? 0), 5)
    expect(of({ fakeInOtherColours: true })?.text).toContain('in other colours')
  })

  it('says how alike they are', () => {
    expect(seen('image.known-fake', {}, { picture: { fakeSimilarity: 0.974 } })[0]?.text).toBe(
      'The picture is 97 % like one of a known fake.',
    )
  })

  it('makes a hit of a listing that names the brand and is honest otherwise', () => {
    const title = 'Halvard trail shoes'
    expect(scoreOf({ title }).isHit).toBe(false)
    expect(scoreOf({ title }, { picture: { fakeSimilarity: 1 } }).score.score).toBeGreaterThanOrEqual(shipped.line)
  })

  it('makes none of a listing that nothing links to the brand', () => {
    expect(scoreOf({ title: 'Trail shoes' }, { picture: { fakeSimilarity: 1 } }).isHit).toBe(false)
  })

  it('says nothing with an authorised seller, or without a picture that was looked at', () => {
    const picture = { fakeSimilarity: 1 }
    expect(seen('image.known-fake', { seller: { name: 'Northgear' } }, { picture })).toEqual([])
    expect(seen('image.known-fake', {})).toEqual([])
  })
})
