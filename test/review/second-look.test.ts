import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Verdict } from '../../src/model/hit.ts'
import { openReview, type Review } from '../../src/review/handler.ts'
import type { Store } from '../../src/store/store.ts'
import type { User } from '../../src/store/users/user-store.ts'
import { aListing, aStandard } from '../builders.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { at, freshStore, hitsWith, seen } from '../store/visits/on-the-way.ts'

/** Every decision is asked about again, so that one hit shows the whole way. */
let database: TestDatabase
let store: Store
let review: Review
let ann: User
let bob: User
let cleo: User
let admin: User
let hit: string
let clock = at(10)

beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(async () => {
  clock = at(10)
  store = (await freshStore(database)).store
  review = openReview({ store, standard: aStandard, now: () => clock, secondLookShare: 1 })
  ann = await store.users.ensure('ann', 'reviewer', at(0))
  bob = await store.users.ensure('bob', 'reviewer', at(0))
  cleo = await store.users.ensure('cleo', 'reviewer', at(0))
  admin = await store.users.ensure('admin', 'admin', at(0))
  const listings = ['a', 'b', 'c'].map((id) => aListing({ id, title: `fake ${id}` }))
  await seen(store, { run: 'run-1', minute: 1, listings, score: hitsWith(['fake']) })
  hit = (await cardsOf(ann))[1]!
})
afterEach(() => store.close())
afterAll(() => database.stop())

const pageOf = (user: User) => review.page({ state: 'open', askedOf: user.id }, null, 10)
const cardsOf = async (user: User) => (await pageOf(user)).cards.map((card) => card.hit.id)
const decide = async (user: User, verdict: Verdict, id: string = randomUUID()) => {
  const [outcome] = await review.decide([{ id, hit, verdict }], user)
  return { id, kind: outcome?.kind }
}
const standing = async () => {
  const card = await review.card(hit)
  return [card?.hit.state, card?.hit.verdict, card?.hit.decidedBy]
}
const agreement = async () => (await review.quality(null)).agreement

describe('a decision that is asked about again', () => {
  it('lies in the list of others as if nobody had seen it, at its place, and not in that of the one who made it', async () => {
    const before = await pageOf(bob)
    await decide(ann, 'counterfeit')
    const after = await pageOf(bob)
    expect(after.cards.map((card) => card.hit)).toEqual(before.cards.map((card) => card.hit))
    expect(after.count).toBe(3)
    expect(await cardsOf(ann)).not.toContain(hit)
    expect(await review.card(hit, bob)).toMatchObject({ hit: { state: 'open', verdict: null, decidedBy: null } })
    expect(await review.card(hit, ann)).toMatchObject({ hit: { state: 'decided', decidedBy: 'ann' } })
    expect((await review.page({ state: 'open' }, null, 10)).count).toBe(2)
  })

  it('is found on whichever page its place is', async () => {
    await decide(ann, 'counterfeit')
    const found: string[] = []
    let after: string | null = null
    do {
      const page = await review.page({ state: 'open', askedOf: bob.id }, after, 1)
      found.push(...page.cards.map((card) => card.hit.id))
      after = page.next
    } while (after)
    expect(found).toEqual(await cardsOf(bob))
    expect(found).toHaveLength(3)
  })

  it('can be held by one person only', async () => {
    await decide(ann, 'counterfeit')
    expect(await review.lease([hit], bob)).toMatchObject([{ kind: 'held' }])
    expect(await review.lease([hit], cleo)).toMatchObject([{ kind: 'taken', by: 'bob' }])
    expect(await decide(cleo, 'allowed')).toMatchObject({ kind: 'taken' })
    expect(await review.lease([hit], ann)).toMatchObject([{ kind: 'closed' }])
  })

  it('keeps both answers; the first stands when they agree, and nobody else is asked', async () => {
    await decide(ann, 'counterfeit')
    const second = await decide(bob, 'counterfeit')
    expect(second.kind).toBe('saved')
    expect(await decide(bob, 'allowed', second.id)).toMatchObject({ kind: 'already' })
    expect(await standing()).toEqual(['decided', 'counterfeit', 'ann'])
    for (const user of [ann, bob, cleo, admin]) expect(await cardsOf(user)).not.toContain(hit)
    expect(await agreement()).toMatchObject({ pairs: 1, agreed: { part: 1 }, waiting: { second: 0, third: 0 } })
    expect(await store.decisions.countSince(bob.id, at(0))).toMatchObject({ counterfeit: 1 })
    expect((await store.audit.latest(1))[0]).toMatchObject({ who: 'bob', action: 'second-look' })
  })

  it('is answered by one of two who ask at once', async () => {
    await decide(ann, 'counterfeit')
    const both = await Promise.all([decide(bob, 'allowed'), decide(cleo, 'allowed')])
    expect(both.map(({ kind }) => kind).sort()).toEqual(['saved', 'taken'])
  })

  it('is asked no more once it was taken back, or made anew', async () => {
    const first = await decide(ann, 'counterfeit')
    await review.undo(first.id, ann)
    expect(await cardsOf(bob)).toHaveLength(3)
    expect(await decide(bob, 'allowed')).toMatchObject({ kind: 'saved' })
    expect(await standing()).toEqual(['decided', 'allowed', 'bob'])
    expect(await agreement()).toMatchObject({ pairs: 0, waiting: { second: 1 } })
  })
})

