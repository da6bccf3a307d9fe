import { marketplaceNames, proxies } from './crawler-values.ts'
import { evidenceTable } from './evidence-table.ts'
import { setting } from './setting.ts'
import {
  byMarketplace,
  contact,
  oneOf,
  origin,
  rate,
  secretUrl,
  text,
  wholeNumber,
  writtenReason,
  yesOrNo,
} from './setting-values.ts'

const second = 1_000
const minute = 60 * second

/** Every setting there is; docs/settings.md is made from it (`morgiana help settings`). */
export const settingsTable = {
  dataFolder: setting({
    env: 'MORGIANA_DATA',
    type: 'folder',
    fallback: './data',
    sentence: 'Where the embedded database, pictures and generated secrets are kept.',
    read: text,
  }),
  databaseUrl: setting({
    env: 'DATABASE_URL',
    type: 'address (secret)',
    fallback: null,
    sentence: 'A PostgreSQL of your own, postgres://…; without it an embedded one is started in the data folder.',
    read: secretUrl('postgres:', 'postgresql:'),
  }),
  redisUrl: setting({
    env: 'REDIS_URL',
    type: 'address (secret)',
    fallback: null,
    sentence: 'A Redis, redis://… or rediss://…, that carries the queues; without it they are in PostgreSQL.',
    read: secretUrl('redis:', 'rediss:'),
  }),
  host: setting({
    env: 'MORGIANA_HOST',
    type: 'host name or address',
    fallback: '127.0.0.1',
    sentence: 'The address that the page is served on; 0.0.0.0 serves it to the network.',
    read: text,
  }),
  port: setting({
    env: 'MORGIANA_PORT',
    type: 'whole number, 0 to 65535',
    fallback: '8710',
    sentence: 'The port of the page. 0 is any free one. When it is not set and 8710 is taken, any free one is used.',
    read: wholeNumber(0, 65_535),
  }),
  publicUrl: setting({
    env: 'MORGIANA_PUBLIC_URL',
    type: 'origin',
    fallback: null,
    sentence: 'What links to the page begin with, when it is reached through a proxy: https://morgiana.example.',
    read: origin,
  }),
  origins: setting({
    env: 'MORGIANA_ORIGINS',
    type: 'marketplace=origin, …',
    fallback: null,
    sentence: 'Where a marketplace is really asked, instead of its own address: ebay=http://127.0.0.1:8080.',
    read: byMarketplace(origin),
  }),
  allowLoopback: setting({
    env: 'MORGIANA_ALLOW_LOOPBACK',
    type: 'yes or no',
    fallback: 'no',
    sentence: 'Whether the crawler may ask this machine itself. For tests and saved pages only.',
    read: yesOrNo,
  }),
  rates: setting({
    env: 'MORGIANA_RATES',
    type: 'marketplace=requests/time, …',
    fallback: null,
    sentence: "Replaces a marketplace's politeness limit for all hosts together: ebay=30/60s,amazon=10/1m.",
    read: byMarketplace(rate),
  }),
  robotsOverrides: setting({
    env: 'MORGIANA_ROBOTS_OVERRIDES',
    type: 'marketplace=reason, …',
    fallback: null,
    sentence:
      "Asks a marketplace in spite of its robots.txt; the reason is kept in the audit log: ebay=the site's written permission of 2026-10-01.",
    read: byMarketplace(writtenReason),
  }),
  canaries: setting({
    env: 'MORGIANA_CANARIES',
    type: 'marketplace=keyword, …',
    fallback: null,
    sentence:
      "Replaces a marketplace's canary, the keyword that always has results and tells an empty page from hidden results: ebay=shoes.",
    read: byMarketplace(text),
  }),
  apiCalls: setting({
    env: 'MORGIANA_API_CALLS',
    type: 'marketplace=calls, …',
    fallback: null,
    sentence:
      "Calls a day (UTC) that a key to a marketplace's official API has, all hosts together; 0 uses the pages alone: ebay=20000.",
    read: byMarketplace(wholeNumber(0, 100_000_000)),
  }),
  ...evidenceTable,
  contact: setting({
    env: 'MORGIANA_CONTACT',
    type: 'e-mail or web address',
    fallback: null,
    sentence: 'Goes into the user agent, so that a marketplace can reach you.',
    read: contact,
  }),
  proxies: setting({
    env: 'MORGIANA_PROXIES',
    type: 'marketplace[/territory]=proxy proxy …, … (secret)',
    fallback: null,
    sentence:
      'The proxies that a marketplace is asked through, in turn, and never without; * is every marketplace that is not named: ebay=http://name:password@proxy.example:3128,ebay/de=https://de.proxy.example.',
    read: proxies,
  }),
  browser: setting({
    env: 'MORGIANA_BROWSER',
    type: 'marketplace, …',
    fallback: null,
    sentence:
      'Marketplaces whose pages are opened in a browser although they do not need one, or although they have an origin of your own.',
    read: marketplaceNames,
  }),
  chromium: setting({
    env: 'MORGIANA_CHROMIUM',
    type: 'file',
    fallback: null,
    sentence:
      'The Chromium or Chrome for captures and for marketplaces that need a browser; without it Playwright’s own, the first on PATH, or the one of the npm package @sparticuz/chromium.',
    read: text,
  }),
  searchPath: setting({
    env: 'PATH',
    type: 'folders',
    fallback: null,
    sentence:
      'The system’s own: where chromium, chromium-browser, google-chrome-stable and google-chrome are looked for.',
    read: text,
  }),
  exchangeRatesFile: setting({
    env: 'MORGIANA_EXCHANGE_RATES',
    type: 'file',
    fallback: null,
    sentence: 'Exchange rates of your own, in the form of config/rates.tsv.',
    read: text,
  }),
  logLevel: setting({
    env: 'MORGIANA_LOG_LEVEL',
    type: 'silent, error, warn, info or debug',
    fallback: 'warn',
    sentence: 'The least important log line that is written (JSON lines on standard error).',
    read: oneOf('silent', 'error', 'warn', 'info', 'debug'),
  }),
  queueLockMs: setting({
    env: 'MORGIANA_QUEUE_LOCK_MS',
    type: 'whole number',
    unit: 'ms',
    fallback: `${30 * second}`,
    sentence: 'A job whose worker died is taken over by another after this long.',
    read: wholeNumber(500, 10 * minute),
  }),
  laneConcurrency: setting({
    env: 'MORGIANA_LANE_CONCURRENCY',
    type: 'whole number',
    fallback: '4',
    sentence: 'Pages read at once from each marketplace by this process; the politeness limit holds all the same.',
    read: wholeNumber(1, 64),
  }),
  matchConcurrency: setting({
    env: 'MORGIANA_MATCH_CONCURRENCY',
    type: 'whole number',
    fallback: '2',
    sentence: 'Batches of listings scored at once by this process.',
    read: wholeNumber(1, 64),
  }),
  drainMs: setting({
    env: 'MORGIANA_DRAIN_MS',
    type: 'whole number',
    unit: 'ms',
    fallback: `${20 * second}`,
    sentence: 'How long a stop waits for running jobs; what is not done by then is taken over by the next worker.',
    read: wholeNumber(0, 60 * minute),
  }),
  runLimitMs: setting({
    env: 'MORGIANA_RUN_LIMIT_MS',
    type: 'whole number',
    unit: 'ms',
    fallback: `${30 * minute}`,
    sentence: 'How long `morgiana scan` waits for its run before it says what was not covered.',
    read: wholeNumber(second, 24 * 60 * minute),
  }),
  probeMs: setting({
    env: 'MORGIANA_PROBE_MS',
    type: 'whole number',
    unit: 'ms',
    fallback: `${15 * minute}`,
    sentence: 'How long a marketplace that blocked us is left alone before one search tries it again.',
    read: wholeNumber(100, 24 * 60 * minute),
  }),
}
