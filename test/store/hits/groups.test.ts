import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Verdict } from '../../../src/model/hit.ts'
import type { Listing } from '../../../src/model/listing.ts'
import type { PictureHashes } from '../../../src/model/picture-hash.ts'
import { derivedId } from '../../../src/store/storable.ts'
import type { Store } from '../../../src/store/store.ts'
import type { User } from '../../../src/store/users/user-store.ts'
import { aListing } from '../../builders.ts'
import { query, type TestDatabase, testDatabase } from '../database.ts'
import { at, freshStore, hitsWith, type Scorer, seen } from '../visits/on-the-way.ts'

let database: TestDatabase
let store: Store
let url: string
let ann: User
let bob: User
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.stop())
beforeEach(async () => {
  ;({ store, url } = await freshStore(database))
  ann = await store.users.ensure('ann', 'reviewer', at(0))
  bob = await store.users.ensure('bob', 'reviewer', at(0))
  return () => store.close()
})

/** Hits whose title names the product that a listing's own title ends with, if it ends with one. */
const scorer: Scorer = (watch, listings) =>
  hitsWith(['1:1'])(watch, listings).map((scored, place) => {
    const product = /of (\w+)$/.exec(listings[place]?.title ?? '')?.[1]
    return { ...scored, rank: 100 - Number(scored.id.replace(/\D/g, '')), ...(product !== undefined && { product }) }
  })
const copy = (number: number, seller = 's1', given: Partial<Listing> = {}): Listing =>
  aListing({ id: `l${number}`, title: `1:1 no ${number} of Runner`, seller: { id: seller, name: seller }, ...given })
const run = (name: string, minute: number, listings: Listing[]) =>
  seen(store, { run: name, minute, listings, score: scorer })
const idOf = (number: number) => derivedId('halvard', 'bazaar', `l${number}`)
const cards = async (filter = {}) => {
  const page = await store.hits.page({ state: 'open', grouped: true, ...filter }, null, 50)
  const groups = await store.groups.of(
    page.hits.map(({ id }) => id),
    filter,
  )
  return page.hits.map(({ id, listing }) => ({
    id: listing.id,
    others: groups.get(id)?.members.map((one) => one.title.split(' ')[2]) ?? [],
  }))
}
const uuid = '4b0d2c52-8a5e-4b71-9c55-2f7f9c1f0a11'
const decide = (hits: number[], user = ann, id = uuid, verdict: Verdict = 'counterfeit', minute = 20) => {
  const [hit = '', ...others] = hits.map(idOf)
  return store.decisions.decide({
    id,
    hit,
    others: others.map((one) => ({ hit: one })),
    verdict,
    user: user.id,
    now: at(minute),
  })
}
const stateOf = async (number: number) => {
  const { state, verdict } = (await store.hits.load(idOf(number)))!
  return verdict === null ? state : `${state} ${verdict}`
}

