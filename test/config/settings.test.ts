import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSettings, type Settings } from '../../config/settings.ts'
import { settingsPage } from '../../config/settings-page.ts'
import { settingsTable } from '../../config/settings-table.ts'

const known = ['ebay', 'amazon']
const mistakesOf = (env: Record<string, string>): string[] => {
  const reading = readSettings(env, known)
  return reading.ok ? [] : reading.mistakes
}
function settingsOf(env: Record<string, string>): Settings {
  const reading = readSettings(env, known)
  if (!reading.ok) throw new Error(reading.mistakes.join('\n'))
  return reading.settings
}

describe('an environment without settings', () => {
  it('gives every setting its default', () => {
    expect(settingsOf({ PATH: '/bin', HOME: '/nowhere' })).toEqual({
      dataFolder: './data',
      databaseUrl: null,
      redisUrl: null,
      web: { host: '127.0.0.1', port: 8_710, portIsFixed: false, publicUrl: null },
      origins: new Map(),
      allowLoopback: false,
      rates: new Map(),
      robotsOverrides: new Map(),
      canaries: new Map(),
      apiKeys: new Map(),
      apiCalls: new Map(),
      organisation: 'an organisation that has not been named (MORGIANA_ORGANISATION)',
      legalBasis: "the brand owner's legitimate interest in finding offers that infringe its rights",
      capture: 'never',
      evidenceOrigin: null,
      timeStamps: [],
      timeStampRoots: null,
      evidenceDays: null,
      ...{ smtp: null, mailFrom: null, headsByMail: [], headsWebhook: null, headsWebhookSecret: null, witnesses: [] },
      contact: null,
      proxies: new Map(),
      browser: [],
      chromium: null,
      searchPath: '/bin',
      exchangeRatesFile: null,
      logLevel: 'warn',
      queueLockMs: 30_000,
      laneConcurrency: 4,
      matchConcurrency: 2,
      drainMs: 20_000,
      runLimitMs: 1_800_000,
      probeMs: 900_000,
    })
  })

  it('is the same as one with empty settings', () => {
    const empty = Object.fromEntries(Object.values(settingsTable).map((row) => [row.env, ' ']))
    expect(settingsOf(empty)).toEqual(settingsOf({}))
  })

  it('gives settings that nobody can change', () => {
    const settings = settingsOf({})
    expect(Object.isFrozen(settings)).toBe(true)
    expect(Object.isFrozen(settings.web)).toBe(true)
  })
})

describe('settings that are set', () => {
  it.each<[env: Record<string, string>, expected: object]>([
    [{ DATABASE_URL: 'postgres://u:p@db/m' }, { databaseUrl: 'postgres://u:p@db/m' }],
    [{ REDIS_URL: 'rediss://cache:6380/1' }, { redisUrl: 'rediss://cache:6380/1' }],
    [{ MORGIANA_PORT: '0' }, { web: { host: '127.0.0.1', port: 0, portIsFixed: true, publicUrl: null } }],
    [
      { MORGIANA_RATES: 'ebay=30/60s, amazon=1/m' },
      { rates: new Map([rateOf('ebay', 30, 60_000), rateOf('amazon', 1, 60_000)]) },
    ],
    [
      { MORGIANA_ORIGINS: 'ebay=http://127.0.0.1:8080/', MORGIANA_ALLOW_LOOPBACK: 'yes' },
      { origins: new Map([['ebay', 'http://127.0.0.1:8080']]), allowLoopback: true },
    ],
    [
      { MORGIANA_ROBOTS_OVERRIDES: 'ebay=letter of 2026-10-01, signed by legal; amazon=contract number 7' },
      {
        robotsOverrides: new Map([
          ['ebay', 'letter of 2026-10-01, signed by legal'],
          ['amazon', 'contract number 7'],
        ]),
      },
    ],
    [{ MORGIANA_CONTACT: 'brand@acme.example' }, { contact: 'brand@acme.example' }],
    [{ MORGIANA_BROWSER: 'ebay, amazon' }, { browser: ['ebay', 'amazon'] }],
    [
      {
        MORGIANA_PROXIES:
          'ebay=http://n:p,w@one.example:3128 https://two.example, ebay/de=http://[2001:db8::1]:8,*=http://a',
      },
      {
        proxies: new Map([
          ['ebay', ['http://n:p,w@one.example:3128', 'https://two.example']],
          ['ebay/de', ['http://[2001:db8::1]:8']],
          ['*', ['http://a']],
        ]),
      },
    ],
  ])('%j', (env, expected) => {
    expect(settingsOf(env)).toMatchObject(expected)
  })
})

function rateOf(id: string, requests: number, perMs: number): [string, { requests: number; perMs: number }] {
  return [id, { requests, perMs }]
}

