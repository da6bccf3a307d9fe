import { describe, expect, it } from 'vitest'
import { hostnameOf, isSameOrigin, ownNames } from '../../src/web/guard.ts'
import { sessionCookie } from '../../src/web/session.ts'

const answers = (header: string | undefined, settings: { host: string; publicUrl: string | null }): boolean => {
  const name = hostnameOf(header)
  return name !== null && ownNames(settings).has(name)
}

describe('the names that morgiana answers to', () => {
  const local = { host: '127.0.0.1', publicUrl: null }
  const everywhere = { host: '0.0.0.0', publicUrl: 'https://morgiana.example' }
  it.each([
    ['localhost:8710', local, true],
    ['127.0.0.1:8710', local, true],
    ['[::1]:8710', local, true],
    ['LOCALHOST', local, true],
    ['morgiana.example', everywhere, true],
    ['morgiana.example:443', everywhere, true],
    ['10.1.2.3:8710', { host: '10.1.2.3', publicUrl: null }, true],
    ['morgiana.example', local, false],
    ['attacker.example:8710', local, false],
    ['10.1.2.3:8710', everywhere, false],
    ['localhost.attacker.example', local, false],
    ['0.0.0.0', everywhere, false],
    ['user@localhost', local, false],
    ['localhost/x', local, false],
    ['', local, false],
    [undefined, local, false],
  ])('%j with %j: %s', (header, settings, expected) => {
    expect(answers(header, settings)).toBe(expected)
  })
})

describe('a request that changes something', () => {
  const host = 'localhost:8710'
  const ours = 'http://localhost:8710'
  it.each([
    ['our page in a browser', 'same-origin', ours, null, true],
    ['our page in an old browser', undefined, ours, null, true],
    [
      'our page behind a proxy that renames the host',
      'same-origin',
      'https://morgiana.example',
      'https://morgiana.example',
      true,
    ],
    ['another site', 'cross-site', 'https://other.example', null, false],
    ['another port of this host', 'same-site', 'http://localhost:9999', null, false],
    ['another port in an old browser', undefined, 'http://localhost:9999', null, false],
    ['a sandboxed frame', undefined, 'null', null, false],
    ['an address typed by hand', 'none', undefined, null, false],
    ['a program that says nothing', undefined, undefined, null, false],
  ])('from %s', (_, site, origin, publicUrl, expected) => {
    expect(isSameOrigin({ site, origin, host }, publicUrl)).toBe(expected)
  })
})

describe('the session’s cookie', () => {
  it.each([
    ['https://morgiana.example', { name: '__Host-morgiana', secure: true }],
    ['http://127.0.0.1:8710', { name: 'morgiana-8710', secure: false }],
    ['http://morgiana.example', { name: 'morgiana-80', secure: false }],
  ])('of %s is %j', (url, cookie) => {
    expect(sessionCookie(url)).toEqual(cookie)
  })
})
