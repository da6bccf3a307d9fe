import { DependencyDown } from '../src/model/dependency-down.ts'

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])
/** PostgreSQL says: connection exceptions (08…), shut down or starting (57P0…), no connection left (53300). */
const SQLSTATE = /^(08...|57P0[1-3]|53300)$/
/** What pg and ioredis say without a code. */
const SAID =
  /ECONNREFUSED|Connection (terminated|is closed|ended)|timeout exceeded when trying to connect|Query read timeout|connection error and is not queryable|max retries per request|Stream isn't writeable|Command timed out|LOADING|database system is (starting|shutting)/i

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '')

/** True when the engine cannot be reached now, and may be later; anything else is a bug or a refusal. */
export const isConnectionLoss = (error: unknown): boolean =>
  error instanceof Error && (NETWORK.has(codeOf(error)) || SQLSTATE.test(codeOf(error)) || SAID.test(error.message))

/** Two writers met on the same rows: nothing happened, trying again is right. */
export const isDeadlock = (error: unknown): boolean =>
  error instanceof Error && (codeOf(error) === '40P01' || codeOf(error) === '40001')

/** Where an engine is, for people: host, port and database, never user or password. */
export function whereOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null
  return parsed ? `${parsed.hostname}${parsed.port ? `:${parsed.port}` : ''}${parsed.pathname.replace(/\/$/, '')}` : '?'
}

/** One line for people: what the driver said, with the address and the password of `url` cut out of it. */
export function down(engine: string, where: string, error: unknown, url: string): DependencyDown {
  const said = error instanceof Error ? error.message || codeOf(error) : String(error)
  const secret = URL.canParse(url) ? new URL(url).password : ''
  const safe = [url, secret, decodeURIComponent(secret)]
    .filter((text) => text !== '')
    .reduce((text, hidden) => text.replaceAll(hidden, '***'), said)
  return new DependencyDown(`queues: ${engine} at ${where} cannot be reached: ${safe.split('\n')[0]}`)
}
