import { writeFile } from 'node:fs/promises'
import { labelOf } from '../app/evidence.ts'
import { labelSvg } from '../evidence/label/label.ts'
import { readArguments, wholeNumber } from './arguments.ts'
import type { Opener } from './evidence-opener.ts'
import { CommandError, type ExitCode, exitCode, type Io, type Verb } from './verb.ts'

type At = { io: Io; withEvidence: Opener }
type Usage = Pick<Verb, 'name' | 'usage'>
const json = { type: 'boolean' } as const

const unknown = (id: string) =>
  new CommandError(`there is no purchase "${id}": morgiana purchase list shows what there is`)

/** All that is known of a purchase, and what may come next. */
export async function showPurchase(verb: Usage, args: string[], { io, withEvidence }: At): Promise<ExitCode> {
  const { values, words } = readArguments(verb, args, { json }, { called: 'PURCHASE', min: 1, max: 1 })
  const [id = ''] = words
  return withEvidence(async ({ evidence }) => {
    const purchase = await evidence.purchases.load(id)
    if (!purchase) throw unknown(id)
    const { holder, bag, next, waiting } = purchase
    const events = purchase.events.map(({ row, record }) => ({
      entry: row.entry,
      ...(record ?? { id: row.id, deleted: true }),
    }))
    const shown = { purchase: id, bag, holder, next, waiting, events }
    const text = values.json ? JSON.stringify(shown) : JSON.stringify(shown, null, 2)
    for (const line of text.split('\n')) io.out(line)
    return exitCode.fine
  })
}

const limitUnsaid = 100

/** One line a purchase, newest first. */
export async function listPurchases(verb: Usage, args: string[], { io, withEvidence }: At): Promise<ExitCode> {
  const options = { limit: { type: 'string' }, json } as const
  const { values } = readArguments(verb, args, options, { called: 'words', min: 0, max: 0 })
  const limit = wholeNumber('--limit', values.limit, 1, 10_000) ?? limitUnsaid
  return withEvidence(async ({ evidence }) => {
    const lines = await evidence.purchases.list(limit)
    for (const { id, openedAt, last, purchase } of lines) {
      const { bag, holder, waiting } = purchase
      const said = { id, openedAt, state: last, bag, holder, waitsFor: waiting?.waitsFor ?? null }
      const words = [id, last, bag ? `bag ${bag}` : 'no bag', holder ? `held by ${holder}` : 'held by nobody']
      io.out(values.json ? JSON.stringify(said) : words.join('  '))
    }
    if (!values.json && lines.length === 0) io.out('no purchase yet: morgiana purchase order PURCHASE --capture ID …')
    return exitCode.fine
  })
}

/** The label of the bag as SVG, to a file or to standard output. */
export async function printLabel(verb: Usage, args: string[], { io, withEvidence }: At): Promise<ExitCode> {
  const options = { to: { type: 'string' } } as const
  const { values, words } = readArguments(verb, args, options, { called: 'PURCHASE', min: 1, max: 1 })
  const [id = ''] = words
  return withEvidence(async ({ evidence, settings }) => {
    const purchase = await evidence.purchases.load(id)
    if (!purchase) throw unknown(id)
    const label = labelOf(purchase, settings.organisation)
    if (!label) throw new CommandError(`${id} is not bagged yet: morgiana purchase bag ${id} --bag NUMBER …`)
    const svg = labelSvg(label)
    if (values.to === undefined) io.out(svg.trimEnd())
    else await writeFile(values.to, svg, { flag: 'wx' })
    return exitCode.fine
  })
}
