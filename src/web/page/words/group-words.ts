import type { GroupKind } from '../../../model/hit-group.ts'
import { counted } from './counted.ts'

const kinds: Record<GroupKind, string> = {
  seller: 'same seller and product',
  picture: 'same picture',
  description: 'same description',
  title: 'same title',
}

/** Sentences about hits that are decided together. */
export const group = {
  groupTitle: (count: number) => `${counted(count, 'hit', 'hits')} on this card`,
  noGroup: 'No other hit stands on this card.',
  groupAlone: 'Alone on this card',
  groupKinds: kinds,
  groupWhy: (why: readonly GroupKind[]) => `Together because of the ${why.map((kind) => kinds[kind]).join(', or ')}.`,
  groupRule: 'A verdict is for all that are not taken out, and one Z takes it back for all.',
  groupDecidedRule: 'They were decided together. Another key replaces the verdict for all, Z takes it back for all.',
  groupShow: 'Show them',
  groupHide: 'Show less',
  decideWith: (title: string) => `Decide with this card: ${title}`,
  takenOut: 'taken out, comes next',
  onlyThis: 'Only this one',
  allAgain: 'All of them',
  joinedLater: (ago: string) => `came to the group ${ago}`,
  joined: (count: number) => `${counted(count, 'hit', 'hits')} came to this group later.`,
  thisJoined: 'This hit came to its group later.',
  groupDecided: (verdicts: readonly string[]) => `Of this group were decided: ${verdicts.join(', ')}.`,
  groupLast: (verdict: string, by: string, ago: string) => `The last: ${verdict}, by ${by} ${ago}.`,
  countOfVerdict: (count: number, verdict: string) => `${count} ${verdict}`,
  coversShort: (count: number) => `×${count}`,
  covers: (count: number) => `A verdict is for ${counted(count, 'hit', 'hits')}`,
  andOthers: (count: number) => `and ${counted(count, 'other', 'others')}`,
  decidedTogether: (verdict: string, count: number) =>
    `${verdict}: ${counted(count, 'hit', 'hits')}. Z takes it back for all.`,
  cameToGroup: (count: number) =>
    `${counted(count, 'hit', 'hits')} came to this group after you saw it: not covered, and in the queue.`,
  keptDecided: (count: number) =>
    `${counted(count, 'hit', 'hits')} of that decision ${count === 1 ? 'has' : 'have'} been decided again since, and ${count === 1 ? 'stays' : 'stay'} so.`,
} as const
