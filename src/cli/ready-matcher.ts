import { readMatcherFiles } from '../../config/matcher-files.ts'
import { printMistake } from '../../config/mistake.ts'
import { type Matcher, openMatcher } from '../match/matcher.ts'
import { CommandError, exitCode } from './verb.ts'

/** The matcher as it ships, with the exchange rates of a file of one's own if there is one. @throws CommandError (configuration) */
export const readyMatcher = (exchangeRatesFile: string | null): Matcher => openMatcher(matcherParts(exchangeRatesFile))

/** What it is made of. @throws CommandError (configuration) */
export function matcherParts(exchangeRatesFile: string | null): Parameters<typeof openMatcher>[0] {
  const files = readMatcherFiles(exchangeRatesFile)
  if (files.ok) return files
  throw new CommandError(files.mistakes.map(printMistake).join('\n'), exitCode.configuration)
}