describe('the cards of a day', () => {
  it('are one a seller and product, the highest of its hits first, the others on it', async () => {
    await run('run-1', 1, [
      copy(1),
      copy(2, 's2'),
      copy(3),
      copy(4, 's2'),
      copy(5),
      copy(6, 's1', { title: '1:1 no 6 of Sandal' }),
    ])
    expect(await cards()).toEqual([
      { id: 'l1', others: ['3', '5'] },
      { id: 'l2', others: ['4'] },
      { id: 'l6', others: [] },
    ])
    const group = (await store.groups.of([idOf(1)], null)).get(idOf(1))
    expect(group).toMatchObject({ by: null, joinedAt: null, decided: {}, last: null })
    expect(group?.members[0]).toMatchObject({ by: 'seller', joinedAt: null, seller: 's1', score: 0.9 })
  })

  it('are led by the highest of those that fit a filter, and cover those alone', async () => {
    await run('run-1', 1, [
      copy(1),
      copy(2, 's1', { title: '1:1 nr 2 of Runner' }),
      copy(3),
      copy(4, 's1', { title: '1:1 nr 4 of Runner' }),
    ])
    expect(await cards({ text: 'nr' })).toEqual([{ id: 'l2', others: ['4'] }])
  })

  it('come page by page, each hit on one card and none left out', async () => {
    await run(
      'run-1',
      1,
      Array.from({ length: 40 }, (_, place) => copy(place, `s${place % 7}`)),
    )
    const shown: string[] = []
    let after: string | null = null
    do {
      const page = await store.hits.page({ state: 'open', grouped: true }, after, 3)
      const groups = await store.groups.of(
        page.hits.map(({ id }) => id),
        null,
      )
      for (const { id } of page.hits) shown.push(id, ...(groups.get(id)?.members ?? []).map((member) => member.id))
      after = page.next
    } while (after !== null)
    expect(shown.sort()).toEqual(Array.from({ length: 40 }, (_, place) => idOf(place)).sort())
  })

  it('group by the same photo saved anew, whoever sells, but not by its shape in other colours', async () => {
    const listings = [1, 2, 3].map((number) => copy(number, `s${number}`))
    await run('run-1', 1, listings)
    const hashes = (colour: string): PictureHashes => ({
      upright: [{ difference: 'f0e1d2c3b4a59687', frequency: 'a5'.repeat(32) }],
      ...{ mirrored: [], cut: [], colours: [colour.repeat(128)] },
    })
    for (const [place, colour] of ['80', '80', 'ff'].entries()) {
      const { marketplace, id, images } = listings[place]!
      const sha256 = `${place}`.repeat(64)
      await store.pictures.save({
        marketplace,
        listing: id,
        position: 0,
        url: images[0]!,
        sha256,
        hashes: hashes(colour),
        why: null,
        now: at(2),
      })
    }
    await run('run-2', 60, listings)
    expect(await cards()).toEqual([
      { id: 'l1', others: ['2'] },
      { id: 'l3', others: [] },
    ])
    expect((await store.groups.of([idOf(1)], null)).get(idOf(1))?.members[0]?.by).toBe('picture')
  })

  it('do not take in samples from below the line', async () => {
    const sampled: Scorer = (watch, listings, pictures, before) =>
      scorer(watch, listings, pictures, before).map((one) =>
        one.id === 'l2' ? { ...one, isHit: false, sample: { rate: 1, rank: 5 } } : one,
      )
    await seen(store, { run: 'run-1', minute: 1, listings: [copy(1), copy(2), copy(3)], score: sampled })
    expect(await cards()).toEqual([{ id: 'l1', others: ['3'] }])
  })
})

describe('a decision about a group', () => {
  beforeEach(() =>
    run(
      'run-1',
      1,
      [1, 2, 3, 4].map((number) => copy(number)),
    ),
  )

  it('covers the hits that it names and no other, with one entry in the audit log', async () => {
    expect(await decide([1, 2, 3])).toEqual({ kind: 'saved', group: { covered: 3, left: [], open: [idOf(4)] } })
    expect(await Promise.all([1, 2, 3, 4].map(stateOf))).toEqual([...Array(3).fill('decided counterfeit'), 'open'])
    expect(await store.audit.latest(9)).toMatchObject([
      {
        who: 'ann',
        action: 'decide',
        what: { decision: uuid, hit: idOf(1), verdict: 'counterfeit', hits: [1, 2, 3].map(idOf).sort() },
      },
    ])
    expect(await store.decisions.countSince(ann.id, at(20))).toMatchObject({ counterfeit: 3 })
  })

  it('that is sent five times is saved once, and says the same each time', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => decide([1, 2, 3])))
    expect(all.map(({ kind }) => kind).sort()).toEqual(['already', 'already', 'already', 'already', 'saved'])
    for (const one of all) expect(one).toMatchObject({ group: { covered: 3, left: [], open: [idOf(4)] } })
    expect(await query(url, 'select 1 from verdicts')).toHaveLength(3)
  })

  it('is taken back as one, and each hit is as it was', async () => {
    await decide([4], ann, 'd0', 'unsure', 10)
    await decide([1, 2, 3, 4])
    expect(await store.decisions.undo(uuid, bob.id, at(21))).toEqual({ kind: 'not-yours' })
    expect(await store.decisions.undo(uuid, ann.id, at(21))).toEqual({ kind: 'undone' })
    expect(await store.decisions.undo(uuid, ann.id, at(22))).toEqual({ kind: 'already' })
    expect(await Promise.all([1, 2, 3, 4].map(stateOf))).toEqual(['open', 'open', 'open', 'decided unsure'])
    expect((await store.audit.latest(1))[0]).toMatchObject({
      action: 'undo',
      what: { hits: expect.arrayContaining([1, 2, 3, 4].map(idOf)) },
    })
  })

  it('leaves what somebody else has decided or holds, says who, and says so again when it is sent again', async () => {
    await decide([2], bob, 'd0', 'allowed', 10)
    await query(url, 'update hits set leased_by = $1, leased_until = $2 where id = $3', [bob.id, at(30), idOf(3)])
    const group = {
      covered: 2,
      left: [
        { hit: idOf(2), by: 'bob' },
        { hit: idOf(3), by: 'bob' },
      ],
      open: [],
    }
    expect(await decide([1, 2, 3, 4])).toEqual({ kind: 'saved', group })
    expect(await decide([1, 2, 3, 4])).toEqual({ kind: 'already', group })
    expect(await Promise.all([2, 3].map(stateOf))).toEqual(['decided allowed', 'open'])
    expect(await decide([2, 3], ann, randomId(2))).toEqual({ kind: 'taken', by: 'bob' })
  })

  it('of two reviewers at once gives each hit to one of them', async () => {
    const both = await Promise.all([decide([1, 2, 3, 4]), decide([4, 3, 2, 1], bob, randomId(3), 'allowed')])
    expect(both.map(({ kind }) => kind).sort()).toEqual(['saved', 'taken'])
    expect(new Set(await Promise.all([1, 2, 3, 4].map(stateOf))).size).toBe(1)
  })

  it('does not cover who came after the card was shown, and tells of it', async () => {
    await run('run-2', 15, [copy(5)])
    expect(await decide([1, 2, 3, 4])).toMatchObject({ group: { covered: 4, open: [idOf(5)] } })
    expect(await stateOf(5)).toBe('open')
  })

  it('is told to who comes tomorrow: how many were decided how, by whom and when', async () => {
    await decide([1, 2, 3])
    await decide([4], bob, 'd0', 'allowed', 25)
    await run('run-2', 1_000, [copy(5), copy(6)])
    expect((await store.groups.of([idOf(5)], null)).get(idOf(5))).toMatchObject({
      ...{ by: 'seller', joinedAt: at(1_000) },
      members: [{ id: idOf(6), by: 'seller', joinedAt: at(1_000) }],
      decided: { counterfeit: 3, allowed: 1 },
      last: { verdict: 'allowed', by: 'bob', at: at(25) },
    })
  })

  it('leaves hits that came back changed on a card of their own', async () => {
    await decide([1, 2, 3, 4])
    const dearer = { price: { amount: '5.00', currency: 'USD' } }
    await run('run-2', 60, [copy(1, 's1', dearer), copy(2, 's1', dearer), copy(5)])
    expect(await cards()).toEqual([
      { id: 'l1', others: ['2'] },
      { id: 'l5', others: [] },
    ])
    expect((await store.groups.of([idOf(1)], null)).get(idOf(1))?.members[0]?.changes).toMatchObject([
      { field: 'price', before: '9.99 USD', after: '5.00 USD' },
    ])
  })
})

