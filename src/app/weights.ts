import { type MatcherFiles, readMatcherFiles } from '../../config/matcher-files.ts'
import { printMistake } from '../../config/mistake.ts'
import type { Settings } from '../../config/settings.ts'
import { completed } from '../match/learn/proposal.ts'
import { StartRefused } from '../model/start-refused.ts'
import type { Weights } from '../model/weights.ts'
import type { Standard } from '../review/expected.ts'
import type { Store } from '../store/store.ts'

/** @throws StartRefused (configuration) with every mistake in the matcher's files */
export function readyFiles(settings: Settings): MatcherFiles {
  const files = readMatcherFiles(settings.exchangeRatesFile)
  if (files.ok) return files
  throw new StartRefused(files.mistakes.map(printMistake).join('\n'), 'configuration')
}

/**
 * The weights that this start uses: those that a person took into use, else what ships. Every version that was ever used
 * is kept, so that an old score can be computed again and its findings be learnt from.
 */
export async function weightsInForce({ learning }: Store, shipped: Weights, now: Date): Promise<Weights> {
  await learning.keepVersion({ kind: 'shipped', weights: shipped, fittedOn: null }, now)
  const [choice] = await learning.choices(1)
  const chosen =
    choice?.version && (await learning.versions()).find(({ weights }) => weights.version === choice.version)
  if (!chosen) return shipped
  const weights = completed(chosen.weights, shipped)
  if (weights !== chosen.weights) await learning.keepVersion({ kind: 'completed', weights, fittedOn: null }, now)
  return weights
}

/** What to expect of the matcher before anybody decides. A fit moves no line: that of the shipped weights is every version's. */
export function standardOf(settings: Settings): Standard {
  const { weights, evaluation } = readyFiles(settings)
  return { line: weights.line, evaluation }
}
