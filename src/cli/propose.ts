import { stringify } from 'yaml'
import { openCommand } from '../app/ground.ts'
import { marketplaces } from '../marketplaces/registry.ts'
import { type ProposedKeyword, proposeKeywords } from '../match/propose/propose.ts'
import { suggestion } from '../model/did-you-mean.ts'
import type { Watch } from '../model/watch.ts'
import { costOf } from '../schedule/cost.ts'
import type { KeywordYield } from '../store/learning/keyword-store.ts'
import type { Store } from '../store/store.ts'
import { readArguments } from './arguments.ts'
import { columns } from './columns.ts'
import { printable } from './hit-lines.ts'
import { CommandError, exitCode, type Io, type Verb } from './verb.ts'

/** What keywords brought is counted over these days; titles are the newest scored ones. */
const daysBack = 30
const titlesMax = 20_000
const dayMs = 86_400_000

const options = { watch: { type: 'string' }, accept: { type: 'string' }, json: { type: 'boolean' } } as const
type Command = { watch: string | null; accept: string | null; json: boolean }

/** A watch's keywords with what they brought, and what could be added. `requestsADay` is the most that a keyword asks. */
export type KeywordReport = {
  watch: string
  brand: string
  requestsADay: number
  keywords: (KeywordYield & { perSearch: number })[]
  proposals: (ProposedKeyword & { requestsADay: number })[]
}

export const propose: Verb = {
  name: 'propose',
  summary:
    'keywords worth adding, from disguises and from the words of hits, with expected yield and cost; nothing is edited',
  usage: 'propose [--watch ID] [--json] [--accept KEYWORD]',
  example: 'morgiana propose',
  async run(args, io, settings) {
    const { values } = readArguments(propose, args, options, { called: 'words', min: 0, max: 0 })
    const command = { watch: values.watch ?? null, accept: values.accept ?? null, json: values.json ?? false }
    const ground = await openCommand(settings)
    try {
      await runPropose(command, ground.store, io, new Date())
      return exitCode.fine
    } finally {
      await ground.close()
    }
  },
}

/** @throws CommandError for a watch that is not there, or a keyword that was not proposed */
export async function runPropose(command: Command, store: Store, io: Io, now: Date): Promise<void> {
  const all = await store.watches.all()
  const watches = all.filter(({ watch, active }) => (command.watch === null ? active : watch.id === command.watch))
  if (command.watch !== null && watches.length === 0)
    throw new CommandError(
      noWatch(
        command.watch,
        all.map(({ watch }) => watch.id),
      ),
    )
  const reports: KeywordReport[] = []
  for (const { watch } of watches) reports.push(await reportOf(watch, store, now))
  if (command.accept !== null) return accept(command.accept, reports, io)
  if (command.json) return io.out(JSON.stringify({ watches: reports }))
  const lines = reports.map((report) => reportLines(report).join('\n'))
  io.out(lines.length === 0 ? 'nothing is watched: morgiana up, or name a watch with --watch' : lines.join('\n\n'))
}

const noWatch = (id: string, known: readonly string[]): string => `there is no watch "${id}"${suggestion(id, known)}`

async function reportOf(watch: Watch, store: Store, now: Date): Promise<KeywordReport> {
  const keywords = await store.keywords.yields(watch.id, new Date(now.getTime() - daysBack * dayMs))
  const titles = await store.keywords.titles(watch.id, titlesMax)
  // What one keyword more costs: canaries are asked once, however many there are.
  const [one, two] = [['a'], ['a', 'b']].map((words) => costOf({ ...watch, keywords: words }, marketplaces, now))
  const requestsADay = (two?.requestsADay ?? 0) - (one?.requestsADay ?? 0)
  const searches = (two?.searches ?? 0) - (one?.searches ?? 0)
  const perSearch = ({ hits, searches: made }: KeywordYield) => Math.round((hits / Math.max(1, made)) * 100) / 100
  return {
    ...{ watch: watch.id, brand: watch.brand, requestsADay },
    keywords: keywords.map((each) => ({ ...each, perSearch: perSearch(each) })),
    proposals: proposeKeywords(watch, titles, searches).map((each) => ({ ...each, requestsADay })),
  }
}

function accept(keyword: string, reports: readonly KeywordReport[], io: Io): void {
  const proposed = reports.flatMap(({ watch, proposals }) => proposals.map((each) => ({ watch, ...each })))
  const found = proposed.find((each) => each.keyword === keyword)
  if (!found) {
    const near = suggestion(
      keyword,
      proposed.map((each) => each.keyword),
    )
    throw new CommandError(`"${printable(keyword)}" was not proposed${near || '; morgiana propose lists what was'}`)
  }
  io.err(`add this line to "keywords" of the watch ${found.watch}, then: morgiana check, morgiana up`)
  io.out(`  - ${stringify(keyword).trimEnd()}`)
}

function reportLines({ watch, brand, requestsADay, keywords, proposals }: KeywordReport): string[] {
  const head = ['keyword', 'hits', 'only here', 'listings', 'searches', 'hits a search']
  return [
    `${printable(brand)} (${watch}): a keyword asks for ${requestsADay} pages a day at the most`,
    ...(keywords.length === 0
      ? [`no search has ended in the last ${daysBack} days`]
      : columns([head, ...keywords.map(keywordRow)])),
    '',
    ...(proposals.length === 0
      ? ['nothing to propose']
      : columns([['proposed', 'hits', 'hits a search', 'requests a day', 'why'], ...proposals.map(proposalRow)])),
    '',
    'Hits are those that the present keywords showed: a keyword of its own shows at least these, and more like them.',
    ...(proposals.length === 0 ? [] : ['The line to add: morgiana propose --accept KEYWORD']),
  ]
}

const keywordRow = (row: KeywordReport['keywords'][number]): string[] => [
  printable(row.keyword, 50),
  ...[row.hits, row.onlyHits, row.listings, row.searches].map(String),
  row.perSearch.toFixed(2),
]

const proposalRow = (row: KeywordReport['proposals'][number]): string[] => [
  printable(row.keyword, 50),
  `${row.hits}`,
  row.hits === 0 ? 'not seen' : row.perSearch.toFixed(2),
  `${row.requestsADay}`,
  printable(row.why, 100),
]
