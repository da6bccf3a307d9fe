import { extname } from 'node:path'
import { exportHits, write } from '../app/exports.ts'
import { openCommand } from '../app/ground.ts'
import { type TableFormat, tableFormats } from '../export/table.ts'
import { suggestion } from '../model/did-you-mean.ts'
import { readArguments } from './arguments.ts'
import { checkNames, filterOptions, filterUsage, hitFilter } from './hit-flags.ts'
import { CommandError, exitCode, type Verb } from './verb.ts'

const usage = `export hits [--format csv|xlsx|jsonl] [--to FILE] ${filterUsage}`

export const exportVerb: Verb = {
  name: 'export',
  summary: 'hits as a file for other programs: CSV, workbook, JSON lines',
  usage,
  example: 'morgiana export hits --state decided --verdict counterfeit --to counterfeit.xlsx',
  async run(args, io, settings) {
    const options = { ...filterOptions, format: { type: 'string' }, to: { type: 'string' } } as const
    const { values, words } = readArguments(exportVerb, args, options, { called: 'word (hits)', min: 1, max: 1 })
    const [of = ''] = words
    if (of !== 'hits') throw new CommandError(`export knows hits, not "${of}"${suggestion(of, ['hits'])}`)
    const { format: asked, to, ...given } = values
    const format = formatOf(asked, to)
    const filter = hitFilter(given)
    const ground = await openCommand(settings)
    try {
      await checkNames(ground.store, filter)
      const rows = to
        ? await exportHits(ground.store, { filter, format, to }).catch((error: unknown) => unwritten(error, to))
        : await write(ground.store, filter, format, async (bytes) => said(bytes, io.out))
      const what = { of: 'hits', format, filter, rows }
      await ground.store.audit.append({ who: 'command line', action: 'export', what, now: new Date() })
      if (to) io.out(`${rows} ${rows === 1 ? 'hit' : 'hits'} in ${to}`)
      return exitCode.fine
    } finally {
      await ground.close()
    }
  },
}

/** As asked for, else as the file's name ends, else CSV. @throws CommandError */
function formatOf(asked: string | undefined, to: string | undefined): TableFormat {
  const word =
    asked ??
    (extname(to ?? '')
      .slice(1)
      .toLowerCase() ||
      'csv')
  const format = tableFormats.find((each) => each === word)
  if (!format)
    throw new CommandError(
      `--format is one of ${tableFormats.join(', ')}, not "${word}"${suggestion(word, tableFormats)}`,
    )
  if (format === 'xlsx' && to === undefined) throw new CommandError('a workbook needs --to FILE')
  return format
}

/** Whole lines, as standard output takes them: a writer's batch ends with one. */
const said = (bytes: Uint8Array, out: (line: string) => void): void => {
  if (bytes.length > 0) out(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).replace(/\n$/, ''))
}

function unwritten(error: unknown, to: string): never {
  if (error instanceof Error && 'syscall' in error && 'code' in error)
    throw new CommandError(`${to} cannot be written (${String(error.code)})`, exitCode.notAllowed)
  throw error
}
