import { openBundle, readTrust } from '../app/evidence.ts'
import { isEvidenceId } from '../evidence/names.ts'
import { looksLikeBundle, verifyBundle } from '../evidence/verify/bundle.ts'
import { type Findings, openFindings } from '../evidence/verify/findings.ts'
import { noTrust, type Trust } from '../evidence/verify/trust.ts'
import { readArguments } from './arguments.ts'
import type { Opener } from './evidence-opener.ts'
import { CommandError, type ExitCode, exitCode, type Io } from './verb.ts'

const usage = { name: 'evidence', usage: 'evidence verify [ID|DIR|FILE.zip|--all] [--contents] [--trust DIR] [--json]' }
const options = {
  all: { type: 'boolean' },
  contents: { type: 'boolean' },
  trust: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** A bundle needs nothing but its files; an id, or everything, is looked at in this machine's database and vault. */
export async function verifyEvidence(args: string[], io: Io, withEvidence: Opener): Promise<ExitCode> {
  const { values, words } = readArguments(usage, args, options, { called: 'ID, DIR or FILE.zip', min: 0, max: 1 })
  const [what] = words
  if ((what === undefined) !== (values.all === true)) {
    throw new CommandError('evidence verify needs one of: an ID, a folder, a zip, --all')
  }
  const trust = values.trust === undefined ? noTrust : await trustOf(values.trust)
  const say = (findings: Findings, source: Trust['source']): ExitCode => {
    const said = { ...trust, source }
    if (values.json) io.out(JSON.stringify(jsonOf(findings, said)))
    else for (const line of linesOf(findings, said)) io.out(line)
    return findings.faults.length > 0 ? exitCode.integrityBroken : exitCode.fine
  }
  if (what !== undefined) {
    const findings = openFindings()
    const bundle = await openBundle(what, findings)
    if (bundle) {
      try {
        if (findings.faults.length === 0 && !looksLikeBundle(bundle.files)) {
          throw new CommandError(`${what} is no bundle: there is no bagit.txt and no data/bundle.json in it`)
        }
        if (bundle.files.size > 0) await verifyBundle(bundle.files, trust, new Date(), findings)
        return say(findings, trust.source)
      } finally {
        await bundle.close()
      }
    }
    if (!isEvidenceId(what)) throw new CommandError(`there is no folder, no zip and no evidence "${what}"`)
  }
  return withEvidence(async ({ evidence, store }) => {
    const isKnown =
      what === undefined || (await store.captures.load(what)) !== null || (await store.custody.of([what])).length > 0
    if (!isKnown) throw new CommandError(`there is no folder, no zip and no evidence "${what}"`)
    const depth = what === undefined && !values.contents ? 'sealed' : 'contents'
    const findings = await evidence.verify(what ?? null, trust, depth)
    if (depth === 'sealed' && findings.checked.captures > 0)
      findings.note(
        'data/captures',
        'are the bytes that were sealed; what is in them was not read again: --contents does',
      )
    return say(findings, trust.source === 'given' ? 'given' : 'own')
  })
}

async function trustOf(folder: string): Promise<Trust> {
  try {
    return await readTrust(folder)
  } catch (error) {
    throw new CommandError(`--trust ${folder}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const jsonOf = ({ faults, notes, checked }: Findings, trust: Trust) => ({
  ...{ ok: faults.length === 0, faults, notes },
  trust: { logKey: trust.source, tsa: trust.roots ? 'given' : 'bundle', heads: trust.heads.length },
  checked,
})

function linesOf({ faults, notes, checked }: Findings, trust: Trust): string[] {
  const counts = Object.entries(checked).map(([name, count]) => `${count} ${name}`)
  const whose = {
    given: `key given, ${trust.heads.length} known heads`,
    own: "keys are this machine's own",
    bundle: "keys are the bundle's own",
  }
  return [
    ...faults.map(({ file, says }) => `FAULT ${file}: ${says}`),
    ...notes.map(({ file, says }) => `note  ${file}: ${says}`),
    `${counts.join(', ')}; ${whose[trust.source]}`,
    faults.length > 0 ? `broken: ${faults.length} faults` : 'holds',
  ]
}
