import type { ApiQuality } from '../../api.ts'
import { api } from '../api.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { TableBox } from '../parts/table-box.tsx'
import { useLoad } from '../parts/use-load.ts'
import { formatShare } from '../words/format.ts'
import { messages } from '../words/messages.ts'

/** How far verdicts and matcher can be trusted: each figure with its interval, or why it is not known yet. */
export function Quality() {
  const [state, again] = useLoad('quality', api.quality)
  return (
    <section class="panel" aria-labelledby="quality">
      <header class="panel-head">
        <h2 id="quality">{messages.qualityTitle}</h2>
        <span class="soft">{messages.qualityText}</span>
      </header>
      {state.kind === 'loading' && <Loading />}
      {state.kind === 'failed' && <Failed failure={state.failure} retry={again} />}
      {state.kind === 'loaded' && <Figures quality={state.value} />}
    </section>
  )
}

type Row = [name: string, value: string, note: string]
type Estimate = Pick<ApiQuality['expected']['recall'], 'estimate' | 'interval'>

function Figures({ quality: { precision, expected, agreement, misses } }: { quality: ApiQuality }) {
  const { kappa, agreed, pairs, waiting } = agreement
  const rows: Row[] = [
    [messages.precision, shareText(precision), precision ? messages.ofDecided(precision.whole) : messages.noDecision],
    [messages.agreement, shareText(agreed), agreed ? messages.ofPairs(pairs) : messages.noSecondLook(waiting.second)],
    [messages.kappa, kappa ? between(kappa.value, kappa.interval, decimal) : '–', ''],
    [
      messages.recall,
      misses.recall ? between(misses.recall.estimate, misses.recall.interval, formatShare) : '–',
      messages.ofSamples(misses.decided, misses.drawn, misses.below),
    ],
    ...expectedRows(expected),
  ]
  const { evaluation } = expected
  const isMeasured = [expected.precision.by, expected.recall.by].includes('evaluation')
  return (
    <>
      <TableBox name={messages.qualityTable}>
        <table class="facts-table">
          <tbody>
            {rows.map(([name, value, note]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td class="nowrap">{value}</td>
                <td class="soft">{note}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
      {isMeasured && <p class="soft">{messages.measured(evaluation.date, evaluation.source)}</p>}
    </>
  )
}

function expectedRows({ line, precision, recall, baseRate, missed }: ApiQuality['expected']): Row[] {
  return [
    [
      messages.expectedPrecision(decimal(line.from)),
      estimateText(precision, formatShare),
      messages.expectedBy[precision.by](precision.of),
    ],
    [messages.expectedRecall, estimateText(recall, formatShare), messages.expectedBy[recall.by](recall.of)],
    ...(missed ? [[messages.expectedMissed, estimateText(missed, whole), messages.ofScored(baseRate.of)] as Row] : []),
    [
      messages.baseRate,
      baseRate.by === 'assumed' ? formatShare(baseRate.estimate) : estimateText(baseRate, formatShare),
      messages.baseRateBy[baseRate.by](baseRate.of),
    ],
  ]
}

const estimateText = ({ estimate, interval }: Estimate, say: (of: number) => string): string =>
  between(estimate, interval, say)
const whole = (count: number): string => `${Math.round(count)}`
const decimal = (value: number): string => value.toFixed(2)

const between = (value: number, { low, high }: { low: number; high: number }, say: (of: number) => string): string =>
  messages.between(say(value), say(low), say(high))

const shareText = (share: ApiQuality['precision']): string =>
  share ? between(share.share, share.interval, formatShare) : '–'
