import { settingsPage } from '../../config/settings-page.ts'
import { suggestion } from '../model/did-you-mean.ts'
import { CommandError, exitCode, type Verb } from './verb.ts'
import type { NamedVerb } from './verbs.ts'

const meanings: Record<keyof typeof exitCode, string> = {
  fine: 'fine',
  bug: 'a bug in morgiana',
  usage: 'the command line was not understood',
  configuration: 'a mistake in a watchlist or a setting',
  notAllowed: 'not allowed',
  partialCoverage: 'not everything planned was seen',
  hitsFound: 'scan --fail-on-hits found some',
  dependencyDown: 'the database or the queues cannot be reached',
  integrityBroken: 'stored evidence or audit entries do not fit together',
  interrupted: 'interrupted',
}

/** The list of verbs. */
export function help(verbs: readonly Verb[]): string {
  const width = Math.max(4, ...verbs.map((each) => each.name.length))
  return [
    'morgiana watches marketplaces for counterfeits.',
    '',
    'usage: morgiana VERB [options]',
    '',
    ...verbs.map((each) => `  ${each.name.padEnd(width)}  ${each.summary}`),
    `  ${'help'.padEnd(width)}  what a verb does, with an example; also "help settings", "help exit-codes"`,
    '',
    'options of every verb: --help, --debug; morgiana --version',
  ].join('\n')
}

const helpOnHelp = [
  'what a verb does and how it is called; the settings; the exit codes',
  '',
  'usage: morgiana help [VERB | settings | exit-codes]',
  '',
  'Without a word it lists the verbs. "morgiana VERB --help" says the same as "morgiana help VERB".',
  '',
  'example: morgiana help scan',
].join('\n')

/** The help of one verb, or of the settings or exit codes. @throws CommandError for anything else */
export async function helpTopic(topic: string, verbs: readonly NamedVerb[]): Promise<string> {
  if (topic === 'help') return helpOnHelp
  if (topic === 'settings') return settingsPage().trimEnd()
  if (topic === 'exit-codes') {
    const codes = Object.entries(exitCode).map(
      ([name, code]) => [code, meanings[name as keyof typeof exitCode]] as const,
    )
    return codes.map(([code, meaning]) => `${String(code).padStart(3)}  ${meaning}`).join('\n')
  }
  const named = verbs.find((each) => each.name === topic)
  if (!named) {
    const topics = [...verbs.map((each) => each.name), 'help', 'settings', 'exit-codes']
    throw new CommandError(`no help on "${topic}"${suggestion(topic, topics) || '; "morgiana help" lists the verbs'}`)
  }
  const verb = await named.load()
  return [verb.summary, '', `usage: morgiana ${verb.usage}`, '', `example: ${verb.example}`].join('\n')
}
