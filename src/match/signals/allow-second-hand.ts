import { cueSignal } from './signal.ts'

/** Lowers: a used single piece (label rule 5). */
export const allowSecondHand = cueSignal('allow.second-hand', 'cue.used', (words) => `Second-hand: ${words}`)
