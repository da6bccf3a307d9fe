import type { Estimate } from '../model/evaluation.ts'
import type { Interval } from '../model/interval.ts'
import type { Expected } from '../review/expected.ts'

/** A figure's name and what is said of it; a line without a name goes on with the one before. */
export type FigureRow = readonly [name: string, text: string]

export const standingRow = ({ line, picked }: Pick<Expected, 'line' | 'picked'>): FigureRow => [
  'line',
  `${line.from}, ${lineWords(line, picked)}`,
]

/** What to expect at a watch's line, each figure with its interval and what it is from. */
export function expectedRows({ precision, recall, baseRate, missed, evaluation }: Expected): FigureRow[] {
  const by = { decided: 'decided hits', samples: 'decided samples', evaluation: 'labelled listings, not of this watch' }
  const usesEvaluation = precision.by === 'evaluation' || recall.by === 'evaluation'
  return [
    ['expected', `${estimateText(precision)} of hits right, by ${precision.of} ${by[precision.by]}`],
    ['', `${estimateText(recall)} of copies found, by ${recall.of} ${by[recall.by]}`],
    ...(missed ? [['', `${countText(missed)} of the scored listings missed`] as const] : []),
    baseRateRow(baseRate),
    ...(usesEvaluation
      ? [['measured', `${evaluation.date}, ${evaluation.matcher}: ${evaluation.source}`] as const]
      : []),
  ]
}

const lineWords = ({ by }: Expected['line'], picked: Expected['picked']): string =>
  by === 'reviews-a-day' && picked
    ? `since ${picked.since}, from ${picked.reviewsADay} reviews a day of ${picked.listingsADay.toFixed(1)} new listings a day`
    : by === 'watch'
      ? 'as the watch says'
      : 'as the weights say'

export const baseRateRow = (baseRate: Expected['baseRate']): FigureRow => [
  'base rate',
  `${baseRate.by === 'assumed' ? percent(baseRate.estimate) : estimateText(baseRate)} of listings are copies, ${baseWords(baseRate)}`,
]

function baseWords({ by, of }: Expected['baseRate']): string {
  switch (by) {
    case 'decided':
      return `by what was decided and ${of} scored listings`
    case 'hits':
      return `by the share of hits among ${of} scored listings`
    case 'assumed':
      return 'assumed: nothing of it has been scored yet'
  }
}

const countText = ({ estimate, interval: { low, high } }: Estimate): string =>
  `about ${Math.round(estimate)} (${Math.floor(low)} to ${Math.ceil(high)})`
const estimateText = ({ estimate, interval }: Estimate): string => `${percent(estimate)} ${intervalText(interval)}`
export const intervalText = ({ low, high }: Interval): string => `(${percent(low)} to ${percent(high)})`
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
