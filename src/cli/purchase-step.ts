import type { Settings } from '../../config/settings.ts'
import { PurchaseRefused } from '../app/evidence.ts'
import type { PurchaseStep } from '../model/purchase.ts'
import { readArguments } from './arguments.ts'
import type { Opener } from './evidence-opener.ts'
import { filesOf, personSaid, readGivenStep } from './purchase-given.ts'
import { CommandError, type ExitCode, exitCode, type Io, type Verb } from './verb.ts'

type Said = { event: string | null; entry: number | null; waitsFor?: string }

/** Writes one step down. */
export async function recordStep(
  verb: Pick<Verb, 'name' | 'usage'>,
  step: Exclude<PurchaseStep, 'transferred'>,
  args: string[],
  { io, settings, withEvidence }: { io: Io; settings: Settings; withEvidence: Opener },
): Promise<ExitCode> {
  const { json, ...given } = await readGivenStep(verb, step, args, settings)
  return withEvidence(async ({ evidence }) => {
    const recorded = await refusalsAsUsage(() => evidence.purchases.record({ step, ...given }))
    say(recorded, `${given.purchase} is ${step}`, json, io)
    return exitCode.fine
  })
}

/** Offers a hand-over; it is an event once the other one has accepted. */
export async function transferPurchase(
  verb: Pick<Verb, 'name' | 'usage'>,
  args: string[],
  { io, settings, withEvidence }: { io: Io; settings: Settings; withEvidence: Opener },
): Promise<ExitCode> {
  const { json, corrects, ...transfer } = await readGivenStep(verb, 'transferred', args, settings)
  if (corrects !== undefined)
    throw new CommandError('a hand-over that both accepted is not corrected: hand it over again')
  const given = { statement: 'handed over, sealed as described', ...transfer.given }
  return withEvidence(async ({ evidence }) => {
    const { purchases } = evidence
    const recorded = await refusalsAsUsage(() => purchases.offer({ ...transfer, given }))
    const waitsFor = recorded ? undefined : (await purchases.load(transfer.purchase))?.waiting?.waitsFor
    const waits = `${transfer.purchase} waits for ${waitsFor}: morgiana purchase accept ${transfer.purchase} --by "${waitsFor}"`
    if (recorded) say(recorded, `${transfer.purchase} is transferred`, json, io)
    else say({ event: null, entry: null, ...(waitsFor !== undefined && { waitsFor }) }, waits, json, io)
    return exitCode.fine
  })
}

const string = { type: 'string' } as const
const answers = {
  ...{ by: string, statement: string, 'seal-intact': string },
  file: { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const

/** Accepts the hand-over that waits, or takes it back. */
export async function answerTransfer(
  verb: Pick<Verb, 'name' | 'usage'>,
  answer: 'accept' | 'withdraw',
  args: string[],
  { io, settings, withEvidence }: { io: Io; settings: Settings; withEvidence: Opener },
): Promise<ExitCode> {
  const { values, words } = readArguments(verb, args, answers, { called: 'PURCHASE', min: 1, max: 1 })
  const [purchase = ''] = words
  const seal = values['seal-intact'] ?? 'yes'
  if (seal !== 'yes' && seal !== 'no') throw new CommandError('--seal-intact is yes or no')
  const files = await filesOf(values.file ?? [])
  return withEvidence(async ({ evidence }) => {
    const { purchases } = evidence
    const { from, to, waitsFor } = (await purchases.load(purchase))?.waiting ?? {}
    const unsaid = [from, to].find((each) => each && each.name === waitsFor)
    const by = values.by === undefined ? personSaid(undefined, settings) : personSaid(values.by, settings)
    if (answer === 'withdraw') {
      if (!(await refusalsAsUsage(() => purchases.withdraw(purchase, by)))) throw new CommandError('nothing waits')
      io.out(values.json ? '{"withdrawn":true}' : `${purchase} is handed over to nobody`)
      return exitCode.fine
    }
    const accepting = unsaid?.name === by.name ? unsaid : by
    const statement = values.statement ?? 'received, sealed as described'
    const acceptance = { purchase, by: accepting, statement, sealIntact: seal === 'yes', files }
    say(
      await refusalsAsUsage(() => purchases.accept(acceptance)),
      `${purchase} is transferred`,
      values.json === true,
      io,
    )
    return exitCode.fine
  })
}

function say(said: Said, line: string, json: boolean, io: Io): void {
  if (json) io.out(JSON.stringify(said))
  else io.out(said.entry === null ? line : `${line}: ${said.event}, entry ${said.entry}`)
}

/** What may not be, in one line each. */
async function refusalsAsUsage<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof PurchaseRefused)) throw error
    const lines = error.faults.map(({ field, says }) => (field === '' ? says : `${field} ${says}`))
    throw new CommandError(`nothing was written:\n${lines.map((line) => `  ${line}`).join('\n')}`)
  }
}
