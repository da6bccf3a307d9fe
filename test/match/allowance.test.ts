import { describe, expect, it } from 'vitest'
import type { Listing } from '../../src/model/listing.ts'
import { type Allowance, allowances } from '../../src/model/watch.ts'
import { files, halvard, scoreOf } from './matched.ts'

const factor = files.ok ? (files.weights.allowedFactor ?? 1) : 1

const allowing = (...allow: Allowance[]) => ({ watch: halvard({ allow }) })
const finding = (signal: string, listing: Partial<Listing>, given = allowing()) =>
  scoreOf(listing, given).score.findings.find((one) => one.signal === signal)

const kinds: [allowance: Allowance, signal: string, title: string, sentence: string][] = [
  ['second-hand', 'allow.second-hand', 'Halvard trail shoes, used', 'The watch allows second-hand.'],
  ['spare-parts', 'allow.spare-part', 'Halvard trail shoes for parts', 'The watch allows spare parts.'],
  ['accessories', 'allow.compatible-for', 'Case for Halvard TR900', 'The watch allows accessories.'],
]

describe('what a watch allows', () => {
  it('is each read by a signal', () => {
    expect(kinds.map(([allowance]) => allowance).sort()).toEqual([...allowances].sort())
  })

  it.each(kinds)('%s: makes %s weigh more, and says so', (allowance, signal, title, sentence) => {
    const without = finding(signal, { title })
    const allowed = finding(signal, { title }, allowing(allowance))
    expect(factor).toBeGreaterThan(1)
    expect(allowed!.weight).toBeCloseTo(without!.weight * factor, 3)
    expect(allowed!.text).toBe(`${without!.text} ${sentence}`)
    expect(allowed!.span).toEqual(without!.span)
  })

  it.each(kinds)('%s: changes nothing where the watch does not say it', (allowance, _, title) => {
    const others = allowances.filter((one) => one !== allowance)
    expect(scoreOf({ title }, allowing(...others))).toEqual(scoreOf({ title }, allowing()))
  })

  it('takes a doubtful second-hand listing below the line', () => {
    const listing = { title: 'TR900 trail shoes, used, lot of 50 pairs', description: 'Direct from factory' }
    const picture = { officialSimilarity: 0.98, logo: 'hidden' as const }
    const isHit = (...allow: Allowance[]) => scoreOf(listing, { ...allowing(...allow), picture }).isHit
    expect([isHit(), isHit('second-hand')]).toEqual([true, false])
  })

  it.each([
    ['Halvard trail shoes replica, used', 'plain wording'],
    ['H4lvard trail shoes, used', 'a disguised name'],
    ['Halvard trail shoes, used, 1:1 mirror quality', 'a grade'],
    ['Halvard trail shoes replica for parts', 'plain wording'],
    ['Case for Halvard TR900, replica', 'plain wording'],
  ])('never speaks against a strong signal: %s (%s)', (title) => {
    expect(scoreOf({ title }, allowing(...allowances))).toEqual(scoreOf({ title }, allowing()))
  })

  it('leaves listings alone that are none of it', () => {
    const title = 'TR900 trail shoes'
    const price = { amount: '9', currency: 'USD' }
    expect(scoreOf({ title, price }, allowing(...allowances))).toEqual(scoreOf({ title, price }, allowing()))
    expect(scoreOf({ title, price }, allowing(...allowances)).isHit).toBe(true)
  })

  it('still adds up to the score', () => {
    const { score } = scoreOf({ title: 'Halvard trail shoes, used, for parts' }, allowing(...allowances))
    const prior = files.ok ? files.weights.prior : 0
    const sum = score.findings.reduce((total, { weight }) => total + weight, prior)
    expect(score.score).toBeCloseTo(1 / (1 + Math.exp(-sum)), 9)
  })
})
