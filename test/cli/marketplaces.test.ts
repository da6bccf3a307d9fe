import { describe, expect, it } from 'vitest'
import { standingLines, standingOf, standingOfNone } from '../../src/cli/marketplaces.ts'
import { notOffered } from '../../src/marketplaces/not-offered.ts'
import { marketplaceOf, marketplaces } from '../../src/marketplaces/registry.ts'

type Lane = NonNullable<Parameters<typeof standingOf>[2]>

const none = {
  ...{ apiKeys: new Map(), apiCalls: new Map(), robotsOverrides: new Map(), canaries: new Map() },
  ...{ origins: new Map(), browser: [], hasBrowser: true },
}
const keys = { ...none, apiKeys: new Map([['ebay', { clientId: 'an-id', clientSecret: 'very-secret' }]]) }
const linesOn = (id: string, settings: Parameters<typeof standingOf>[1] = none, lane?: Lane) =>
  standingLines([standingOf(marketplaceOf(id), settings, lane)]).join('\n')

describe('a marketplace', () => {
  it('with an API and no key is asked by its pages, and says which settings and where to get a key', () => {
    expect(standingOf(marketplaceOf('aliexpress'), none, undefined)).toMatchObject({ state: 'ready', asked: ['pages'] })
    expect(linesOn('aliexpress')).toMatch(/Open Platform is asked first: set MORGIANA_ALIEXPRESS_APP_KEY/)
  })

  it('whose pages robots.txt forbids needs the key of its API, and says where to get it', () => {
    expect(standingOf(marketplaceOf('ebay'), none, undefined)).toMatchObject({ state: 'needs-key', asked: [] })
    expect(linesOn('ebay')).toMatch(
      /needs a key: set MORGIANA_EBAY_CLIENT_ID and MORGIANA_EBAY_CLIENT_SECRET; keys are made at https:\/\/developer\.ebay\.com/,
    )
  })

  it('with its key is asked by the API, then by pages, and the key is told nowhere', () => {
    const standing = standingOf(marketplaceOf('ebay'), keys, undefined)
    expect(standing).toMatchObject({ state: 'ready', asked: ['api'] })
    expect(linesOn('ebay', keys)).toContain('up to 5,000 calls a day (UTC) to the Browse API')
    expect(JSON.stringify(standing) + linesOn('ebay', keys)).not.toMatch(/very-secret|an-id/)
  })

  it.each([
    ['walmart', none, 'not-allowed', 'not allowed by robots.txt'],
    ['lazada', { ...none, hasBrowser: false }, 'needs-browser', 'needs a browser'],
    ['lazada', none, 'unproven', 'unproven'],
    ['amazon', none, 'ready', 'ready'],
    ['amazon', { ...none, browser: ['amazon'], hasBrowser: false }, 'needs-browser', 'needs a browser'],
    ['alibaba', { ...none, robotsOverrides: new Map([['alibaba', 'permission']]) }, 'unproven', 'unproven'],
    ['ebay', { ...none, origins: new Map([['ebay', 'https://mirror.example']]) }, 'ready', 'ready'],
  ])('%s stands as its searches will go: %#', (id, settings, state, word) => {
    expect(standingOf(marketplaceOf(id), settings, undefined).state).toBe(state)
    expect(linesOn(id, settings).split('\n')[1]).toContain(`  ${word}  `)
  })

  it('with a key that may make no call is asked by pages alone, where they are allowed', () => {
    const settings = { ...keys, apiCalls: new Map([['ebay', 0]]) }
    expect(standingOf(marketplaceOf('ebay'), settings, undefined)).toMatchObject({ state: 'not-allowed', asked: [] })
    expect(linesOn('ebay', settings)).toContain('lets it make no call')
  })

  it.each([
    ['mercado-libre', 'no official API: the public search has answered 403 since April 2025'],
    ['amazon', 'no official API: the Product Advertising API ended on 2026-05-15'],
  ])('%s says why no API is offered, and offers none', (id, said) => {
    expect(linesOn(id)).toContain(said)
    expect(standingOf(marketplaceOf(id), none, undefined).api).toBeNull()
  })

  it('that cannot be offered is told, with why and as of when', () => {
    const standings = notOffered.map(standingOfNone)
    expect(standings).toContainEqual(expect.objectContaining({ id: 'allegro', state: 'not-offered', asked: [] }))
    expect(standingLines(standings).join('\n')).toMatch(
      /allegro: not offered: .*verified applications only.*\(2026-08-21\)/,
    )
  })

  it('that needs a key has none of it says so', () => {
    const needing = { ...marketplaceOf('ebay'), needs: 'key' as const }
    expect(standingOf(needing, none, undefined)).toMatchObject({ state: 'needs-key', asked: [] })
    expect(standingLines([standingOf(needing, none, undefined)]).join()).toContain(
      'ebay: needs a key: set MORGIANA_EBAY',
    )
    expect(standingOf(needing, keys, undefined)).toMatchObject({ state: 'ready', asked: ['api'] })
  })

  it('whose lane is paused says since when, why, and when it is tried again', () => {
    const at = new Date('2026-11-24T10:00:00Z')
    const lane: Lane = {
      ...{ marketplace: 'ebay', state: 'open', blockedBy: 'captcha', why: 'a puzzle', openedAt: at, probeAt: at },
    }
    expect(standingOf(marketplaceOf('ebay'), none, lane).state).toBe('paused')
    expect(linesOn('ebay', none, lane)).toContain(
      'paused since 2026-11-24T10:00:00.000Z: captcha: a puzzle; next try 2026-11-24T10:00:00.000Z',
    )
    expect(standingOf(marketplaceOf('ebay'), keys, { ...lane, state: 'closed' }).state).toBe('ready')
  })

  it('says what its robots.txt was read to say, on which day, and where that was read', () => {
    const robots = {
      search: 'disallowed',
      listing: 'allowed',
      asOf: '2026-08-16',
      rule: 'Disallow: /s',
      source: 'a copy',
    } as const
    const market = { ...marketplaceOf('ebay'), robots }
    const lines = standingLines([standingOf(market, none, undefined)]).join('\n')
    expect(lines).toContain('search disallowed, listings allowed (2026-08-16)')
    expect(lines).toContain('ebay: robots.txt of 2026-08-16 (a copy): Disallow: /s')
    expect(standingOf({ ...market, robots: 'not known' }, none, undefined).robots).toBe('not known')
  })

  it('has the canary that the settings name, its own, or none', () => {
    expect(standingOf(marketplaceOf('rakuten'), none, undefined).canary).toBe('靴')
    expect(standingOf(marketplaceOf('shopify'), none, undefined).canary).toBeNull()
    const canaries = new Map([['shopify', 'socks']])
    expect(standingOf(marketplaceOf('shopify'), { ...none, canaries }, undefined).canary).toBe('socks')
  })

  it('that is asked in spite of its robots.txt says for what reason', () => {
    const robotsOverrides = new Map([['ebay', 'written permission of 2026-10-01']])
    expect(linesOn('ebay', { ...none, robotsOverrides })).toContain('in spite of its robots.txt: written permission')
  })

  it.each(marketplaces.filter((each) => each.unproven).map((each) => each.id))('%s says what is unproven', (id) => {
    expect(linesOn(id)).toContain(`${id}: unproven: `)
  })
})
