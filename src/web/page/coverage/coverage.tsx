import type { CoverageState } from '../../../model/coverage.ts'
import { gapAdvice } from '../../../model/gap-advice.ts'
import { leftOutReasons } from '../../../model/left-out.ts'
import type { ApiGap, ApiRun, ApiSearch, ApiWatchCoverage } from '../../api.ts'
import { api } from '../api.ts'
import type { Signed } from '../frame/session.ts'
import { WarnIcon } from '../parts/icons.tsx'
import { Failed, Loading, State } from '../parts/states.tsx'
import { TableBox } from '../parts/table-box.tsx'
import { useEvery, useLoad } from '../parts/use-load.ts'
import { Quality } from '../quality/quality.tsx'
import { formatAgo, formatNumber } from '../words/format.ts'
import { messages } from '../words/messages.ts'
import { LastImport, VisitReasons } from './beside-run.tsx'
import { Imports } from './imports.tsx'
import { Runs } from './runs.tsx'

const refreshMs = 10_000

/** Planned × seen of each watch's latest run, everything that was not seen with why, and the runs before. */
export function Coverage({ signed }: { signed: Signed }) {
  const [state, again] = useLoad('coverage', async () => {
    const [coverage, runs] = await Promise.all([api.coverage(), api.runs()])
    return { ...coverage, runs }
  })
  useEvery(refreshMs, again)
  const nameOf = (marketplace: string) => signed.session.marketplaces[marketplace] ?? marketplace
  return (
    <div class="page">
      <header class="page-head">
        <h1>{messages.coverageTitle}</h1>
        <span class="soft">{messages.coverageText}</span>
      </header>
      {state.kind === 'loading' && <Loading />}
      {state.kind === 'failed' && <Failed failure={state.failure} retry={again} />}
      {state.kind === 'loaded' && state.value.watches.length === 0 && (
        <State title={messages.coverageNone}>
          <p>{messages.coverageNoneText}</p>
        </State>
      )}
      {state.kind === 'loaded' && (
        <>
          {state.value.watches.map((watch) => (
            <WatchCoverage key={watch.watch} watch={watch} nameOf={nameOf} />
          ))}
          {state.value.watches.length > 0 && <Quality />}
          {state.value.watches.length > 0 && (
            <Runs runs={state.value.runs.filter(isCrawl)} watches={signed.session.watches} />
          )}
          {state.value.runs.some((run) => !isCrawl(run)) && (
            <Imports runs={state.value.runs.filter((run) => !isCrawl(run))} watches={signed.session.watches} />
          )}
        </>
      )}
    </div>
  )
}

type NameOf = (marketplace: string) => string

const isCrawl = ({ trigger }: ApiRun): boolean => trigger !== 'import'

function WatchCoverage({ watch, nameOf }: { watch: ApiWatchCoverage; nameOf: NameOf }) {
  const { run } = watch
  return (
    <section class="panel" aria-labelledby={`watch-${watch.watch}`}>
      <header class="panel-head">
        <h2 id={`watch-${watch.watch}`}>
          <bdi>{watch.name}</bdi>
        </h2>
        <span class="soft">
          {[...(watch.active ? [] : [messages.inactive]), ...(run ? [runText(run)] : [])].join(', ')}
        </span>
        <span class="space" />
        <span class="soft">
          {messages.nextRun}: {watch.nextRunAt ? formatAgo(watch.nextRunAt, Date.now()) : '–'}
        </span>
      </header>
      {run ? (
        <>
          <Figures run={run} />
          <Searches searches={watch.searches} nameOf={nameOf} />
          <VisitReasons
            {...{ title: messages.visitsMissedTitle, said: messages.visitsMissed, visits: watch.missedVisits, nameOf }}
          />
          <VisitReasons
            {...{
              title: messages.visitsDoubtedTitle,
              said: messages.visitsDoubted,
              visits: watch.doubtedVisits,
              nameOf,
            }}
          />
          {watch.gaps.length > 0 && <Gaps gaps={watch.gaps} count={watch.gapCount} nameOf={nameOf} />}
        </>
      ) : (
        <p>{messages.coverageNoRun}</p>
      )}
      <LastImport run={watch.import} />
    </section>
  )
}

function runText(run: ApiRun): string {
  return run.endedAt
    ? messages.runEnded(formatAgo(run.endedAt, Date.now()))
    : `${messages.runStarted(formatAgo(run.plannedAt, Date.now()))}, ${messages.runUnderWay}`
}

