import { figuresOf } from '../match/figures.ts'
import { type Case, caseOf, labelledRecord, type Scored } from '../match/labelled.ts'
import { leaveBrandsOut } from '../match/learn/backtest.ts'
import { exampleOf } from '../match/learn/examples.ts'
import { type Matcher, openMatcher } from '../match/matcher.ts'
import { pictureKey } from '../match/picture.ts'
import { type Shops, shopsOf } from '../match/shop.ts'
import type { Weights } from '../model/weights.ts'
import type { ScoredListing } from '../store/matching/matching-store.ts'
import { readArguments } from './arguments.ts'
import { mistakesSaid, readJsonLines } from './json-lines.ts'
import { matcherParts } from './ready-matcher.ts'
import { CommandError, exitCode, type Verb } from './verb.ts'

const options = {
  rates: { type: 'string' },
  json: { type: 'boolean' },
  scores: { type: 'boolean' },
  'leave-brands-out': { type: 'boolean' },
  'leave-sources-out': { type: 'boolean' },
} as const

/** DESIGN.md §5: figures of the matcher on labelled records. With a mistake in the file there are no figures. */
export const evaluate: Verb = {
  name: 'evaluate',
  summary: 'what the matcher is worth on labelled listings: precision, recall, by language and by signal',
  usage: 'evaluate [--rates FILE] [--scores] [--leave-brands-out] [--leave-sources-out] LABELLED.jsonl',
  example: 'morgiana evaluate samples/labelled.jsonl',
  async run(args, io, settings) {
    const { values, words } = readArguments(evaluate, args, options, {
      called: 'file of labelled listings',
      min: 1,
      max: 1,
    })
    const parts = matcherParts(values.rates ?? settings.exchangeRatesFile)
    const matcher = openMatcher(parts)
    const mistakes: string[] = []
    const cases: Case[] = []
    for await (const line of readJsonLines(words[0] ?? '', labelledRecord)) {
      if (io.interrupted.aborted) return exitCode.interrupted
      if (line.ok) cases.push(caseOf(line.value))
      else mistakes.push(line.mistake)
    }
    if (mistakes.length > 0) throw new CommandError(mistakesSaid(mistakes).join('\n'), exitCode.configuration)
    const scored = scoredAll(cases, matcher)
    if (values.scores) for (const one of scored) io.err(JSON.stringify(scoreLine(one)))
    const unseen = {
      ...(values['leave-brands-out'] && { leave_brands_out: leftOut(scored, parts.weights, 'brands') }),
      ...(values['leave-sources-out'] && { leave_sources_out: leftOut(scored, parts.weights, 'sources') }),
    }
    io.out(JSON.stringify({ matcher: matcher.version, line: matcher.line, ...figuresOf(scored), ...unseen }))
    return exitCode.fine
  },
}

/** Each listing is scored with what the file's other listings say of its shop. */
function scoredAll(cases: readonly Case[], matcher: Matcher): Scored[] {
  const points = cases.flatMap((one) => {
    const { shopPoint } = scoredOf(one, matcher, null)
    return shopPoint ? [shopPoint] : []
  })
  const shops = shopsOf(points)
  return cases.map((one) => {
    const scored = scoredOf(one, matcher, shops)
    return { one, score: scored.score.score, isHit: scored.isHit, findings: scored.score.findings }
  })
}

function scoredOf(one: Case, matcher: Matcher, shops: Shops | null): ScoredListing {
  const pictures = one.picture ? new Map([[pictureKey(one.listing), one.picture]]) : new Map()
  const before = { points: [], recordOf: () => null, copiesOf: () => [], ...(shops && { shopOf: shops }) }
  const scored = matcher.score(one.watch, [one.listing], pictures, before)[0]
  if (!scored) throw new Error(`no score for ${one.id}`)
  return scored
}

/**
 * The figures that weights fitted on the other brands, or on the other marketplaces, would have: what to expect of those that
 * nobody has labelled yet.
 */
function leftOut(scored: readonly Scored[], weights: Weights, what: 'brands' | 'sources') {
  // Labels have no day: none is older than another.
  const said = { weight: 1, decidedAt: new Date(0) }
  const examples = scored.map(({ one, findings }) =>
    exampleOf(findings, weights, {
      ...said,
      isCounterfeit: one.isSuspect,
      watch: what === 'brands' ? one.watch.brand : one.listing.marketplace,
    }),
  )
  const left = leaveBrandsOut(weights, examples)
  if (!left) throw new CommandError(`--leave-${what}-out needs labelled listings of two ${what}`, exitCode.usage)
  const rescored = scored.map((one, at) => {
    const score = left.scores[at] ?? 0
    return { ...one, score, isHit: score >= weights.line }
  })
  return { [what]: new Set(examples.map(({ watch }) => watch)).size, folds: left.folds, ...figuresOf(rescored) }
}

const scoreLine = ({ one, score, findings }: Scored) => ({
  id: one.id,
  score: Math.round(score * 1e4) / 1e4,
  label: one.isSuspect ? 'suspect' : 'allowed',
  findings: findings.map(({ signal, weight }) => [signal, weight]),
})
