import { describe, expect, it } from 'vitest'
import type { Verdict } from '../../../src/model/hit.ts'
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
let bob: User
eachWithStore(async (given) => {
  ;({ store, url } = given)
  ann = await store.users.ensure('ann', 'reviewer', at(0))
  bob = await store.users.ensure('bob', 'reviewer', at(0))
  await seen(store, { run: 'run-1', minute: 0, listings: [fake], score: hitsWith(['1:1']) })
})

const fake = aListing({ id: 'fake', title: 'Halvard 1:1' })
const hit = derivedId('halvard', 'bazaar', 'fake')
const decide = (id: string, user: User, verdict: Verdict = 'counterfeit', minute = 5) =>
  store.decisions.decide({ id, hit, verdict, user: user.id, now: at(minute) })
const changedOn = (run: string, minute: number, price = '5.00') =>
  seen(store, {
    ...{ run, minute, score: hitsWith(['1:1']) },
    listings: [{ ...fake, price: { amount: price, currency: 'USD' } }],
  })
const hitNow = async () => {
  const { state, verdict, decidedBy, decidedAt, reopenedAt, changes } = (await store.hits.load(hit))!
  return { state, verdict, decidedBy, decidedAt, reopenedAt, changes: changes.length }
}
const untouched = { state: 'open', verdict: null, decidedBy: null, decidedAt: null, reopenedAt: null, changes: 0 }

describe('a decision', () => {
  it('is saved with who and when, in the hit, its history, the count and the audit log', async () => {
    expect(await decide('d1', ann)).toEqual({ kind: 'saved' })
    expect(await hitNow()).toEqual({
      ...untouched,
      state: 'decided',
      verdict: 'counterfeit',
      decidedBy: 'ann',
      decidedAt: at(5),
    })
    expect(await store.decisions.history(hit)).toEqual([
      { id: 'd1', verdict: 'counterfeit', user: 'ann', decidedAt: at(5), undoneAt: null },
    ])
    expect(await store.decisions.countSince(ann.id, at(5))).toMatchObject({ counterfeit: 1, allowed: 0, watch: 0 })
    expect(await store.decisions.countSince(ann.id, at(6))).toMatchObject({ counterfeit: 0 })
    expect(await store.audit.latest(10)).toMatchObject([
      { who: 'ann', action: 'decide', at: at(5), what: { decision: 'd1', hit, verdict: 'counterfeit' } },
    ])
  })

  it('that is sent five times, at once and later, is saved once', async () => {
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => decide('d1', ann)))
    expect(all.map((one) => one.kind).sort()).toEqual(['already', 'already', 'already', 'already', 'saved'])
    expect(await decide('d1', ann, 'allowed', 9)).toEqual({ kind: 'already' })
    expect(await store.audit.latest(10)).toHaveLength(1)
    expect(await hitNow()).toMatchObject({ verdict: 'counterfeit', decidedAt: at(5) })
  })

  it('of two reviewers at once is saved for one, and the other hears by whom', async () => {
    const both = await Promise.all([decide('d1', ann), decide('d2', bob, 'allowed')])
    const saved = both.findIndex((one) => one.kind === 'saved')
    expect(both[1 - saved]).toEqual({ kind: 'taken', by: saved === 0 ? 'ann' : 'bob' })
    expect(await store.decisions.history(hit)).toHaveLength(1)
  })

  it('may be replaced by the same person', async () => {
    await decide('d1', ann)
    expect(await decide('d2', ann, 'allowed', 6)).toEqual({ kind: 'saved' })
    expect(await hitNow()).toMatchObject({ state: 'decided', verdict: 'allowed' })
  })

  it('may be made by anybody again when the hit came back', async () => {
    await decide('d1', ann)
    await changedOn('run-2', 60)
    expect(await decide('d2', bob, 'allowed', 61)).toEqual({ kind: 'saved' })
    expect(await hitNow()).toMatchObject({
      state: 'decided',
      verdict: 'allowed',
      decidedBy: 'bob',
      reopenedAt: null,
      changes: 0,
    })
  })

  it('about a hit that is not there is missing, and an id used for another hit is an error', async () => {
    expect(await store.decisions.decide({ id: 'd1', hit: 'x', verdict: 'unsure', user: ann.id, now: at(1) })).toEqual({
      kind: 'missing',
    })
    await seen(store, { run: 'run-9', minute: 1, listings: [{ ...fake, id: 'two' }], score: hitsWith(['1:1']) })
    await decide('d1', ann)
    const other = {
      id: 'd1',
      hit: derivedId('halvard', 'bazaar', 'two'),
      verdict: 'unsure' as const,
      user: ann.id,
      now: at(6),
    }
    await expect(store.decisions.decide(other)).rejects.toThrow(/another hit/)
  })
})

