import { writeFile } from 'node:fs/promises'
import { printMistake, readWatchlist } from '../../config/watchlist.ts'
import { readArguments } from './arguments.ts'
import { knownMarketplaces } from './load-watchlists.ts'
import { CommandError, exitCode, type Io, type Verb } from './verb.ts'
import { type Answers, type Question, questions, watchlistText } from './watchlist-text.ts'

const options = {
  brand: { type: 'string' },
  product: { type: 'string' },
  price: { type: 'string' },
  marketplaces: { type: 'string' },
  keywords: { type: 'string' },
  force: { type: 'boolean' },
} as const

export const init: Verb = {
  name: 'init',
  summary: 'writes a first watchlist from five questions, or from options',
  usage:
    'init [--brand NAME] [--product NAME] [--price "129.00 USD"] [--marketplaces a,b] [--keywords "a, b"] [--force] [FILE]',
  example: 'morgiana init --brand Acme --keywords "acme trail runner" --marketplaces bazaar acme.yaml',
  async run(args, io) {
    const { values, words } = readArguments(init, args, options, { called: 'file', min: 0, max: 1 })
    const { force = false, ...given } = values
    const file = words[0] ?? 'watchlist.yaml'
    const answers = io.ask ? await askFor(given, io) : given
    const text = written(answers, file, io.ask !== undefined)
    await write(file, text, force)
    io.out(`${file} is written. Next: "morgiana check ${file}", "morgiana plan ${file}", then "morgiana up ${file}"`)
    return exitCode.fine
  },
}

const askedMax = 3

/** Asks what was not given; an answer that does not do is asked for again. @throws CommandError when it never does */
async function askFor(given: Answers, io: Io): Promise<Answers> {
  let answers = given
  for (const question of questions) {
    if (given[question.name] !== undefined) continue
    for (let asked = 1; ; asked++) {
      const answer = await io.ask?.(`${question.asks}${question.isOptional ? ' (may be left empty)' : ''}: `)
      if (answer === null || answer === undefined) throw new CommandError('nothing was written', exitCode.interrupted)
      const tried = { ...answers, [question.name]: answer.trim() }
      const wrong = wrongWith(question, tried)
      if (wrong.length === 0) {
        answers = tried
        break
      }
      for (const why of wrong) io.err(`  ${why}`)
      if (asked === askedMax) throw new CommandError('nothing was written', exitCode.configuration)
    }
  }
  return answers
}

/** What is wrong with the answer to one question, whatever the others are. */
function wrongWith(question: Question, answers: Answers): string[] {
  if (!answers[question.name]) return question.isOptional ? [] : [`${question.name} must not be empty`]
  const made = watchlistText(answers, '0 6 * * *', 'UTC')
  if (!made.ok) return [made.why]
  const reading = readWatchlist(made.text, 'watchlist.yaml', knownMarketplaces)
  return reading.ok ? [] : reading.mistakes.filter((each) => question.field.test(each.path)).map((each) => each.message)
}

/** @throws CommandError that names every missing or wrong answer */
function written(answers: Answers, file: string, wasAsked: boolean): string {
  const missing = questions.filter((each) => !each.isOptional && !answers[each.name]).map((each) => `--${each.name}`)
  // What is piped in is not read: an answer that is asked for again would take the next one's line.
  const why = wasAsked ? '' : '; it asks its questions at a terminal only, and standard input is none'
  if (missing.length > 0)
    throw new CommandError(`init needs ${missing.join(', ')}${why}\nusage: morgiana ${init.usage}`)
  const made = watchlistText(answers, '0 6 * * *', Intl.DateTimeFormat().resolvedOptions().timeZone)
  if (!made.ok) throw new CommandError(made.why)
  const reading = readWatchlist(made.text, file, knownMarketplaces)
  if (reading.ok) return made.text
  throw new CommandError(
    reading.mistakes.map((each) => printMistake(each).replace(/^.*? {2}/, '')).join('\n'),
    exitCode.configuration,
  )
}

async function write(file: string, text: string, force: boolean): Promise<void> {
  try {
    await writeFile(file, text, { flag: force ? 'w' : 'wx' })
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason'
    if (code === 'EEXIST') throw new CommandError(`${file} is there already; --force writes over it`)
    throw new CommandError(`${file} cannot be written (${code})`)
  }
}
