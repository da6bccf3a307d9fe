import { basename } from 'node:path'
import type { Settings } from '../../config/settings.ts'
import { readPerson } from '../evidence/custody/purchase-details.ts'
import type { Person } from '../evidence/fields.ts'
import { type PurchaseStep, purchaseForms } from '../model/purchase.ts'
import { readArguments } from './arguments.ts'
import { readFileBytes } from './file-bytes.ts'
import { personOf } from './person.ts'
import { CommandError, type Verb } from './verb.ts'

const string = { type: 'string' } as const
const common = {
  ...{ from: string, by: string, reason: string, corrects: string },
  file: { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const

/** What was said of one step at the terminal. */
export type GivenStep = {
  purchase: string
  given: Record<string, unknown>
  by: Person
  reason: string
  corrects?: string
  files: { name: string; bytes: Uint8Array }[]
  json: boolean
}

const jsonBytesMax = 1024 * 1024
const fileBytesMax = 26 * 1024 * 1024
const filesMax = 20
const reasonUnsaid = 'test purchase'

/** `deliveryAddress` → `--delivery-address` */
const optionOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/**
 * Options of a step, and what stands in `--from FILE.json`: the step's fields, `by`, `reason`, `corrects` and `files`
 * (paths), or a whole event with its `details`. An option goes before the file. Times that are not said are now,
 * or, in a correction, as they were.
 */
export async function readGivenStep(
  verb: Pick<Verb, 'name' | 'usage'>,
  step: PurchaseStep,
  args: readonly string[],
  settings: Settings,
): Promise<GivenStep> {
  const { fields } = purchaseForms[step]
  const ofFields = Object.fromEntries(fields.map(({ name }) => [optionOf(name), string]))
  const words = { called: 'PURCHASE', min: 1, max: 1 }
  const { values, words: named } = readArguments(verb, args, { ...ofFields, ...common }, words)
  const [purchase = ''] = named
  const file = values.from === undefined ? {} : await jsonFile(values.from, step, purchase)
  const said = new Map<string, unknown>(Object.entries(values))
  const options = fields.flatMap(({ name }) => {
    const value = said.get(optionOf(name))
    return value === undefined ? [] : [[name, value] as const]
  })
  const now = new Date().toISOString()
  const { by, reason, corrects, files, ...given } = file
  const correcting = values.corrects ?? (typeof corrects === 'string' ? corrects : undefined)
  // What a correction does not say stays as it was.
  const times = correcting === undefined ? fields.filter(({ kind }) => kind === 'instant') : []
  const unsaid = times.map(({ name }) => [name, now] as const)
  return {
    purchase,
    given: { ...Object.fromEntries(unsaid), ...given, ...Object.fromEntries(options) },
    by: personSaid(values.by ?? by, settings),
    reason: values.reason ?? (typeof reason === 'string' ? reason : reasonUnsaid),
    ...(correcting !== undefined && { corrects: correcting }),
    files: await filesOf([...(values.file ?? []), ...pathsIn(files)]),
    json: values.json === true,
  }
}

/** Who does it: a name, a name with role and organisation, or nobody said: the account at this machine. */
export function personSaid(value: unknown, settings: Settings): Person {
  if (value === undefined || value === null) return personOf(undefined, settings)
  const read = readPerson(value, settings.organisation, 'operator')
  if ('says' in read) throw new CommandError(`--by ${read.says}`)
  return read.value
}

/** Those that say what the file is, and not what happened, beside the fields of the step. */
const ofEvent = ['format', 'type', 'subject', 'id', 'at', 'nonce', 'previous'] as const

async function jsonFile(path: string, step: PurchaseStep, purchase: string): Promise<Record<string, unknown>> {
  const bytes = await readFileBytes(path, jsonBytesMax)
  if (typeof bytes === 'string') throw new CommandError(`${path}: ${bytes}`)
  const value = parsed(path, bytes)
  const { type, subject } = value
  if (type !== undefined && type !== step) throw new CommandError(`${path}: type is ${String(type)}, not ${step}`)
  if (subject !== undefined && subject !== purchase)
    throw new CommandError(`${path}: subject is ${String(subject)}, not ${purchase}`)
  const { details, ...others } = value
  for (const name of ofEvent) delete others[name]
  const inner = isObject(details) ? details : {}
  // Who accepts says so by `purchase accept`; who hands over is who holds it.
  const { acceptance: _, from: __, ...fields } = { ...others, ...inner }
  return fields
}

function parsed(path: string, bytes: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    if (isObject(value)) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new CommandError(`${path}: is not JSON: ${error.message}`)
  }
  throw new CommandError(`${path}: is no JSON object with the fields of the step`)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Paths, alone or in `{path}` as a record has them. */
function pathsIn(files: unknown): string[] {
  if (!Array.isArray(files)) return []
  return files.map((file: unknown) => {
    const path = isObject(file) ? file['path'] : file
    if (typeof path !== 'string') throw new CommandError('files: each is a path')
    return path
  })
}

export async function filesOf(paths: readonly string[]): Promise<GivenStep['files']> {
  if (paths.length > filesMax) throw new CommandError(`at most ${filesMax} files`)
  const files: GivenStep['files'] = []
  for (const path of paths) {
    const bytes = await readFileBytes(path, fileBytesMax)
    if (typeof bytes === 'string') throw new CommandError(`${path}: ${bytes}`)
    files.push({ name: basename(path), bytes })
  }
  return files
}
