import { describe, expect, it } from 'vitest'
import { laneOf } from '../../queues/contracts/crawl.ts'
import { RetryLater } from '../../queues/outcome.ts'
import { canaryOf, nextPage } from '../../src/model/planned-search.ts'
import { searchHandler } from '../../src/search/handler.ts'
import { aListing, aSearch, aWatch } from '../builders.ts'
import { aContext, hasEnded, page, shop, stageGround, status } from '../stage-ground.ts'
import { at } from '../store/visits/on-the-way.ts'

const ground = stageGround(shop({ canary: { keyword: 'shoe' } }))
const search = aSearch({ marketplace: 'shop', keyword: 'halvard' })
const job = { search: search.id, marketplace: 'shop', trace: search.run, priority: 3 }
const path = (keyword: string, number = 1) => `/search/${keyword}/${number}`
const results = (change: object = {}) => ({
  ...{
    kind: 'results',
    listings: [aListing({ marketplace: 'shop' })],
    cards: 1,
    leftOut: {},
    claimed: 7,
    next: false,
    warnings: [],
  },
  ...change,
})

/** Plans the search in a run of its own, and takes its job. */
async function plan(watch = aWatch({ marketplaces: ['shop'], pages: 2 }), searches = [search]) {
  const { store } = ground()
  await store.watches.save(watch, true, at(0))
  await store.runs.plan({ id: search.run, watch: watch.id, trigger: 'schedule' }, searches, at(0))
}
const run = (given = {}, payload = job) => searchHandler(ground().edges).run(payload, aContext(given))
const row = async (id = search.id) => (await ground().store.runs.coverage(search.run)).find((each) => each.id === id)
const lane = () => ground().store.lanes.load('shop')
const stateOf = async (queue: string, id: string) => (await ground().queues.state(queue, id)).state
const matchState = () => stateOf('match', `match-search-${search.id}`)

describe('a page with results', () => {
  it('is kept with its coverage, and scored next', async () => {
    await plan()
    ground().answers(path('halvard'), results({ warnings: ['one card was left out'] }))
    await run()
    expect(await row()).toMatchObject({
      ...{ state: 'searched', listings: 1, claimed: 7, way: 'page', warnings: ['one card was left out'] },
    })
    expect(await matchState()).toBe('waiting')
    expect((await ground().store.runs.progress(search.run))?.listings).toBe(1)
    expect(ground().asked).toEqual([path('halvard')])
  })

  it('that cannot be read within its bounds ends failed with the reason, and the lane goes on', async () => {
    await plan()
    ground().answers(path('halvard'), results())
    const why = 'the page was not read within 30 s'
    const handler = searchHandler({ ...ground().edges, readPage: async () => ({ kind: 'unread', why }) })
    await handler.run(job, aContext())
    expect(await row()).toMatchObject({ state: 'failed', why, listings: 0 })
    expect(await lane()).toMatchObject({ state: 'closed' })
    expect(await hasEnded(ground().url, search.run)).toBe(true)
  })

  it('has its next page asked for, until the watch has enough', async () => {
    await plan()
    ground().answers(path('halvard'), results({ next: true }))
    ground().answers(path('halvard', 2), results({ next: true }))
    await run()
    const second = nextPage(search)
    expect(await stateOf(laneOf('shop'), `search-${second.id}`)).toBe('waiting')
    await run({}, { ...job, search: second.id })
    expect(await row(second.id)).toMatchObject({ state: 'searched', page: 2 })
    expect(await stateOf(laneOf('shop'), `search-${nextPage(second).id}`)).toBe('missing')
  })

  it('closes the breaker of its lane', async () => {
    await plan()
    await ground().store.lanes.open('shop', { by: 'captcha', why: 'was blocked' }, at(-90), at(-30))
    ground().answers(path('halvard'), results())
    await run()
    expect(await lane()).toMatchObject({ state: 'closed' })
  })

  it('is not asked again by a second run, which adds the same jobs', async () => {
    await plan()
    ground().answers(path('halvard'), results({ next: true }))
    await run()
    await run()
    expect(ground().asked).toHaveLength(1)
    expect(await ground().queues.counts('match')).toMatchObject({ waiting: 1 })
  })
})

describe('an empty page', () => {
  it('has a search that must find something asked next, and nothing scored', async () => {
    await plan()
    ground().answers(path('halvard'), { kind: 'empty', said: 'nothing found' })
    await run()
    expect(await row()).toMatchObject({ state: 'empty', why: 'nothing found', listings: 0 })
    expect(await stateOf(laneOf('shop'), `search-${canaryOf(search, 'shoe').id}`)).toBe('waiting')
    expect(await matchState()).toBe('missing')
    expect(await hasEnded(ground().url, search.run)).toBe(false)
  })

  it('is believed when that search has results, which are nobody’s listings', async () => {
    await plan()
    ground().answers(path('halvard'), { kind: 'empty', said: 'nothing found' })
    ground().answers(path('shoe'), results({ next: true }))
    await run()
    const canary = canaryOf(search, 'shoe')
    await run({}, { ...job, search: canary.id })
    expect(await row(canary.id)).toMatchObject({ state: 'searched', listings: 1 })
    expect((await ground().store.runs.progress(search.run))?.listings).toBe(0)
    expect(await stateOf('match', `match-search-${canary.id}`)).toBe('missing')
    expect(await stateOf(laneOf('shop'), `search-${nextPage(canary).id}`)).toBe('missing')
    expect(await hasEnded(ground().url, search.run)).toBe(true)
  })
})

