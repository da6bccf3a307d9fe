import { ExportRefused, NothingToExport } from '../app/evidence.ts'
import { readArguments } from './arguments.ts'
import type { Opener } from './evidence-opener.ts'
import { personOf } from './person.ts'
import { CommandError, type ExitCode, exitCode, type Io } from './verb.ts'

const usage = {
  name: 'evidence',
  usage: 'evidence export ID… --to DIR|FILE.zip --for TEXT [--recipient NAME] [--by NAME] [--unstamped] [--json]',
}
const options = {
  to: { type: 'string' },
  for: { type: 'string' },
  recipient: { type: 'string' },
  by: { type: 'string' },
  unstamped: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

/** A sealed bundle: all of it or nothing. */
export async function exportEvidence(args: string[], io: Io, withEvidence: Opener): Promise<ExitCode> {
  const { values, words } = readArguments(usage, args, options, { called: 'ID', min: 1, max: 10_000 })
  const { to, for: purpose, recipient, by, unstamped } = values
  if (!to) throw new CommandError('evidence export needs --to, a folder or a file that ends with .zip')
  if (!purpose?.trim()) throw new CommandError('evidence export needs --for: what the bundle is for, as a sentence')
  return withEvidence(async ({ evidence, settings }) => {
    try {
      const exported = await evidence.export({
        ...{ ids: words, to, purpose, by: personOf(by, settings), recipient: recipient ?? null },
        unstamped: unstamped ?? false,
      })
      if (values.json) io.out(JSON.stringify(exported))
      else {
        const { bundle, files, bytes, head } = exported
        io.out(`${bundle}: ${files} files, ${bytes} bytes, sealed with the head of ${head.size} entries, in ${to}`)
      }
      return exitCode.fine
    } catch (error) {
      if (error instanceof NothingToExport) throw new CommandError(error.message)
      if (error instanceof ExportRefused) throw new CommandError(error.message, exitCode.notAllowed)
      throw error
    }
  })
}
