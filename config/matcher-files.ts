import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Evaluation } from '../src/model/evaluation.ts'
import type { ExchangeRates } from '../src/model/exchange-rates.ts'
import type { ConditionState, Lexicon, Pair, Term } from '../src/model/lexicon.ts'
import { folded } from '../src/model/text-folding.ts'
import type { Weights } from '../src/model/weights.ts'
import { readEvaluation } from './evaluation.ts'
import { readExchangeRates } from './exchange-rates.ts'
import type { Mistake } from './mistake.ts'
import { parsedJson } from './parsed-json.ts'
import { readTable } from './table.ts'

export type MatcherFiles = { lexicon: Lexicon; weights: Weights; rates: ExchangeRates; evaluation: Evaluation }
export type MatcherFilesReading = ({ ok: true } & MatcherFiles) | { ok: false; mistakes: Mistake[] }

const ownFile = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const termFiles = ['lexicon.tsv', 'context.tsv', 'goods.tsv', 'brands.tsv']

/**
 * Reads what the matcher goes by: the term files and weights beside the code (config/matcher), and the exchange rates
 * (config/rates.tsv, or a file of one's own). All mistakes at once, each with file and line.
 */
export function readMatcherFiles(exchangeRatesFile: string | null): MatcherFilesReading {
  const mistakes: Mistake[] = []
  const terms = termFiles.flatMap((name) => readTerms(textOf(ownFile(`matcher/${name}`)), `matcher/${name}`, mistakes))
  const pairs = readPairs(textOf(ownFile('matcher/pairs.tsv')), 'matcher/pairs.tsv', mistakes)
  const commonWords = new Set(
    textOf(ownFile('matcher/common-words.txt'))
      .split(/\s+/)
      .filter((word) => word !== ''),
  )
  const conditions = readConditions(textOf(ownFile('matcher/conditions.tsv')), 'matcher/conditions.tsv', mistakes)
  const weights = readWeights(textOf(ownFile('matcher/weights.json')), 'matcher/weights.json', mistakes)
  const rates = ratesOf(exchangeRatesFile, mistakes)
  const evaluation = readEvaluation(textOf(ownFile('matcher/evaluated.json')), 'matcher/evaluated.json', mistakes)
  if (mistakes.length > 0 || !weights || !rates || !evaluation) return { ok: false, mistakes }
  const version = lexiconVersion(textOf(ownFile('matcher/lexicon.tsv')))
  return { ok: true, lexicon: { version, terms, pairs, commonWords, conditions }, weights, rates, evaluation }
}

function ratesOf(own: string | null, mistakes: Mistake[]): ExchangeRates | null {
  const file = own ?? ownFile('rates.tsv')
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const message = `cannot read the exchange rates: ${error instanceof Error ? error.message : String(error)}`
    mistakes.push({ file, line: 1, column: 1, path: '', message })
    return null
  }
  const reading = readExchangeRates(text, own ?? 'rates.tsv')
  if (reading.ok) return reading.rates
  mistakes.push(...reading.mistakes)
  return null
}

const textOf = (path: string) => readFileSync(path, 'utf8')

/** The first line that says `# version …`. */
const lexiconVersion = (text: string) => /^# version (\S+)/m.exec(text)?.[1] ?? 'undated'

/** Columns: term (alternatives separated by " | "), language, kind, strength, unless (kinds, by commas), note. */
export function readTerms(text: string, file: string, mistakes: Mistake[]): Term[] {
  const table = readTable(text, file)
  mistakes.push(...table.mistakes)
  return table.rows.flatMap(({ cells, line }) => {
    const [alternatives = '', language = '', kind = '', strength = '', unless = '', note = ''] = cells
    const value = Number(strength)
    const say = (message: string) => mistakes.push({ file, line, column: 1, path: alternatives.slice(0, 40), message })
    if (!/^(wording|cue|part|goods|brand|packaging|supply|condition)\.[a-z-]+$/.test(kind))
      say(`"${kind}" is no kind of term`)
    if (!(value >= 0 && value <= 1) || strength === '') say(`the strength must be 0 to 1, not "${strength}"`)
    if (/^wording\./.test(kind) && openStem.test(alternatives))
      say('a word that goes on needs four letters: others begin like it')
    const kinds = kindsOf(unless)
    return alternatives.split('|').flatMap((one) => {
      const term = one.trim()
      return term === '' ? [] : [{ text: term, language, kind, strength: value, unless: kinds, note }]
    })
  })
}

/** Three letters and a `*`: "nep*" would be "nepotism" too. */
const openStem = /(?:^|\|)\s*\p{Script=Latin}{1,3}\*/u

const conditionStates: readonly ConditionState[] = ['new', 'used', 'refurbished', 'parts']

/** What the words of a condition field mean; where two rows name the same words, the later one counts. */
function readConditions(text: string, file: string, mistakes: Mistake[]): Map<string, ConditionState> {
  const states = new Map<string, ConditionState>()
  for (const { text: words, kind } of readTerms(text, file, mistakes)) {
    const state = conditionStates.find((one) => kind === `condition.${one}`)
    if (state) states.set(folded(words), state)
    else mistakes.push({ file, line: 1, column: 1, path: words, message: `"${kind}" is no condition` })
  }
  return states
}

const kindsOf = (cell: string): string[] =>
  cell
    .split(',')
    .map((kind) => kind.trim())
    .filter((kind) => kind !== '')

function readPairs(text: string, file: string, mistakes: Mistake[]): Pair[] {
  const table = readTable(text, file)
  mistakes.push(...table.mistakes)
  return table.rows.map(({ cells, line }) => {
    const [kind = '', first = '', second = '', gap = '', strength = '', unless = '', note = ''] = cells
    if (!/^\d{1,2}$/.test(gap) || !(Number(strength) >= 0 && Number(strength) <= 1)) {
      mistakes.push({ file, line, column: 1, path: kind, message: 'gap must be 0 to 99 and strength 0 to 1' })
    }
    return { kind, first, second, gap: Number(gap), strength: Number(strength), unless: kindsOf(unless), note }
  })
}

const probability = z.number().gt(0).lt(1)
const weightsShape = z.strictObject({
  version: z.string().min(1),
  date: z.iso.date(),
  source: z.string(),
  line: probability,
  visitLine: probability,
  prior: z.number().min(-10).max(10),
  caps: z.strictObject({ noBrandLink: probability, tooFewSignals: probability, authorisedSeller: probability }),
  allowedFactor: z.number().min(1).max(5).exactOptional(),
  signals: z.record(
    z.string(),
    z.strictObject({
      class: z.enum(['strong', 'medium', 'weak', 'link', 'allow', 'circumstance']),
      weight: z.number().min(-10).max(10),
    }),
  ),
})

/** The caps must lie below the line, or the rules they stand for would not hold. */
export function readWeights(text: string, file: string, mistakes: Mistake[]): Weights | null {
  const at = (path: string, message: string) =>
    mistakes.push({ file, line: lineOf(text, path), column: 1, path, message })
  const weights = parsedJson(text, weightsShape, at)
  if (!weights) return null
  for (const [name, cap] of Object.entries(weights.caps)) {
    if (cap >= weights.line) at(`caps.${name}`, `must be below the line (${weights.line})`)
  }
  if (weights.visitLine > weights.line) at('visitLine', `must not be above the line (${weights.line})`)
  return weights
}

const lineOf = (text: string, path: string): number => {
  const key = path.split('.').findLast((part) => part !== '')
  const at = key === undefined ? -1 : text.indexOf(`"${key}"`)
  return at < 0 ? 1 : text.slice(0, at).split('\n').length
}
