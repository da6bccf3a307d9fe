import type { ServerResponse } from 'node:http'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { RetryLater } from '../../queues/outcome.ts'
import { doubtedVisitLines } from '../../src/cli/coverage-lines.ts'
import { DependencyDown } from '../../src/model/dependency-down.ts'
import type { Listing } from '../../src/model/listing.ts'
import { visitHandler } from '../../src/visit/handler.ts'
import { aListing, aSearch, aWatch } from '../builders.ts'
import { aContext, hasEnded, page, stageGround, status } from '../stage-ground.ts'
import { query } from '../store/database.ts'
import { at, hitsWith } from '../store/visits/on-the-way.ts'

const ground = stageGround()
const run = 'run-1'
const picturePath = '/picture/l1.jpg'

/** A hit of a results page that is worth a closer look; `images` are paths of the site. */
async function planVisit(given: Partial<Listing> = {}, paths = [picturePath]) {
  const { store, edges } = ground()
  const origin = edges.origins.get('shop') ?? ''
  const listing = aListing({ marketplace: 'shop', images: paths.map((each) => `${origin}${each}`), ...given })
  const search = aSearch({ marketplace: 'shop', run })
  await store.watches.save(aWatch({ marketplaces: ['shop'] }), true, at(0))
  await store.runs.plan({ id: run, watch: search.watch, trigger: 'schedule' }, [search], at(0))
  const end = { state: 'searched' as const, listings: 1, warnings: [] }
  await store.searches.save({ search, end, listings: [listing], next: null, now: at(0) })
  const scored = await store.matching.scoreBatch(
    { of: 'search', id: search.id },
    hitsWith(['Halvard'], { visits: true }),
    'm1',
    at(0),
  )
  const visit = scored?.visits[0]
  if (!visit) throw new Error('no visit was planned')
  ground().answers(picturePath, jpeg)
  const job = { visit: visit.id, marketplace: 'shop', trace: run, priority: 3 }
  const take = (context = {}, change: Partial<typeof edges> = {}) =>
    visitHandler({ ...edges, ...change }).run(job, aContext(context))
  return { listing, visit, job, take }
}
const jpeg = async (response: ServerResponse) => {
  const drawing = Buffer.from('<svg width="90" height="90"><path d="M20 5h40l9 60H9z"/></svg>')
  const bytes = await sharp({ create: { width: 90, height: 90, channels: 3, background: '#fff' } })
    .composite([{ input: drawing }])
    .jpeg()
    .toBuffer()
  response.writeHead(200, { 'content-type': 'image/jpeg' }).end(bytes)
}
const shows = (listing: Listing, headers = {}) => page({ kind: 'listing', listing }, headers)
const ended = async () => {
  const [row] = await query<{ state: string; why: string | null }>(ground().url, 'select state, why from visits')
  return row
}
const pictures = () =>
  query<{ sha256: string | null; why: string | null }>(ground().url, 'select sha256, why from pictures')
const lane = () => ground().store.lanes.load('shop')
const matchState = async (visit: string) => (await ground().queues.state('match', `match-visit-${visit}`)).state

