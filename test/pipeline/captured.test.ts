import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type App, openApp } from '../../src/app/open-app.ts'
import { type Bazaar, openBazaar } from '../../src/bazaar/open-bazaar.ts'
import type { Watch } from '../../src/model/watch.ts'
import { openLog } from '../../src/telemetry/log.ts'
import { hasChromium } from '../capture/capturing.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { dataFolder } from './program.ts'
import { demoWatch, settingsOf, untilRunEnds } from './runs.ts'

describe.skipIf(!hasChromium)('a watch that asks for evidence', () => {
  let server: TestDatabase
  let bazaar: Bazaar
  let folder: Awaited<ReturnType<typeof dataFolder>>
  let app: App
  let watch: Watch
  beforeAll(async () => {
    server = await testDatabase()
    folder = await dataFolder()
    bazaar = await openBazaar({ seed: 29, listings: 300 })
    const settings = settingsOf({
      DATABASE_URL: server.url,
      MORGIANA_DATA: folder.path,
      MORGIANA_ORIGINS: `bazaar=${bazaar.origin}`,
      MORGIANA_ALLOW_LOOPBACK: 'yes',
      PATH: process.env['PATH'] ?? '',
    })
    app = await openApp(settings, 'guest', openLog('silent'))
    watch = { ...(await demoWatch()), territories: ['us'], capture: 'on-verdict' }
    await app.schedule([watch])
    await app.work(['bazaar'])
    await untilRunEnds(server.url, await app.start(watch, 'person'), 120_000)
  }, 180_000)
  afterAll(async () => {
    await app?.close()
    await bazaar?.close()
    await server?.stop()
    await folder?.remove()
  })

  it('captures what somebody decided as counterfeit, once, and nothing else', async () => {
    expect(await app.store.captures.hitsToCapture(true, 10)).toEqual([])
    const { hits } = await app.store.hits.page({ state: 'open' }, null, 10)
    const [fake, honest] = hits
    const { id: user } = await app.store.users.ensure('dana', 'reviewer', new Date())
    const decided = { user, now: new Date() }
    await app.store.decisions.decide({ ...decided, id: 'd-1', hit: fake!.id, verdict: 'counterfeit' })
    await app.store.decisions.decide({ ...decided, id: 'd-2', hit: honest!.id, verdict: 'allowed' })
    await app.tend(false)
    await app.tend(false)
    const taken = async () => (await app.store.captures.list({ limit: 5 })).length > 0
    await vi.waitUntil(taken, { timeout: 120_000, interval: 200 })
    const captures = await app.store.captures.list({ limit: 5 })
    expect(captures).toMatchObject([{ hit: fake!.id, listing: fake!.listing.id, state: 'complete', kind: 'listing' }])
    await app.tend(false)
    expect(await app.store.captures.hitsToCapture(true, 10)).toEqual([])
  }, 150_000)

  it('is taken at its word: never, or from a score on', async () => {
    const wanted = async (capture: Watch['capture']): Promise<number> => {
      await app.store.watches.save({ ...watch, ...(capture && { capture }) }, true, new Date())
      return (await app.store.captures.hitsToCapture(false, 1_000)).length
    }
    const { hits } = await app.store.hits.page({ state: 'open' }, null, 1_000)
    expect(await wanted({ fromScore: 0 })).toBe(hits.length)
    const strong = hits.filter(({ score }) => score >= 0.9).length
    expect(await wanted({ fromScore: 0.9 })).toBe(strong)
    expect(await wanted('never')).toBe(0)
  }, 60_000)
})
