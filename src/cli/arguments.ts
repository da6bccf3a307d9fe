import { type ParseArgsConfig, parseArgs } from 'node:util'
import { suggestion } from '../model/did-you-mean.ts'
import { CommandError, type Verb } from './verb.ts'

type Options = NonNullable<ParseArgsConfig['options']>
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: O; allowPositionals: true; strict: true }>
>

/** How many words beside the options a verb takes, and what they are called in messages. */
type Words = { called: string; min: number; max: number }

/**
 * A verb's arguments: options as `node:util` parseArgs gives them, and the words beside them.
 * @throws CommandError (exit code 2) that says what is wrong and how the verb is used
 */
export function readArguments<const O extends Options>(
  verb: Pick<Verb, 'name' | 'usage'>,
  args: readonly string[],
  options: O,
  words: Words,
): { values: Parsed<O>['values']; words: string[] } {
  const { values, positionals } = parsed(verb, args, options)
  if (positionals.length < words.min) {
    throw usageMistake(`${verb.name} needs ${words.min === 1 ? 'a' : `${words.min}`} ${words.called}`, verb)
  }
  const extra = positionals[words.max]
  if (extra !== undefined) throw usageMistake(`${verb.name} does not know what to do with "${extra}"`, verb)
  return { values, words: positionals }
}

function parsed<const O extends Options>(verb: Pick<Verb, 'usage'>, args: readonly string[], options: O): Parsed<O> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw asUsageMistake(error, verb) ?? error
  }
}

/** The value of an option that is a number; `undefined` where it was not given. @throws CommandError for another text */
export function wholeNumber(option: string, text: string | undefined, min: number, max: number): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,10}$/.test(text) && Number(text) >= min && Number(text) <= max) return Number(text)
  throw new CommandError(`${option} must be a whole number from ${min} to ${max}, not "${text}"`)
}

const usageMistake = (why: string, { usage }: Pick<Verb, 'usage'>): CommandError =>
  new CommandError(`${why}\nusage: morgiana ${usage}`)

/** What parseArgs threw, in our words, with a did-you-mean from the verb's usage; `null` for any other error. */
export function asUsageMistake(error: unknown, verb: Pick<Verb, 'usage'>): CommandError | null {
  if (!(error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))) return null
  const [, unknown] = /^Unknown option '(--?[^']+)'/.exec(error.message) ?? []
  // Node adds advice about "--" that helps nobody who mistyped an option.
  if (unknown === undefined)
    return usageMistake((error.message.split(/\.\s/, 1)[0] ?? '').replace(/^Option/, 'option'), verb)
  const known = verb.usage.match(/--[a-z][a-z-]*/g) ?? []
  return usageMistake(`unknown option "${unknown}"${suggestion(unknown, known)}`, verb)
}