describe('a listing’s own page', () => {
  it('is kept with its first picture, and scored again', async () => {
    const { listing, visit, take } = await planVisit()
    ground().answers('/listing/l1', shows({ ...listing, description: 'brand new', sold: 7 }))
    await take()
    expect(await ended()).toEqual({ state: 'visited', why: null })
    const loaded = await ground().store.visits.load(visit.id)
    expect(loaded?.listing).toMatchObject({ description: 'brand new', sold: 7 })
    expect(await pictures()).toEqual([{ sha256: expect.stringMatching(/^[0-9a-f]{64}$/), why: null }])
    expect(await matchState(visit.id)).toBe('waiting')
  })

  it('is not asked again by a second run', async () => {
    const { listing, visit, take } = await planVisit()
    ground().answers('/listing/l1', shows(listing))
    await take()
    await take()
    expect(ground().asked).toEqual(['/listing/l1', picturePath])
    expect(await matchState(visit.id)).toBe('waiting')
  })

  it('that has not changed since stands for its earlier reading, and is scored again', async () => {
    const first = await planVisit()
    ground().answers('/listing/l1', shows(first.listing, { etag: '"one"' }))
    await first.take()
    await query(ground().url, `update visits set state = 'planned', ended_at = null`)
    ground().answers('/listing/l1', (response, request) =>
      request.headers['if-none-match'] === '"one"' ? status(304)(response, request) : response.writeHead(500).end(),
    )
    await first.take()
    expect(await ended()).toEqual({ state: 'visited', why: 'not changed since it was read on 2026-11-01' })
    expect(await ground().store.runs.doubtedVisits(run)).toEqual([])
    // A picture that is kept is not asked for again.
    expect(ground().asked).toEqual(['/listing/l1', picturePath, '/listing/l1'])
  })

  it('that shows another listing says that this one is gone, and is not scored', async () => {
    const { listing, visit, take } = await planVisit()
    ground().answers('/listing/l1', shows({ ...listing, id: 'l2' }))
    await take()
    expect(await ended()).toEqual({ state: 'gone', why: 'the page shows listing l2 in place of l1' })
    expect(await matchState(visit.id)).toBe('missing')
  })

  it('that says one thing in two ways is told by the run, as what was read and is doubted', async () => {
    const { listing, take } = await planVisit()
    const why = "the page's data says 9.00 EUR, and it draws 19.00 EUR: what it draws is kept"
    ground().answers('/listing/l1', page({ kind: 'listing', listing, warnings: [why] }))
    await take()
    expect(await ground().store.runs.doubtedVisits(run)).toEqual([
      { marketplace: 'shop', state: 'visited', why, count: 1 },
    ])
    expect(await ground().store.runs.missedVisits(run)).toEqual([])
    const [told] = doubtedVisitLines(await ground().store.runs.doubtedVisits(run))
    expect(told).toBe(`  shop: 1 page of a listing: ${why}`)
  })

  it('that cannot be read within its bounds fails with the reason, and the lane goes on', async () => {
    const { listing, take } = await planVisit()
    ground().answers('/listing/l1', shows(listing))
    const why = 'the page needs more than 320 MB of memory to be read'
    await take({}, { readPage: async () => ({ kind: 'unread', why }) })
    expect(await ended()).toEqual({ state: 'failed', why })
    expect(await lane()).toMatchObject({ state: 'closed' })
    expect(await hasEnded(ground().url, run)).toBe(true)
  })

  it.each([
    [{ kind: 'gone', said: 'ended by the seller' }, { state: 'gone', why: 'ended by the seller' }, 'closed'],
    [{ kind: 'changed', why: 'no title' }, { state: 'changed', why: 'no title' }, 'closed'],
    [{ kind: 'blocked', by: 'captcha', said: 'prove it' }, { state: 'blocked', why: 'captcha: prove it' }, 'open'],
  ])('%j ends the visit; only a block pauses the lane', async (outcome, end, state) => {
    const { visit, take } = await planVisit()
    ground().answers('/listing/l1', outcome)
    await take()
    expect(await ended()).toEqual(end)
    expect(await lane()).toMatchObject({ state })
    expect(await matchState(visit.id)).toBe('missing')
  })
})

