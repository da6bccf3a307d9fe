import { figuresOf } from '../match/figures.ts'
import { caseOf, type LabelledRecord, labelledRecord, type Scored } from '../match/labelled.ts'
import { leaveBrandsOut } from '../match/learn/backtest.ts'
import { exampleOf } from '../match/learn/examples.ts'
import { type Matcher, openMatcher } from '../match/matcher.ts'
import { pictureKey } from '../match/picture.ts'
import type { Weights } from '../model/weights.ts'
import { readArguments } from './arguments.ts'
import { mistakesSaid, readJsonLines } from './json-lines.ts'
import { matcherParts } from './ready-matcher.ts'
import { CommandError, exitCode, type Verb } from './verb.ts'

const options = {
  rates: { type: 'string' },
  json: { type: 'boolean' },
  scores: { type: 'boolean' },
  'leave-brands-out': { type: 'boolean' },
} as const

/** DESIGN.md §5: figures of the matcher on labelled records. With a mistake in the file there are no figures. */
export const evaluate: Verb = {
  name: 'evaluate',
  summary: 'what the matcher is worth on labelled listings: precision, recall, by language and by signal',
  usage: 'evaluate [--rates FILE] [--scores] [--leave-brands-out] LABELLED.jsonl',
  example: 'morgiana evaluate labelled.jsonl',
  async run(args, io, settings) {
    const { values, words } = readArguments(evaluate, args, options, {
      called: 'file of labelled listings',
      min: 1,
      max: 1,
    })
    const parts = matcherParts(values.rates ?? settings.exchangeRatesFile)
    const matcher = openMatcher(parts)
    const mistakes: string[] = []
    const scored: Scored[] = []
    for await (const line of readJsonLines(words[0] ?? '', labelledRecord)) {
      if (io.interrupted.aborted) return exitCode.interrupted
      if (line.ok) scored.push(scoredOf(line.value, matcher))
      else mistakes.push(line.mistake)
    }
    if (mistakes.length > 0) throw new CommandError(mistakesSaid(mistakes).join('\n'), exitCode.configuration)
    if (values.scores) for (const one of scored) io.err(JSON.stringify(scoreLine(one)))
    const unseen = values['leave-brands-out'] && { leave_brands_out: brandsLeftOut(scored, parts.weights) }
    io.out(JSON.stringify({ matcher: matcher.version, line: matcher.line, ...figuresOf(scored), ...unseen }))
    return exitCode.fine
  },
}

function scoredOf(record: LabelledRecord, matcher: Matcher): Scored {
  const one = caseOf(record)
  const pictures = one.picture ? new Map([[pictureKey(one.listing), one.picture]]) : new Map()
  const scored = matcher.score(one.watch, [one.listing], pictures)[0]
  if (!scored) throw new Error(`no score for ${record.id}`)
  return { one, score: scored.score.score, isHit: scored.isHit, findings: scored.score.findings }
}

/** The figures that weights fitted on the other brands would have: what to expect of brands that nobody has labelled yet. */
function brandsLeftOut(scored: readonly Scored[], weights: Weights) {
  // Labels have no day: none is older than another.
  const said = { weight: 1, decidedAt: new Date(0) }
  const examples = scored.map(({ one, findings }) =>
    exampleOf(findings, weights, { ...said, isCounterfeit: one.isSuspect, watch: one.watch.brand }),
  )
  const left = leaveBrandsOut(weights, examples)
  if (!left) throw new CommandError('--leave-brands-out needs labelled listings of two brands', exitCode.usage)
  const rescored = scored.map((one, at) => {
    const score = left.scores[at] ?? 0
    return { ...one, score, isHit: score >= weights.line }
  })
  return { brands: new Set(examples.map(({ watch }) => watch)).size, folds: left.folds, ...figuresOf(rescored) }
}

const scoreLine = ({ one, score, findings }: Scored) => ({
  id: one.id,
  score: Math.round(score * 1e4) / 1e4,
  label: one.isSuspect ? 'suspect' : 'allowed',
  findings: findings.map(({ signal, weight }) => [signal, weight]),
})