describe('two who do not agree', () => {
  beforeEach(async () => {
    await decide(ann, 'counterfeit')
    await decide(bob, 'allowed')
  })

  it('leave the first verdict, until an admin who is neither is asked, as blindly', async () => {
    expect(await standing()).toEqual(['decided', 'counterfeit', 'ann'])
    expect(await agreement()).toMatchObject({ pairs: 1, agreed: { part: 0 }, waiting: { third: 1 } })
    for (const user of [ann, bob, cleo]) expect(await cardsOf(user)).not.toContain(hit)
    expect(await decide(cleo, 'allowed')).toMatchObject({ kind: 'taken' })
    expect(await review.card(hit, admin)).toMatchObject({ hit: { state: 'open', verdict: null } })
    expect(await cardsOf(admin)).toContain(hit)
  })

  it('are not learnt from meanwhile', async () => {
    expect(await store.learning.decided(null, 10)).toEqual([])
    await decide(admin, 'allowed')
    expect(await store.learning.decided(null, 10)).toMatchObject([{ verdict: 'allowed' }])
  })

  it('are settled by the third, whose verdict stands and is not asked about again', async () => {
    const third = await decide(admin, 'allowed')
    expect(third.kind).toBe('saved')
    expect(await standing()).toEqual(['decided', 'allowed', 'admin'])
    expect(await agreement()).toMatchObject({ firstUpheld: { part: 0, whole: 1 }, waiting: { second: 0, third: 0 } })
    for (const user of [ann, bob, cleo, admin]) expect(await cardsOf(user)).not.toContain(hit)
    expect(await review.undo(third.id, admin)).toEqual({ kind: 'undone' })
    expect(await standing()).toEqual(['decided', 'counterfeit', 'ann'])
    expect(await cardsOf(admin)).toContain(hit)
  })

  it('may still be one, when the second takes the answer back before the third was asked', async () => {
    const undone = await openReview({ store, standard: aStandard, now: () => clock }).page(
      { state: 'open', askedOf: cleo.id },
      null,
      10,
    )
    expect(undone.cards.map((card) => card.hit.id)).not.toContain(hit)
    const rows = await store.audit.latest(10)
    const second = String(rows.find((row) => row.action === 'second-look')?.what['decision'])
    expect(await review.undo(second, cleo)).toEqual({ kind: 'not-yours' })
    expect(await review.undo(second, bob)).toEqual({ kind: 'undone' })
    expect(await cardsOf(cleo)).toContain(hit)
    expect(await cardsOf(admin)).toContain(hit)
    expect(await agreement()).toMatchObject({ pairs: 0, waiting: { second: 1, third: 0 } })
  })
})