describe('an undo', () => {
  it('brings back the open hit, counts nothing, and is in history and audit log', async () => {
    await decide('d1', ann)
    expect(await store.decisions.undo('d1', ann.id, at(6))).toEqual({ kind: 'undone' })
    expect(await hitNow()).toEqual(untouched)
    expect(await store.decisions.history(hit)).toMatchObject([{ id: 'd1', undoneAt: at(6) }])
    expect(await store.decisions.countSince(ann.id, at(0))).toMatchObject({ counterfeit: 0 })
    expect((await store.audit.latest(10)).map((entry) => entry.action)).toEqual(['undo', 'decide'])
    expect(await decide('d2', bob)).toEqual({ kind: 'saved' })
  })

  it('brings back the earlier verdict of a hit that had come back', async () => {
    await decide('d1', ann)
    await changedOn('run-2', 60)
    const cameBack = await hitNow()
    await decide('d2', bob, 'allowed', 61)
    expect(await store.decisions.undo('d2', bob.id, at(62))).toEqual({ kind: 'undone' })
    expect(await hitNow()).toEqual(cameBack)
    expect(cameBack).toMatchObject({
      state: 'open',
      verdict: 'counterfeit',
      decidedBy: 'ann',
      reopenedAt: at(60),
      changes: 1,
    })
  })

  it('goes back step by step', async () => {
    await decide('d1', ann)
    const once = await hitNow()
    await decide('d2', ann, 'allowed', 6)
    expect(await store.decisions.undo('d1', ann.id, at(7))).toEqual({ kind: 'superseded' })
    expect(await store.decisions.undo('d2', ann.id, at(7))).toEqual({ kind: 'undone' })
    expect(await hitNow()).toEqual(once)
    expect(await store.decisions.undo('d1', ann.id, at(8))).toEqual({ kind: 'undone' })
    expect(await hitNow()).toEqual(untouched)
  })

  it.each([
    ['twice is undone once', ['d1', 'ann'], 'already', true],
    ["of somebody else's decision is refused", ['d1', 'bob'], 'not-yours', false],
    ['of what was never decided is missing', ['d9', 'ann'], 'missing', false],
  ] as const)('%s', async (_what, [id, who], kind, undoneBefore) => {
    await decide('d1', ann)
    if (undoneBefore) await store.decisions.undo('d1', ann.id, at(6))
    const before = await hitNow()
    expect(await store.decisions.undo(id, who === 'ann' ? ann.id : bob.id, at(7))).toEqual({ kind })
    expect(await hitNow()).toEqual(before)
  })

  it('sent five times at once is undone once', async () => {
    await decide('d1', ann)
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => store.decisions.undo('d1', ann.id, at(6))))
    expect(all.map((one) => one.kind).sort()).toEqual(['already', 'already', 'already', 'already', 'undone'])
    expect(await decide('d1', ann)).toEqual({ kind: 'already' })
  })
})

