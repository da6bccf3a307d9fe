import { openCommand } from '../app/ground.ts'
import type { Interval } from '../model/interval.ts'
import { type Agreement, type Expected, type Misses, type Quality, qualityOf, type Share } from '../review/quality.ts'
import { readArguments } from './arguments.ts'
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
      const figures = qualityOf(await ground.store.quality.facts(watch))
      for (const line of values.json ? [JSON.stringify(figures)] : qualityLines(figures)) io.out(line)
      return exitCode.fine
    } finally {
      await ground.close()
    }
  },
}

export const qualityLines = ({ precision, expected, agreement, misses, sources }: Quality): string[] => [
  `precision     ${precision ? shareText(precision, 'decided hits are counterfeit') : 'no hit has been decided yet'}`,
  ...expectedLines(expected),
  ...agreementLines(agreement),
  ...missLines(misses),
  '',
  ...sources.map((source) => `  ${source}`),
]

function expectedLines({ precision, misses, baseRate, picked }: Expected): string[] {
  const line = picked && [
    `line          ${picked.line}, since ${picked.since}: ${picked.reviewsADay} reviews a day, of ${picked.listingsADay.toFixed(1)} new listings a day`,
  ]
  if (!baseRate) return line ?? []
  const right = precision
    ? `${percent(precision.share)} ${intervalText(precision.interval)} of ${precision.whole} hits right`
    : 'no hit'
  const missed = misses
    ? `about ${Math.round(misses.estimate)} (${Math.floor(misses.interval.low)} to ${Math.ceil(misses.interval.high)}) missed`
    : 'nothing below the line'
  const base = `base rate ${percent(baseRate.share)} ${intervalText(baseRate.interval)}`
  return [...(line ?? []), `expected      ${right}, ${missed}, by the scores alone; ${base}`]
}

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
const intervalText = ({ low, high }: Interval): string => `(${percent(low)} to ${percent(high)})`
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
