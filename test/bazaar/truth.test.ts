import { describe, expect, it } from 'vitest'
import { judge, type Truth, truthOfWare } from '../../src/bazaar/truth.ts'

const truth: Truth = new Map([
  ['replica', truthOfWare('wording.replica', 'Acme', ['us'])],
  ['cheap', truthOfWare('price.extreme', 'Acme', ['us'])],
  ['german', truthOfWare('wording.grade', 'Acme', ['de'])],
  ['used', truthOfWare('second-hand', 'Acme', ['us'])],
  ['other', truthOfWare('wording.replica', 'Other', ['us'])],
])

describe('a run held against the truth', () => {
  it('has found what it has found: recall over fakes, explicit ones apart, precision over hits', () => {
    expect(judge(truth, ['replica', 'used'], { brand: 'Acme', territories: ['us'] })).toEqual({
      explicitRecall: 1,
      recall: 0.5,
      precision: 0.5,
      missed: [{ id: 'cheap', kind: 'price.extreme', explicit: false }],
      wrong: [{ id: 'used', kind: 'second-hand' }],
    })
  })

  it('is asked only for what was before its eyes', () => {
    expect(judge(truth, ['replica'], { brand: 'Acme', seen: ['replica', 'used'] })).toMatchObject({
      recall: 1,
      missed: [],
    })
  })

  it("is wrong about another brand's fakes, and about what nobody sells", () => {
    const { precision, wrong } = judge(truth, ['other', 'dream'], { brand: 'Acme' })
    expect(precision).toBe(0)
    expect(wrong).toEqual([
      { id: 'other', kind: 'wording.replica' },
      { id: 'dream', kind: 'not a listing of the bazaar' },
    ])
  })

  it('has nothing to answer for where nothing was planted and nothing said', () => {
    expect(judge(new Map(), [])).toEqual({ explicitRecall: 1, recall: 1, precision: 1, missed: [], wrong: [] })
  })
})
