import { suggestion } from '../src/model/did-you-mean.ts'
import { type ApiKeys, keyParts, readApiKeys } from './api-keys.ts'
import type { NamedWitness } from './evidence-values.ts'
import type { Setting } from './setting.ts'
import { settingsTable } from './settings-table.ts'

/** Read once from the environment, in main; handed down frozen. What each means: settings-table.ts, docs/settings.md. */
export type Settings = Readonly<{
  dataFolder: string
  databaseUrl: string | null
  redisUrl: string | null
  /** `portIsFixed`: the operator asked for this port, so another one must not be taken instead. `publicUrl` is an origin. */
  web: Readonly<{ host: string; port: number; portIsFixed: boolean; publicUrl: string | null }>
  origins: ReadonlyMap<string, string>
  allowLoopback: boolean
  rates: ReadonlyMap<string, { requests: number; perMs: number }>
  robotsOverrides: ReadonlyMap<string, string>
  canaries: ReadonlyMap<string, string>
  /** Secrets: marketplace → the parts of the key to its official API. Whole keys only. */
  apiKeys: ApiKeys
  apiCalls: ReadonlyMap<string, number>
  contact: string | null
  /** Who runs this installation, and on which ground pages are captured. */
  organisation: string
  legalBasis: string
  capture: 'never' | 'on-verdict'
  evidenceOrigin: string | null
  timeStamps: readonly string[]
  timeStampRoots: string | null
  evidenceDays: number | null
  /** Secrets: the mail server's address, with its password, and what heads to the webhook are signed with. */
  smtp: string | null
  mailFrom: string | null
  headsByMail: readonly string[]
  headsWebhook: string | null
  headsWebhookSecret: Buffer | null
  witnesses: readonly NamedWitness[]
  /** Proxies' addresses, with passwords, by marketplace, marketplace/territory or "*". */
  proxies: ReadonlyMap<string, readonly string[]>
  browser: readonly string[]
  chromium: string | null
  searchPath: string | null
  exchangeRatesFile: string | null
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  queueLockMs: number
  laneConcurrency: number
  matchConcurrency: number
  drainMs: number
  runLimitMs: number
  probeMs: number
}>

type Table = typeof settingsTable
type Values = { [Name in keyof Table]: (Table[Name] extends Setting<infer T> ? T : never) | null }

export type SettingsReading = { ok: true; settings: Settings } | { ok: false; mistakes: string[] }

/**
 * Reads every setting; an empty value counts as not set.
 * @param marketplaces the known ids, when names in per-marketplace settings should be checked
 * @returns frozen settings, or all mistakes, one sentence each, without the value of any secret
 */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  marketplaces: readonly string[] | null = null,
): SettingsReading {
  const mistakes = unknownNames(env)
  const read = <T>({ env: name, fallback, read }: Setting<T>): T | null => {
    const given = env[name]?.trim() || fallback
    if (given === null) return null
    const reading = read(given)
    if (reading.ok) return reading.value
    mistakes.push(`${name} ${reading.why}`)
    return null
  }
  // Each row's reader gives its own type; Object.entries forgets which row had which.
  const values = Object.fromEntries(
    Object.entries(settingsTable).map(([key, row]) => [key, read<unknown>(row)]),
  ) as unknown as Values
  const apiKeys = readApiKeys(env)
  mistakes.push(...betweenSettings(values, marketplaces), ...apiKeys.mistakes)
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, settings: settled(values, apiKeys.keys, env) }
}

const names = [...Object.values(settingsTable), ...keyParts].map((row) => row.env)

function unknownNames(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('MORGIANA_') && !names.includes(name))
    .map((name) => `${name} is not a setting${suggestion(name, names) || '; docs/settings.md lists them'}`)
}

const isLoopback = (origin: string): boolean =>
  /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(origin).hostname)

/** What only shows when two settings are looked at together. */
function betweenSettings(values: Values, marketplaces: readonly string[] | null): string[] {
  const mistakes: string[] = []
  for (const key of ['origins', 'rates', 'robotsOverrides', 'canaries', 'apiCalls'] as const) {
    for (const id of values[key]?.keys() ?? []) {
      if (marketplaces && !marketplaces.includes(id)) {
        mistakes.push(`${settingsTable[key].env} names an unknown marketplace "${id}"${suggestion(id, marketplaces)}`)
      }
    }
  }
  const named = [...(values.proxies?.keys() ?? [])].map((key) => key.split('/')[0] ?? key).filter((id) => id !== '*')
  for (const [env, ids] of [
    [settingsTable.proxies.env, new Set(named)],
    [settingsTable.browser.env, values.browser ?? []],
  ] as const) {
    for (const id of ids) {
      if (marketplaces && !marketplaces.includes(id))
        mistakes.push(`${env} names an unknown marketplace "${id}"${suggestion(id, marketplaces)}`)
    }
  }
  const proxyHere = [...(values.proxies ?? [])].find(([, proxies]) => proxies.some(isLoopback))
  if (proxyHere && values.allowLoopback === false) {
    mistakes.push(`MORGIANA_PROXIES has a proxy on this machine, which needs MORGIANA_ALLOW_LOOPBACK=yes`)
  }
  const onLoopback = [...(values.origins ?? [])].find(([, origin]) => isLoopback(origin))
  if (onLoopback && values.allowLoopback === false) {
    mistakes.push(`MORGIANA_ORIGINS puts "${onLoopback[0]}" on this machine, which needs MORGIANA_ALLOW_LOOPBACK=yes`)
  }
  if (values.headsByMail && !(values.smtp && values.mailFrom)) {
    mistakes.push('MORGIANA_HEADS_MAIL needs MORGIANA_SMTP and MORGIANA_MAIL_FROM')
  }
  if (values.headsWebhook && !values.headsWebhookSecret) {
    mistakes.push('MORGIANA_HEADS_WEBHOOK needs MORGIANA_HEADS_WEBHOOK_SECRET')
  }
  return mistakes
}

/** The settings from their values; a value that has a fallback is there, or a mistake was reported. */
function settled(values: Values, apiKeys: ApiKeys, env: Readonly<Record<string, string | undefined>>): Settings {
  const { host, port, publicUrl, ...rest } = values
  const web = Object.freeze({
    host: there(host),
    port: there(port),
    portIsFixed: Boolean(env[settingsTable.port.env]?.trim()),
    publicUrl,
  })
  return Object.freeze({
    ...rest,
    web,
    dataFolder: there(rest.dataFolder),
    origins: rest.origins ?? new Map(),
    allowLoopback: there(rest.allowLoopback),
    rates: rest.rates ?? new Map(),
    robotsOverrides: rest.robotsOverrides ?? new Map(),
    proxies: rest.proxies ?? new Map(),
    browser: rest.browser ?? [],
    canaries: rest.canaries ?? new Map(),
    apiKeys,
    apiCalls: rest.apiCalls ?? new Map(),
    organisation: there(rest.organisation),
    legalBasis: there(rest.legalBasis),
    capture: there(rest.capture),
    timeStamps: rest.timeStamps ?? [],
    headsByMail: rest.headsByMail ?? [],
    witnesses: rest.witnesses ?? [],
    logLevel: there(rest.logLevel),
    queueLockMs: there(rest.queueLockMs),
    laneConcurrency: there(rest.laneConcurrency),
    matchConcurrency: there(rest.matchConcurrency),
    drainMs: there(rest.drainMs),
    runLimitMs: there(rest.runLimitMs),
    probeMs: there(rest.probeMs),
  })
}

function there<T>(value: T | null): T {
  if (value === null) throw new Error('a setting with a fallback was read as nothing')
  return value
}
