import { openCommand } from '../app/ground.ts'
import type { AuditEntry, AuditStore } from '../store/audit/audit-store.ts'
import { readArguments, wholeNumber } from './arguments.ts'
import { type ExitCode, exitCode, type Io, type Verb } from './verb.ts'

const options = { limit: { type: 'string' }, json: { type: 'boolean' } } as const
const limitUnsaid = 50
const limitMax = 10_000

/** The log of what was decided and set, and whether it is as it was written. */
export const audit: Verb = {
  name: 'audit',
  summary: 'who decided and set what, and whether the log is as it was written (exit code 8 when not)',
  usage: 'audit [--limit N] [--json]',
  example: 'morgiana audit --limit 20',
  async run(args, io, settings) {
    const { values } = readArguments(audit, args, options, { called: 'words', min: 0, max: 0 })
    const limit = wholeNumber('--limit', values.limit, 1, limitMax) ?? limitUnsaid
    const ground = await openCommand(settings)
    try {
      return await showAudit(ground.store.audit, limit, values.json === true, io)
    } finally {
      await ground.close()
    }
  },
}

/** Newest last, as they happened; the chain is checked from its beginning, however few are shown. */
export async function showAudit(
  store: AuditStore,
  limit: number,
  json: boolean,
  io: Pick<Io, 'out'>,
): Promise<ExitCode> {
  const entries = (await store.latest(limit)).reverse()
  const broken = await store.firstBroken()
  if (json) io.out(JSON.stringify({ whole: broken === null, firstBroken: broken, entries }))
  else for (const line of [...entries.map(entryLine), chainLine(broken, entries.at(-1))]) io.out(line)
  return broken === null ? exitCode.fine : exitCode.integrityBroken
}

const entryLine = ({ seq, at, who, action, what }: AuditEntry): string => {
  const about = Object.entries(what).map(
    ([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return `${seq}  ${at.toISOString()}  ${who}  ${action}  ${about.join(' · ')}`
}

const chainLine = (broken: string | null, newest: AuditEntry | undefined): string =>
  broken === null
    ? `The log is whole${newest ? `, up to entry ${newest.seq}, ${newest.hash}` : ': nothing is in it'}.`
    : `The log is NOT as it was written: entry ${broken} does not fit the one before it.`
