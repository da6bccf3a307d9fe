import { openCommand } from '../app/ground.ts'
import { standardOf } from '../app/weights.ts'
import { type Agreement, type Quality, qualityOf } from '../review/quality.ts'
import type { Misses, Share } from '../review/verdict-figures.ts'
import { readArguments } from './arguments.ts'
import { expectedRows, type FigureRow, intervalText, percent, standingRow } from './expected-lines.ts'
import { CommandError, exitCode, type Verb } from './verb.ts'

const options = { watch: { type: 'string' }, json: { type: 'boolean' } } as const

export const quality: Verb = {
  name: 'quality',
  summary: 'how often hits are right, how far reviewers agree, and what is probably missed below the line',
  usage: 'quality [--watch ID] [--json]',
  example: 'morgiana quality',
  async run(args, io, settings) {
    const { values } = readArguments(quality, args, options, { called: 'words', min: 0, max: 0 })
    const ground = await openCommand(settings)
    try {
      const watch = values.watch ?? null
      if (watch !== null && !(await ground.store.watches.load(watch)))
        throw new CommandError(`there is no watch "${watch}"`)
      const figures = qualityOf(await ground.store.quality.facts(watch), standardOf(settings))
      for (const line of values.json ? [JSON.stringify(figures)] : qualityLines(figures)) io.out(line)
      return exitCode.fine
    } finally {
      await ground.close()
    }
  },
}

export const qualityLines = ({ precision, expected, agreement, misses, sources }: Quality): string[] => [
  `precision     ${precision ? shareText(precision, 'decided hits are counterfeit') : 'no hit has been decided yet'}`,
  ...[standingRow(expected), ...expectedRows(expected)].map(figureLine),
  ...agreementLines(agreement),
  ...missLines(misses),
  '',
  ...sources.map((source) => `  ${source}`),
]

/** As wide as the longest name. */
export const figureLine = ([name, text]: FigureRow): string => `${name.padEnd(14)}${text}`

export function agreementLines({ pairs, agreed, kappa, firstUpheld, waiting }: Agreement): string[] {
  const open = `${waiting.second} wait for a second look, ${waiting.third} for a third`
  if (!agreed) return [`agreement     nobody has looked a second time yet (${open})`]
  const beyond = kappa
    ? `kappa ${kappa.value.toFixed(2)} (${kappa.interval.low.toFixed(2)} to ${kappa.interval.high.toFixed(2)})`
    : 'kappa says nothing: everybody always said the same one thing'
  return [
    `agreement     ${shareText(agreed, 'second looks agree')}; ${beyond}`,
    ...(firstUpheld ? [`              ${shareText(firstUpheld, 'differences went to the first')}`] : []),
    `              ${pairs} hits were decided twice; ${open}`,
  ]
}

function missLines({ below, drawn, counterfeit, misses, recall }: Misses): string[] {
  const samples = `${drawn} drawn of ${below} listings below the line`
  if (!counterfeit || !misses) return [`misses        not known: no sample has been decided yet (${samples})`]
  const known = `about ${Math.round(misses.estimate)} (${Math.floor(misses.interval.low)} to ${Math.ceil(misses.interval.high)})`
  return [
    `misses        ${known}: ${shareText(counterfeit, 'decided samples are counterfeit')}; ${samples}`,
    `recall        ${recall ? `${percent(recall.estimate)} ${intervalText(recall.interval)} at the line` : 'not known: nothing was found yet'}`,
  ]
}

const shareText = ({ part, whole, share, interval }: Share, what: string): string =>
  `${percent(share)} ${intervalText(interval)}: ${part} of ${whole} ${what}`
