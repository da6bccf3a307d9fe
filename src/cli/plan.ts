import { isBrowserThere } from '../app/browser.ts'
import { knownFacts } from '../app/known-facts.ts'
import { standardOf } from '../app/weights.ts'
import { marketplaces } from '../marketplaces/registry.ts'
import { qualityOf } from '../review/quality.ts'
import { readArguments } from './arguments.ts'
import { watchlistsOf } from './check.ts'
import { loadWatchlists } from './load-watchlists.ts'
import { planLines, planOf } from './plan-lines.ts'
import { exitCode, type Verb } from './verb.ts'

const filesMax = 100

export const plan: Verb = {
  name: 'plan',
  summary: 'what would be asked of whom, when, and what it costs; nothing is asked',
  usage: 'plan [--json] [WATCHLIST…]',
  example: 'morgiana plan config/watchlists/demo.yaml',
  async run(args, io, settings) {
    const words = { called: 'watchlist', min: 0, max: filesMax }
    const read = readArguments(plan, args, { json: { type: 'boolean' } } as const, words)
    const watches = await loadWatchlists(watchlistsOf(read.words))
    const rated = marketplaces.map((each) => ({ ...each, rate: settings.rates.get(each.id) ?? each.rate }))
    const found = { ...settings, hasBrowser: await isBrowserThere(settings) }
    const { factsOf, note } = await knownFacts(settings, watches)
    if (note && !read.values.json) io.err(note)
    const standard = standardOf(settings)
    const plans = watches.map((watch) => {
      const { expected } = qualityOf(factsOf(watch), standard)
      return planOf(watch, rated, found, expected, new Date())
    })
    if (read.values.json) io.out(JSON.stringify({ watches: plans }))
    else io.out(plans.map((each) => planLines(each).join('\n')).join('\n\n'))
    return exitCode.fine
  },
}