describe('a lease', () => {
  const lease = async (user: User, minute: number) =>
    (await store.hits.lease([hit], user.id, at(minute), at(minute + 5))).get(hit)

  it('is held by one of two who ask at once; the other hears by whom', async () => {
    const both = await Promise.all([lease(ann, 1), lease(bob, 1)])
    const held = both.findIndex((one) => one?.held)
    const by = held === 0 ? 'ann' : 'bob'
    expect(both[1 - held]).toEqual({ held: false, state: 'open', by, until: at(6) })
    expect((await store.hits.load(hit))?.lease).toMatchObject({ name: by, until: at(6) })
  })

  it('is renewed by its holder, ends by itself, and can be given back by its holder only', async () => {
    expect(await lease(ann, 1)).toEqual({ held: true, state: 'open', until: at(6) })
    expect(await lease(ann, 3)).toMatchObject({ held: true, until: at(8) })
    expect(await lease(bob, 7)).toMatchObject({ held: false, by: 'ann', until: at(8) })
    await store.hits.release([hit], bob.id)
    expect(await lease(bob, 7)).toMatchObject({ held: false })
    expect(await lease(bob, 8)).toMatchObject({ held: true, until: at(13) })
    await store.hits.release([hit], bob.id)
    expect(await lease(ann, 9)).toMatchObject({ held: true, until: at(14) })
    expect(await store.hits.lease(['nothing'], ann.id, at(1), at(2))).toEqual(new Map())
  })

  it('keeps others from deciding while it lasts, and ends with the decision', async () => {
    await lease(ann, 1)
    expect(await decide('d1', bob, 'allowed', 5)).toEqual({ kind: 'taken', by: 'ann' })
    expect(await hitNow()).toEqual(untouched)
    expect(await decide('d2', ann, 'counterfeit', 5)).toEqual({ kind: 'saved' })
    expect((await store.hits.load(hit))?.lease).toBeNull()
  })

  it('that has ended keeps nobody', async () => {
    await lease(ann, 1)
    expect(await decide('d1', bob, 'allowed', 6)).toEqual({ kind: 'saved' })
  })
})

describe('decisions of two people over many hits at once', () => {
  it('are all saved, none twice, and the audit chain holds', async () => {
    const listings = Array.from({ length: 30 }, (_, index) => ({ ...fake, id: `f${index}` }))
    await seen(store, { run: 'run-2', minute: 1, listings, score: hitsWith(['1:1']) })
    const all = await Promise.all(
      listings.flatMap(({ id }) =>
        [ann, bob].map((user) =>
          store.decisions.decide({
            ...{ id: `${user.name}-${id}`, hit: derivedId('halvard', 'bazaar', id), verdict: 'allowed', user: user.id },
            now: at(5),
          }),
        ),
      ),
    )
    expect(all.filter((one) => one.kind === 'saved')).toHaveLength(30)
    expect(await query(url, 'select count(*)::int as n, count(distinct hit_id)::int as hits from verdicts')).toEqual([
      { n: 30, hits: 30 },
    ])
    expect(await store.audit.firstBroken()).toBeNull()
    expect(await store.audit.latest(100)).toHaveLength(30)
  })
})

describe('a note with a verdict', () => {
  const note = 'stitching is off'
  const notes = async () =>
    (await store.decisions.notes([{ id: hit, state: (await store.hits.load(hit))!.state }])).get(hit)

  it('is kept with who, when and which verdict, and in the audit log', async () => {
    await store.decisions.decide({ id: 'd1', hit, verdict: 'counterfeit', user: ann.id, now: at(5), note })
    expect(await notes()).toEqual([{ by: 'ann', at: at(5), verdict: 'counterfeit', text: note }])
    expect((await store.audit.latest(1))[0]?.what).toMatchObject({ decision: 'd1', note })
  })

  it('stays when the hit comes back, and goes with a verdict that is taken back', async () => {
    await store.decisions.decide({ id: 'd1', hit, verdict: 'counterfeit', user: ann.id, now: at(5), note })
    await changedOn('run-2', 60)
    expect(await notes()).toHaveLength(1)
    await store.decisions.decide({ id: 'd2', hit, verdict: 'allowed', user: bob.id, now: at(61), note: 'new price' })
    expect((await notes())?.map(({ text }) => text)).toEqual(['new price', note])
    await store.decisions.undo('d2', bob.id, at(62))
    expect((await notes())?.map(({ text }) => text)).toEqual([note])
  })

  it('is not told of a hit that is shown as open to who does not know that it was decided', async () => {
    await store.decisions.decide({ id: 'd1', hit, verdict: 'counterfeit', user: ann.id, now: at(5), note })
    expect(await store.decisions.notes([{ id: hit, state: 'open' }])).toEqual(new Map())
  })
})
