import { readArguments } from './arguments.ts'
import type { Opener } from './evidence-opener.ts'
import { type ExitCode, exitCode, type Io } from './verb.ts'

/** Gives the newest head to everybody whom the settings name, now. */
export async function giveHeads(args: string[], io: Io, withEvidence: Opener): Promise<ExitCode> {
  const verb = { name: 'evidence', usage: 'evidence give [--json]' }
  const { values } = readArguments(verb, args, { json: { type: 'boolean' } }, { called: 'words', min: 0, max: 0 })
  return withEvidence(async ({ evidence, store }) => {
    await store.givings.retry(new Date())
    const { row } = await evidence.keeper.giveHead('folder')
    const tried = await evidence.keeper.giveDue()
    const givings = (await store.givings.state()).map(({ newest }) => newest).filter(({ size }) => size === row.size)
    if (values.json) io.out(JSON.stringify({ size: row.size, tried: givings }))
    else {
      io.out(`folder: head of ${row.size} entries`)
      for (const { target, size, why, givenAt } of givings)
        io.out(`${target}: ${givenAt ? `head of ${size} entries` : `not given: ${why ?? 'it waits'}`}`)
    }
    return tried.some(({ why }) => why !== null) ? exitCode.dependencyDown : exitCode.fine
  })
}
