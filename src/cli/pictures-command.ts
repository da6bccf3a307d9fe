import { type PictureKind, pictureKinds } from '../model/known-picture.ts'
import { readArguments } from './arguments.ts'
import { CommandError, type Verb } from './verb.ts'

/** What was asked of `pictures`, checked before anything is opened. */
export type PicturesCommand = { json: boolean } & (
  | { kind: 'add'; watch: string; pictureKind: PictureKind; files: string[] }
  | { kind: 'list'; watch: string | null }
  | { kind: 'remove'; ids: string[] }
  | { kind: 'alike'; marketplace: string; listing: string }
)

const options = { json: { type: 'boolean' }, watch: { type: 'string' }, kind: { type: 'string' } } as const
const wordsMax = 1_001

/** @throws CommandError (exit code 2) that says what is missing or wrong */
export function readPicturesCommand(verb: Pick<Verb, 'name' | 'usage'>, args: readonly string[]): PicturesCommand {
  const called = 'word: add, list, remove or alike'
  const { values, words } = readArguments(verb, args, options, { called, min: 1, max: wordsMax })
  const usage = (why: string) => new CommandError(`${why}\nusage: morgiana ${verb.usage}`)
  const [action, ...rest] = words
  const [first, second, third] = rest
  const json = values.json ?? false
  const { watch } = values
  if (values.kind !== undefined && action !== 'add') throw usage(`pictures ${action} has no --kind`)
  switch (action) {
    case 'add': {
      const pictureKind = pictureKinds.find((known) => known === values.kind)
      if (watch === undefined) throw usage('pictures add needs --watch ID')
      if (!pictureKind) throw usage('pictures add needs --kind official or --kind fake')
      if (first === undefined) throw usage('pictures add needs a FILE')
      return { kind: 'add', watch, pictureKind, files: rest, json }
    }
    case 'list':
      if (first !== undefined) throw usage(`pictures list does not know what to do with "${first}"`)
      return { kind: 'list', watch: watch ?? null, json }
    case 'remove':
      if (first === undefined) throw usage('pictures remove needs an ID; "pictures list" shows them')
      return { kind: 'remove', ids: rest, json }
    case 'alike':
      if (first === undefined || second === undefined) throw usage('pictures alike needs a MARKETPLACE and a LISTING')
      if (third !== undefined) throw usage(`pictures alike does not know what to do with "${third}"`)
      return { kind: 'alike', marketplace: first, listing: second, json }
    default:
      throw usage(`pictures does not know "${action}"`)
  }
}
