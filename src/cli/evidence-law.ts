import { LawRefused } from '../app/evidence.ts'
import { readArguments } from './arguments.ts'
import type { Opener } from './evidence-opener.ts'
import { personOf } from './person.ts'
import { CommandError, type ExitCode, exitCode, type Io } from './verb.ts'

const text = { type: 'string' } as const
const json = { type: 'boolean' } as const
const one = { called: 'ID', min: 1, max: 1 }

/** Keeps a capture or purchase from being deleted, or lets it go again. */
export const holdEvidence =
  (word: 'hold' | 'release') =>
  async (args: string[], io: Io, withEvidence: Opener): Promise<ExitCode> => {
    const verb = { name: 'evidence', usage: `evidence ${word} ID --reason TEXT [--by NAME] [--json]` }
    const { values, words } = readArguments(verb, args, { reason: text, by: text, json } as const, one)
    const [id = ''] = words
    const reason = needed(values.reason, `evidence ${word} needs --reason: why, as a sentence`)
    return withEvidence(async ({ evidence, settings }) => {
      await evidence.law[word](id, personOf(values.by, settings), reason).catch(refused)
      io.out(
        values.json
          ? JSON.stringify({ id, held: word === 'hold' })
          : `${id} is ${word === 'hold' ? 'held' : 'no longer held'}`,
      )
      return exitCode.fine
    })
  }

/** Deletes the bytes of a capture or purchase under law; its hashes, its place in the log and this deletion stay. */
export async function deleteEvidence(args: string[], io: Io, withEvidence: Opener): Promise<ExitCode> {
  const verb = {
    name: 'evidence',
    usage: 'evidence delete ID --law TEXT --reason TEXT --yes [--by NAME] [--json]',
  }
  const options = { law: text, reason: text, by: text, yes: { type: 'boolean' }, json } as const
  const { values, words } = readArguments(verb, args, options, one)
  const [id = ''] = words
  const law = needed(values.law, 'evidence delete needs --law: under which, such as "GDPR Art. 17(1)(b)"')
  const reason = needed(values.reason, 'evidence delete needs --reason: why, as a sentence')
  if (!values.yes) throw new CommandError(`nothing brings it back: say --yes to delete ${id}`)
  return withEvidence(async ({ evidence, settings }) => {
    const done = await evidence.law.delete(id, personOf(values.by, settings), law, reason).catch(refused)
    if (values.json) io.out(JSON.stringify({ id, ...done }))
    else
      io.out(`${id} is deleted under law (${law}): ${done.files} files; its hashes and its place in the log are left`)
    return exitCode.fine
  })
}

const dueMax = 10_000

/** What is held, what was deleted, and what is due by the retention of the settings. */
export async function showLaw(args: string[], io: Io, withEvidence: Opener): Promise<ExitCode> {
  const verb = { name: 'evidence', usage: 'evidence retention [--json]' }
  const { values } = readArguments(verb, args, { json } as const, { called: 'words', min: 0, max: 0 })
  return withEvidence(async ({ evidence, settings }) => {
    const { holds, deletions } = await evidence.law.standing()
    const days = settings.evidenceDays
    const due = days === null ? [] : await evidence.law.due(days, dueMax)
    if (values.json) {
      const said = {
        days,
        due: due.map(({ id }) => id),
        holds: [...holds.values()],
        deletions: [...deletions.values()],
      }
      io.out(JSON.stringify(said))
      return exitCode.fine
    }
    for (const { of, at, by, reason } of holds.values()) io.out(`${of}  held  ${at.toISOString()}  ${by}  ${reason}`)
    for (const { of, at, by, law } of deletions.values()) io.out(`${of}  deleted  ${at.toISOString()}  ${by}  ${law}`)
    for (const { id, finishedAt } of due) io.out(`${id}  due  captured ${finishedAt.toISOString()}`)
    if (days === null) io.out('captures are kept for ever: MORGIANA_EVIDENCE_DAYS is not set')
    return exitCode.fine
  })
}

function needed(value: string | undefined, otherwise: string): string {
  if (!value?.trim()) throw new CommandError(otherwise)
  return value.trim()
}

function refused(error: unknown): never {
  if (error instanceof LawRefused) throw new CommandError(error.message, exitCode.notAllowed)
  throw error
}
