import { describe, expect, it } from 'vitest'
import { RetryLater } from '../../queues/outcome.ts'
import type { MarketplaceApi } from '../../src/model/marketplace-api.ts'
import { nextPage } from '../../src/model/planned-search.ts'
import { searchHandler } from '../../src/search/handler.ts'
import { aListing, aSearch, aWatch } from '../builders.ts'
import { aContext, page, shop, stageGround, status } from '../stage-ground.ts'
import { at } from '../store/visits/on-the-way.ts'

const api: MarketplaceApi = {
  name: 'Shop API',
  origin: 'https://api.shop.example',
  keyFrom: 'nowhere',
  callsADay: 100,
  territories: ['us'],
  sorts: {},
  searchRequest: ({ origin, keyword, page: number }) => ({
    url: `${origin}/api/${keyword}/${number}`,
    headers: {},
    secrets: ['a-key'],
  }),
  readSearch: ({ body }) => JSON.parse(body),
}
const ground = stageGround(shop({ api }))
const search = aSearch({ marketplace: 'shop', keyword: 'halvard' })
const job = { search: search.id, marketplace: 'shop', trace: search.run, priority: 3 }
const byApi = '/api/halvard/1'
const byPage = '/search/halvard/1'
const results = (change: object = {}) => ({
  ...{
    kind: 'results',
    listings: [aListing({ marketplace: 'shop' })],
    cards: 1,
    leftOut: {},
    next: false,
    warnings: [],
    ...change,
  },
})

async function plan(requestsADay = 1_000) {
  const { store, answers } = ground()
  await store.watches.save(aWatch({ marketplaces: ['shop'], budget: { requestsADay } }), true, at(0))
  await store.runs.plan({ id: search.run, watch: search.watch, trigger: 'schedule' }, [search], at(0))
  answers(byPage, results({ next: true }))
}
const run = (context = {}, payload = job) => searchHandler(ground().edges).run(payload, aContext(context))
const row = async (id = search.id) => (await ground().store.runs.coverage(search.run)).find((each) => each.id === id)

describe('a marketplace with a key to its API', () => {
  it('is asked there, and its pages are not', async () => {
    await plan()
    ground().answers(byApi, results())
    await run()
    expect(ground().asked).toEqual([byApi])
    expect(await row()).toMatchObject({ state: 'searched', way: 'api', warnings: [] })
  })

  it.each([
    [{ kind: 'blocked', by: 'forbidden', said: 'no such key' }, 'the Shop API gave none: no such key'],
    [{ kind: 'changed', why: 'no items' }, 'the Shop API gave none: no items'],
  ])('is read from its pages where the API says %j, and coverage says why', async (outcome, why) => {
    await plan()
    ground().answers(byApi, outcome)
    await run()
    expect(ground().asked).toEqual([byApi, byPage])
    expect(await row()).toMatchObject({
      state: 'searched',
      way: 'page',
      warnings: [`read from the site's pages, since ${why}`],
    })
  })

  it('is tried again where the API is down, and read from its pages at the last attempt', async () => {
    await plan()
    ground().answers(byApi, (response) => response.destroy())
    await expect(run()).rejects.toThrow()
    expect(ground().asked).not.toContain(byPage)
    await run({ isLastAttempt: true })
    expect((await row())?.warnings[0]).toContain('the Shop API did not answer')
  })

  it('fails with both reasons where neither answers', async () => {
    await plan()
    for (const path of [byApi, byPage]) ground().answers(path, (response) => response.destroy())
    const told = await run({ isLastAttempt: true }).catch((error: unknown) => error)
    expect((told as Error).message).toMatch(/; read from the site's pages, since the Shop API did not answer: /)
    const stopped = run({ isLastAttempt: true, signal: AbortSignal.abort() })
    await expect(stopped).rejects.not.toThrow(/the Shop API did not answer/)
    expect(await row()).toMatchObject({ state: 'planned' })
  })

  it('holds its lane where the API asks for patience, and reads pages when that has no end', async () => {
    await plan()
    ground().answers(byApi, status(429, { 'retry-after': '5' }))
    const told = await run({ waits: 7 }).catch((error: unknown) => error)
    expect(told).toBeInstanceOf(RetryLater)
    expect(told).toMatchObject({ delayMs: 5_000, lane: true, isAsked: true })
    await run({ waits: 8 })
    expect((await row())?.warnings[0]).toContain('the Shop API asks for patience without end')
  })

  it('asks no page in its place when the budget was spent on the API', async () => {
    await plan(1)
    ground().answers(byApi, { kind: 'changed', why: 'no items' })
    await run()
    expect(await row()).toMatchObject({ state: 'out-of-budget' })
    expect(ground().asked).toEqual([byApi])
  })

  it('goes on with pages where it began with pages', async () => {
    await plan()
    ground().answers(byApi, { kind: 'changed', why: 'no items' })
    ground().answers('/api/halvard/2', results())
    ground().answers('/search/halvard/2', page(results()))
    await run()
    const second = nextPage(search)
    await run({}, { ...job, search: second.id })
    expect(ground().asked).toEqual([byApi, byPage, '/search/halvard/2'])
    expect(await row(second.id)).toMatchObject({ state: 'searched', way: 'page' })
  })
})
