import { wordingSignal } from './signal.ts'

/** Strong: the mark is shown, named or agreed on elsewhere. */
export const wordingEvasion = wordingSignal(
  'wording.evasion',
  (words) => `Hides the mark or asks to talk in private: ${words}`,
)
