import type { EvaluationStep } from '../model/evaluation.ts'
import { compareAmounts } from '../model/money.ts'
import type { Scored } from './labelled.ts'
import { saysUsed } from './signals/allow-second-hand.ts'

/** Figures of a group of records; ratios 0..1, `null` where there is nothing to divide by. */
export type GroupFigures = {
  n: number
  suspects: number
  precision: number | null
  recall: number | null
  false_positive_rate: number | null
}

export type Figures = GroupFigures & {
  f1: number | null
  average_precision: number | null
  precision_at_50: number | null
  recall_at_fpr_05: number | null
  /** Mean squared distance of score and label, lower is better. */
  brier: number | null
  /** So many suspects found, and so many others, at or above each score of .05, .10 … .95. */
  by_line: EvaluationStep[]
  price: { n: number; read_as_expected: number | null }
  /** Records whose label says whether the goods are used (`used`, else its kind), and how many are taken for what they are. */
  used_or_new: { n: number; used: number; right: number | null }
  authorised_sellers: { n: number; suspect: number }
  by_language: Record<string, GroupFigures>
  by_marketplace: Record<string, GroupFigures>
  by_difficulty: Record<string, GroupFigures>
  by_kind: Record<string, GroupFigures>
  /** Of the records whose label names the signal: how many show it; and of those that show it, how many are suspects. */
  by_signal: Record<
    string,
    { labelled: number; found: number; recall: number | null; seen: number; suspects_when_seen: number | null }
  >
}

/** What a matcher's scores are worth against labels. Pure. */
export function figuresOf(scored: readonly Scored[]): Figures {
  const group = groupFigures(scored)
  const { precision, recall } = group
  const f1 = precision && recall ? (2 * precision * recall) / (precision + recall) : precision === null ? null : 0
  return {
    ...group,
    f1: rounded(f1),
    average_precision: rounded(averagePrecision(scored)),
    precision_at_50: rounded(precisionAt(scored, 50)),
    recall_at_fpr_05: rounded(recallAtFalsePositiveRate(scored, 0.05)),
    brier: ratio(
      scored.reduce((sum, { score, one }) => sum + (score - (one.isSuspect ? 1 : 0)) ** 2, 0),
      scored.length,
    ),
    by_line: byLine(scored),
    price: priceFigures(scored),
    used_or_new: usedFigures(scored),
    authorised_sellers: authorisedFigures(scored),
    by_language: groupedBy(scored, ({ one }) => one.language),
    by_marketplace: groupedBy(scored, ({ one }) => one.listing.marketplace),
    by_difficulty: groupedBy(scored, ({ one }) => one.label.difficulty),
    by_kind: groupedBy(scored, ({ one }) => one.label.kind),
    by_signal: bySignal(scored),
  }
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : rounded(part / whole))
const rounded = <T extends number | null>(value: T): T | number =>
  value === null ? value : Math.round(value * 1e4) / 1e4
const count = (scored: readonly Scored[], when: (one: Scored) => boolean) => scored.filter(when).length

function groupFigures(scored: readonly Scored[]): GroupFigures {
  const suspects = count(scored, ({ one }) => one.isSuspect)
  const right = count(scored, ({ one, isHit }) => isHit && one.isSuspect)
  const wrong = count(scored, ({ one, isHit }) => isHit && !one.isSuspect)
  return {
    n: scored.length,
    suspects,
    precision: ratio(right, right + wrong),
    recall: ratio(right, suspects),
    false_positive_rate: ratio(wrong, scored.length - suspects),
  }
}

function groupedBy(scored: readonly Scored[], keyOf: (one: Scored) => string): Record<string, GroupFigures> {
  const groups = new Map<string, Scored[]>()
  for (const one of scored) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return Object.fromEntries(
    [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, group]) => [key, groupFigures(group)]),
  )
}

/** Highest score first; equal scores count as one step, so that the order in the file does not matter. */
function steps(scored: readonly Scored[]): { suspects: number; others: number }[] {
  const byScore = new Map<number, { suspects: number; others: number }>()
  for (const { score, one } of scored) {
    const step = byScore.get(score) ?? { suspects: 0, others: 0 }
    byScore.set(score, {
      suspects: step.suspects + (one.isSuspect ? 1 : 0),
      others: step.others + (one.isSuspect ? 0 : 1),
    })
  }
  return [...byScore].sort(([a], [b]) => b - a).map(([, step]) => step)
}

