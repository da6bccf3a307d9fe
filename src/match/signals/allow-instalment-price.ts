import { cueSignal } from './signal.ts'

/** Lowers: the price shown is one instalment. */
export const allowInstalmentPrice = cueSignal(
  'allow.instalment-price',
  'cue.instalment',
  (words) => `The price is an instalment: ${words}`,
)
