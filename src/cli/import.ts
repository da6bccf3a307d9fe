import { randomBytes } from 'node:crypto'
import { openCommand } from '../app/ground.ts'
import type { App } from '../app/open-app.ts'
import { encodingNamed } from '../intake/encoding/file-text.ts'
import type { Asked, Mistake } from '../intake/intake.ts'
import { isMarketplaceName } from '../intake/listing-address.ts'
import type { ReadFile } from '../intake/read-file.ts'
import { marketplaceIds } from '../marketplaces/registry.ts'
import { suggestion } from '../model/did-you-mean.ts'
import { isCurrency } from '../model/money-symbols.ts'
import type { Watch } from '../model/watch.ts'
import { openLog } from '../telemetry/log.ts'
import { readArguments } from './arguments.ts'
import { filesOf, readFiles } from './import-files.ts'
import { importedPages } from './import-pages.ts'
import { codeOf, type Imported, jsonOf, keysOf, linesOf, type Plan } from './import-report.ts'
import { mistakesSaid } from './json-lines.ts'
import { loadWatchlists } from './load-watchlists.ts'
import { openApp } from './open-app.ts'
import { CommandError, type ExitCode, exitCode, type Io, type Verb } from './verb.ts'
import { progressOf, waitForRuns } from './watch-run.ts'

const wordsMax = 10_000

