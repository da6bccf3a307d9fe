import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type App, openApp } from '../../src/app/open-app.ts'
import { type Bazaar, openBazaar } from '../../src/bazaar/open-bazaar.ts'
import type { Watch } from '../../src/model/watch.ts'
import type { Hit } from '../../src/store/hits/hit-store.ts'
import { openLog } from '../../src/telemetry/log.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { dataFolder } from './program.ts'
import { demoWatch, settingsOf, untilRunEnds } from './runs.ts'

let server: TestDatabase
let bazaar: Bazaar
let folder: Awaited<ReturnType<typeof dataFolder>>
let app: App
let watch: Watch

beforeAll(async () => {
  server = await testDatabase()
  folder = await dataFolder()
  bazaar = await openBazaar({ seed: 29, listings: 800 })
  const settings = settingsOf({
    DATABASE_URL: server.url,
    MORGIANA_DATA: folder.path,
    MORGIANA_ORIGINS: `bazaar=${bazaar.origin}`,
    MORGIANA_ALLOW_LOOPBACK: 'yes',
  })
  app = await openApp(settings, 'guest', openLog('error'))
  watch = { ...(await demoWatch()), territories: ['us'] }
  await app.schedule([watch])
  await app.work(['bazaar'])
})
afterAll(async () => {
  await app.close()
  await bazaar.close()
  await server.stop()
  await folder.remove()
})

async function runAgain(): Promise<void> {
  await untilRunEnds(server.url, await app.start(watch, 'person'), 60_000)
}

async function openHit(): Promise<Hit> {
  const { hits } = await app.store.hits.page({ state: 'open' }, null, 50)
  // One that is sold in the site's own currency, so that a new price is seen as it was set.
  const hit = hits.find(({ listing }) => listing.price?.currency === 'USD' && !listing.price.max)
  if (!hit) throw new Error('the market has no such hit')
  return hit
}

describe('a hit that was decided', () => {
  it('stays decided on the next run, and returns with before and after when its price changed', async () => {
    await runAgain()
    const hit = await openHit()
    const { id: user } = await app.store.users.ensure('dana', 'reviewer', new Date())
    const decision = { id: 'decision-1', hit: hit.id, verdict: 'counterfeit', user, now: new Date() } as const
    expect(await app.store.decisions.decide(decision)).toEqual({ kind: 'saved' })

    await runAgain()
    expect(await app.store.hits.load(hit.id)).toMatchObject({
      state: 'decided',
      verdict: 'counterfeit',
      decidedBy: 'dana',
    })

    bazaar.reprice(hit.listing.id, '7.77')
    await runAgain()
    const back = await app.store.hits.load(hit.id)
    expect(back?.state).toBe('open')
    expect(back?.changes.map(({ field }) => field)).toContain('price')
  })
})