function Figures({ run }: { run: ApiRun }) {
  const missed = run.searchesEnded - run.searchesCovered
  const waiting = run.searchesPlanned - run.searchesEnded
  const figures: [number, string, string][] = [
    [run.searchesPlanned, messages.planned, ''],
    [run.searchesCovered, messages.seen, 'good'],
    [missed, messages.missed, missed > 0 ? 'bad' : ''],
    [waiting, messages.stillWaiting, ''],
    [run.listings, messages.listings, ''],
    ...(run.visitsPlanned > 0
      ? [
          [run.visitsEnded - run.visitsMissed, messages.visited, ''] as [number, string, string],
          [run.visitsMissed, messages.notVisited, run.visitsMissed > 0 ? 'bad' : ''] as [number, string, string],
        ]
      : []),
    [run.hits, messages.hits, ''],
  ]
  return (
    <>
      <dl class="figures">
        {figures.map(([value, name, tone]) => (
          <div key={name} class={tone}>
            <dt>{name}</dt>
            <dd>{formatNumber(value)}</dd>
          </div>
        ))}
      </dl>
      <Bar parts={[run.searchesCovered, missed, waiting]} />
      {run.unscored > 0 && (
        <p class={run.endedAt ? 'flag' : 'soft'}>
          {run.endedAt && <WarnIcon />}
          {messages.unscored(run.unscored)}
        </p>
      )}
    </>
  )
}

/** Seen, not seen, waiting, as one line. The figures beside it say the same in words. */
function Bar({ parts }: { parts: [number, number, number] }) {
  const whole = Math.max(1, parts[0] + parts[1] + parts[2])
  const [seen, missed] = [(parts[0] / whole) * 100, (parts[1] / whole) * 100]
  return (
    <svg class="stacked" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">
      <rect class="good" width={seen} height="2" />
      <rect class="bad" x={seen} width={missed} height="2" />
    </svg>
  )
}

function Searches({ searches, nameOf }: { searches: readonly ApiSearch[]; nameOf: NameOf }) {
  return (
    <details class="part" open={searches.length <= 24}>
      <summary>
        {messages.bySearch} <span class="soft">{formatNumber(searches.length)}</span>
      </summary>
      <TableBox name={messages.bySearch}>
        <table>
          <thead>
            <tr>
              <th scope="col">{messages.marketplace}</th>
              <th scope="col">{messages.keyword}</th>
              <th scope="col">{messages.pages}</th>
              <th scope="col" class="figure">
                {messages.listings}
              </th>
            </tr>
          </thead>
          <tbody>
            {searches.map((search) => (
              <tr key={`${search.marketplace} ${search.territory} ${search.sort} ${search.keyword}`}>
                <td>
                  {nameOf(search.marketplace)} <span class="soft">{search.territory}</span>
                </td>
                <td class="words">
                  <bdi>{search.keyword}</bdi>
                  {search.sort !== 'best-match' && <span class="soft"> {messages.sorts[search.sort]}</span>}
                </td>
                <td>
                  {statesOf(search).map(([state, count]) => (
                    <span key={state} class={`tag state-${state}`}>
                      {formatNumber(count)} {messages.coverageStates[state]}
                    </span>
                  ))}
                  {search.warnings > 0 && <span class="soft"> {messages.warnings(search.warnings)}</span>}
                </td>
                <td class="figure">
                  {formatNumber(search.listings)}
                  {search.cards > search.listings && (
                    <span class="soft" title={leftOutTitle(search)}>
                      {' '}
                      {messages.ofCards(search.cards)}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </details>
  )
}

/** Why some cards are no listings, in words. */
const leftOutTitle = ({ leftOut }: ApiSearch): string =>
  leftOutReasons
    .filter((reason) => leftOut[reason])
    .map((reason) => `${formatNumber(leftOut[reason] ?? 0)} ${messages.leftOut[reason]}`)
    .join(', ')

// Its keys are coverage states by its type, which Object.entries forgets.
const statesOf = (search: ApiSearch) => Object.entries(search.states) as [CoverageState, number][]

function Gaps({ gaps, count, nameOf }: { gaps: readonly ApiGap[]; count: number; nameOf: NameOf }) {
  const groups = new Map<string, ApiGap[]>()
  for (const gap of gaps) {
    const key = `${gap.marketplace} ${gap.state} ${gap.blockedBy ?? gap.why ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), gap])
  }
  return (
    <section class="part">
      <h3>{messages.gapsTitle}</h3>
      <ul class="gaps">
        {[...groups].map(([key, group]) => {
          const [first] = group
          return first && <Gap key={key} first={first} group={group} nameOf={nameOf} />
        })}
      </ul>
      {count > gaps.length && <p class="soft">{messages.gapsMore(count - gaps.length)}</p>}
    </section>
  )
}

const wheresMax = 6

function Gap({ first, group, nameOf }: { first: ApiGap; group: readonly ApiGap[]; nameOf: NameOf }) {
  const wheres = group.map(({ keyword, sort, page }) => messages.gapWhere(keyword, sort, page))
  return (
    <li>
      <p>
        <span class={`tag state-${first.state}`}>{messages.coverageStates[first.state]}</span>{' '}
        <strong>{nameOf(first.marketplace)}</strong>{' '}
        <bdi>{first.blockedBy ? messages.blockKinds[first.blockedBy] : (first.why ?? '')}</bdi>
      </p>
      <p class="soft">
        <bdi>{wheres.slice(0, wheresMax).join(' · ')}</bdi>
        {wheres.length > wheresMax && ` · ${messages.gapsMore(wheres.length - wheresMax)}`}
      </p>
      <p>
        <span class="soft">{messages.todo}:</span> {gapAdvice(first)}
      </p>
    </li>
  )
}
