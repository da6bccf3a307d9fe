import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRobots } from '../../src/crawler/robots-rules.ts'

const origin = 'https://shop.example'
const allows = (robots: string, path: string): boolean =>
  readRobots(origin, robots)(new URL(`${origin}${path}`)).allowed

/** RFC 9309; what each row shows, the file, the path that is asked for, and whether we may. */
const table: [string, string, string, boolean][] = [
  ['an empty file', '', '/a', true],
  ['a group for everyone', 'User-agent: *\nDisallow: /', '/a', false],
  ['an empty Disallow', 'User-agent: *\nDisallow:', '/a', true],
  ['a group for others', 'User-agent: otherbot\nDisallow: /', '/a', true],
  [
    'our own group before the one for everyone',
    'User-agent: *\nDisallow: /\nUser-agent: morgiana\nDisallow: /b',
    '/a',
    true,
  ],
  ['our own group in capitals', 'USER-AGENT: MORGIANA\nDISALLOW: /', '/a', false],
  ['our own group with a version', 'User-agent: Morgiana/1.0\nDisallow: /', '/a', false],
  ['a group whose name only begins like ours', 'User-agent: morgiana-images\nDisallow: /', '/a', true],
  ['a group for several', 'User-agent: otherbot\nUser-agent: morgiana\nDisallow: /', '/a', false],
  [
    'two groups of ours, which are one',
    'User-agent: morgiana\nDisallow: /a\n\nUser-agent: morgiana\nDisallow: /b',
    '/a',
    false,
  ],
  [
    'another record between two names',
    'User-agent: morgiana\nSitemap: /s.xml\nUser-agent: otherbot\nDisallow: /',
    '/a',
    false,
  ],
  ['Crawl-delay in the group', 'User-agent: *\nCrawl-delay: 10\nDisallow: /a', '/a', false],
  ['rules before any name', 'Disallow: /\nUser-agent: otherbot\nDisallow: /b', '/a', true],
  ['the longer rule: Allow', 'User-agent: *\nDisallow: /shop\nAllow: /shop/open', '/shop/open/1', true],
  ['the longer rule: Disallow', 'User-agent: *\nAllow: /shop\nDisallow: /shop/closed', '/shop/closed/1', false],
  ['rules of one length: Allow', 'User-agent: *\nDisallow: /a\nAllow: /a', '/a', true],
  ['a path is matched from its beginning', 'User-agent: *\nDisallow: /b', '/a/b', true],
  ['case matters in a path', 'User-agent: *\nDisallow: /A', '/a', true],
  ['a query belongs to the path', 'User-agent: *\nDisallow: /s?k=', '/s?k=shoe', false],
  ['* is anything', 'User-agent: *\nDisallow: /*/closed', '/x/y/closed', false],
  ['$ is the end', 'User-agent: *\nDisallow: /a$', '/ab', true],
  ['$ is the end, and it is there', 'User-agent: *\nDisallow: /*.gif$', '/x.gif', false],
  ['a comment', 'User-agent: * # all\nDisallow: /a # not this', '/a', false],
  ['spaces before the colon', 'User-agent : *\nDisallow : /a', '/a', false],
  ['only carriage returns', 'User-agent: *\rDisallow: /a', '/a', false],
  ['a byte order mark', '\ufeffUser-agent: *\nDisallow: /a', '/a', false],
  ['unreserved characters, encoded in the rule', 'User-agent: *\nDisallow: /foo/%62%61%7A', '/foo/baz', false],
  ['unreserved characters, encoded in the path', 'User-agent: *\nDisallow: /foo/baz', '/foo/%62%61%7a', false],
  ['a reserved character stays what it is', 'User-agent: *\nDisallow: /a%2Fb', '/a/b', true],
  ['letters beyond ASCII in the rule', 'User-agent: *\nDisallow: /größe', '/gr%C3%B6%C3%9Fe', false],
  ['robots.txt itself', 'User-agent: *\nDisallow: /', '/robots.txt', true],
  ['an error page in HTML', '<!doctype html><title>User-agent: *</title>\n<p>Disallow: /', '/a', true],
  [
    'a Disallow that is longer than can be kept',
    `User-agent: *\nDisallow: /${'a'.repeat(5000)}`,
    `/${'a'.repeat(5001)}`,
    false,
  ],
]

describe('robots.txt', () => {
  it.each(table)('is read as RFC 9309 says: %s', (_, robots, path, allowed) => {
    expect(allows(robots, path)).toBe(allowed)
  })

  it('names the rule that forbids', () => {
    const rules = readRobots(origin, 'User-agent: *\nAllow: /b\nDisallow: /a*/c')
    expect(rules(new URL('/a/b/c', origin))).toEqual({ allowed: false, rule: 'Disallow: /a*/c' })
  })

  it('never throws, whatever it holds and whatever is asked', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom('User-agent: *', 'Disallow: /', 'Allow: *$*'),
      fc.string().map((x) => `Disallow: ${x}`),
    )
    fc.assert(
      fc.property(fc.array(line), fc.webPath(), (lines, path) => {
        expect(allows(lines.join('\n'), path)).toBeTypeOf('boolean')
      }),
    )
  })

  it('forbids everything below a forbidden path', () => {
    fc.assert(fc.property(fc.webPath(), (path) => !allows('User-agent: *\nDisallow: /closed', `/closed${path}`)))
  })
})