describe('a page in place of an answer', () => {
  it.each([
    [
      { kind: 'blocked', by: 'captcha', said: 'prove it' },
      { state: 'blocked', blockedBy: 'captcha', why: 'prove it' },
      'captcha',
    ],
    [{ kind: 'changed', why: 'no cards' }, { state: 'changed', why: 'no cards' }, null],
  ])('%j pauses the lane and is no result', async (outcome, end, by) => {
    await plan()
    ground().answers(path('halvard'), outcome)
    await run()
    expect(await row()).toMatchObject({ ...end, listings: 0 })
    expect(await lane()).toMatchObject({ state: 'open', blockedBy: by })
    expect(await matchState()).toBe('missing')
    expect(await hasEnded(ground().url, search.run)).toBe(true)
  })

  it('makes the crawler forget what the site knew the watch by', async () => {
    await plan(undefined, [search, aSearch({ marketplace: 'shop', keyword: 'second' })])
    const cookies: unknown[] = []
    ground().answers(path('halvard'), page({ kind: 'blocked', by: 'slider', said: 'no' }, { 'set-cookie': 'known=1' }))
    ground().answers(path('second'), (response, request) => {
      cookies.push(request.headers.cookie)
      page(results())(response, request)
    })
    await run()
    await ground().store.lanes.close('shop')
    await run({}, { ...job, search: aSearch({ marketplace: 'shop', keyword: 'second' }).id })
    expect(cookies).toEqual([undefined])
  })

  it('is a login wall where the site sends to its sign-in, and a refusal where to a stranger', async () => {
    const other = aSearch({ marketplace: 'shop', keyword: 'other' })
    await plan(undefined, [search, other])
    ground().answers(path('other'), status(302, { location: 'https://elsewhere.example/' }))
    ground().answers(path('halvard'), status(302, { location: 'https://login.shop.example/?next=1' }))
    await run({}, { ...job, search: other.id })
    expect(await row(other.id)).toMatchObject({ state: 'refused' })
    expect(await lane()).toMatchObject({ state: 'closed' })
    await run()
    expect(await row()).toMatchObject({ state: 'blocked', blockedBy: 'login-wall', way: 'page' })
    expect(await lane()).toMatchObject({ state: 'open', blockedBy: 'login-wall' })
  })
})

describe('a site that asks for patience', () => {
  it('holds its whole lane, and the search stays planned', async () => {
    await plan()
    ground().answers(path('halvard'), status(429, { 'retry-after': '7' }))
    const told = await run({ waits: 7 }).catch((error: unknown) => error)
    expect(told).toBeInstanceOf(RetryLater)
    expect(told).toMatchObject({ delayMs: 7_000, lane: true, isAsked: true })
    expect(await row()).toMatchObject({ state: 'planned' })
  })

  it('is a block once it has asked for it eight times', async () => {
    await plan()
    ground().answers(path('halvard'), status(429, { 'retry-after': '7' }))
    await run({ waits: 8 })
    expect(await row()).toMatchObject({ state: 'blocked', blockedBy: 'rate-limited' })
    expect(await lane()).toMatchObject({ state: 'open', blockedBy: 'rate-limited' })
  })
})

describe('a search that cannot be made', () => {
  it('fails its attempt when no page comes, and is tried again', async () => {
    await plan()
    ground().answers(path('halvard'), (response) => response.destroy())
    await expect(run()).rejects.toThrow()
    expect(await row()).toMatchObject({ state: 'planned' })
  })

  it('ends as failed, with its run, when all attempts are spent; an ended one stays as it is', async () => {
    await plan()
    const handler = searchHandler(ground().edges)
    await handler.spent(job, 'reset by peer')
    expect(await row()).toMatchObject({ state: 'failed', why: 'reset by peer' })
    expect(await hasEnded(ground().url, search.run)).toBe(true)
    await handler.spent(job, 'another reason')
    expect(await row()).toMatchObject({ why: 'reset by peer' })
  })

  it('asks nothing while its lane is paused or its budget is spent', async () => {
    const other = aSearch({ marketplace: 'shop', keyword: 'other' })
    await plan(aWatch({ marketplaces: ['shop'], budget: { requestsADay: 1 } }), [search, other])
    ground().answers(path('halvard'), results())
    await run()
    await run({}, { ...job, search: other.id })
    expect(await row(other.id)).toMatchObject({ state: 'out-of-budget' })
    expect(ground().asked).toEqual([path('halvard')])
  })

  it('ends as paused behind an open breaker', async () => {
    await plan()
    await ground().store.lanes.open('shop', { by: 'captcha', why: 'prove it' }, at(0), at(60))
    await run()
    expect(await row()).toMatchObject({ state: 'paused', why: 'the lane is paused: prove it' })
    expect(ground().asked).toEqual([])
  })

  it('is given up where nothing of that id was planned', async () => {
    await expect(run({}, { ...job, search: 'nobody' })).rejects.toThrow('no planned search nobody')
    await expect(searchHandler(ground().edges).spent({ ...job, search: 'nobody' }, 'x')).resolves.toBeUndefined()
  })
})
