import type { SettingsReading } from '../../config/settings.ts'
import { DependencyDown } from '../model/dependency-down.ts'
import { suggestion } from '../model/did-you-mean.ts'
import { StartRefused } from '../model/start-refused.ts'
import { asUsageMistake } from './arguments.ts'
import { help, helpTopic } from './help.ts'
import { CommandError, type ExitCode, exitCode, type Io } from './verb.ts'
import { verbs as allVerbs, loaded, type NamedVerb } from './verbs.ts'
import { version } from './version.ts'

/**
 * Runs one command line and says how it ended; never rejects.
 * @param argv what was typed after the program's name
 * @param settings as read; mistakes in them end everything but help and --version with exit code 3
 */
export async function run(
  argv: readonly string[],
  io: Io,
  settings: SettingsReading,
  verbs: readonly NamedVerb[] = allVerbs,
): Promise<ExitCode> {
  const debug = argv.includes('--debug')
  const words = argv.filter((each) => each !== '--debug')
  try {
    return await dispatch(words, io, settings, verbs)
  } catch (error) {
    return failed(error, io, debug)
  }
}

const asksForHelp = (word: string | undefined): boolean => word === '--help' || word === '-h'

async function dispatch(
  argv: readonly string[],
  io: Io,
  settings: SettingsReading,
  verbs: readonly NamedVerb[],
): Promise<ExitCode> {
  const [name, ...args] = argv
  if (name === undefined || name === 'help' || asksForHelp(name)) {
    const [topic] = args
    io.out(
      topic === undefined ? help(await loaded(verbs)) : await helpTopic(asksForHelp(topic) ? 'help' : topic, verbs),
    )
    return name === undefined ? exitCode.usage : exitCode.fine
  }
  if (name === '--version' || name === '-v') {
    io.out(`morgiana ${version()}`)
    return exitCode.fine
  }
  const named = verbs.find((each) => each.name === name)
  if (!named) {
    const names = [...verbs.map((each) => each.name), 'help']
    throw new CommandError(`unknown verb "${name}"${suggestion(name, names) || '; "morgiana help" lists them'}`)
  }
  const ownArgs = args.includes('--') ? args.slice(0, args.indexOf('--')) : args
  if (ownArgs.some(asksForHelp)) {
    io.out(await helpTopic(name, verbs))
    return exitCode.fine
  }
  if (!settings.ok) {
    throw new CommandError(settings.mistakes.join('\n'), exitCode.configuration)
  }
  const verb = await named.load()
  try {
    return await verb.run(args, io, settings.settings)
  } catch (error) {
    throw asUsageMistake(error, verb) ?? error
  }
}

/** Says what ended a verb: one line for people, the stack only when it was asked for. */
function failed(error: unknown, io: Io, debug: boolean): ExitCode {
  const stack = error instanceof Error ? error.stack : undefined
  const say = (line: string): void => io.err(debug && stack !== undefined ? `${line}\n${stack}` : line)
  if (error instanceof CommandError) {
    say(error.message)
    return error.code
  }
  if (io.interrupted.aborted) {
    say('interrupted')
    return exitCode.interrupted
  }
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof DependencyDown) {
    say(message.split('\n', 1).join(''))
    return exitCode.dependencyDown
  }
  if (error instanceof StartRefused) {
    say(message)
    return error.because === 'configuration' ? exitCode.configuration : exitCode.notAllowed
  }
  say(`a bug in morgiana: ${message}${debug ? '' : ' (run again with --debug for the details that a report needs)'}`)
  return exitCode.bug
}
