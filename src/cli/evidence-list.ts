import { captureStates } from '../evidence/capture/record.ts'
import type { Captured } from '../store/evidence/evidence-store.ts'
import { readArguments, wholeNumber } from './arguments.ts'
import type { Opener } from './evidence-opener.ts'
import { CommandError, type ExitCode, exitCode, type Io } from './verb.ts'

const usage = {
  name: 'evidence',
  usage:
    'evidence list [--hit ID] [--marketplace ID] [--state complete|partial|refused] [--since DAY] [--limit N] [--json]',
}
const options = {
  hit: { type: 'string' },
  marketplace: { type: 'string' },
  state: { type: 'string' },
  since: { type: 'string' },
  limit: { type: 'string' },
  json: { type: 'boolean' },
} as const
const limitUnsaid = 100

/** One line a capture or purchase, newest first. */
export async function listEvidence(args: string[], io: Io, withEvidence: Opener): Promise<ExitCode> {
  const { values } = readArguments(usage, args, options, { called: 'words', min: 0, max: 0 })
  const state = captureStates.find((each) => each === values.state)
  if (values.state !== undefined && !state) throw new CommandError(`--state is one of ${captureStates.join(', ')}`)
  const since = values.since === undefined ? undefined : dayOf(values.since)
  const limit = wholeNumber('--limit', values.limit, 1, 100_000) ?? limitUnsaid
  return withEvidence(async ({ store }) => {
    const { hit, marketplace } = values
    const filter = {
      ...(hit !== undefined && { hit }),
      ...(marketplace !== undefined && { marketplace }),
      ...(state && { state }),
      ...(since && { since }),
    }
    const captures = await store.captures.list({ ...filter, limit })
    for (const capture of captures) io.out(values.json ? JSON.stringify(captureJson(capture)) : captureLine(capture))
    const purchases = Object.keys(filter).length === 0 ? await store.custody.purchases(limit) : []
    for (const { id, at, last } of purchases) {
      const said = {
        id,
        kind: 'purchase',
        marketplace: null,
        state: last,
        url: null,
        at,
        sha256: null,
        entry: null,
        stampedAt: null,
      }
      io.out(values.json ? JSON.stringify(said) : `${id}  purchase  ${last}  ${at.toISOString()}`)
    }
    if (!values.json && captures.length + purchases.length === 0)
      io.out('no evidence yet: morgiana capture URL --marketplace ID')
    return exitCode.fine
  })
}

function dayOf(text: string): Date {
  const at = new Date(text)
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(at.getTime()))
    throw new CommandError('--since is a day such as 2026-11-24')
  return at
}

const captureJson = ({ id, kind, marketplace, state, final, finishedAt, recordSha256, entry, stamp }: Captured) => ({
  ...{ id, kind, marketplace, state, url: final, at: finishedAt, sha256: recordSha256, entry },
  stampedAt: stamp?.at ?? null,
})

const captureLine = (capture: Captured): string =>
  [
    ...[capture.id, capture.kind, capture.marketplace],
    capture.state === 'refused' ? 'refused: not captured' : capture.state,
    capture.finishedAt.toISOString(),
    capture.stamp ? `stamped ${capture.stamp.at.toISOString()}` : 'unstamped',
    `entry ${capture.entry}`,
    capture.final,
  ].join('  ')

/** The record of a capture, what happened to it, and how it is proved. */
export async function showEvidence(args: string[], io: Io, withEvidence: Opener): Promise<ExitCode> {
  const verb = { name: 'evidence', usage: 'evidence show ID [--json]' }
  const { values, words } = readArguments(verb, args, { json: { type: 'boolean' } } as const, {
    called: 'ID',
    min: 1,
    max: 1,
  })
  const [id = ''] = words
  return withEvidence(async ({ store, evidence }) => {
    const row = await store.captures.load(id)
    const rows = await store.custody.of([id])
    if (!row && rows.length === 0)
      throw new CommandError(`there is no evidence "${id}": morgiana evidence list shows what there is`)
    const events = await Promise.all(rows.map(async ({ sha256 }) => parsed(await evidence.blobs.load(sha256))))
    const record = row && (await evidence.keeper.captureRecord(row))
    const [leaf] = row ? await store.evidenceLog.leavesAt([row.entry]) : []
    const entry = leaf && { ...(parsed(Buffer.from(leaf.body)) as object), index: leaf.index }
    const shown = { capture: record?.record ?? null, entry: entry ?? null, events, stamp: row?.stamp ?? null }
    if (values.json) io.out(JSON.stringify(shown))
    else for (const line of JSON.stringify(shown, null, 2).split('\n')) io.out(line)
    return exitCode.fine
  })
}

/** Bytes that were deleted under law leave only their hash. */
const parsed = (bytes: Buffer | null): unknown => (bytes ? JSON.parse(bytes.toString('utf8')) : { deleted: true })
