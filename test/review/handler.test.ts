import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Verdict } from '../../src/model/hit.ts'
import { openReview, type Review } from '../../src/review/handler.ts'
import { leaseMs, leasesMax } from '../../src/review/lease.ts'
import type { Store } from '../../src/store/store.ts'
import type { User } from '../../src/store/users/user-store.ts'
import { aListing, aStandard, aWatch } from '../builders.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { anId, someHashes } from '../store/pictures/pictured.ts'
import { at, freshStore, hitsWith, seen } from '../store/visits/on-the-way.ts'

describe('the desk of two reviewers', () => {
  let database: TestDatabase
  let store: Store
  let review: Review
  let dana: User
  let mara: User
  let cards: string[]
  let clock = at(10)

  beforeAll(async () => {
    database = await testDatabase()
  })
  beforeEach(async () => {
    clock = at(10)
    store = (await freshStore(database)).store
    review = openReview({ store, standard: aStandard, now: () => clock })
    dana = await store.users.ensure('Dana', 'reviewer', at(0))
    mara = await store.users.ensure('Mara', 'reviewer', at(0))
    await seen(store, {
      run: 'run-1',
      minute: 1,
      listings: ['a', 'b', 'c'].map((id) => aListing({ id, title: `fake ${id}` })),
      score: hitsWith(['fake']),
    })
    cards = (await review.page({ state: 'open' }, null, 10)).cards.map(({ hit }) => hit.id)
    return () => store.close()
  })
  afterAll(() => database.stop())

  const decision = (place: number, verdict: Verdict = 'counterfeit') => ({
    id: randomUUID(),
    hit: cards[place] ?? '',
    verdict,
  })

  it('shows cards with the official price of the watch', async () => {
    const { cards: shown } = await review.page({ state: 'open' }, null, 10)
    expect(shown).toHaveLength(3)
    expect(shown[0]?.official).toMatchObject({ product: 'Halvard Trail Runner', price: { amount: '129.00' } })
    expect(await review.card('nothing')).toBeNull()
  })

  it('shows the official photos of the product that the listing names first, then a few of the others', async () => {
    const aProduct = (name: string, ...images: string[]) => ({ name, prices: [], models: [name], images })
    const products = [aProduct('Alp', 'alp.webp'), aProduct('Ridge', 'zoom.webp', 'ridge.webp')]
    await store.watches.save(aWatch({ products }), true, at(0))
    const photos = ['a', 'alp', 'b', 'c', 'ridge', 'zoom'].map((name, place) => ({
      ...{ name: `${name}.webp`, sha256: anId(String(place)), hashes: someHashes(place) },
    }))
    await store.references.replaceNamed('halvard', photos, at(1))
    await seen(store, {
      ...{ run: 'run-2', minute: 2, score: hitsWith(['fake']) },
      listings: ['fake Ridge', 'fake of something'].map((title, place) => aListing({ id: `photo-${place}`, title })),
    })
    const shown = (await review.page({ state: 'open' }, null, 10)).cards
    const photosOf = (title: string) =>
      shown.find(({ hit }) => hit.listing.title === title)?.officials.map(({ name }) => name)
    expect(photosOf('fake Ridge')).toEqual(['ridge.webp', 'zoom.webp', 'a.webp'])
    expect(photosOf('fake of something')).toEqual(['a.webp', 'alp.webp', 'b.webp'])
  })

  it('never gives the same card to both, until its lease has ended', async () => {
    expect(await review.lease(cards.slice(0, 2), dana)).toMatchObject([{ kind: 'held' }, { kind: 'held' }])
    expect(await review.lease(cards, mara)).toMatchObject([
      { kind: 'taken', by: 'Dana' },
      { kind: 'taken', by: 'Dana' },
      { kind: 'held' },
    ])
    clock = new Date(at(10).getTime() + leaseMs)
    expect(await review.lease(cards.slice(0, 1), mara)).toMatchObject([{ kind: 'held' }])
  })

  it('gives a card to the other as soon as it is let go', async () => {
    await review.lease(cards, dana)
    await review.release(cards, dana)
    expect(await review.lease(cards.slice(0, 1), mara)).toMatchObject([{ kind: 'held' }])
  })

  it('does not let one give back what the other holds', async () => {
    await review.lease(cards.slice(0, 1), dana)
    await review.release(cards, mara)
    expect(await review.lease(cards.slice(0, 1), mara)).toMatchObject([{ kind: 'taken' }])
  })

  it('does not hand out a card that has been decided, nor one that is not there', async () => {
    await review.decide([decision(0)], dana)
    expect(await review.lease([cards[0] ?? '', 'nothing'], mara)).toMatchObject([
      { kind: 'closed' },
      { kind: 'missing' },
    ])
  })

  it('refuses to hold more than the limit', async () => {
    await expect(review.lease(Array(leasesMax + 1).fill(cards[0]), dana)).rejects.toThrow(RangeError)
  })

  it('saves the rest of a batch when one of it is taken', async () => {
    await review.lease(cards.slice(1, 2), mara)
    const outcomes = await review.decide([decision(0), decision(1), decision(2)], dana)
    expect(outcomes).toMatchObject([{ kind: 'saved' }, { kind: 'taken', by: 'Mara' }, { kind: 'saved' }])
  })

  it('saves a decision that is sent twice once', async () => {
    const once = decision(0)
    expect(await review.decide([once, once], dana)).toMatchObject([{ kind: 'saved' }, { kind: 'already' }])
    expect(await store.decisions.history(once.hit)).toHaveLength(1)
  })

  it('brings a card back that its own reviewer takes back, and nobody else', async () => {
    const once = decision(0)
    await review.decide([once], dana)
    expect(await review.undo(once.id, mara)).toEqual({ kind: 'not-yours' })
    expect(await review.undo(once.id, dana)).toEqual({ kind: 'undone' })
    expect(await review.card(once.hit)).toMatchObject({ hit: { state: 'open', verdict: null } })
  })
})
