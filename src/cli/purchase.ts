import { openerOf } from './evidence-opener.ts'
import { listPurchases, printLabel, showPurchase } from './purchase-show.ts'
import { answerTransfer, recordStep, transferPurchase } from './purchase-step.ts'
import { CommandError, exitCode, type Verb } from './verb.ts'

/** The word of each step at a terminal. */
const steps = {
  order: 'ordered',
  pay: 'paid',
  receive: 'received',
  photograph: 'photographed',
  bag: 'bagged',
  examine: 'examined',
  store: 'stored',
  dispose: 'disposed',
} as const

const words = [...Object.keys(steps), 'transfer', 'accept', 'withdraw', 'show', 'list', 'label']

export const purchase: Verb = {
  name: 'purchase',
  summary:
    'test purchases: what was ordered, paid, received, bagged, handed over, examined, as events of the evidence log',
  usage:
    'purchase order|pay|receive|photograph|bag|transfer|examine|store|dispose PURCHASE [fields as options] [--from FILE.json] [--file PATH]… [--by PERSON] [--reason TEXT] [--corrects EVENT] | accept|withdraw PURCHASE [--by NAME] [--statement TEXT] [--seal-intact yes|no] [--file PATH] | show PURCHASE | list [--limit N] | label PURCHASE [--to FILE.svg]; each with [--json]',
  example: 'morgiana purchase list',
  async run(args, io, settings) {
    const [word = '', ...rest] = args
    const at = { io, settings, withEvidence: openerOf(settings) }
    const [, step] = Object.entries(steps).find(([name]) => name === word) ?? []
    if (step) return recordStep(purchase, step, rest, at)
    switch (word) {
      case 'transfer':
        return transferPurchase(purchase, rest, at)
      case 'accept':
      case 'withdraw':
        return answerTransfer(purchase, word, rest, at)
      case 'show':
        return showPurchase(purchase, rest, at)
      case 'list':
        return listPurchases(purchase, rest, at)
      case 'label':
        return printLabel(purchase, rest, at)
      default: {
        const what = word === '' ? 'needs a word' : `does not know "${word}"`
        throw new CommandError(`purchase ${what}: ${words.join(', ')}`, exitCode.usage)
      }
    }
  },
}
