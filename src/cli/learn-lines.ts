import type { SideChange, SideChanges } from '../match/learn/changes.ts'
import type { LearnOutcome } from '../match/learn/proposal.ts'
import type { Weights } from '../model/weights.ts'
import type { FittedOn, WeightChoice, WeightVersion } from '../store/learning/learning-store.ts'
import { columns } from './columns.ts'
import { printable } from './hit-lines.ts'

/** What `learn` came to. */
export type Learnt =
  | (Extract<LearnOutcome, { kind: 'too-few' }> & { inForce: string; unreadable: number })
  | {
      kind: 'proposal'
      watch: string | null
      weights: Weights
      before: Weights
      fittedOn: FittedOn
      changes: SideChanges
    }

export function learntLines(learnt: Learnt): string[] {
  if (learnt.kind === 'too-few') {
    const unreadable = learnt.unreadable > 0 ? [`${learnt.unreadable} more cannot be read: their weights are gone`] : []
    return [`too few verdicts to learn from: ${learnt.why}`, ...unreadable, `nothing changes: ${learnt.inForce} stays`]
  }
  const { weights, before, fittedOn, changes } = learnt
  return [
    `proposal ${weights.version}: ${weights.source}`,
    ...fittedLines(fittedOn),
    '',
    ...columns([
      ['', 'verdicts', 'order (AP)', 'precision', 'recall', 'calibration', 'log loss'],
      ...figureRows(fittedOn),
    ]),
    '',
    'Weights that move most:',
    ...weightLines(before, weights),
    '',
    ...changeLines(changes),
    '',
    adviceLine(fittedOn),
    `Nothing has changed. Take it into use: morgiana learn --accept ${weights.version} --as NAME`,
  ]
}

function fittedLines({ samples, ruled, unreadable }: FittedOn): string[] {
  const parts = [
    samples > 0 ? `${samples} of them drawn from below the line` : 'none of them drawn from below the line',
    ...(ruled > 0 ? [`${ruled} decided by a rule, which no weight changes`] : []),
    ...(unreadable > 0 ? [`${unreadable} more could not be read`] : []),
  ]
  return [`  ${parts.join('; ')}`]
}

function figureRows({ brands, time, own }: FittedOn): string[][] {
  const rows = (name: string, pair: FittedOn['own'] | null, absent: string) =>
    pair ? [measureRow(`${name}, now`, pair.old), measureRow(`${name}, new`, pair.new)] : [[`${name}: ${absent}`]]
  return [
    ...rows('held-out brands', brands, 'one watch only'),
    ...rows(`since ${time?.since.slice(0, 10) ?? ''}`, time, 'all given at once'),
    ...rows('its own verdicts', own, ''),
  ]
}

const measureRow = (name: string, of: FittedOn['own']['old']): string[] => [
  name,
  `${of.listings}`,
  ...[of.averagePrecision, of.precision, of.recall, of.calibrationError, of.logLoss].map(figure),
]
const figure = (value: number | null): string => (value === null ? '–' : value.toFixed(3))

const weightsShown = 12

function weightLines(before: Weights, after: Weights): string[] {
  const moved = Object.entries(after.signals)
    .map(([id, { weight }]) => ({ id, weight, was: before.signals[id]?.weight ?? 0 }))
    .concat({ id: '(prior)', weight: after.prior, was: before.prior })
    .filter(({ weight, was }) => weight !== was)
    .sort((a, b) => Math.abs(b.weight - b.was) - Math.abs(a.weight - a.was))
  return columns(
    moved.slice(0, weightsShown).map(({ id, was, weight }) => [`  ${id}`, was.toFixed(2), '→', weight.toFixed(2)]),
  )
}

function changeLines({ lookedAt, unreadable, becomeHits, fallBelow }: SideChanges): string[] {
  const not = unreadable > 0 ? ` (${unreadable} more were scored with weights that are gone)` : ''
  return [
    `Of ${lookedAt} scored listings${not}:`,
    `  ${becomeHits.count} would become hits`,
    ...becomeHits.first.map(changeLine),
    `  ${fallBelow.count} hits would fall below the line`,
    ...fallBelow.first.map(changeLine),
  ]
}

const changeLine = ({ before, after, title, marketplace, listing }: SideChange): string =>
  `    ${before.toFixed(2)} → ${after.toFixed(2)}  ${printable(title, 70)} · ${marketplace} ${printable(listing, 40)}`

const advice: Record<FittedOn['advice'], string> = {
  better: 'On verdicts that were held out it is better.',
  'no-better': 'On verdicts that were held out it is NOT better: it is kept to be looked at, not recommended.',
  'not-tested': 'It could not be tried on verdicts that were held out: not recommended.',
}
const adviceLine = (fittedOn: FittedOn): string => advice[fittedOn.advice]

export const versionLine = ({ kind, weights, fittedOn, madeAt }: WeightVersion): string =>
  `${weights.version}  ${kind}, kept ${madeAt.toISOString().slice(0, 10)}. ${fittedOn ? advice[fittedOn.advice] : weights.source}`

export function versionLines(
  versions: readonly WeightVersion[],
  choices: readonly WeightChoice[],
  inForce: Weights,
  shipped: Weights,
): string[] {
  return [
    `in force from the next start on: ${inForce.version}${inForce.version === shipped.version ? ' (ships)' : ''}`,
    ...versions.map(versionLine),
    ...choices.map(({ version, by, at }) => `${at.toISOString()}  ${printable(by)} chose ${version ?? 'what ships'}`),
  ]
}

export const chosenLines = (version: string, outcome: 'chosen' | 'already' | 'missing'): string[] =>
  outcome === 'already'
    ? [`${version} is in force already`]
    : [
        `${version} is in force from the next start on: restart morgiana up, work and serve`,
        'back: morgiana learn --back-to VERSION --as NAME',
      ]