/** Σ (recall gained × precision there), over falling scores. */
function averagePrecision(scored: readonly Scored[]): number | null {
  const total = count(scored, ({ one }) => one.isSuspect)
  if (total === 0) return null
  let [suspects, seen, sum] = [0, 0, 0]
  for (const step of steps(scored)) {
    suspects += step.suspects
    seen += step.suspects + step.others
    sum += (step.suspects / total) * (suspects / seen)
  }
  return sum
}

/** Of the `at` highest scores; a step that crosses the end counts by its share. */
function precisionAt(scored: readonly Scored[], at: number): number | null {
  if (scored.length < at) return null
  let [left, suspects] = [at, 0]
  for (const step of steps(scored)) {
    const size = step.suspects + step.others
    const taken = Math.min(left, size)
    suspects += step.suspects * (taken / size)
    left -= taken
    if (left === 0) break
  }
  return suspects / at
}

function recallAtFalsePositiveRate(scored: readonly Scored[], most: number): number | null {
  const total = count(scored, ({ one }) => one.isSuspect)
  const others = scored.length - total
  if (total === 0 || others === 0) return null
  let [suspects, wrong, best] = [0, 0, 0]
  for (const step of steps(scored)) {
    suspects += step.suspects
    wrong += step.others
    if (wrong / others > most) break
    best = suspects / total
  }
  return best
}

const lineSteps = 20

const byLine = (scored: readonly Scored[]): EvaluationStep[] =>
  Array.from({ length: lineSteps - 1 }, (_, at) => {
    const line = (at + 1) / lineSteps
    return {
      line,
      found: count(scored, ({ score, one }) => score >= line && one.isSuspect),
      wrong: count(scored, ({ score, one }) => score >= line && !one.isSuspect),
    }
  })

function bySignal(scored: readonly Scored[]): Figures['by_signal'] {
  const shown = ({ findings }: Scored, signal: string) => findings.some((finding) => finding.signal === signal)
  const ids = new Set(
    scored.flatMap(({ one, findings }) => [...one.label.reasons, ...findings.map(({ signal }) => signal)]),
  )
  return Object.fromEntries(
    [...ids].sort().map((id) => {
      const labelled = scored.filter(({ one }) => one.label.reasons.includes(id))
      const seen = scored.filter((one) => shown(one, id))
      const found = count(labelled, (one) => shown(one, id))
      const suspects = count(seen, ({ one }) => one.isSuspect)
      const recall = ratio(found, labelled.length)
      return [
        id,
        {
          labelled: labelled.length,
          found,
          recall,
          seen: seen.length,
          suspects_when_seen: ratio(suspects, seen.length),
        },
      ]
    }),
  )
}

function priceFigures(scored: readonly Scored[]): Figures['price'] {
  const priced = scored.filter(({ one }) => one.label.expected_price)
  const right = count(priced, ({ one }) => {
    const [expected, read] = [one.label.expected_price, one.priceRead]
    if (!expected || !read) return false
    const isAmount = (a: string, b: number) => compareAmounts(a, b.toFixed(6)) === 0
    const quantity = Number(/\d+/.exec(read.per ?? '')?.[0] ?? 1)
    return (
      read.currency === expected.currency &&
      isAmount(read.amount, expected.min) &&
      isAmount(read.max ?? read.amount, expected.max) &&
      quantity === expected.quantity
    )
  })
  return { n: priced.length, read_as_expected: ratio(right, priced.length) }
}

function authorisedFigures(scored: readonly Scored[]): Figures['authorised_sellers'] {
  const theirs = scored.filter(({ one }) => one.label.kind === 'authorised-seller')
  return { n: theirs.length, suspect: count(theirs, ({ isHit }) => isHit) }
}

/** Kinds of label that say that the goods are used, and those that do not say it either way: advertisements of all sorts. */
const usedKinds = /second-hand|refurbished|pre-owned/
const unsaidKinds = /classified|unknown/

function usedFigures(scored: readonly Scored[]): Figures['used_or_new'] {
  const isUsed = ({ one: { label } }: Scored) => label.used ?? usedKinds.test(label.kind)
  const said = scored.filter(({ one: { label } }) => typeof label.used === 'boolean' || !unsaidKinds.test(label.kind))
  const right = count(said, (one) => one.findings.some(saysUsed) === isUsed(one))
  return { n: said.length, used: count(said, isUsed), right: ratio(right, said.length) }
}
