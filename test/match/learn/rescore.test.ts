import { describe, expect, it } from 'vitest'
import { evidenceOf, scoreWith } from '../../../src/match/learn/rescore.ts'
import { openMatcher } from '../../../src/match/matcher.ts'
import type { Listing } from '../../../src/model/listing.ts'
import type { Weights } from '../../../src/model/weights.ts'
import { anHonestListing, files, halvard, shipped } from '../matched.ts'
import { shippedWeights } from './simulated.ts'

if (!files.ok) throw new Error('no matcher files')

const listings: [string, Partial<Listing>][] = [
  ['an honest one', {}],
  ['nothing of the brand', { title: 'Garden chair, oak' }],
  ['plain wording', { title: 'Halvard Trail Runner 1:1 replica' }],
  ['a grade and a price', { title: 'Halvard trail shoes AAA+ quality', price: { amount: '19.00', currency: 'USD' } }],
  ['a disguise', { title: 'H@lv4rd tr@il shoes best quality' }],
  ['only a low price', { title: 'Halvard trail shoes', price: { amount: '29.00', currency: 'USD' } }],
  ['low price, new seller', { price: { amount: '15.00', currency: 'USD' }, sellerRatings: 0 }],
  ['second-hand', { title: 'Halvard trail shoes used, worn twice', condition: 'used' }],
  ['for the brand', { title: 'Insoles compatible with Halvard Trail Runner' }],
  ['authorised and loud', { title: 'Halvard replica 1:1', seller: { name: 'Halvard Store' } }],
  ['a lookalike seller', { seller: { name: 'Ha1vard Store' } }],
  [
    'the same word thrice',
    { title: 'replica Halvard replica', description: 'a replica, 1:1 copy, AAA grade, Halvard' },
  ],
  ['a book', { title: 'Halvard: a book about trail shoes' }],
  ['denied', { title: 'Halvard trail shoes, not a replica' }],
  ['wholesale', { title: 'Halvard trail shoes wholesale 100 pairs', shipsFrom: 'China' }],
  ['an unknown grade', { title: 'Halvard TR900 top batch, original box, DM for photos' }],
]

/** Every weight moved, some a lot; signs kept. */
const others: Weights = {
  ...shippedWeights,
  version: 'others',
  prior: shippedWeights.prior + 0.4,
  signals: Object.fromEntries(
    Object.entries(shippedWeights.signals).map(([id, signal], at) => [
      id,
      { ...signal, weight: Math.round(signal.weight * (0.5 + (at % 5) * 0.3) * 1_000) / 1_000 },
    ]),
  ),
}

const { lexicon, rates } = files
const matcherOf = (weights: Weights) => openMatcher({ lexicon, rates, weights })
const otherMatcher = matcherOf(others)

describe('a listing that is scored again from its findings alone', () => {
  it.each(listings)('%s: gets the score that it has, with the same weights', (_what, given) => {
    const [scored] = shipped.score(halvard(), [anHonestListing(given)])
    const again = scoreWith(evidenceOf(scored!.score.findings, shippedWeights), shippedWeights)
    expect(Math.abs(again - scored!.score.score)).toBeLessThan(0.002)
  })

  it.each(listings)('%s: gets the score that the matcher would give it, with other weights', (_what, given) => {
    const [scored] = shipped.score(halvard(), [anHonestListing(given)])
    const [whole] = otherMatcher.score(halvard(), [anHonestListing(given)])

    const again = scoreWith(evidenceOf(scored!.score.findings, shippedWeights), others)
    expect(Math.abs(again - whole!.score.score)).toBeLessThan(0.005)
  })

  it('stays below the line for signs of seller and origin alone, whatever they weigh', () => {
    const record = { kind: 'seller-record', counterfeit: 9, allowed: 0, since: '2026-09-02', by: 'id' } as const
    const before = { points: [], recordOf: () => record, copiesOf: () => [] }
    const listing = anHonestListing({ shipsFrom: 'CN', description: 'ships from USA' })
    const [scored] = shipped.score(halvard(), [listing], undefined, before)
    const heavy = { ...shippedWeights, prior: 3 }
    const again = scoreWith(evidenceOf(scored!.score.findings, shippedWeights), heavy)
    expect(again).toBeGreaterThan(shippedWeights.caps.tooFewSignals - 0.001)
    expect(again).toBeLessThan(shippedWeights.caps.tooFewSignals)
    expect(matcherOf(heavy).score(halvard(), [listing], undefined, before)[0]!.isHit).toBe(false)
  })
})
