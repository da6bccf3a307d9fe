import { describe, expect, it } from 'vitest'
import type { Watch } from '../../../src/model/watch.ts'
import type { Store } from '../../../src/store/store.ts'
import { aListing, aWatch } from '../../builders.ts'
import { eachWithStore } from '../each-with-store.ts'
import { at, hitsWith, type Scorer, seen } from '../visits/on-the-way.ts'

let store: Store
eachWithStore((given) => {
  ;({ store } = given)
})

const day = 24 * 60

/** A run of listings whose scores fall from 0.99 by a hundredth each; answers the line that the scorer was handed. */
async function lineAfter(given: Partial<Watch>, minute: number, count = 60): Promise<number | undefined> {
  await store.watches.save(aWatch(given), true, at(0))
  const listings = Array.from({ length: count }, (_, place) =>
    aListing({ id: `${place}`, title: `Halvard ${place}`, url: `https://x.example/${place}` }),
  )
  let line: number | undefined
  const scorer: Scorer = (watch, batch, _pictures, before) => {
    line = before.line
    return hitsWith([])(watch, batch).map((scored) => {
      const score = 0.99 - Number(scored.id) / 100
      return { ...scored, score: { ...scored.score, score, verdict: 'suspect' as const } }
    })
  }
  await seen(store, { run: `run-${minute}`, minute, listings, score: scorer })
  return line
}

describe('the line that a budget of reviews picks', () => {
  it('is the score that so many of the new listings a day reach, once there are enough', async () => {
    expect(await lineAfter({ reviewsADay: 10 }, 1)).toBeUndefined()
    expect(await lineAfter({ reviewsADay: 10 }, 2)).toBeCloseTo(0.9, 5)
    expect((await store.quality.facts('halvard')).picked).toMatchObject({ line: 0.9, reviewsADay: 10 })
  })

  it('stands for a day, falls as days go by without more, and is picked anew when the budget changes', async () => {
    await lineAfter({ reviewsADay: 10 }, 1)
    expect(await lineAfter({ reviewsADay: 10 }, 2)).toBeCloseTo(0.9, 5)
    expect(await lineAfter({ reviewsADay: 10 }, day)).toBeCloseTo(0.9, 5)
    expect(await lineAfter({ reviewsADay: 10 }, 2 * day + 3)).toBeCloseTo(0.8, 1)
    expect(await lineAfter({ reviewsADay: 20 }, 2 * day + 4)).toBeCloseTo(0.6, 1)
  })

  it('never hides what is nearly sure, nor shows what is nearly innocent', async () => {
    await lineAfter({ reviewsADay: 1 }, 1)
    expect(await lineAfter({ reviewsADay: 1 }, 2)).toBe(0.95)
    expect(await lineAfter({ reviewsADay: 900 }, 3)).toBe(0.25)
  })

  it('is none for a watch without a budget, with a line of its own, or with few listings', async () => {
    await lineAfter({}, 1)
    expect(await lineAfter({}, 2)).toBeUndefined()
    expect(await lineAfter({ reviewsADay: 10, line: 0.4 }, 3)).toBeUndefined()
  })

  it('is none with few listings', async () => {
    await lineAfter({ reviewsADay: 10 }, 1, 40)
    expect(await lineAfter({ reviewsADay: 10 }, 2, 40)).toBeUndefined()
  })
})
