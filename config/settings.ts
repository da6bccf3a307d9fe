/** Read once from the environment, in main; handed down frozen. Every setting: docs/settings.md is made from the schema. */
export type Settings = Readonly<{
  /** Folder for the embedded database, pictures and secrets. MORGIANA_DATA, default ./data */
  dataFolder: string
  /** DATABASE_URL: a managed PostgreSQL instead of the embedded one. */
  databaseUrl: string | null
  /** REDIS_URL: moves the queues to Redis. */
  redisUrl: string | null
  /** MORGIANA_HOST, MORGIANA_PORT (0 = any free one), MORGIANA_PUBLIC_URL (what links are made with). */
  web: { host: string; port: number; publicUrl: string | null }
  /** MORGIANA_ORIGINS "ebay=http://127.0.0.1:8080,…": where a marketplace is really served from. */
  origins: ReadonlyMap<string, string>
  /** MORGIANA_ALLOW_LOOPBACK=yes: the demo and tests say so; nothing else may. */
  allowLoopback: boolean
  /** MORGIANA_RATES "ebay=30/60s,…": replaces a marketplace's own rate. */
  rates: ReadonlyMap<string, { requests: number; perMs: number }>
  /** MORGIANA_ROBOTS_OVERRIDES "ebay=written permission of 2026-10-01": the reason is audited. */
  robotsOverrides: ReadonlyMap<string, string>
  /** MORGIANA_CONTACT: address in the user agent. */
  contact: string | null
  /** MORGIANA_EXCHANGE_RATES: a rate file of one's own in the form of config/rates.tsv. */
  exchangeRatesFile: string | null
  /** MORGIANA_LOG_LEVEL: silent, error, warn, info, debug. */
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  /** MORGIANA_QUEUE_LOCK_MS: a job whose worker died is taken over after this long. */
  queueLockMs: number
  /** MORGIANA_LANE_CONCURRENCY, MORGIANA_MATCH_CONCURRENCY: jobs at once in this process. */
  laneConcurrency: number
  matchConcurrency: number
  /** MORGIANA_DRAIN_MS: how long a stop waits for running jobs. */
  drainMs: number
  /** MORGIANA_RUN_LIMIT_MS: how long `scan` waits for its run. */
  runLimitMs: number
  /** MORGIANA_PROBE_MS: how long an open breaker waits before one search probes the lane. */
  probeMs: number
}>