const options = {
  watch: { type: 'string' },
  watchlist: { type: 'string', multiple: true },
  marketplace: { type: 'string' },
  currency: { type: 'string' },
  encoding: { type: 'string' },
  columns: { type: 'string', multiple: true },
  'dry-run': { type: 'boolean' },
  yes: { type: 'boolean' },
  again: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

export const importVerb: Verb = {
  name: 'import',
  summary: 'listings from files, for places a crawler is not welcome; says what it would do until --yes',
  usage:
    'import --watch ID|--watchlist FILE [--marketplace ID] [--currency CODE] [--encoding NAME] [--columns FIELD=NAME,…] [--yes|--dry-run] [--again] [--json] FILE|FOLDER…',
  example: 'morgiana import --watchlist config/watchlists/demo.yaml --marketplace bazaar samples/saved/',
  async run(args, io, settings) {
    const { values, words } = readArguments(importVerb, args, options, {
      called: 'file or folder',
      min: 1,
      max: wordsMax,
    })
    if (values.yes && values['dry-run']) throw new CommandError('--yes imports, --dry-run does not: name one of them')
    if (!values.watch && !values.watchlist)
      throw new CommandError(`import needs --watch or --watchlist\nusage: morgiana ${importVerb.usage}`)
    const asked = askedOf(values)
    const listed = values.watchlist ? chosen(await loadWatchlists(values.watchlist), values.watch) : null
    const found = await filesOf(words)
    const files = await readFiles(found.files, asked, io)
    if (io.interrupted.aborted) return exitCode.interrupted
    const mistakes = files.flatMap((file) => file.mistakes)
    if (mistakes.length > 0) return refuse(mistakes, io)
    const plan = { files, passedOver: found.passedOver, again: values.again ?? false }
    const say = values.json ? io.err : io.out
    const print = (imported: Imported): ExitCode => {
      if (values.json) io.out(JSON.stringify(jsonOf(imported)))
      else for (const line of linesOf(imported)) io.out(line)
      return codeOf(imported)
    }
    if (!values.yes) {
      const ground = await openCommand(settings)
      try {
        const watch = listed ?? (await watchNamed(ground.store, values.watch))
        return print({ ...(await told(ground.store, watch, plan)), done: null })
      } finally {
        await ground.close()
      }
    }
    const app = await openApp(settings, 'guest', openLog(settings.logLevel))
    try {
      const watch = listed ?? (await watchNamed(app.store, values.watch))
      return print(await write(app, watch, listed !== null, plan, io, say, settings.runLimitMs))
    } finally {
      await app.close()
    }
  },
}

function askedOf(values: {
  marketplace?: string | undefined
  currency?: string | undefined
  encoding?: string | undefined
  columns?: string[] | undefined
}): Asked {
  const { marketplace = null } = values
  if (marketplace !== null && !isMarketplaceName(marketplace)) {
    throw new CommandError(
      `no marketplace "${marketplace}"${suggestion(marketplace, marketplaceIds)}; there are ${marketplaceIds.join(', ')}`,
    )
  }
  const currency = values.currency?.toUpperCase() ?? null
  if (currency !== null && !isCurrency(currency))
    throw new CommandError(`--currency is a code such as EUR, not "${currency}"`)
  const encoding = values.encoding === undefined ? null : encodingNamed(values.encoding)
  if (encoding === null && values.encoding !== undefined)
    throw new CommandError(`--encoding is a name such as gbk, shift_jis or windows-1251, not "${values.encoding}"`)
  const columns = new Map<string, string>()
  for (const pair of (values.columns ?? []).flatMap((each) => each.split(','))) {
    const at = pair.indexOf('=')
    const field = pair.slice(0, Math.max(0, at)).trim()
    const name = pair.slice(at + 1).trim()
    if (!/^[a-z-]+$/.test(field) || name === '')
      throw new CommandError(`--columns is FIELD=NAME, FIELD=NAME, not "${pair}"`)
    columns.set(field, name)
  }
  return { marketplace, currency, encoding, columns }
}

function chosen(watches: readonly Watch[], id: string | undefined): Watch {
  const ids = watches.map((watch) => watch.id)
  if (id === undefined) {
    const [only] = watches
    if (only && watches.length === 1) return only
    throw new CommandError(`the watchlist has ${watches.length} watches: name one with --watch: ${ids.join(', ')}`)
  }
  const found = watches.find((watch) => watch.id === id)
  if (found) return found
  throw new CommandError(`no watch "${id}"${suggestion(id, ids)} in the watchlist; there are ${ids.join(', ')}`)
}

async function watchNamed(store: App['store'], id = ''): Promise<Watch> {
  const watch = await store.watches.load(id)
  if (watch) return watch
  const ids = (await store.watches.all()).map((each) => each.watch.id)
  throw new CommandError(
    `no watch "${id}"${suggestion(id, ids)}; ${ids.length > 0 ? `there are ${ids.join(', ')}` : 'none has run yet: name a --watchlist'}`,
  )
}

function refuse(mistakes: readonly Mistake[], io: Io): ExitCode {
  const lines = mistakes.map(({ file, row, column, message }) => `${file}:${row}:${column}  ${message}`)
  for (const line of mistakesSaid(lines)) io.err(line)
  io.err('nothing was imported')
  return exitCode.configuration
}

type Given = { files: readonly ReadFile[]; passedOver: number; again: boolean }

/** What an import would do: which files were imported before, and how many of the listings are known. */
async function told(store: App['store'], watch: Watch, { files, passedOver, again }: Given): Promise<Plan> {
  const before = again
    ? new Map<string, Date>()
    : await store.imports.known(
        watch.id,
        files.map((file) => file.provenance.sha256),
      )
  const fresh = files.filter((file) => !before.has(file.provenance.sha256))
  return { watch: watch.id, files, passedOver, before, seen: await store.imports.seen(keysOf(fresh)) }
}

async function write(
  app: App,
  watch: Watch,
  isListed: boolean,
  given: Given,
  io: Io,
  say: (line: string) => void,
  limitMs: number,
): Promise<Imported> {
  const { store } = app
  const now = new Date()
  const plan = await told(store, watch, given)
  if (isListed) {
    const known = (await store.watches.all()).find((each) => each.watch.id === watch.id)
    await store.watches.save(watch, known?.active ?? false, now)
  }
  const run = randomBytes(12).toString('hex')
  const pages = importedPages(run, watch.id, once(plan), now)
  const { saved } = await store.imports.save({
    run,
    watch: watch.id,
    pages,
    again: given.again,
    now,
    stop: io.interrupted,
  })
  if (saved.length === 0) return { ...plan, done: { run: null, waited: 'ended', progress: null, hits: [] } }
  const what = { run, watch: watch.id, files: plan.files.map(({ provenance }) => provenance) }
  await store.audit.append({ who: 'command line', action: 'import', what, now })
  const full = new Set(pages.filter((page) => page.listings.length > 0).map((page) => page.search.id))
  await app.score(
    saved.filter((search) => full.has(search.id)),
    watch.priority,
  )
  await store.runs.endIfDone(run, now)
  await app.work([])
  const waited = await waitForRuns([run], { store, io, say, limitMs })
  const [progress = null] = await progressOf(store, [run])
  const { hits } = await store.hits.page({ run }, null, 500)
  return { ...plan, done: { run, waited, progress, hits: hits.filter((hit) => hit.state !== 'withdrawn') } }
}

/** The same bytes under two names are imported once. */
const once = ({ files, before }: Plan): ReadFile[] =>
  [...new Map([...files].reverse().map((file) => [file.provenance.sha256, file])).values()]
    .reverse()
    .filter((file) => !before.has(file.provenance.sha256))
