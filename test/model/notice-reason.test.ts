import { describe, expect, it } from 'vitest'
import { signals } from '../../src/match/signals/all.ts'
import { noticeReasons, noticeReasonsOf, noticeReasonWords } from '../../src/model/notice-reason.ts'

describe('what a notice could rest on', () => {
  it.each([
    [['price.extreme'], ['test-buy'], 'a low price alone is no reason'],
    [['price.extreme', 'seller.new', 'origin.source-market'], ['test-buy'], 'nor with seller and origin'],
    [['price.extreme', 'wording.replica'], ['counterfeit-features', 'test-buy'], 'wording is'],
    [['brand.obfuscated'], ['mark-misused'], 'a disguise is'],
    [['image.official-copy'], ['pictures-copied'], 'a copied picture is'],
    [['seller.repeat-offender', 'copy.cross-market'], ['test-buy'], 'what others sold or show is no reason'],
    [['image.known-fake'], ['test-buy'], 'a picture of a fake asks for a test purchase'],
    [['brand.exact', 'allow.second-hand'], [], 'naming the brand is none'],
  ])('%o: %o (%s)', (signals, reasons) => {
    expect(noticeReasonsOf(signals.map((signal) => ({ signal, weight: 1 })))).toEqual(reasons)
  })

  it('is not what lowered the score', () => {
    expect(noticeReasonsOf([{ signal: 'wording.replica', weight: -1 }])).toEqual([])
  })

  it('is never that a model does not exist: a person says that', () => {
    const all = noticeReasonsOf(signals.map(({ id }) => ({ signal: id, weight: 1 })))
    expect(noticeReasons.filter((reason) => !all.includes(reason))).toEqual(['model-does-not-exist'])
  })

  it('is said in words', () => {
    for (const reason of noticeReasons) expect(noticeReasonWords[reason]).not.toBe('')
  })
})
