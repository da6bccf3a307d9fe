import type { z } from 'zod'
import { suggestion } from '../src/model/did-you-mean.ts'
import type { Mistake } from './mistake.ts'
import type { Path, WatchlistText } from './watchlist-text.ts'

type Issue = z.core.$ZodIssue
type Shape = Record<string, unknown>

/** The mistakes that one of zod's issues stands for, in our words and at its place in the file. */
export function saidOf(issue: Issue, source: WatchlistText, watchKeys: Shape, isList: boolean): Mistake[] {
  const path = issue.path.map((each) => (typeof each === 'symbol' ? String(each) : each))
  if (issue.code !== 'unrecognized_keys') {
    const at = issue.code === 'custom' && issue.params?.['at'] === 'key' ? 'key' : 'value'
    return [source.mistakeAt(path, sentence(issue, path, source.has(path)), at)]
  }
  return issue.keys.map((key) =>
    source.mistakeAt([...path, key], `unknown key${hint(key, path, watchKeys, isList)}`, 'key'),
  )
}

const keysOf = new Map<string, readonly string[]>([
  ['products', ['name', 'price', 'models', 'images', 'category', 'gtin', 'mpn']],
  ['schedule', ['cron', 'zone']],
])

function hint(key: string, path: Path, watchKeys: Shape, isList: boolean): string {
  const watch = Object.keys(watchKeys)
  if (path.length === 0 && isList) {
    return watch.includes(key) ? ': beside "watches:" nothing else may stand, put it into an entry of the list' : ''
  }
  const holder = path.findLast((each) => typeof each === 'string' && keysOf.has(each))
  const keys = keysOf.get(String(holder)) ?? [...watch, ...(path.length === 0 ? ['watches'] : [])]
  return suggestion(key, keys) || `; known are ${keys.join(', ')}`
}

function sentence(issue: Issue, path: Path, isThere: boolean): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? missing(path, isThere) : wrongType(issue.expected, issue.input)
    case 'too_small':
      return issue.origin === 'array' ? 'needs at least one entry' : 'must not be empty'
    case 'too_big':
      return issue.origin === 'array'
        ? `has too many entries, the most is ${issue.maximum}`
        : `is too long, the most is ${issue.maximum} characters`
    case 'invalid_value':
      return typeof issue.input === 'string'
        ? `unknown "${issue.input}"${suggestion(issue.input, issue.values.map(String)) || `; known are ${issue.values.join(', ')}`}`
        : `must be one of ${issue.values.join(', ')}`
    default:
      return issue.message
  }
}

function missing(path: Path, isThere: boolean): string {
  if (typeof path.at(-1) === 'number') return 'an entry is empty'
  return isThere ? 'has no value' : 'is missing'
}

function wrongType(expected: string, input: unknown): string {
  switch (expected) {
    case 'array':
      return typeof input === 'string' ? `must be a list, such as [${input}]` : 'must be a list, such as [one, two]'
    case 'string':
      return Array.isArray(input) ? 'must be one text, not a list' : 'must be one text, not "key: value"'
    case 'record':
      return 'must have a currency for each amount, such as { USD: 129.00 }'
    default:
      return 'must be written as "key: value" lines'
  }
}
