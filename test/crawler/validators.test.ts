import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conditionOf, identityOf, validatorsOf } from '../../src/crawler/validators.ts'

const now = new Date('2026-11-01T12:00:00Z')
const long = 'Sat, 31 Oct 2026 12:00:00 GMT'
const held = (headers: Record<string, string>, status = 200) => validatorsOf({ status, headers }, 'me', now)

describe('what a page can be asked again with', () => {
  it.each([
    ['its tag', { etag: '"v1"' }, { etag: '"v1"' }],
    ['its weak tag', { etag: 'W/"v1"' }, { etag: 'W/"v1"' }],
    ['its date', { 'last-modified': long }, { lastModified: long }],
    ['both', { etag: '"v1"', 'last-modified': long }, { etag: '"v1"', lastModified: long }],
  ])('is %s', (_, headers, expected) => {
    expect(held(headers)).toEqual({ by: 'me', readAt: now.toISOString(), ...expected })
  })

  it.each<[string, Record<string, string>, number?]>([
    ['has neither', {}],
    ['has a tag without quotes', { etag: 'v1' }],
    ['has a tag that is longer than any', { etag: `"${'x'.repeat(201)}"` }],
    ['has a tag with a control character', { etag: '"a\tb"' }],
    ['has a date that is none', { 'last-modified': 'yesterday' }],
    ['has a date in another form', { 'last-modified': '2026-10-31T12:00:00Z' }],
    ['was changed a moment ago', { 'last-modified': 'Sun, 01 Nov 2026 11:59:30 GMT' }],
    ['was changed in the future', { 'last-modified': 'Sun, 01 Nov 2027 11:59:30 GMT' }],
    ['says that nothing is to be kept', { etag: '"v1"', 'cache-control': 'private, no-store' }],
    ['is another one for everybody', { etag: '"v1"', vary: 'accept, *' }],
    ['is an error page', { etag: '"v1"' }, 404],
    ['is not the page that was asked for', { etag: '"v1"' }, 203],
  ])('is nothing when it %s', (_, headers, status) => {
    expect(held(headers, status)).toBeNull()
  })

  it('never breaks a header, whatever a site sends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (etag, date) => {
        const kept = held({ etag, 'last-modified': date })
        const values = Object.values(conditionOf(kept, 'me', now))
        expect(values.every((value) => /^[\x20-\x7e]{2,210}$/.test(value))).toBe(true)
      }),
    )
  })
})

describe('a condition', () => {
  const kept = held({ etag: '"v1"', 'last-modified': long })
  const later = (days: number) => new Date(now.getTime() + days * 24 * 3_600_000)

  it('is sent by who read the page, for a week', () => {
    const condition = { 'if-none-match': '"v1"', 'if-modified-since': long }
    expect(conditionOf(kept, 'me', later(0))).toEqual(condition)
    expect(conditionOf(kept, 'me', later(7))).toEqual(condition)
  })

  it.each([
    ['by somebody else', kept, 'other', later(1)],
    ['after a week', kept, 'me', later(7.1)],
    ['by a clock that went back', kept, 'me', later(-1)],
    ['where nothing is kept', null, 'me', later(1)],
  ])('is not sent %s', (_, since, by, at) => {
    expect(conditionOf(since, by, at)).toEqual({})
  })

  const asker = {
    marketplace: 'shop',
    watch: 'acme',
    territory: 'us',
    via: '',
    url: new URL('https://shop.example/1'),
    headers: { 'user-agent': 'morgiana/1' },
  }
  it.each([
    ['watch', { watch: 'other' }],
    ['territory', { territory: 'de' }],
    ['proxy', { via: 'two.example:3128' }],
    ['marketplace', { marketplace: 'market' }],
    ['address', { url: new URL('https://shop.example/2') }],
    ['user agent', { headers: { 'user-agent': 'morgiana/2' } }],
    ['language', { headers: { 'user-agent': 'morgiana/1', 'accept-language': 'de' } }],
  ])('holds for one %s only', (_, change) => {
    expect(identityOf({ ...asker, ...change })).not.toBe(identityOf(asker))
    expect(identityOf({ ...asker })).toBe(identityOf(asker))
  })
})
