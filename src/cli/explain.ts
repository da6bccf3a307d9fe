import { openCommand } from '../app/ground.ts'
import { standardOf } from '../app/weights.ts'
import { type Explanation, explain as explained } from '../match/explain.ts'
import { noticeReasonWords } from '../model/notice-reason.ts'
import type { Basis } from '../model/seen-before.ts'
import { qualityOf } from '../review/quality.ts'
import type { Hit } from '../store/hits/hit-store.ts'
import { readArguments } from './arguments.ts'
import { baseRateRow } from './expected-lines.ts'
import { printable } from './hit-lines.ts'
import { figureLine } from './quality.ts'
import { strongestHit } from './strongest-hit.ts'
import { CommandError, exitCode, type Verb } from './verb.ts'

const options = { json: { type: 'boolean' } } as const

/** The sum behind a hit's score, as it was when it was scored. */
export const explain: Verb = {
  name: 'explain',
  summary: 'how a hit (the strongest open one, if none is named) came by its score: every reason, and the sum',
  usage: 'explain [--json] [HIT-ID-OR-ITS-BEGINNING]',
  example: 'morgiana explain',
  async run(args, io, settings) {
    const { values, words } = readArguments(explain, args, options, { called: 'hit id', min: 0, max: 1 })
    const ground = await openCommand(settings)
    try {
      const id = words[0] ?? (await strongestHit(ground.store))
      const [found, another] = await ground.store.hits.idsOf(id)
      if (another) throw new CommandError(`several hits begin with "${printable(id)}": give more of the id`)
      const hit = found === undefined ? null : await ground.store.hits.load(found)
      if (!hit) throw new CommandError(`there is no hit "${printable(id)}"; "morgiana hits" shows the ids`)
      const explanation = explained(hit.score, hit.findings)
      const { baseRate } = qualityOf(await ground.store.quality.facts(hit.watch), standardOf(settings)).expected
      if (values.json) io.out(JSON.stringify({ id: hit.id, matcher: hit.matcher, ...explanation, baseRate }))
      else for (const line of [...linesOf(hit, explanation), figureLine(baseRateRow(baseRate))]) io.out(line)
      return exitCode.fine
    } finally {
      await ground.close()
    }
  },
}

/** What a finding stood on, beyond its listing, when the score was made: enough to make the same score again. */
function basisLine(basis: Basis): string {
  switch (basis.kind) {
    case 'market-price':
      return `median ${basis.median} ${basis.currency} of ${basis.listings} of ${basis.all} listings (${basis.of}), spread ${figure(basis.spread)}`
    case 'seller-record':
      return `${basis.counterfeit} counterfeit, ${basis.allowed} allowed since ${basis.since}, seller known by ${basis.by}`
    case 'shop':
      return `${basis.listings} others of the shop: ${basis.hits} hits, ${basis.low} far below the price, ${basis.atOnePrice} at one price, ${basis.brands} brands`
    case 'copy':
      return `${basis.by} of ${basis.marketplace} ${printable(basis.id, 60)}, similarity ${figure(basis.similarity)}`
    case 'known-picture':
      return `${basis.of} picture ${printable(basis.name, 60)} ${basis.sha256.slice(0, 12)}, similarity ${figure(basis.similarity)}${basis.same ? `, the same ${basis.same}` : ''}`
    case 'shared-picture':
      return `${basis.listings} listings of ${basis.sellers} other sellers`
  }
}

/** Six digits are enough to read; what is kept has them all. */
const figure = (value: number) => String(Number(value.toPrecision(6)))

export function linesOf(hit: Pick<Hit, 'listing' | 'brand' | 'matcher'>, explanation: Explanation): string[] {
  const signed = (weight: number) => `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(3)}`
  const row = (weight: string, sum: string, signal: string, text: string) =>
    `${weight.padStart(8)}  ${sum.padStart(8)}  ${signal.padEnd(26)}  ${printable(text, 240)}`
  return [
    `${printable(hit.listing.title)} · ${hit.listing.marketplace} ${printable(hit.listing.id, 40)} · ${printable(hit.brand, 40)}`,
    `scored by ${hit.matcher}; weights are log-odds`,
    row('weight', 'sum', 'signal', 'seen'),
    row('', explanation.start.toFixed(3), 'prior', 'before anything is seen'),
    ...explanation.steps.flatMap(({ signal, weight, sum, text, basis }) => [
      row(signed(weight), sum.toFixed(3), signal, text),
      ...(basis ? [row('', '', '', basisLine(basis))] : []),
    ]),
    `score = 1 / (1 + e^−(${explanation.sum.toFixed(3)})) = ${explanation.score.toFixed(4)}`,
    ...(explanation.reasons.length > 0 ? ['a notice could rest on:'] : []),
    ...explanation.reasons.map((reason) => `  ${reason}: ${noticeReasonWords[reason]}`),
  ]
}