describe('a listing’s page that cannot be had', () => {
  it('is a login wall where the site sends to its sign-in', async () => {
    const { take } = await planVisit()
    ground().answers('/listing/l1', status(302, { location: 'https://login.shop.example/' }))
    await take()
    expect(await ended()).toMatchObject({ state: 'blocked' })
    expect(await lane()).toMatchObject({ state: 'open', blockedBy: 'login-wall' })
  })

  it('is refused where the site sends to a stranger, and its lane goes on', async () => {
    const { take } = await planVisit()
    ground().answers('/listing/l1', status(302, { location: 'https://elsewhere.example/' }))
    await take()
    expect(await ended()).toMatchObject({ state: 'refused' })
    expect(await lane()).toMatchObject({ state: 'closed' })
  })

  it('is waited for with its whole lane, and is a block when that has no end', async () => {
    const { take } = await planVisit()
    ground().answers('/listing/l1', status(429, { 'retry-after': '9' }))
    const told = await take({ waits: 7, taken: 7 }).catch((error: unknown) => error)
    expect(told).toBeInstanceOf(RetryLater)
    expect(told).toMatchObject({ delayMs: 9_000, lane: true })
    expect(await ended()).toMatchObject({ state: 'planned' })
    await take({ waits: 9, taken: 9 })
    expect(await ended()).toMatchObject({ state: 'blocked' })
    expect(await lane()).toMatchObject({ state: 'open', blockedBy: 'rate-limited' })
  })

  it('fails its attempt, and the visit when all attempts are spent', async () => {
    const { job, take } = await planVisit()
    ground().answers('/listing/l1', (response) => response.destroy())
    await expect(take()).rejects.toThrow()
    expect(await ended()).toMatchObject({ state: 'planned' })
    await visitHandler(ground().edges).spent(job, 'reset by peer')
    expect(await ended()).toEqual({ state: 'failed', why: 'reset by peer' })
    expect(await hasEnded(ground().url, run)).toBe(true)
  })

  it('is not asked for while the lane is paused', async () => {
    const { take } = await planVisit()
    await ground().store.lanes.open('shop', { by: 'captcha', why: 'prove it' }, at(0), at(60))
    await take()
    expect(await ended()).toEqual({ state: 'paused', why: 'the lane is paused: prove it' })
    expect(ground().asked).toEqual([])
  })

  it('is not asked for while the vault takes nothing: its whole lane rests, and no site has asked for that', async () => {
    const { take } = await planVisit()
    const vault = { ...ground().vault, ready: () => Promise.reject(new DependencyDown('its disk is full')) }
    const told = await take({}, { vault }).catch((error: unknown) => error)
    expect(told).toBeInstanceOf(RetryLater)
    expect(told).toMatchObject({ message: 'its disk is full', delayMs: 5_000, lane: true, isAsked: false })
    expect(await ended()).toMatchObject({ state: 'planned' })
    expect(ground().asked).toEqual([])
  })

  it('that is a block makes the crawler forget what the site knew the watch by', async () => {
    const { take } = await planVisit()
    const cookies: unknown[] = []
    const blocked = page({ kind: 'blocked', by: 'slider', said: 'no' }, { 'set-cookie': 'known=1' })
    ground().answers('/listing/l1', (response, request) => {
      cookies.push(request.headers.cookie)
      blocked(response, request)
    })
    await take()
    await ground().store.lanes.close('shop')
    await query(ground().url, `update visits set state = 'planned', ended_at = null`)
    await take()
    expect(cookies).toEqual([undefined, undefined])
  })

  it('is given up where nothing of that id was planned', async () => {
    const { job } = await planVisit()
    const handler = visitHandler(ground().edges)
    await expect(handler.run({ ...job, visit: 'nobody' }, aContext())).rejects.toThrow('no planned visit nobody')
    await expect(handler.spent({ ...job, visit: 'nobody' }, 'x')).resolves.toBeUndefined()
  })
})

describe('the first picture', () => {
  it('that does not come is tried again with the visit, and is no reason to fail it in the end', async () => {
    const { listing, take } = await planVisit()
    ground().answers('/listing/l1', shows(listing))
    ground().answers(picturePath, (response) => response.destroy())
    await expect(take()).rejects.toThrow('its picture')
    expect(await ended()).toMatchObject({ state: 'planned' })
    await take({ isLastAttempt: true })
    expect(await ended()).toMatchObject({ state: 'visited' })
    expect(await pictures()).toEqual([{ sha256: null, why: expect.any(String) }])
  })

  it('that is none is said so', async () => {
    const { listing, take } = await planVisit()
    ground().answers('/listing/l1', shows(listing))
    ground().answers(picturePath, (response) =>
      response.writeHead(200, { 'content-type': 'image/jpeg' }).end('not a picture'),
    )
    await take()
    expect(await pictures()).toEqual([{ sha256: null, why: expect.any(String) }])
  })

  it('is not asked for where a listing has none', async () => {
    const { listing, take } = await planVisit({}, [])
    ground().answers('/listing/l1', shows({ ...listing, images: [] }))
    await take()
    expect(ground().asked).toEqual(['/listing/l1'])
    expect(await pictures()).toEqual([])
  })
})
