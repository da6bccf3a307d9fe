import { DependencyDown } from '../src/model/dependency-down.ts'

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '')

/** Two writers met on the same rows: nothing happened, trying again is right. */
export const isDeadlock = (error: unknown): boolean =>
  error instanceof Error && (codeOf(error) === '40P01' || codeOf(error) === '40001')

/** Where an engine is, for people: host, port and database, never user or password. */
export function whereOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null
  return parsed ? `${parsed.hostname}${parsed.port ? `:${parsed.port}` : ''}${parsed.pathname.replace(/\/$/, '')}` : '?'
}

/** One line for people: what the driver said, with the address and the password of `url` cut out of it. */
export const down = (engine: string, error: unknown, url: string): DependencyDown =>
  new DependencyDown(`queues: ${engine} at ${whereOf(url)} cannot be reached: ${saidSafely(error, url)}`)

/** The first line of an error without secrets. Never log a driver's error object: ioredis puts the AUTH command in it. */
export function saidSafely(error: unknown, url: string): string {
  const said = error instanceof Error ? error.message || codeOf(error) : String(error)
  const secret = URL.canParse(url) ? new URL(url).password : ''
  const decoded = new URLSearchParams(`is=${secret.replaceAll('+', '%2B')}`).get('is') ?? ''
  const safe = [url, secret, decoded]
    .filter((hidden) => hidden !== '')
    .reduce((text, hidden) => text.replaceAll(hidden, '***'), said)
  return safe.split('\n')[0] ?? ''
}
