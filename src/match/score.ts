import type { Finding, Score, Span } from '../model/finding.ts'
import type { SignalClass, Weights } from '../model/weights.ts'
import { asAllowed } from './allowance.ts'
import type { Facts } from './facts.ts'
import { unitsMax } from './listing-text.ts'
import { signals } from './signals/all.ts'
import { sameShapeFindings } from './signals/image-official-copy.ts'
import type { Seen } from './signals/signal.ts'

/** Several sights of one signal: the first earns its weight, further ones a share; more than these are not shown. */
const shares = [1, 0.25, 0.1]

/** A strong signal seen this surely counts as strong; less surely as medium; and below the second figure not at all. */
export const strongFrom = 0.5
export const mediumFrom = 0.3
/** A circumstance seen this surely suffices; less surely it is a weak sign. */
export const sufficientFrom = 0.25

/**
 * The score of one listing: the logistic of the prior and the findings' weights. The label rules are kept by findings
 * of their own (`rule.*`) whose weight takes the sum down to the cap, so that the findings and the prior always add up
 * to the score, and there is none without reasons.
 * @param line the watch's own, where it differs from the weights'
 */
export function scoreOf(facts: Facts, weights: Weights, line = weights.line): Score & { hasLink: boolean } {
  const seenHere: Finding[] = []
  const counts: Record<SignalClass, number> = { strong: 0, medium: 0, weak: 0, link: 0, allow: 0, circumstance: 0 }
  let hasLink = false
  let circumstances = 0
  for (const signal of signals) {
    const seen = signal.see(facts)
    const weight = seen.length > 0 && weights.signals[signal.id]
    if (!weight) continue
    const sorted = surestOf(seen)
    sorted.forEach((one, place) => {
      const finding = findingOf(signal.id, weight.weight, one, shares[place] ?? 0)
      if (finding.weight !== 0) seenHere.push(finding)
    })
    const best = sorted[0]?.strength ?? 0
    if (signal.id.startsWith('brand.')) hasLink = true
    const kind = weight.class === 'strong' && best < strongFrom ? 'medium' : weight.class
    if ((kind === 'medium' && best < mediumFrom) || (kind === 'circumstance' && best < sufficientFrom)) continue
    counts[kind]++
    if (kind === 'medium' && isCircumstance(signal.id)) circumstances++
  }
  const allowed = asAllowed(seenHere, facts.watch, weights.allowedFactor ?? 1, counts.strong > 0)
  const findings = [...allowed, ...cutFindings(facts), ...unclearFindings(facts), ...sameShapeFindings(facts)]
  const sum = findings.reduce((total, finding) => total + finding.weight, weights.prior)
  const cap = capOf(facts, hasLink, { ...counts, circumstances }, weights)
  const under = cap ? underCap(sum, cap.at, cap.signal === tooFew) : sum
  if (cap && under < sum) findings.push({ signal: cap.signal, weight: rounded(under - sum), text: cap.text })
  if (findings.length === 0)
    findings.push({ signal: 'rule.nothing-seen', weight: 0, text: 'Nothing was seen for or against.' })
  const total = findings.reduce((soFar, finding) => soFar + finding.weight, weights.prior)
  const score = logistic(total)
  findings.sort(
    (a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.signal < b.signal ? -1 : a.signal > b.signal ? 1 : 0),
  )
  return { score, verdict: score >= line ? 'suspect' : 'allowed', findings, hasLink }
}

/** The sights that are counted, the surest first. Words that a term and a pair of parts both cover are one sight. */
function surestOf(seen: readonly Seen[]): readonly Seen[] {
  if (seen.length === 1) return seen
  const kept: Seen[] = []
  for (const one of [...seen].sort((a, b) => b.strength - a.strength)) {
    if (kept.length === shares.length) break
    if (!kept.some((other) => overlap(one.span, other.span))) kept.push(one)
  }
  return kept
}

const overlap = (a: Span | undefined, b: Span | undefined): boolean =>
  a !== undefined && b !== undefined && a.field === b.field && a.start < b.end && b.start < a.end

function findingOf(signal: string, weight: number, seen: Seen, share: number): Finding {
  const finding: Finding = { signal, weight: rounded(weight * seen.strength * share), text: seen.text }
  if (seen.span) finding.span = seen.span
  if (seen.basis) finding.basis = seen.basis
  return finding
}

/** A text that was not read to its end says so, and weighs nothing. */
const cutFindings = ({ fields }: Facts): Finding[] =>
  fields
    .filter(({ folded }) => folded.isCut)
    .map(({ name }) => {
      const text = `Only the first ${unitsMax[name].toLocaleString('en')} characters of the ${name} were read.`
      return { signal: 'rule.text-cut', weight: 0, text }
    })

/** A price that is held against none says so, and weighs nothing. */
const unclearFindings = ({ isProductUnclear, price, links, watch }: Facts): Finding[] =>
  isProductUnclear &&
  price?.compared === null &&
  links.length > 0 &&
  watch.products.some(({ prices }) => prices.length > 0)
    ? [
        {
          signal: 'rule.price-unclear',
          weight: 0,
          text: 'Which product it is does not show: its price is held against none.',
        },
      ]
    : []

/** How far below a cap that keeps the order the sums begin to be pressed together, in log-odds. */
const pressedWithin = 1

/**
 * A sum of log-odds under a cap. Where too few signals are there, it `keepsOrder`: what has more reasons stays above what has
 * fewer, so that a list that is read on below the line begins with what is likeliest.
 * @param at the cap, as a probability
 */
export function underCap(sum: number, at: number, keepsOrder: boolean): number {
  const top = logit(at)
  if (!keepsOrder) return Math.min(sum, top)
  const from = top - pressedWithin
  return sum <= from ? sum : top - pressedWithin * Math.exp(-(sum - from) / pressedWithin)
}

const tooFew = 'rule.too-few-signals'

type Cap = { signal: string; at: number; text: string }

type Counts = Record<SignalClass, number> & { circumstances: number }

function capOf(facts: Facts, hasLink: boolean, counts: Counts, weights: Weights): Cap | null {
  if (facts.seller.isAuthorised) {
    return {
      signal: 'rule.authorised-seller',
      at: weights.caps.authorisedSeller,
      text: 'An authorised seller is never suspect.',
    }
  }
  if (!hasLink)
    return { signal: 'rule.no-brand-link', at: weights.caps.noBrandLink, text: 'Nothing links it to the brand.' }
  if (areTooFew(counts)) {
    const text = 'One strong signal or two medium ones are needed, and are not there.'
    return { signal: tooFew, at: weights.caps.tooFewSignals, text }
  }
  return null
}

/** Who sells and from where: medium signals of these alone never suffice (label rule 1). */
export const isCircumstance = (id: string): boolean => /^(seller|origin)\./.test(id)

/** Whether neither one strong signal nor two medium ones are there, `circumstances` being how many of the medium ones are. */
export const areTooFew = (counts: {
  strong: number
  medium: number
  circumstance: number
  circumstances: number
}): boolean =>
  counts.strong === 0 && counts.circumstance === 0 && (counts.medium < 2 || counts.medium === counts.circumstances)

/** Weights are kept to thousandths, so that the printed sum is the sum. */
const rounded = (weight: number): number => Math.round(weight * 1000) / 1000

/** What a listing gets at most that nothing links to the brand: the cap, up to the rounding of the weight that caps it. */
export const scoreMaxWithoutLink = ({ caps }: Weights): number => logistic(logit(caps.noBrandLink) + 1e-3)

export const logistic = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds))
export const logit = (probability: number): number => Math.log(probability / (1 - probability))
