import type { Verdict } from '../../../model/hit.ts'
import { counted } from './counted.ts'
import { formatNumber } from './format.ts'
import { messages } from './messages.ts'

const hits = (count: number): string => counted(count, 'hit', 'hits')

export const bulkWords = {
  choose: (title: string) => `Choose ${title}`,
  chooseAll: 'Choose all that are shown',
  chosen: (count: number) => `${hits(count)} chosen`,
  none: 'Choose none',
  ask: (verdict: Verdict, count: number) => `${messages.verdicts[verdict]}: ${hits(count)}?`,
  more: (count: number) => `and ${formatNumber(count)} more`,
  replaced: (count: number) =>
    `${hits(count)} of them ${count === 1 ? 'has' : 'have'} a verdict already, which is replaced.`,
  go: (count: number) => `Decide ${hits(count)}`,
  cancel: 'Cancel',
  deciding: (done: number, all: number) => `${formatNumber(done)} of ${hits(all)} decided…`,
  done: (verdict: Verdict, count: number) => `${messages.verdicts[verdict]}: ${hits(count)} decided.`,
  taken: (count: number, names: string) =>
    `${hits(count)} left alone: ${names} ${count === 1 ? 'has it' : 'has them'} open.`,
  missing: (count: number) => `${hits(count)} ${count === 1 ? 'is' : 'are'} not there any more.`,
  undo: 'Undo',
  undone: (count: number) => `${hits(count)} as before.`,
  kept: (count: number) => `${hits(count)} decided again since: left alone.`,
  again: 'Send the rest again',
}
