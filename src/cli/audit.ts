import { openCommand } from '../app/ground.ts'
import type { AuditEntry, AuditStore } from '../store/audit/audit-store.ts'
import { readArguments, wholeNumber } from './arguments.ts'
import { type Anchor, anchorFile, anchorOf, keepAnchor, readAnchor, unanchored } from './audit-anchor.ts'
import { type ExitCode, exitCode, type Io, type Verb } from './verb.ts'

const options = {
  limit: { type: 'string' },
  anchor: { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const
const limitUnsaid = 50
const limitMax = 10_000

/** The log of what was decided and set, and whether it is as it was written. */
export const audit: Verb = {
  name: 'audit',
  summary: 'who decided and set what, and whether the log is as it was written (exit code 8 when not)',
  usage: 'audit [--limit N] [--anchor N:HASH]… [--json]',
  example: 'morgiana audit --limit 20',
  async run(args, io, settings) {
    const { values } = readArguments(audit, args, options, { called: 'words', min: 0, max: 0 })
    const limit = wholeNumber('--limit', values.limit, 1, limitMax) ?? limitUnsaid
    const anchors = (values.anchor ?? []).map((text) => anchorOf('--anchor', text))
    const file = anchorFile(settings)
    const kept = await readAnchor(file)
    const ground = await openCommand(settings)
    try {
      const all = kept ? [...anchors, kept] : anchors
      const code = await showAudit(ground.store.audit, { limit, json: values.json === true, anchors: all }, io)
      if (code === exitCode.fine) await keepAnchor(file, ground.store.audit)
      return code
    } finally {
      await ground.close()
    }
  },
}

/** Newest last, as they happened; the chain is checked from its beginning, however few are shown, and against the anchors. */
export async function showAudit(
  store: AuditStore,
  { limit, json, anchors = [] }: { limit: number; json: boolean; anchors?: readonly Anchor[] },
  io: Pick<Io, 'out'>,
): Promise<ExitCode> {
  const entries = (await store.latest(limit)).reverse()
  const broken = await store.firstBroken()
  const newest = entries.at(-1)
  const missing: string[] = []
  for (const anchor of anchors) missing.push(...(await unanchored(store, anchor, newest)))
  const whole = broken === null && missing.length === 0
  if (json) io.out(JSON.stringify({ whole, firstBroken: broken, missing, entries }))
  else for (const line of [...entries.map(entryLine), ...missing, ...chainLines(broken, whole, newest)]) io.out(line)
  return whole ? exitCode.fine : exitCode.integrityBroken
}

const entryLine = ({ seq, at, who, action, what }: AuditEntry): string => {
  const about = Object.entries(what).map(
    ([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return `${seq}  ${at.toISOString()}  ${who}  ${action}  ${about.join(' · ')}`
}

function chainLines(broken: string | null, whole: boolean, newest: AuditEntry | undefined): string[] {
  if (broken !== null) return [`The log is NOT as it was written: entry ${broken} does not fit the one before it.`]
  if (!whole) return ['The log is NOT as it was written: entries that were seen before are gone.']
  if (!newest) return ['The log is whole: nothing is in it.']
  return [
    `The log is whole, up to entry ${newest.seq}, ${newest.hash}.`,
    `Keep this elsewhere to see later that nothing was cut off: morgiana audit --anchor ${newest.seq}:${newest.hash}`,
  ]
}
