import type { Settings } from '../../config/settings.ts'
import { orderCapture } from '../app/capturing.ts'
import { withDemoMarket } from '../app/demo.ts'
import { openCommand } from '../app/ground.ts'
import type { App } from '../app/open-app.ts'
import { captureKinds } from '../evidence/capture/record.ts'
import { marketplaceIds } from '../marketplaces/registry.ts'
import { suggestion } from '../model/did-you-mean.ts'
import type { CaptureOrder, LoadedCaptureJob } from '../store/evidence/evidence-store.ts'
import { openLog } from '../telemetry/log.ts'
import { readArguments } from './arguments.ts'
import { openApp } from './open-app.ts'
import { personOf } from './person.ts'
import { strongestHit } from './strongest-hit.ts'
import { CommandError, type ExitCode, exitCode, type Io, type Verb } from './verb.ts'

const text = { type: 'string' } as const
const options = {
  hit: text,
  marketplace: text,
  kind: text,
  listing: text,
  basis: text,
  reason: text,
  by: text,
  for: text,
  twice: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

type Target = {
  marketplace: string
  kind: (typeof captureKinds)[number]
  url: string
  listing: string | null
  hit: string | null
}

export const capture: Verb = {
  name: 'capture',
  summary: 'captures one page now as evidence, and waits for it (exit code 5 when it is partial or refused)',
  usage:
    'capture (--hit ID|strongest | URL --marketplace ID [--listing ID]) [--kind listing|seller|search] [--basis TEXT] [--reason TEXT] [--for BRAND] [--by NAME] [--twice] [--json]',
  example: 'morgiana capture --hit strongest',
  async run(args, io, settings) {
    const { values, words } = readArguments(capture, args, options, { called: 'URL', min: 0, max: 1 })
    const kind = captureKinds.find((each) => each === (values.kind ?? 'listing'))
    if (!kind) throw new CommandError(`--kind is one of ${captureKinds.join(', ')}`)
    if ((values.hit === undefined) === (words[0] === undefined))
      throw new CommandError('capture needs one of: --hit ID, or a URL with --marketplace')
    const { marketplace } = values
    if (marketplace !== undefined && !marketplaceIds.includes(marketplace)) {
      throw new CommandError(`there is no marketplace "${marketplace}"${suggestion(marketplace, marketplaceIds)}`)
    }
    if (words[0] !== undefined && (marketplace === undefined || !URL.canParse(words[0]))) {
      throw new CommandError(
        'capture of an address needs the whole address and its marketplace: capture https://… --marketplace ID',
      )
    }
    const target: Target =
      values.hit === undefined
        ? { marketplace: marketplace ?? '', kind, url: words[0] ?? '', listing: values.listing ?? null, hit: null }
        : await targetOf(values.hit, settings)
    const market = await withDemoMarket(settings, [target.marketplace], target.url)
    const app = await openApp(market.settings, 'guest', openLog(settings.logLevel))
    try {
      const requested: CaptureOrder = {
        by: personOf(values.by, settings),
        onBehalfOf: values.for ?? settings.organisation,
        legalBasis: values.basis ?? settings.legalBasis,
        purpose: values.reason ?? 'evidence of an offer',
      }
      const isJson = values.json === true
      const first = await captureNow({ ...target, secondOf: null }, requested, app, io, isJson)
      if (!values.twice || !first.capture) return first.exit
      const second = await captureNow({ ...target, secondOf: first.capture }, requested, app, io, isJson)
      return first.exit === exitCode.fine ? second.exit : first.exit
    } finally {
      await app.close()
      await market.close()
    }
  },
}

async function targetOf(named: string, settings: Settings): Promise<Target> {
  const { store, close } = await openCommand(settings)
  try {
    const hit = named === 'strongest' ? await strongestHit(store) : named
    const found = await store.hits.load(hit)
    if (!found) throw new CommandError(`there is no hit "${hit}": morgiana hits shows them`)
    const { listing } = found
    return { marketplace: listing.marketplace, kind: 'listing', url: listing.url, listing: listing.id, hit }
  } finally {
    await close()
  }
}

const waitMs = 300_000
const lookMs = 200

/** @param target `secondOf`: a capture of the same page, which is seen again from another session or through another proxy */
async function captureNow(
  target: Target & { secondOf: string | null },
  requested: CaptureOrder,
  app: App,
  io: Io,
  json: boolean,
): Promise<{ exit: ExitCode; capture: string | null }> {
  const startedAt = Date.now()
  const id = await orderCapture({ ...target, requested }, { ...app, now: () => new Date() })
  await app.work([target.marketplace])
  const job = await ended(id, app, io, startedAt + waitMs)
  if (!job.capture) {
    io.err(`not captured: ${job.why ?? 'the reason was not kept'}`)
    return { exit: job.state === 'not-allowed' ? exitCode.notAllowed : exitCode.partialCoverage, capture: null }
  }
  const row = await app.store.captures.load(job.capture)
  const record = row && (await app.keeper.captureRecord(row))
  if (!row || !record) throw new Error(`the capture ${job.capture} is not there`)
  const { requests, parts } = record.record
  const said = {
    ...{
      id: row.id,
      state: row.state,
      why: record.record.why,
      final: row.final,
      sha256: row.recordSha256,
      entry: row.entry,
    },
    stamp: row.stamp && { at: row.stamp.at, tsa: row.stamp.tsa },
    ...(target.secondOf !== null && { secondOf: target.secondOf }),
    egress: record.record.environment.egress,
    pictures: parts.filter(({ name }) => name.startsWith('screenshot')).length,
    ...{
      answered: requests.answered,
      failed: requests.failed.length,
      blocked: requests.blocked.length,
      ms: Date.now() - startedAt,
    },
  }
  if (json) io.out(JSON.stringify(said))
  else {
    const why = said.why.map((each) => each.text).join('; ')
    io.out(
      `${said.id}: ${said.state === 'refused' ? 'refused, not captured' : said.state}${why && ` (${why})`}, entry ${said.entry}, ${wayOf(said)}${said.stamp ? `stamped ${said.stamp.at.toISOString()}` : 'unstamped'}`,
    )
  }
  return { exit: row.state === 'complete' ? exitCode.fine : exitCode.partialCoverage, capture: row.id }
}

const wayOf = ({
  egress,
  secondOf,
}: {
  egress: { kind: string; name?: string | undefined }
  secondOf?: string
}): string =>
  secondOf === undefined
    ? ''
    : `a second look of ${secondOf} from another session, ${egress.kind === 'proxy' ? `through ${egress.name}` : 'directly'}, `

async function ended(id: string, { store }: App, io: Io, untilMs: number): Promise<LoadedCaptureJob> {
  for (;;) {
    const job = await store.captures.job(id)
    if (job && job.state !== 'planned') return job
    if (io.interrupted.aborted) throw new Error('interrupted')
    if (Date.now() > untilMs)
      throw new CommandError(
        `the capture ${id} has not ended within ${waitMs / 1000} s: it goes on where workers run`,
        exitCode.partialCoverage,
      )
    await new Promise((resolve) => setTimeout(resolve, lookMs))
  }
}
