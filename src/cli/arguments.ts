import { type ParseArgsConfig, parseArgs } from 'node:util'
import { suggestion } from '../model/did-you-mean.ts'
import { CommandError, type Verb } from './verb.ts'

type Options = NonNullable<ParseArgsConfig['options']>
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: O; allowPositionals: true; strict: true }>
>

/** How many words beside the options a verb takes, and what they are called in messages. */
export type Words = { called: string; min: number; max: number }
export const noWords: Words = { called: 'word', min: 0, max: 0 }

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
  const wrong = (why: string): CommandError => new CommandError(`${why}\nusage: ${verb.usage}`)
  const { values, positionals } = parsed(args, options, wrong)
  if (positionals.length < words.min) {
    throw wrong(`${verb.name} needs ${words.min === 1 ? 'a' : `${words.min}`} ${words.called}`)
  }
  const extra = positionals[words.max]
  if (extra !== undefined) throw wrong(`${verb.name} does not know what to do with "${extra}"`)
  return { values, words: positionals }
}

function parsed<const O extends Options>(
  args: readonly string[],
  options: O,
  wrong: (why: string) => CommandError,
): Parsed<O> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const [, unknown] = /^Unknown option '--?([^']+)'/.exec(error.message) ?? []
    if (unknown === undefined) throw wrong(firstSentence(error.message))
    const names = Object.keys(options)
    throw wrong(`unknown option "--${unknown}"${suggestion(unknown, names).replace(/"(.+)"/, '"--$1"')}`)
  }
}

/** Node adds advice about "--" that helps nobody who mistyped an option. */
const firstSentence = (message: string): string =>
  (message.split(/\.\s/, 1)[0] ?? message).replace(/^Option /, 'option ')

/** A whole number given with an option. @throws CommandError */
export function wholeNumber(option: string, text: string, min: number, max: number): number {
  const number = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN
  if (number >= min && number <= max) return number
  throw new CommandError(`--${option} must be a whole number from ${min} to ${max}, not "${text}"`)
}
