import { describe, expect, it } from 'vitest'
import { drawing } from '../../../src/match/learn/sample.ts'
import type { Verdict } from '../../../src/model/hit.ts'
import { openReview } from '../../../src/review/handler.ts'
import { samplesARunMax } from '../../../src/store/matching/sample-rows.ts'
import { derivedId } from '../../../src/store/storable.ts'
import type { Store } from '../../../src/store/store.ts'
import type { User } from '../../../src/store/users/user-store.ts'
import { aListing, aStandard } from '../../builders.ts'
import { shipped } from '../../match/matched.ts'
import { query } from '../database.ts'
import { eachWithStore } from '../each-with-store.ts'
import { at, hitsWith, type Scorer, seen } from '../visits/on-the-way.ts'

let store: Store
let url: string
let ann: User
eachWithStore(async (given) => {
  ;({ store, url } = given)
  ann = await store.users.ensure('ann', 'reviewer', at(0))
})

/** Draws every listing below the line that has the word, at rate 0.5, for the list's middle. */
const drawn =
  (word: string, hits: string[] = ['1:1']): Scorer =>
  (watch, listings) =>
    hitsWith(hits)(watch, listings).map((scored, at) => {
      const isDrawn = !scored.isHit && listings[at]?.title.includes(word)
      return isDrawn ? { ...scored, sample: { rate: 0.5, rank: 8 } } : scored
    })

const fake = aListing({ id: 'fake', title: 'Halvard 1:1' })
const odd = aListing({ id: 'odd', title: 'Halvard odd' })
const honest = aListing({ id: 'honest', title: 'Halvard' })
const hit = derivedId('halvard', 'bazaar', 'odd')
const run = (minute: number, score = drawn('odd'), listings = [fake, odd, honest]) =>
  seen(store, { run: `run-${minute}`, minute, listings, score })
const asked = async () => {
  const page = await store.hits.page({ state: 'open', askedOf: ann.id }, null, 10)
  return page.hits.map(({ listing }) => listing.id)
}
const decide = (verdict: Verdict, id = 'd1') => store.decisions.decide({ id, hit, verdict, user: ann.id, now: at(5) })
const misses = async () =>
  (await openReview({ store, standard: aStandard, now: () => at(9) }).quality('halvard')).misses

describe('a listing drawn from below the line', () => {
  it('lies among the hits for a reviewer, and is no hit anywhere else', async () => {
    const { scored } = await run(0)
    expect(scored).toMatchObject({ hits: 1 })
    expect(await asked()).toEqual(['fake', 'odd'])
    expect((await store.hits.page({ state: 'open' }, null, 10)).hits.map(({ listing }) => listing.id)).toEqual(['fake'])
    expect(await store.hits.page({}, null, 10)).toMatchObject({ count: 1 })
    expect((await store.hits.facets({})).state).toEqual({ open: 1, decided: 0, withdrawn: 0 })
    expect(await store.runs.progress('run-0')).toMatchObject({ hits: 1, listings: 3 })
    expect(await misses()).toMatchObject({ below: 2, drawn: 1, decided: 0 })
  })

  it('stays where it was put when it is seen again, decided or not', async () => {
    await run(0)
    await run(60)
    expect(await asked()).toEqual(['fake', 'odd'])
    await decide('allowed')
    await run(120)
    expect(await asked()).toEqual(['fake'])
    expect(await misses()).toMatchObject({ drawn: 1, decided: 1, counterfeit: { part: 0, whole: 1 } })
  })

  it('is told to have been one only once it is decided', async () => {
    await run(0)
    expect(await decide('allowed')).toEqual({ kind: 'saved', sample: true })
    expect(await store.hits.page({ state: 'decided' }, null, 10)).toMatchObject({ count: 0 })
  })

  it('that is counterfeit is a hit from then on, and a miss that is counted; taken back, it is a sample again', async () => {
    await run(0)
    await decide('counterfeit')
    expect(await store.hits.page({ verdict: 'counterfeit' }, null, 10)).toMatchObject({ count: 1 })
    expect(await misses()).toMatchObject({ counterfeit: { part: 1, whole: 1 } })
    await run(60)
    expect(await store.hits.load(hit)).toMatchObject({ state: 'decided', verdict: 'counterfeit' })
    await store.decisions.undo('d1', ann.id, at(6))
    expect(await store.hits.page({}, null, 10)).toMatchObject({ count: 1 })
    expect(await asked()).toEqual(['fake', 'odd'])
  })

  it('becomes an ordinary hit when its score rises over the line', async () => {
    await run(0)
    await run(60, drawn('nothing', ['1:1', 'odd']))
    expect((await store.hits.page({ state: 'open' }, null, 10)).hits).toHaveLength(2)
    expect(await store.hits.load(hit)).toMatchObject({ score: 0.9, rank: 9 })
  })

  it('is learnt from with the rate at which it was drawn', async () => {
    await run(0)
    await decide('allowed')
    expect(await store.learning.decided(null, 10)).toMatchObject([{ verdict: 'allowed', sampledAt: 0.5 }])
  })

  it('is never one that was a hit before', async () => {
    await run(0, drawn('nothing', ['1:1', 'odd']))
    await run(60)
    expect(await store.hits.load(hit)).toMatchObject({ state: 'withdrawn' })
    expect(await asked()).toEqual(['fake'])
  })

  it('is one of twenty a run at the most', async () => {
    const listings = Array.from({ length: 50 }, (_, index) => aListing({ id: `o${index}`, title: 'Halvard odd' }))
    await run(0, drawn('odd'), listings)
    expect(await query(url, 'select count(*)::int as n from samples')).toEqual([{ n: samplesARunMax }])
    await run(60, drawn('odd'), listings)
    expect(await query(url, 'select count(*)::int as n from hits where sampled')).toEqual([{ n: 2 * samplesARunMax }])
  })
})

describe('the matcher that draws', () => {
  const listings = Array.from({ length: 2_000 }, (_, at) => aListing({ id: `n${at}`, title: `Garden chair ${at}` }))
  const watch = { ...aWatchOf() }
  function aWatchOf() {
    return {
      ...{ id: 'halvard', brand: 'Halvard', aliases: [], products: [], keywords: ['halvard'], marketplaces: [] },
      ...{ territories: [], authorisedSellers: [], allow: [], schedule: null, budget: { requestsADay: 1 } },
      ...{ pages: 1, priority: 50 },
    }
  }

  it('draws its share, the same ones each time, and places them anywhere among the hits', () => {
    const draw = () => drawing(shipped, 0.05).score(watch, listings)
    const samples = draw().flatMap(({ id, sample }) => (sample ? [{ id, ...sample }] : []))
    expect(samples.length).toBeGreaterThan(70)
    expect(samples.length).toBeLessThan(130)
    expect(draw().flatMap(({ id, sample }) => (sample ? [{ id, ...sample }] : []))).toEqual(samples)
    const ranks = samples.map(({ rank }) => rank).sort((a, b) => a - b)
    expect(ranks[0]).toBeGreaterThan(0.5)
    expect(ranks.at(-1)! - ranks[0]!).toBeGreaterThan(0.5)
  })

  it('draws no hit', () => {
    const [loud] = drawing(shipped, 1).score(watch, [aListing({ title: 'Halvard replica 1:1 AAA' })])
    expect(loud).toMatchObject({ isHit: true })
    expect(loud).not.toHaveProperty('sample')
  })
})
