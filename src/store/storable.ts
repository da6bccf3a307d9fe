import { createHash } from 'node:crypto'

/** PostgreSQL keeps neither NUL nor half a surrogate pair, and pages send both: they become U+FFFD. */
export const storableText = (text: string): string =>
  text.replaceAll('\u0000', '\uFFFD').replace(/\p{Surrogate}/gu, '\uFFFD')

/** JSON as jsonb takes it. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? storableText(part) : part))

/** An id made from what it names, so that the same is saved once: 24 hex digits of SHA-256. */
export const derivedId = (...parts: string[]): string =>
  createHash('sha256').update(parts.join('|')).digest('hex').slice(0, 24)