const randomId = (digit: number) => `${String(digit).repeat(8)}-8a5e-4b71-9c55-2f7f9c1f0a11`

describe('a lease of a card', () => {
  const lease = (hits: number[], user: User, minute = 10) =>
    store.hits.lease(hits.map(idOf), user.id, at(minute), at(minute + 2))
  beforeEach(() => run('run-1', 1, [copy(1), copy(2), copy(3), copy(4, 's2')]))

  it('holds all that stands on it, so that nobody else holds one of them', async () => {
    const held = (await lease([1], ann)).get(idOf(1))
    expect(held).toMatchObject({ held: true, others: expect.arrayContaining([idOf(2), idOf(3)]) })
    for (const number of [1, 2, 3])
      expect((await lease([number], bob)).get(idOf(number))).toMatchObject({ held: false, by: 'ann' })
    expect((await lease([4], bob)).get(idOf(4))).toEqual({ held: true, state: 'open', until: at(12) })
    expect(await decide([2], bob, 'd0', 'allowed', 11)).toEqual({ kind: 'taken', by: 'ann' })
  })

  it('is not given for one that joined a group that somebody holds', async () => {
    await lease([1], ann)
    await run('run-2', 10, [copy(5)])
    expect((await lease([5], bob)).get(idOf(5))).toMatchObject({ held: false, by: 'ann' })
    expect((await lease([1], ann)).get(idOf(1))).toMatchObject({ others: expect.arrayContaining([idOf(5)]) })
  })

  it('of two who ask for members of one group at once goes to one', async () => {
    const both = await Promise.all([lease([1, 4], ann), lease([3, 2], bob)])
    const holders = await query<{ leased_by: string }>(
      url,
      `select distinct leased_by from hits where listing_id <> 'l4'`,
    )
    expect(holders).toHaveLength(1)
    expect([both[0].get(idOf(1))?.held, both[1].get(idOf(3))?.held].filter(Boolean)).toHaveLength(1)
  })

  it('ends for all of them when it is let go or runs out', async () => {
    await lease([1], ann)
    await store.hits.release([idOf(1)], ann.id)
    expect((await lease([2], bob)).get(idOf(2))).toMatchObject({ held: true })
    expect((await lease([1], ann, 13)).get(idOf(1))).toMatchObject({ held: true })
  })
})