describe('mistakes in settings', () => {
  it.each<[env: Record<string, string>, mistake: string]>([
    [{ MORGIANA_PROT: '80' }, 'MORGIANA_PROT is not a setting, did you mean "MORGIANA_PORT"?'],
    [{ MORGIANA_XYLOPHONE: '' }, 'MORGIANA_XYLOPHONE is not a setting; docs/settings.md lists them'],
    [{ MORGIANA_HEADS_MAIL: 'a@b.example' }, 'MORGIANA_HEADS_MAIL needs MORGIANA_SMTP and MORGIANA_MAIL_FROM'],
    [
      {
        MORGIANA_HEADS_MAIL: 'a@b.example, c <d@e.example>',
        MORGIANA_SMTP: 'smtp://m',
        MORGIANA_MAIL_FROM: 'a@b.example',
      },
      'MORGIANA_HEADS_MAIL must be e-mail addresses with commas between them; number 2 is none',
    ],
    [{ MORGIANA_HEADS_WEBHOOK: 'https://hooks.example' }, 'MORGIANA_HEADS_WEBHOOK needs MORGIANA_HEADS_WEBHOOK_SECRET'],
    [
      { MORGIANA_WITNESSES: 'https://witness.example' },
      'MORGIANA_WITNESSES must read like witness.example+1a2b3c4d+BASE64 https://witness.example/log; number 1 does not',
    ],
    [{ MORGIANA_PORT: '65536' }, 'MORGIANA_PORT must be a whole number from 0 to 65535, not "65536"'],
    [{ MORGIANA_DRAIN_MS: '20s' }, 'MORGIANA_DRAIN_MS must be a whole number from 0 to 3600000, not "20s"'],
    [{ MORGIANA_ALLOW_LOOPBACK: 'true' }, 'MORGIANA_ALLOW_LOOPBACK must be yes or no, not "true"'],
    [{ MORGIANA_LOG_LEVEL: 'loud' }, 'MORGIANA_LOG_LEVEL must be one of silent, error, warn, info, debug, not "loud"'],
    [
      { MORGIANA_RATES: 'ebay=30' },
      'MORGIANA_RATES ebay: must read like 30/60s (requests in a time of s, m or h), not "30"',
    ],
    [{ MORGIANA_RATES: 'ebya=1/s' }, 'MORGIANA_RATES names an unknown marketplace "ebya", did you mean "ebay"?'],
    [{ MORGIANA_RATES: 'ebay=1/s,ebay=2/s' }, 'MORGIANA_RATES names "ebay" twice'],
    [{ MORGIANA_ORIGINS: 'ebay' }, 'MORGIANA_ORIGINS must read like marketplace=value, not "ebay"'],
    [
      { MORGIANA_ORIGINS: 'ebay=http://host/path' },
      'MORGIANA_ORIGINS ebay: must be http:// or https:// with a host and maybe a port, without path or password',
    ],
    [
      { MORGIANA_ORIGINS: 'ebay=http://localhost:1' },
      'MORGIANA_ORIGINS puts "ebay" on this machine, which needs MORGIANA_ALLOW_LOOPBACK=yes',
    ],
    [
      { MORGIANA_ROBOTS_OVERRIDES: 'ebay=ok' },
      'MORGIANA_ROBOTS_OVERRIDES ebay: the reason must be written out in 10 to 500 characters, on one line',
    ],
    [{ MORGIANA_CONTACT: 'nobody' }, 'MORGIANA_CONTACT must be an e-mail address or a web address, not "nobody"'],
    [{ MORGIANA_BROWSER: 'ebya' }, 'MORGIANA_BROWSER names an unknown marketplace "ebya", did you mean "ebay"?'],
    [
      { MORGIANA_PROXIES: 'ebya/de=http://a,ebya=http://a' },
      'MORGIANA_PROXIES names an unknown marketplace "ebya", did you mean "ebay"?',
    ],
    [{ MORGIANA_PROXIES: 'ebay=http://a,ebay=http://b' }, 'MORGIANA_PROXIES names "ebay" twice'],
    [
      { MORGIANA_PROXIES: 'ebay=http://127.0.0.1:3128' },
      'MORGIANA_PROXIES has a proxy on this machine, which needs MORGIANA_ALLOW_LOOPBACK=yes',
    ],
    ...['socks5://n:p@a', 'http://a/path', 'proxy:3128', 'http://n:%zz@a'].map(
      (proxy): [Record<string, string>, string] => [
        { MORGIANA_PROXIES: `ebay=http://good ${proxy}` },
        'MORGIANA_PROXIES ebay: proxy 2 must be http:// or https:// with a host, and maybe a port, name and password',
      ],
    ),
    [
      { DATABASE_URL: 'postgres://db/m?options=-c%20x' },
      'DATABASE_URL must not hold "?options=": set such options for the role or database in PostgreSQL',
    ],
  ])('%j', (env, mistake) => {
    expect(mistakesOf(env)).toEqual([mistake])
  })

  it('are all said at once', () => {
    expect(mistakesOf({ MORGIANA_PORT: 'x', MORGIANA_CONTAKT: 'y', REDIS_URL: 'z' })).toHaveLength(3)
  })

  it.each(['DATABASE_URL', 'REDIS_URL', 'MORGIANA_PROXIES', 'MORGIANA_SMTP', 'MORGIANA_HEADS_WEBHOOK_SECRET'])(
    'never repeat what %s holds',
    (name) => {
      fc.assert(
        fc.property(fc.stringMatching(/^[A-Za-z0-9]{12,40}$/), (secret) => {
          for (const value of [
            secret,
            `ebay=socks://u:${secret}@h`,
            `ebay:${secret}@h`,
            `mysql://u:${secret}@h`,
            `postgres://u:${secret}@h/d?options=1`,
            `//${secret}`,
          ]) {
            expect(mistakesOf({ [name]: value }).join()).not.toContain(secret)
          }
        }),
      )
    },
  )

  it('never throw, whatever is set', () => {
    const env = fc.dictionary(fc.constantFrom(...Object.values(settingsTable).map((row) => row.env)), fc.string())
    fc.assert(
      fc.property(env, (each) => {
        expect(typeof readSettings(each, known).ok).toBe('boolean')
      }),
    )
  })
})

describe('docs/settings.md', () => {
  it('is what "morgiana help settings" prints', () => {
    expect(readFileSync(new URL('../../docs/settings.md', import.meta.url), 'utf8')).toBe(settingsPage())
  })
})
