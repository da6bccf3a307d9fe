import { describe, expect, it } from 'vitest'
import { drawing } from '../../src/match/learn/sample.ts'
import { anHonestListing, halvard, shipped } from './matched.ts'

const cheap = anHonestListing({ price: { amount: '12', currency: 'USD' }, shipsFrom: 'CN' })
const before = { points: [], recordOf: () => null, copiesOf: () => [] }
const scored = (given: object, line?: number) =>
  shipped.score(halvard(given), [cheap], undefined, { ...before, ...(line !== undefined && { line }) })[0]!
const { score } = scored({}).score

describe('the line of a watch', () => {
  it.each<[string, object, number | undefined, boolean]>([
    ['the weights’ own', {}, undefined, true],
    ['its own, above the score', { line: 0.95 }, undefined, false],
    ['its own, below the score', { line: 0.3 }, undefined, true],
    ['what its reviews a day have picked', { reviewsADay: 5 }, score + 0.01, false],
    ['its own before what was picked', { reviewsADay: 5, line: 0.3 }, score + 0.01, true],
    ['the weights’ own where nothing was picked yet', { reviewsADay: 5 }, undefined, true],
    ['the weights’ own without a budget, whatever was picked before', {}, score + 0.01, true],
  ])('is %s', (_, given, line, isHit) => {
    expect(scored(given, line)).toMatchObject({ isHit, score: { verdict: isHit ? 'suspect' : 'allowed' } })
  })

  it('changes no score, and nothing that is said of a shop', () => {
    const [one, other] = [scored({ line: 0.95 }), scored({ line: 0.3 })]
    expect(one.score.findings).toEqual(other.score.findings)
    expect(one.shopPoint).toEqual(other.shopPoint)
  })

  it('is where samples are drawn from below', () => {
    const drawn = (line: number) => drawing(shipped, 1).score(halvard({ line }), [cheap])[0]?.sample
    expect(drawn(0.95)).toMatchObject({ rate: 1 })
    expect(drawn(0.3)).toBeUndefined()
  })
})
