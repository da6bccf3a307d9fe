import type { MatcherFiles } from '../../config/matcher-files.ts'
import { openCommand } from '../app/ground.ts'
import { readyFiles, weightsInForce } from '../app/weights.ts'
import { changesOf } from '../match/learn/changes.ts'
import { examplesOf, weightsVersionOf } from '../match/learn/examples.ts'
import { propose } from '../match/learn/proposal.ts'
import { suggestion } from '../model/did-you-mean.ts'
import type { Weights } from '../model/weights.ts'
import { qualityOf } from '../review/quality.ts'
import type { Store } from '../store/store.ts'
import { readArguments } from './arguments.ts'
import { baseRateRow } from './expected-lines.ts'
import { chosenLines, type Learnt, learntLines, versionLine, versionLines } from './learn-lines.ts'
import { agreementLines, figureLine } from './quality.ts'
import { CommandError, exitCode, type Io, type Verb } from './verb.ts'

/** The newest verdicts, and the newest scores, that are looked at. */
const decidedMax = 20_000
const scoredMax = 20_000
/** Changes that are named one by one, in each direction. */
const changesShown = 20
const choicesShown = 50

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const options = {
  ...{ watch: text, accept: text, 'back-to': text, show: text, as: text },
  ...{ list: flag, json: flag },
} as const

export type LearnCommand =
  | { kind: 'fit'; watch: string | null; json: boolean }
  | { kind: 'choose'; version: string | null; by: string; json: boolean }
  | { kind: 'list'; json: boolean }
  | { kind: 'show'; version: string; json: boolean }

export const learn: Verb = {
  name: 'learn',
  summary:
    'fit the weights of the signals to the verdicts, and show what would change; nothing does until it is accepted',
  usage:
    'learn [--watch ID] [--json] | --list | --show VERSION | --accept VERSION --as NAME | --back-to VERSION --as NAME',
  example: 'morgiana learn',
  async run(args, io, settings) {
    const command = readLearnCommand(args)
    const files = readyFiles(settings)
    const ground = await openCommand(settings)
    try {
      await runLearnCommand(command, ground.store, files, io, new Date())
      return exitCode.fine
    } finally {
      await ground.close()
    }
  },
}

/** @throws CommandError (exit code 2) */
export function readLearnCommand(args: readonly string[]): LearnCommand {
  const { values } = readArguments(learn, args, options, { called: 'words', min: 0, max: 0 })
  const json = values.json ?? false
  const asked = (['accept', 'back-to', 'show', 'list'] as const).filter((name) => values[name] !== undefined)
  const usage = `\nusage: morgiana ${learn.usage}`
  if (asked.length > 1) throw new CommandError(`--${asked.join(' and --')} do not go together${usage}`)
  const version = values.accept ?? values['back-to']
  if (version !== undefined) {
    if (!values.as) throw new CommandError(`--${asked[0]} needs --as NAME: the audit log says who did it${usage}`)
    return { kind: 'choose', version: version === 'shipped' ? null : version, by: values.as, json }
  }
  if (values.as) throw new CommandError(`--as goes with --accept or --back-to${usage}`)
  if (values.show !== undefined) return { kind: 'show', version: values.show, json }
  return values.list ? { kind: 'list', json } : { kind: 'fit', watch: values.watch ?? null, json }
}

/** @param files `weights` are those of this release @throws CommandError for a version, watch or person that is not there */
export async function runLearnCommand(
  command: LearnCommand,
  store: Store,
  { weights: shipped, evaluation }: Pick<MatcherFiles, 'weights' | 'evaluation'>,
  io: Io,
  now: Date,
): Promise<void> {
  const inForce = await weightsInForce(store, shipped, now)
  const say = (document: unknown, lines: readonly string[]) => {
    for (const line of command.json ? [JSON.stringify(document)] : lines) io.out(line)
  }
  if (command.kind === 'fit') {
    const learnt = await learnFrom(store, inForce, command.watch, now)
    const facts = await store.quality.facts(command.watch)
    const { agreement, expected } = qualityOf(facts, { line: inForce.line, evaluation })
    const lines = [...learntLines(learnt), '', ...agreementLines(agreement), figureLine(baseRateRow(expected.baseRate))]
    return say({ ...learnt, agreement, baseRate: expected.baseRate }, lines)
  }
  const versions = await store.learning.versions()
  if (command.kind === 'list') {
    const choices = await store.learning.choices(choicesShown)
    const document = { inForce: inForce.version, shipped: shipped.version, versions, choices }
    return say(document, versionLines(versions, choices, inForce, shipped))
  }
  const { version } = command
  const found = versions.find((each) => each.weights.version === version)
  if (version !== null && !found)
    throw new CommandError(
      noVersion(
        version,
        versions.map((each) => each.weights.version),
      ),
    )
  if (command.kind === 'show') return say(found, found ? [versionLine(found), JSON.stringify(found, null, 2)] : [])
  const outcome = await store.learning.choose(version, await adminOf(store, command.by), now)
  say({ version, outcome }, chosenLines(version ?? `shipped (${shipped.version})`, outcome))
}

async function learnFrom(store: Store, inForce: Weights, watch: string | null, now: Date): Promise<Learnt> {
  if (watch !== null && !(await store.watches.load(watch))) throw new CommandError(`there is no watch "${watch}"`)
  const known = new Map((await store.learning.versions()).map(({ weights }) => [weights.version, weights]))
  const weightsOf = (matcher: string) => known.get(weightsVersionOf(matcher)) ?? null
  const { examples, unreadable } = examplesOf(await store.learning.decided(watch, decidedMax), weightsOf)
  const outcome = propose(inForce, examples, unreadable)
  if (outcome.kind === 'too-few') return { ...outcome, inForce: inForce.version, unreadable }
  const { weights, fittedOn } = outcome
  await store.learning.keepVersion({ kind: 'learned', weights, fittedOn }, now)
  const changes = changesOf(await store.learning.scored(watch, scoredMax), weights, weightsOf, changesShown)
  return { kind: 'proposal', watch, weights, before: inForce, fittedOn, changes }
}

const noVersion = (version: string, known: readonly string[]): string =>
  `there are no weights "${version}"${suggestion(version, known) || '; morgiana learn --list shows them'}`

/** Weights decide what every reviewer sees: an admin takes them into use, by name. */
async function adminOf(store: Store, name: string): Promise<string> {
  const users = await store.users.all(new Date())
  const found = users.find((user) => user.name === name)
  if (!found) {
    const near = suggestion(
      name,
      users.map((user) => user.name),
    )
    throw new CommandError(`there is no user "${name}"${near || '; morgiana user list shows everybody'}`)
  }
  if (found.role !== 'admin') throw new CommandError(`${name} is ${found.role}: an admin takes weights into use`)
  return found.name
}
