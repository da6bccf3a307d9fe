import { consistencyText } from '../evidence/log/checkpoint.ts'
import { readArguments, wholeNumber } from './arguments.ts'
import type { Opener } from './evidence-opener.ts'
import { CommandError, type ExitCode, exitCode, type Io } from './verb.ts'

const sizeMax = 9_999_999_999
const json = { type: 'boolean' } as const

/** The signed checkpoint; with --since the body of a C2SP add-checkpoint; with --to it is given out, stamped. */
export async function printHead(args: string[], io: Io, withEvidence: Opener): Promise<ExitCode> {
  const verb = { name: 'evidence', usage: 'evidence head [--since SIZE] [--to NAME] [--json]' }
  const options = { since: { type: 'string' }, to: { type: 'string' }, json } as const
  const { values } = readArguments(verb, args, options, { called: 'words', min: 0, max: 0 })
  const since = wholeNumber('--since', values.since, 0, sizeMax)
  return withEvidence(async ({ evidence, store }) => {
    const head =
      values.to === undefined ? await evidence.keeper.head() : (await evidence.keeper.giveHead(values.to)).head
    const { origin, size, root, note, key } = head
    if (values.json) io.out(JSON.stringify({ origin, size, root: root.toString('base64'), note, key }))
    else if (since === undefined) print(note, io)
    else {
      if (since > size) throw new CommandError(`the log has ${size} entries, not ${since}`)
      print(consistencyText(since, since === 0 ? [] : await store.evidenceLog.consistency(since, size), note), io)
    }
    return exitCode.fine
  })
}

/** A text that ends with a newline, line by line. */
function print(text: string, io: Io): void {
  for (const line of text.replace(/\n$/, '').split('\n')) io.out(line)
}

const leavesAtOnce = 5_000

/** The leaves, one a line, exact bytes: what an auditor follows. */
export async function printLog(args: string[], io: Io, withEvidence: Opener): Promise<ExitCode> {
  const verb = { name: 'evidence', usage: 'evidence log [--from INDEX] [--json]' }
  const { values } = readArguments(verb, args, { from: { type: 'string' }, json } as const, {
    called: 'words',
    min: 0,
    max: 0,
  })
  let from = wholeNumber('--from', values.from, 0, sizeMax) ?? 0
  return withEvidence(async ({ store }) => {
    for (;;) {
      const leaves = await store.evidenceLog.leaves(from, leavesAtOnce)
      for (const { body } of leaves) io.out(body)
      if (leaves.length < leavesAtOnce) return exitCode.fine
      from = (leaves.at(-1)?.index ?? from) + 1
    }
  })
}

export async function rotateKey(args: string[], io: Io, withEvidence: Opener): Promise<ExitCode> {
  const verb = {
    name: 'evidence',
    usage: 'evidence rotate-key --purpose log|wacz --reason "yearly change|lost|compromised|other …" [--json]',
  }
  const options = { purpose: { type: 'string' }, reason: { type: 'string' }, json } as const
  const { values } = readArguments(verb, args, options, { called: 'words', min: 0, max: 0 })
  const purpose = (['log', 'wacz'] as const).find((each) => each === values.purpose)
  if (!purpose) throw new CommandError('--purpose is log (signs heads) or wacz (signs captures)')
  const reason = values.reason ?? ''
  if (!/^(yearly change|lost|compromised|other\b.*)$/.test(reason)) {
    throw new CommandError('--reason is one of: yearly change, lost, compromised, other and words')
  }
  return withEvidence(async ({ evidence }) => {
    const { id, entry } = await evidence.keeper.rotateKey(purpose, reason)
    io.out(values.json ? JSON.stringify({ id, entry }) : `${id} is in force, announced in entry ${entry}`)
    return exitCode.fine
  })
}
