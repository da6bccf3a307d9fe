import { exportEvidence } from './evidence-export.ts'
import { giveHeads } from './evidence-give.ts'
import { deleteEvidence, holdEvidence, showLaw } from './evidence-law.ts'
import { listEvidence, showEvidence } from './evidence-list.ts'
import { printHead, printLog, rotateKey } from './evidence-log.ts'
import { type Opener, openerOf } from './evidence-opener.ts'
import { verifyEvidence } from './evidence-verify.ts'
import { CommandError, type ExitCode, type Io, type Verb } from './verb.ts'

type Subcommand = (args: string[], io: Io, withEvidence: Opener) => Promise<ExitCode>

const subcommands: Readonly<Record<string, Subcommand>> = {
  list: listEvidence,
  show: showEvidence,
  export: exportEvidence,
  verify: verifyEvidence,
  head: printHead,
  give: giveHeads,
  log: printLog,
  'rotate-key': rotateKey,
  hold: holdEvidence('hold'),
  release: holdEvidence('release'),
  delete: deleteEvidence,
  retention: showLaw,
}

export const evidence: Verb = {
  name: 'evidence',
  summary:
    'captures and purchases: list, show, export as a sealed bundle, verify; the log’s head, to whom it is given, entries and keys; legal hold, retention, deletion under law',
  usage:
    'evidence list [--hit ID] [--marketplace ID] [--state S] [--since DAY] | show ID | export ID… --to DIR|FILE.zip --for TEXT [--recipient NAME] [--by NAME] [--unstamped] | verify [ID|DIR|FILE.zip|--all] [--contents] [--trust DIR] | head [--since SIZE] [--to NAME] | give | log [--from INDEX] | rotate-key --purpose log|wacz --reason TEXT | hold|release ID --reason TEXT | delete ID --law TEXT --reason TEXT --yes | retention; each with [--json]',
  example: 'morgiana evidence verify --all',
  async run(args, io, settings) {
    const [name, ...rest] = args
    const subcommand = name === undefined ? undefined : subcommands[name]
    if (!subcommand) {
      const known = Object.keys(subcommands).join(', ')
      throw new CommandError(`evidence ${name === undefined ? 'needs a word' : `does not know "${name}"`}: ${known}`)
    }
    return subcommand(rest, io, openerOf(settings))
  },
}
