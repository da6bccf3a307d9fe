import { describe, expect, it } from 'vitest'
import type { Verdict } from '../../../src/model/hit.ts'
import type { Weights } from '../../../src/model/weights.ts'
import { derivedId } from '../../../src/store/storable.ts'
import type { Store } from '../../../src/store/store.ts'
import type { User } from '../../../src/store/users/user-store.ts'
import { aListing } from '../../builders.ts'
import { query } from '../database.ts'
import { eachWithStore } from '../each-with-store.ts'
import { at, hitsWith, seen } from '../visits/on-the-way.ts'

let store: Store
let url: string
let ann: User
eachWithStore(async (given) => {
  ;({ store, url } = given)
  ann = await store.users.ensure('ann', 'admin', at(0))
})

const fakes = ['a', 'b', 'c'].map((id) => aListing({ id, title: `Halvard 1:1 ${id}` }))
const hit = (listing: string) => derivedId('halvard', 'bazaar', listing)
let made = 0
const decide = async (listing: string, verdict: Verdict, minute: number) => {
  made += 1
  const id = `d${made}`
  await store.decisions.decide({ id, hit: hit(listing), verdict, user: ann.id, now: at(minute) })
  return id
}
const scoredOnce = () => seen(store, { run: 'run-1', minute: 0, listings: fakes, score: hitsWith(['1:1']) })
const decided = async () =>
  (await store.learning.decided(null, 100)).map(({ hit: id, verdict, decidedAt }) => [id, verdict, decidedAt])

describe('verdicts to learn from', () => {
  it('are the last that stand, of those that decide something, newest first', async () => {
    await scoredOnce()
    await decide('a', 'counterfeit', 5)
    await decide('b', 'counterfeit', 6)
    await decide('b', 'allowed', 7)
    await decide('c', 'counterfeit', 8)
    await decide('c', 'unsure', 9)
    expect(await decided()).toEqual([
      [hit('b'), 'allowed', at(7)],
      [hit('a'), 'counterfeit', at(5)],
    ])
  })

  it('are not those that were taken back; the one before counts again', async () => {
    await scoredOnce()
    await decide('a', 'allowed', 5)
    const second = await decide('a', 'counterfeit', 6)
    await store.decisions.undo(second, ann.id, at(7))
    expect(await decided()).toEqual([[hit('a'), 'allowed', at(5)]])
  })

  it('come with the findings that the reviewer saw, not with those of today', async () => {
    await scoredOnce()
    await decide('a', 'counterfeit', 5)
    await seen(store, { run: 'run-2', minute: 60, listings: [fakes[0]!], score: hitsWith([]) })
    const [one] = await store.learning.decided('halvard', 100)
    expect(one).toMatchObject({
      ...{ watch: 'halvard', matcher: 'm1', sampledAt: null },
      findings: [{ signal: 'wording', weight: 2 }],
    })
    expect(await store.learning.decided('another', 100)).toEqual([])
    expect(await store.learning.scored('halvard', 100)).toMatchObject([
      { listing: 'a', findings: [{ weight: -2 }], title: 'Halvard 1:1 a' },
      { listing: 'b', hit: hit('b') },
      { listing: 'c' },
    ])
  })

  it('of before findings were kept have those of a score that is not of later, or none', async () => {
    await scoredOnce()
    await decide('a', 'counterfeit', 5)
    await query(url, 'update verdicts set findings = null, matcher = null')
    expect(await store.learning.decided(null, 10)).toMatchObject([{ findings: [{ weight: 2 }], matcher: 'm1' }])
    await seen(store, { run: 'run-2', minute: 60, listings: [fakes[0]!], score: hitsWith([]) })
    expect(await store.learning.decided(null, 10)).toMatchObject([{ findings: null, matcher: null }])
  })
})

describe('versions of the weights', () => {
  const weights = (version: string, prior = -3): Weights => ({
    ...{ version, date: '2026-11-24', source: 'a test', line: 0.5, visitLine: 0.25, prior, signals: {} },
    caps: { noBrandLink: 0.1, tooFewSignals: 0.3, authorisedSeller: 0.02 },
  })
  const keep = (version: string, prior?: number) =>
    store.learning.keepVersion({ kind: 'learned', weights: weights(version, prior), fittedOn: null }, at(1))

  it('stay as they were first kept', async () => {
    await keep('v1', -3)
    await keep('v1', -1)
    expect(await store.learning.versions()).toEqual([
      { kind: 'learned', weights: weights('v1', -3), fittedOn: null, madeAt: at(1) },
    ])
  })

  it('are in force when a person chose them, and the audit log says who; the one before can be chosen again', async () => {
    await keep('v1')
    await keep('v2')
    expect(await store.learning.choices(1)).toEqual([])
    expect(await store.learning.choose('v1', 'ann', at(2))).toBe('chosen')
    expect(await store.learning.choose('v2', 'ann', at(3))).toBe('chosen')
    expect(await store.learning.choose('v2', 'ann', at(4))).toBe('already')
    expect(await store.learning.choose('v9', 'ann', at(4))).toBe('missing')
    expect(await store.learning.choose('v1', 'ann', at(5))).toBe('chosen')
    expect(await store.learning.choose(null, 'ann', at(6))).toBe('chosen')
    expect((await store.learning.choices(10)).map(({ version, at: when }) => [version, when])).toEqual([
      [null, at(6)],
      ['v1', at(5)],
      ['v2', at(3)],
      ['v1', at(2)],
    ])
    expect((await store.audit.latest(1))[0]).toMatchObject({
      ...{ who: 'ann', action: 'weights.choose', what: { version: null, before: 'v1' } },
    })
    expect(await store.audit.firstBroken()).toBeNull()
  })

  it('chosen five times at once are chosen once', async () => {
    await keep('v1')
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => store.learning.choose('v1', 'ann', at(2))))
    expect(all.filter((one) => one === 'chosen')).toHaveLength(1)
    expect(await store.audit.latest(10)).toHaveLength(1)
  })
})
